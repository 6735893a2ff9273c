import RaftCore
import Simulation
import Teaching

/// Which rule is chosen on the page of rules, and how the rules are grouped there.
struct RulesModel: Sendable {
  var chosen = Rule.startAsFollower

  /// The rules of a part, in the order in which the figure has them; ours that it leaves to the
  /// text stand where they belong.
  static func rules(of group: RuleGroup) -> [Rule] {
    switch group {
    case .allServers:
      [
        .startAsFollower, .applyCommitted, .stepDownOnHigherTerm, .persistBeforeAnswering,
        .recoverFromDisk, .ignoreStaleReply,
      ]
    case .followers: [.hearLeader, .electionTimeout, .randomizedTimeouts]
    case .candidates: [.startElection, .countVote, .becomeLeader, .candidateFindsLeader]
    case .leaders:
      [
        .announceLeadership, .appendNoOp, .heartbeat, .postponeHeartbeat, .appendCommand,
        .answerClient, .sendEntries, .pipelining, .entriesStored, .backUpNextIndex, .backUpByTerm,
        .advanceCommit, .commitOnlyCurrentTerm,
      ]
    case .requestVote: [.refuseStaleCandidate, .oneVotePerTerm, .upToDateCheck, .grantVote]
    case .appendEntries:
      [
        .refuseStaleLeader, .consistencyCheck, .deleteConflicting, .appendEntries,
        .commitBoundedByLastNew, .acknowledgeEntries,
      ]
    case .clients: [.redirectClient, .clientSerialNumbers]
    }
  }

  /// All rules in the order of the page.
  static let order = RuleGroup.allCases.flatMap(rules)

  mutating func choose(by steps: Int) {
    let place = Self.order.firstIndex(of: chosen) ?? 0
    chosen = Self.order[max(0, min(Self.order.count - 1, place + steps))]
  }
}

extension History {
  /// The number of the event at which a rule fired last before the one at the cursor; 0 when it was
  /// the start of the servers, nil when it never fired.
  func firing(of rule: Rule) -> Int? {
    guard let latest = state.tally?.latest(of: rule) else { return nil }
    guard latest == position, position > 0 else { return latest }
    return look(after: position - 1).state.tally?.latest(of: rule) ?? latest
  }
}
