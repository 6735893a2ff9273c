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
  func holds(in run: borrowing TrialRun) -> Bool {
    condition.isState && condition.holds(in: run.state)
  }

  /// Whether it holds by what happened last.
  func isReached(in run: borrowing TrialRun) -> Bool {
    for some in milestones where run.milestones.isDisjoint(with: some) { return false }
    for rule in rules where !run.fired(rule) { return false }
    return isPlain || condition.holds(in: run.state, after: run.latest)
  }
}
