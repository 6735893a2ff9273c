import RaftCore
import Simulation

extension Condition {
  /// The most rules that are named when something was waited for in vain.
  static let namedRules = 6

  /// What was so, and what did happen, when it did not come about.
  ///
  /// - Parameters:
  ///   - cluster: the cluster at the end.
  ///   - tally: how often each rule had fired at the beginning, if that was counted.
  func account(of cluster: ClusterState, since tally: RuleTally?) -> ScriptRunError.Instead {
    var account = ScriptRunError.Instead()
    for case .compares(let quantity, let comparison, let expected) in facts {
      let fact = Fact.compares(quantity, comparison, expected)
      guard case .unmet(let wanted, let actual)? = Condition([fact]).failure(in: cluster) else {
        continue
      }
      account.unmet.append(.init(expected: wanted, actual: actual))
    }
    if !isState, let before = tally, let now = cluster.tally {
      account.fired = Self.fired(between: before, and: now, in: cluster.members)
    }
    return account
  }

  /// The rules that fired, those first that fire least: what always happens says least.
  private static func fired(
    between before: RuleTally, and now: RuleTally, in members: ServerSet
  ) -> [ScriptRunError.Instead.Fired] {
    let all = Rule.allCases.compactMap { rule -> ScriptRunError.Instead.Fired? in
      let servers = ServerSet(
        members.filter { now.count(of: rule, at: $0) > before.count(of: rule, at: $0) })
      let count = now.count(of: rule) - before.count(of: rule)
      return servers.isEmpty ? nil : .init(rule: rule, servers: servers, count: count)
    }
    return Array(all.sorted { $0.count < $1.count }.prefix(namedRules))
  }
}
