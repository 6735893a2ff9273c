import KeyValue
import RaftCore

// The clients' side of sessions (Ongaro's dissertation, §6.3): a client that has none asks for one
// first, and gives up what it asks for in a session that has expired.
extension Cluster {
  /// Whether a client has to ask for a session first: not for reads that do not pass through the log,
  /// and not of etcd, which knows no sessions of this kind. Inlined: as a call it would copy the whole
  /// cluster.
  @inline(__always) func needsSession(_ id: ClientID, for way: Operation.Way) -> Bool {
    features[.sessions] && way == .log && outside == nil && clients[id].session == nil
  }

  /// The serial number of a client's next request.
  mutating func nextSerial(of id: ClientID) -> Int {
    clients[id].serial += 1
    return clients[id].serial
  }

  /// A client that asked for a session hears of it. One that has expired already, because others used
  /// theirs meanwhile, it asks for again.
  mutating func sessionAnswered(
    _ outcome: Store.Outcome, at index: LogIndex, to id: ClientID, by server: ServerID
  ) {
    clients[id].contact = server
    switch outcome {
    case .sessionOpened:
      let record = clients[id].request!.record
      clients[id].session = index
      clients[id].request!.opening = nil
      clients[id].request!.tries = 0
      clients[id].request!.operation.session = UInt32(index)
      clients.operations[record].operation.session = UInt32(index)
    case .sessionExpired, .written, .value, .superseded:
      guard clients[id].request!.tries < settings.timing.clientTries else { return }
      clients[id].request!.opening = nextSerial(of: id)
    }
    send(server, from: id)
  }

  /// A client is told that its session has expired: whether an earlier try took effect it cannot know,
  /// and must not try again. The next time it will ask for another session.
  mutating func sessionExpired(of id: ClientID, by server: ServerID) {
    let request = clients[id].request!
    clients[id].contact = server
    clients[id].session = nil
    clients[id].request = nil
    clients.operations[request.record].state = .expired(at: now)
    safety?.abandoned(request.operation)
  }
}
