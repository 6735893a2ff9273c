import KeyValue
import RaftCore

/// A client's number, 1 … `Clients.limit`; written `C1`, `C2`, …
package struct ClientID: Hashable, Comparable, Sendable, BitwiseCopyable, CustomStringConvertible {
  package let number: Int

  package init(_ number: Int) { self.number = number }

  package static func < (left: ClientID, right: ClientID) -> Bool { left.number < right.number }

  package var description: String { "C\(number)" }
}

/// What travels: a message between servers, or a client's request or its answer.
package enum Packet: Hashable, Sendable {
  case message(Message)
  case request(Operation, to: ServerID, attempt: Int)
  case answer(ServerReply, to: ClientID, from: ServerID, serial: Int)

  /// The server that sends it; nil when a client does.
  package var sender: ServerID? {
    switch self {
    case .message(let message): message.from
    case .request: nil
    case .answer(_, _, let from, _): from
    }
  }

  /// The server that it is for; nil when it is for a client.
  package var receiver: ServerID? {
    switch self {
    case .message(let message): message.to
    case .request(_, let to, _): to
    case .answer: nil
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
  /// Counted from 1 in the order of sending; never used twice in a run.
  package internal(set) var id: Int
  package var packet: Packet
  /// The number of the event that sent it.
  package var sentBy: Int
  package var sentAt: Time
  package var arrivesAt: Time
  /// Why it will not arrive, when that is already decided.
  package var loss: Loss?
  /// Held back until somebody lets it go.
  package var isHeld = false
}
