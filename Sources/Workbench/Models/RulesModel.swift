import RaftCore
import Simulation
import Teaching

/// Which rule is chosen on the page of rules.
struct RulesModel: Sendable {
  var chosen = Rule.startAsFollower

  /// All rules in the order of the page.
  static let order = Rule.Group.allCases.flatMap(\.rules)

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
