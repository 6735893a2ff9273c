import RaftCore

/// A packet on its way, as far as it is known.
package struct FlightState: Hashable, Sendable, Identifiable {
  /// Counted from 1 in the order of sending; never used twice in a run.
  package let id: Int
  package var packet: Packet
  /// The number of the happening that sent it; 0 when it is not known.
  package var sentBy: Int
  package var sentAt: Time
  /// When it arrives; nil when nobody can say.
  package var arrivesAt: Time?
  /// Why it will not arrive, when that is already decided.
  package var loss: Loss?
  /// Held back until somebody lets it go.
  package var isHeld: Bool

  package init(
    id: Int, _ packet: Packet, sentBy: Int = 0, sentAt: Time, arrivesAt: Time? = nil,
    loss: Loss? = nil, isHeld: Bool = false
  ) {
    self.id = id
    self.packet = packet
    self.sentBy = sentBy
    self.sentAt = sentAt
    self.arrivesAt = arrivesAt
    self.loss = loss
    self.isHeld = isHeld
  }
}

/// A client at a moment.
package struct ClientState: Hashable, Sendable {
  package let id: ClientID
  /// The server that it asks first: the last that it knew to be the leader.
  package var contact: ServerID?
  /// What it waits for; nil when it has nothing to do.
  package var request: PendingRequest?
  /// Its session, by the index of the entry that opened it; nil where it has none.
  package var session: LogIndex?

  package init(
    _ id: ClientID, contact: ServerID? = nil, request: PendingRequest? = nil,
    session: LogIndex? = nil
  ) {
    self.session = session
    self.id = id
    self.contact = contact
    self.request = request
  }
}
