import RaftCore

/// "Leader Completeness: if a log entry is committed in a given term, then that entry will be
/// present in the logs of the leaders for all higher-numbered terms." (Figure 3; §5.4)
struct LeaderCompleteness: Sendable {
  /// Committed entries by index, each with the term of the leader that committed it.
  private var committed = IndexedRecord<Committed>()

  private struct Committed: Sendable {
    var entry: Entry
    var committedIn: Term
  }

  /// A server was elected: whatever was committed in lower terms must be in its log.
  func elected(_ server: Server) -> Finding? { missing(in: server, after: 0) }

  /// A leader advanced its commitIndex: what it committed must be in the logs of those who already
  /// lead later terms.
  mutating func committed(by place: Int, in hosts: [Host]) -> Finding? {
    let term = hosts[place].server.currentTerm
    let before = committed.lastIndex
    guard before < hosts[place].server.commitIndex else { return nil }
    for index in (before + 1)...hosts[place].server.commitIndex {
      committed.append(Committed(entry: hosts[place].server.log[index], committedIn: term))
    }
    // By place: a loop over the hosts themselves would copy each.
    for other in hosts.indices
    where hosts[other].server.currentTerm > term && hosts[other].life != .crashed
      && hosts[other].server.role.isLeader
    {
      if let finding = missing(in: hosts[other].server, after: before) { return finding }
    }
    return nil
  }

  /// Every server has these entries in a snapshot.
  mutating func forget(through index: LogIndex) { committed.forget(through: index) }

  private func missing(in leader: Server, after: LogIndex) -> Finding? {
    // What is before its snapshot's last entry is in its state machine, which another property is
    // about.
    let first = max(after + 1, committed.start + 1, leader.log.start.index)
    for index in first..<max(first, committed.lastIndex + 1) {
      let known = committed[index]
      guard known.committedIn < leader.currentTerm else { continue }
      if index == leader.log.start.index, leader.log.start.term == known.entry.term { continue }
      if index >= leader.log.firstIndex, index <= leader.log.lastIndex,
        leader.log[index] == known.entry
      {
        continue
      }
      return Finding(
        property: .leaderCompleteness, servers: [leader.id],
        detail: .missing(
          leader: leader.id, term: leader.currentTerm,
          committed: LogPosition(index: index, term: known.entry.term),
          committedIn: known.committedIn))
    }
    return nil
  }
}
