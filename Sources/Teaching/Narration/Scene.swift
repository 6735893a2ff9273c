import RaftCore
import Simulation

/// Where and when rules fired: what a narrator may look at beside the firing itself.
///
/// Only the server's name is necessary. What else is known makes the sentences fuller: whether a
/// server that moves on to a higher term was the leader, which command an entry holds.
package struct Scene: Sendable {
  /// The server that the rules fired at.
  package var server: ServerID
  /// The message that it received, if that is what made them fire.
  package var message: Message?
  /// The server just before and just after.
  package var before: RaftState?
  package var after: RaftState?
  /// The effects of all the firings, in order.
  package var effects: [Effect]
  /// Whether a timer ran out because it was made to.
  var isByHand = false
  /// What was left of its election timer before, and what is left of it now; told only where there is
  /// room.
  var electionTimer = Happening.TimerGlimpse()

  package init(
    at server: ServerID, receiving message: Message? = nil, before: RaftState? = nil,
    after: RaftState? = nil, effects: [Effect] = []
  ) {
    self.server = server
    self.message = message
    self.before = before
    self.after = after
    self.effects = effects
  }

  /// The term that the server is in while the rules fire, if it is known.
  var term: Term? { after?.currentTerm ?? message?.term }

  /// Whether a rule is in force, as far as is known.
  func obeys(_ rule: Rule) -> Bool { (after ?? before)?.configuration?.rules[rule] ?? true }

  /// Whether a feature is on; not where that is not known.
  func has(_ feature: Feature) -> Bool {
    (after ?? before)?.configuration?.features[feature] ?? false
  }

  /// Whether the cluster has one server only, as far as is known.
  var isAlone: Bool { (after ?? before)?.configuration?.members.count == 1 }

  /// The election timer as it runs now, if that is to be told.
  var electionRestart: ElectionRestart? {
    electionTimer.after.map {
      ElectionRestart(span: $0, left: electionTimer.before, isDrawn: obeys(.randomizedTimeouts))
    }
  }

  /// What a firing asked for; empty when the effects are not known.
  func effects(of firing: Firing) -> ArraySlice<Effect> {
    firing.effects.upperBound <= effects.count ? effects[firing.effects] : []
  }
}
