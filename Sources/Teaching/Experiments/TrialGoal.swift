import RaftCore
import Simulation

/// A condition, made ready to be asked after every event of many trials.
///
/// Turning points and rules are told by the event alone; only what else there is to a condition asks
/// for the state of the whole cluster, which is made for that.
struct TrialGoal: Sendable {
  private let condition: Condition
  private var milestones: [Milestones] = []
  private var rules: [Rule] = []
  /// Whether the event tells all.
  private var isPlain = true

  init(_ condition: Condition) {
    self.condition = condition
    for fact in condition.facts {
      switch fact {
      case .happens(.milestone(let milestones)): self.milestones.append(milestones)
      case .happens(.fires(let rule, let place)):
        rules.append(rule)
        if place != nil { isPlain = false }
      case .happens(.firesOutside), .compares: isPlain = false
      }
    }
  }

  /// Whether it holds though nothing happens.
  func holds(in cluster: borrowing Cluster) -> Bool {
    condition.isState && condition.holds(in: cluster.state)
  }

  /// Whether it holds after an event.
  func holds(in cluster: borrowing Cluster, after event: borrowing Event) -> Bool {
    for some in milestones where event.milestones.isDisjoint(with: some) { return false }
    for rule in rules where !event.step.firings.contains(where: { $0.rule == rule }) {
      return false
    }
    return isPlain || condition.holds(in: cluster.state, after: Happening(event))
  }
}
