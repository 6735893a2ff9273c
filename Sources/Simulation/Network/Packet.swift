import KeyValue
import RaftCore

/// A client's number, 1 … `Clients.limit`; written `C1`, `C2`, …
package struct ClientID: Hashable, Comparable, Sendable, BitwiseCopyable, CustomStringConvertible {
  package let number: Int

  package init(_ number: Int) { self.number = number }

  package static func < (left: ClientID, right: ClientID) -> Bool { left.number < right.number }

  /// Stands for a program outside, whose request has this number in the table, counted from 1.
  init(program request: Int) { number = Self.firstProgram + request }

  /// More than there are clients.
  private static let firstProgram = 1 << 16

  /// Stands for a member that asks in nobody's name whether it leads, before it revokes leases.
  package static let member = ClientID(firstProgram)

  /// The number in the table, counted from 1, of the request of a program; nil where it is none.
  package var request: Int? { number > Self.firstProgram ? number - Self.firstProgram : nil }

  /// `C2`; of a program `req 12`, since its name is not in what Raft is given; of a member `check`.
  package var description: String {
    if let request { return "req \(request)" }
    return self == .member ? "check" : "C\(number)"
  }
}

/// What travels: a message between servers, or a client's request or its answer.
package enum Packet: Hashable, Sendable {
  case message(Message)
  case request(Operation, to: ServerID, attempt: Int)
  case answer(ServerReply, to: ClientID, from: ServerID, serial: Int)
  /// Of a program outside, or to one.
  indirect case letter(Letter)

  /// The server that sends it; nil when a client does.
  package var sender: ServerID? {
    switch self {
    case .message(let message): message.from
    case .request: nil
    case .answer(_, _, let from, _): from
    case .letter(let letter): letter.from.server
    }
  }

  /// The server that it is for; nil when it is for a client.
  package var receiver: ServerID? {
    switch self {
    case .message(let message): message.to
    case .request(_, let to, _): to
    case .answer: nil
    case .letter(let letter): letter.to.server
    }
  }

  /// Its plain bytes, and the entries of its message.
  var parts: (Flight.Cargo, EntryBatch) {
    switch self {
    case .message(let message): (.message(message.head), message.entries)
    case .request(let operation, let to, let attempt):
      (.request(operation, to: to, attempt: attempt), [])
    case .answer(let reply, let to, let from, let serial):
      (.answer(reply, to: to, from: from, serial: serial), [])
    case .letter: preconditionFailure("letters travel by post")
    }
  }
}

/// What a server tells a client.
package enum ServerReply: Hashable, Sendable, BitwiseCopyable {
  /// Done: what executing the operation gave, and where it stands in the log.
  case done(Store.Outcome, index: LogIndex)
  /// Not the leader; where to ask instead, if the server knows (§8).
  case redirect(ServerID?)
}

/// Why a packet never arrives.
package enum Loss: UInt8, Hashable, Sendable, BitwiseCopyable {
  /// The network lost it by chance.
  case chance
  /// The link is cut, or the network is split between the two.
  case cut
  /// The receiver is down.
  case receiverDown
  /// Somebody chose to drop it.
  case dropped
}

/// A packet on its way.
package struct Flight: Hashable, Sendable, Identifiable {
  /// All but the entries of its message: plain bytes, as `Message.Head`.
  var head: Head
  var entries: EntryBatch

  /// A flight without the entries that it carries.
  struct Head: Hashable, Sendable, BitwiseCopyable {
    var id: Int
    var cargo: Cargo
    var sentBy: Int
    var sentAt: Time
    var arrivesAt: Time
    var loss: Loss?
    var isHeld = false
    /// Whether its moment has come while it was held: the agenda knows nothing of it any more.
    var isOverdue = false
    /// While its place is free: the next free one. Negative: none.
    var nextFree: Int32 = -1

    /// That of a place that was never taken.
    static var vacant: Head {
      Head(
        id: 0, cargo: .answer(.redirect(nil), to: ClientID(1), from: ServerID(1), serial: 0),
        sentBy: 0, sentAt: 0, arrivesAt: 0)
    }
  }

  /// A packet without its entries.
  enum Cargo: Hashable, Sendable, BitwiseCopyable {
    case message(Message.Head)
    case request(Operation, to: ServerID, attempt: Int)
    case answer(ServerReply, to: ClientID, from: ServerID, serial: Int)

    /// The server that it is for; nil when it is for a client.
    var receiver: ServerID? {
      switch self {
      case .message(let head): head.to
      case .request(_, let to, _): to
      case .answer: nil
      }
    }
  }

  /// Becomes another flight, in its place.
  @inline(__always) mutating func carry(_ head: Head, _ entries: EntryBatch) {
    self.head = head
    // Mostly there are none, neither of the old flight nor of the new one: nobody to be counted.
    if !self.entries.isEmpty || !entries.isEmpty { self.entries = entries }
  }

  /// The place is free, and the next free one is `next`.
  @inline(__always) mutating func vacate(before next: Int32) {
    head.id = 0
    head.nextFree = next
  }

  /// Counted from 1 in the order of sending; never used twice in a run.
  package var id: Int { head.id }
  /// The number of the event that sent it.
  package var sentBy: Int { head.sentBy }
  package var sentAt: Time { head.sentAt }
  package var arrivesAt: Time { head.arrivesAt }
  /// Why it will not arrive, when that is already decided.
  package var loss: Loss? { head.loss }
  /// Held back until somebody lets it go.
  package var isHeld: Bool { head.isHeld }

  /// What is on its way.
  package var packet: Packet {
    switch head.cargo {
    case .message(let head): .message(Message(head: head, entries: entries))
    case .request(let operation, let to, let attempt): .request(operation, to: to, attempt: attempt)
    case .answer(let reply, let to, let from, let serial):
      .answer(reply, to: to, from: from, serial: serial)
    }
  }
}

extension Loss {
  package var name: String {
    switch self {
    case .chance: "chance"
    case .cut: "cut"
    case .receiverDown: "receiver-down"
    case .dropped: "dropped"
    }
  }
}
