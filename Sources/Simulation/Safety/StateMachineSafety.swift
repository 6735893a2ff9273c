import RaftCore

/// "State Machine Safety: if a server has applied a log entry at a given index to its state
/// machine, no other server will ever apply a different log entry for the same index." (Figure 3;
/// §5.4.3)
struct StateMachineSafety: Sendable {
  /// What was applied first at each index - 1, and by whom.
  private var applied = ChunkedArray<Applied>()

  private struct Applied: Sendable {
    var entry: Entry
    var server: ServerID
  }

  /// A server applied entries.
  mutating func applied(_ evidence: Evidence, at place: Int, of hosts: [Host]) -> Finding? {
    guard case .entries(let after, let through, _) = evidence else { return nil }
    let server = ServerID(place + 1)
    for index in (after + 1)...through {
      let entry = hosts[place].server.log[index]
      guard index <= applied.count else {
        applied.append(Applied(entry: entry, server: server))
        continue
      }
      let first = applied[index - 1]
      if first.entry != entry {
        return Finding(
          property: .stateMachineSafety, servers: [server, first.server],
          detail: .applied(index: index, first.server, first.entry, server, entry))
      }
    }
    return nil
  }
}
