import KeyValue
import RaftCore

/// A read is never older than what was acknowledged to any client before it began (Ongaro's
/// dissertation, §6.4), for reads that do not pass through the log.
///
/// The log orders everything, so one number is enough: the last index that a client was told of. A
/// read must show the state machine of a server that has applied at least as much as that number was
/// when the read began. Serializable reads promise nothing of that kind.
///
/// Two properties: with a round each, reads are always as fresh; by the leader's lease they are as
/// long as clocks keep their bound.
struct ReadFreshness: Sendable {
  /// The last index that any client was told of.
  private var acknowledged: LogIndex = 0
  /// What that was when each client's present read began, by the client's number.
  private var before = [LogIndex](repeating: 0, count: Clients.limit + 1)

  /// A client asks for something.
  mutating func invoked(_ operation: Operation) {
    if Self.property(of: operation.way) != nil { before[operation.client] = acknowledged }
  }

  /// A client is answered out of a state machine that has applied the log up to `index`.
  mutating func acknowledged(
    _ operation: Operation, at index: LogIndex, by server: ServerID
  ) -> Finding? {
    guard operation.way != .serializable else { return nil }
    acknowledged = max(acknowledged, index)
    guard let property = Self.property(of: operation.way), index < before[operation.client] else {
      return nil
    }
    return Finding(
      property: property, servers: [server],
      detail: .staleRead(
        ClientID(operation.client), operation, applied: index,
        acknowledged: before[operation.client]))
  }

  private static func property(of way: Operation.Way) -> Property? {
    switch way {
    case .linearizable: .readsSeeWrites
    case .lease: .leaseReadsSeeWrites
    case .log, .serializable: nil
    }
  }
}
