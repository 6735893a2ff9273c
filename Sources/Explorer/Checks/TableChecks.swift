import RaftCore

/// The safety properties and goals, as they are read off tables: the same as `StateChecks` and
/// `Goal.isReached`, for the search.
struct TableChecks {
  private let test: Test
  private let properties: SafetyProperties
  private let majority: Int

  private enum Test {
    case violation, mark, leadersOfOneTerm, leadersOfTwoTerms
    case severalLeaders(in: Term?)
    case cannotWin(slot: Int)
  }

  init(_ goal: Goal, _ model: Model) {
    majority = model.configuration.members.majority
    switch goal {
    case .violation(let properties):
      (test, self.properties) = (.violation, properties)
    case .leads, .committed, .committedIndex, .lost, .committedCommand:
      (test, properties) = (.mark, [])
    case .cannotWin(let server):
      let slot = model.members.firstIndex(of: server) ?? 0
      (test, properties) = (.cannotWin(slot: slot), [])
    case .twoLeaders(let inOneTerm):
      (test, properties) = (inOneTerm ? .leadersOfOneTerm : .leadersOfTwoTerms, [])
    case .severalLeaders(let term): (test, properties) = (.severalLeaders(in: term), [])
    }
  }

  /// Whether leaders that overwrite entries are what is searched for.
  var looksForOverwriting: Bool {
    if case .violation = test { properties.contains(.leaderAppendOnly) } else { false }
  }

  /// Whether a state is what is searched for, of which one node is new.
  ///
  /// - Parameter nodes: those of the state before.
  @inline(__always) func isReached(_ node: NodeFacts, among nodes: Nodes, _ logs: LogView) -> Bool {
    switch test {
    case .mark: return node.isMarked
    case .violation:
      var place = 0
      while place < nodes.count {
        if place != Int(node.slot),
          let property = Self.broken(node, nodes[place], logs), properties.contains(property)
        {
          return true
        }
        place &+= 1
      }
      return false
    case .leadersOfOneTerm, .leadersOfTwoTerms, .severalLeaders, .cannotWin:
      return isReachedSeldom(node, among: nodes)
    }
  }

  @inline(never) private func isReachedSeldom(_ node: NodeFacts, among nodes: Nodes) -> Bool {
    let all = (0..<nodes.count).map { $0 == Int(node.slot) ? node : nodes[$0] }
    switch test {
    case .mark, .violation: return false
    case .leadersOfOneTerm, .leadersOfTwoTerms:
      var isOfOneTerm = false
      if case .leadersOfOneTerm = test { isOfOneTerm = true }
      let others = all.filter { $0.slot != node.slot && $0.isLeader }
      return node.isLeader && others.contains { ($0.term == node.term) == isOfOneTerm }
    case .severalLeaders(let term):
      return all.count { $0.isLeader && (term ?? Term($0.term)) == Term($0.term) } > 1
    case .cannotWin(let slot):
      let own = all[slot]
      let willing = all.filter { voter in
        own.lastTerm != voter.lastTerm
          ? own.lastTerm > voter.lastTerm : own.lastIndex >= voter.lastIndex
      }
      return willing.count < majority
    }
  }

  /// The first property that does not hold between two nodes; see `StateChecks.broken`.
  @inline(__always) static func broken(
    _ one: NodeFacts, _ other: NodeFacts, _ logs: LogView
  ) -> SafetyProperty? {
    if one.isLeader, other.isLeader, one.term == other.term { return .electionSafety }
    let difference = logs.difference(one.log, other.log)
    if difference == LogTable.mismatch { return .logMatching }
    if difference != 0, min(one.committed, other.committed) >= difference {
      return .stateMachineSafety
    }
    if lacks(one, committedBy: other, difference) || lacks(other, committedBy: one, difference) {
      return .leaderCompleteness
    }
    return nil
  }

  @inline(__always) private static func lacks(
    _ leader: NodeFacts, committedBy other: NodeFacts, _ difference: UInt16
  ) -> Bool {
    leader.isLeader && leader.term >= other.term
      && (other.committed > leader.lastIndex
        || (difference != 0 && other.committed >= difference))
  }
}
