import ClientPrograms
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
  ///   - outside: which rules of programs fired since.
  func account(
    of cluster: ClusterState, since tally: RuleTally?, outside: OutsideTally
  ) -> ScriptRunError.Instead {
    var account = ScriptRunError.Instead()
    for case .compares(let quantity, let comparison, let expected) in facts {
      let fact = Fact.compares(quantity, comparison, expected)
      guard case .unmet(let wanted, let actual)? = Condition([fact]).failure(in: cluster) else {
        continue
      }
      account.unmet.append(.init(expected: wanted, actual: actual))
    }
    if !isState, let before = tally, let now = cluster.tally {
      let fired = Self.fired(between: before, and: now, in: cluster.members) + outside.fired
      account.fired = Array(fired.sorted { $0.count < $1.count }.prefix(Self.namedRules))
    }
    return account
  }

  /// The rules of Raft that fired.
  private static func fired(
    between before: RuleTally, and now: RuleTally, in members: ServerSet
  ) -> [ScriptRunError.Instead.Fired] {
    Rule.allCases.compactMap { rule in
      let servers = members.filter {
        now.count(of: rule, at: $0) > before.count(of: rule, at: $0)
      }
      let count = now.count(of: rule) - before.count(of: rule)
      if servers.isEmpty { return nil }
      return .init(rule: rule.id, places: servers.map { .server($0) }, count: count)
    }
  }
}

/// How often each rule of programs, and of members beside Raft, fired during a run, and where.
struct OutsideTally: Hashable, Sendable {
  private var counts: [ElectionRule: Int] = [:]
  private var places: [ElectionRule: [Party]] = [:]

  /// Counts what fired in an event.
  mutating func count(_ event: Happening?) {
    guard let event, let outside = event.outside else { return }
    let place = outside.program.map { .program($0) } ?? event.server.map { Party.server($0) }
    for firing in outside.firings {
      counts[firing.rule, default: 0] += 1
      guard let place, places[firing.rule]?.contains(place) != true else { continue }
      places[firing.rule, default: []].append(place)
    }
  }

  /// The rules that fired, in their order.
  var fired: [ScriptRunError.Instead.Fired] {
    ElectionRule.allCases.compactMap { rule in
      counts[rule].map {
        .init(
          rule: rule.id, places: (places[rule] ?? []).sorted { $0.number < $1.number }, count: $0)
      }
    }
  }
}
