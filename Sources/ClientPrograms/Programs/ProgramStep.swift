import KeyValue

/// What a program asks of its surroundings.
package enum ProgramEffect: Hashable, Sendable {
  /// Ask somebody something; it has failed when no answer came within `timeout`, in microseconds of
  /// the program's own clock.
  case call(CallNumber, ProgramCall, timeout: Int)
  /// Answer somebody who asked.
  case answer(CallNumber, ProgramAnswer)
  /// An answer is out of the question.
  case refuse(CallNumber, CallFailure)
  /// Watch keys from a revision on, instead of what was watched before.
  case watch(KeyRange, from: Revision)
  /// Watch no more.
  case cancelWatch
  /// Start a timer from its beginning, with a time that is drawn from this range.
  case start(ProgramTimer, ClosedRange<Int>)
  /// Stop a timer.
  case stop(ProgramTimer)
  /// From now on the program acts as the leader.
  case beginBelieving(Token)
  /// From now on it does not.
  case endBelieving

  /// Start a timer with a given time.
  static func start(_ timer: ProgramTimer, _ time: Int) -> ProgramEffect {
    .start(timer, time...time)
  }
}

/// A rule that fired, with what the client knew and where its effects stand in the step.
package struct ProgramFiring: Hashable, Sendable {
  package let rule: ElectionRule
  package let evidence: ElectionEvidence
  package let effects: Range<Int>

  package init(rule: ElectionRule, evidence: ElectionEvidence, effects: Range<Int>) {
    self.rule = rule
    self.evidence = evidence
    self.effects = effects
  }
}

/// All that one input made a program do: which rules fired, why, and what they ask for.
///
/// The caller owns it and uses it again for the next input.
package struct ProgramStep: Sendable {
  /// The rules that fired, in order.
  package private(set) var firings: [ProgramFiring] = []
  /// The effects of all firings, in order.
  package private(set) var effects: [ProgramEffect] = []

  package init() {}

  /// Forgets everything, and keeps the memory.
  package mutating func reset() {
    firings.removeAll(keepingCapacity: true)
    effects.removeAll(keepingCapacity: true)
  }

  /// Records that a rule fired, and collects what it asks for.
  ///
  /// This is the only way to add an effect: nothing that a program does is without a rule.
  mutating func fire(
    _ rule: ElectionRule, because evidence: ElectionEvidence, _ asked: ProgramEffect...
  ) {
    let start = effects.count
    effects += asked
    firings.append(
      ProgramFiring(rule: rule, evidence: evidence, effects: start..<effects.count))
  }
}
