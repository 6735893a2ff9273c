import RaftCore

/// "Leader Append-Only: a leader never overwrites or deletes entries in its log; it only appends
/// new entries." (Figure 3; §5.3)
enum LeaderAppendOnly {
  /// A server's log changed.
  static func check(_ firing: Firing, at server: Server) -> Finding? {
    guard server.role.isLeader, firing.rule != .appendNoOp, firing.rule != .appendCommand else {
      return nil
    }
    let index: LogIndex
    switch firing.evidence {
    case .conflict(let conflict, _, _, _): index = conflict
    case .entries(let after, _, _): index = after + 1
    case .none, .recovered, .terms, .silence, .candidacy, .votedFor, .lastLogs, .vote, .leader,
      .sent, .previous, .match, .backUp, .stored, .commit, .request, .leaderHint, .written,
      .preCandidacy, .contact, .quorum, .transfer, .stopping, .read, .round, .commitTerm, .applied,
      .lease, .refused:
      return nil
    }
    return Finding(
      property: .leaderAppendOnly, servers: [server.id],
      detail: .overwritten(leader: server.id, term: server.currentTerm, index: index))
  }
}
