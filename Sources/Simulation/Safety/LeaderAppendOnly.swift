import RaftCore

/// "Leader Append-Only: a leader never overwrites or deletes entries in its log; it only appends
/// new entries." (Figure 3; §5.3)
enum LeaderAppendOnly {
  /// A server's log changed.
  static func check(_ firing: Firing, at place: Int, of hosts: [Host]) -> Finding? {
    guard hosts[place].server.role.isLeader, firing.rule != .appendNoOp,
      firing.rule != .appendCommand
    else {
      return nil
    }
    let index: LogIndex
    switch firing.evidence {
    case .conflict(let conflict, _, _, _): index = conflict
    case .entries(let after, _, _): index = after + 1
    case .none, .recovered, .terms, .silence, .candidacy, .votedFor, .lastLogs, .vote, .leader,
      .sent, .previous, .match, .backUp, .stored, .commit, .request, .leaderHint, .written,
      .preCandidacy, .contact, .quorum, .transfer, .stopping, .read, .round, .commitTerm, .applied,
      .lease, .refused, .snapshot, .lagging, .offered, .session, .expiry, .configuration,
      .configured, .ownTerm, .caughtUp, .majorities:
      return nil
    }
    let leader = ServerID(place + 1)
    return Finding(
      property: .leaderAppendOnly, servers: [leader],
      detail: .overwritten(
        leader: leader, term: hosts[place].server.currentTerm, index: index))
  }
}
