import RaftCore

/// The safety properties, as they are read off a state.
///
/// Written to be read; the search checks the same by tables (`Facts`), and a test holds the two
/// against each other. Figure 3 speaks of the past too ("can be elected", "has applied"). A state
/// knows of it what its servers still know: leaders that lead, entries that are known to be
/// committed. Whoever knows more and crashes forgets it; but that crash can be left out, and the
/// shorter run shows it.
package enum StateChecks {
  /// The first property that does not hold between two servers of a state.
  package static func violation(in state: State) -> Violation? {
    for place in state.nodes.indices {
      for other in state.nodes[..<place] {
        if let property = broken(other, state.nodes[place]) {
          return Violation(property, [other.id, state.nodes[place].id])
        }
      }
    }
    return nil
  }

  /// The first property that does not hold between two servers.
  package static func broken(_ one: Node, _ other: Node) -> SafetyProperty? {
    if one.isLeader, other.isLeader, one.term == other.term { return .electionSafety }
    if !areMatching(one.log, other.log) { return .logMatching }
    if haveAppliedDifferently(one, other) { return .stateMachineSafety }
    if lacks(one, committedBy: other) || lacks(other, committedBy: one) {
      return .leaderCompleteness
    }
    return nil
  }

  private static func areMatching(_ one: Log, _ other: Log) -> Bool {
    var index = min(one.lastIndex, other.lastIndex)
    while index > 0, one[index].term != other[index].term { index -= 1 }
    while index > 0 {
      if one[index] != other[index] { return false }
      index -= 1
    }
    return true
  }

  private static func haveAppliedDifferently(_ one: Node, _ other: Node) -> Bool {
    var index = min(one.committed, other.committed)
    while index > 0 {
      if one.log[index] != other.log[index] { return true }
      index -= 1
    }
    return false
  }

  /// Whether a leader lacks an entry that another server, of no later term, knows to be committed:
  /// so it was committed in that term or before.
  private static func lacks(_ leader: Node, committedBy other: Node) -> Bool {
    guard leader.isLeader, leader.term >= other.term else { return false }
    var index = other.committed
    while index > 0 {
      if index > leader.log.lastIndex || leader.log[index] != other.log[index] { return true }
      index -= 1
    }
    return false
  }
}
