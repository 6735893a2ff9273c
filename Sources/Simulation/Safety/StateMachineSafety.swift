import RaftCore

/// "State Machine Safety: if a server has applied a log entry at a given index to its state
/// machine, no other server will ever apply a different log entry for the same index." (Figure 3;
/// §5.4.3)
struct StateMachineSafety: Sendable {
  /// What was applied first at each index, and by whom.
  private var applied = IndexedRecord<Applied>()

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
      guard index > applied.start else { continue }
      guard index <= applied.lastIndex else {
        applied.append(Applied(entry: entry, server: server))
        continue
      }
      let first = applied[index]
      if first.entry != entry {
        return Finding(
          property: .stateMachineSafety, servers: [server, first.server],
          detail: .applied(index: index, first.server, first.entry, server, entry))
      }
    }
    return nil
  }

  /// Every server has these entries in a snapshot.
  mutating func forget(through index: LogIndex) { applied.forget(through: index) }

  /// The last entry that anybody has applied.
  var lastIndex: LogIndex { applied.lastIndex }

  /// The entry that was applied first at an index; nil where nothing was, or it is forgotten.
  func entry(at index: LogIndex) -> Entry? {
    index > applied.start && index <= applied.lastIndex ? applied[index].entry : nil
  }
}
