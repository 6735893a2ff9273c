import RaftCore
import Simulation

/// Carries out the steps of trials, and what prepares them, and measures.
///
/// As `ScriptRunner` performs a script, but without a history: nobody goes back in a trial.
struct TrialRunner {
  private(set) var run: TrialRun
  /// What waits are drawn from.
  private var random: RandomStream
  /// How many events there may still be.
  private var left = Script.eventLimit

  /// How many events there were since it began.
  var eventCount: Int { Script.eventLimit - left }

  /// No server, link or client draws from this one.
  private static let stream = 900

  /// At the beginning of a run.
  init(_ settings: Settings) {
    run = TrialRun(settings)
    random = RandomStream(seed: settings.seed, stream: Self.stream)
  }

  /// What a trial comes to: microseconds, or nil where it took too long; 1 or 0 where it is told
  /// whether something holds.
  ///
  /// - Parameters:
  ///   - prepared: what it begins with.
  ///   - seed: from which everything is drawn.
  /// - Throws: the place of the step that cannot be carried out, and why.
  mutating func outcome(
    from prepared: TrialRun, seed: UInt64, of experiment: Experiment, goals: [TrialGoal]
  ) throws(ScriptRunError) -> Int? {
    run.goOn(from: prepared)
    random = RandomStream(seed: seed, stream: Self.stream)
    left = Script.eventLimit
    try at(step: 0, line: 0) { runner throws(ScriptRunError.Kind) in
      try runner.perform(.reseed(seed))
    }
    try carryOut(experiment.trial)
    return try at(step: experiment.trial.count, line: 0) {
      runner throws(ScriptRunError.Kind) in
      switch experiment.measure {
      case .share(let condition): return condition.holds(in: runner.run.state) ? 1 : 0
      case .time(_, let within): return try runner.time(until: goals, within: within)
      }
    }
  }

  /// Carries out some steps.
  ///
  /// - Throws: the place of the first that cannot be carried out, or expects what is not so.
  mutating func carryOut(_ steps: [TrialStep]) throws(ScriptRunError) {
    for (place, step) in steps.enumerated() {
      try at(step: place, line: step.line) { runner throws(ScriptRunError.Kind) in
        try runner.carryOut(step.kind)
      }
    }
  }

  /// How long the waits of some steps are, in their order.
  static func waits(of steps: [TrialStep], in settings: Settings, seed: UInt64) -> [TimeSpan] {
    var random = RandomStream(seed: seed, stream: stream)
    return steps.compactMap { step in
      guard case .wait(let wait) = step.kind else { return nil }
      return random.next(in: wait.spans(in: settings))
    }
  }

  private mutating func at<Value>(
    step: Int, line: Int,
    _ body: (inout TrialRunner) throws(ScriptRunError.Kind) -> Value
  ) throws(ScriptRunError) -> Value {
    do throws(ScriptRunError.Kind) {
      return try body(&self)
    } catch {
      throw ScriptRunError(step: step, line: line, error)
    }
  }

  // MARK: Steps

  private mutating func carryOut(_ step: TrialStep.Kind) throws(ScriptRunError.Kind) {
    switch step {
    case .act(let acts):
      for act in acts {
        // The state is made only where somebody is described.
        if let stimulus = act.plain {
          try perform(stimulus)
        } else {
          for stimulus in try act.stimuli(in: run.state) { try perform(stimulus) }
        }
      }
    case .run(.span(let span)): try runOn(until: run.now + span)
    case .run(.moment(let time)): try runOn(until: max(time, run.now))
    case .run(.events(let count)):
      for _ in 0..<count {
        guard try next(until: .max) else { return }
      }
    case .run(.until(let condition, let span)):
      let patience = span ?? Script.patience
      guard try time(until: [TrialGoal(condition)], within: patience) == nil else { return }
      let account = condition.account(of: run.state, since: nil, outside: OutsideTally())
      throw .inVain(condition.text, within: patience, instead: account)
    case .wait(let wait):
      try runOn(until: run.now + random.next(in: wait.spans(in: run.settings)))
    case .expect(let conditions):
      let state = run.state
      for condition in conditions {
        if let failure = condition.failure(in: state) { throw failure }
      }
    }
  }

  private mutating func perform(_ stimulus: Stimulus) throws(ScriptRunError.Kind) {
    do throws(Refusal) {
      try run.perform(stimulus)
    } catch {
      throw .refused(stimulus, error)
    }
  }

  private mutating func runOn(until time: Time) throws(ScriptRunError.Kind) {
    while try next(until: time) {}
    run.pass(until: time)
  }

  /// Lets the next event happen, if it does so by `limit`.
  private mutating func next(until limit: Time) throws(ScriptRunError.Kind) -> Bool {
    guard run.step(until: limit) else { return false }
    left -= 1
    guard left >= 0 else { throw .tooManyEvents(limit: Script.eventLimit) }
    return true
  }

  /// How long it takes until each goal is reached, one after another; nil when it takes too long.
  private mutating func time(
    until goals: [TrialGoal], within span: TimeSpan
  ) throws(ScriptRunError.Kind) -> TimeSpan? {
    let start = run.now
    for goal in goals where !goal.holds(in: run) {
      repeat {
        guard try next(until: start + span) else {
          run.pass(until: start + span)
          return nil
        }
      } while !goal.isReached(in: run)
    }
    return run.now - start
  }
}
