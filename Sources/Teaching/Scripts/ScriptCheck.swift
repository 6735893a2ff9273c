import Simulation

/// What a script's run without a screen gave: whether all that it expects is so.
package struct ScriptCheck: Sendable {
  package private(set) var failures: [ScriptRunError] = []
  /// How many conditions were looked at.
  package private(set) var expectationCount = 0
  package private(set) var questionCount = 0
  package private(set) var eventCount = 0

  /// Runs a script from its beginning to its end. A step that fails does not stop it, so that all
  /// failures of one run are seen together.
  package init(_ script: Script) { self.init(script) { _ in } }

  /// The same, if nobody ends it.
  ///
  /// - Parameter progress: as for `ScriptRunner.perform`.
  package init<Stop: Error>(
    _ script: Script, progress: (Int) throws(Stop) -> Void
  ) throws(Stop) {
    var timeline = Timeline(script.settings)
    var runner = ScriptRunner(script, on: timeline)
    while let step = runner.step {
      switch step.kind {
      case .expect(let conditions): expectationCount += conditions.count
      case .ask: questionCount += 1
      case .cluster: eventCount += timeline.position
      default: break
      }
      try runner.perform(on: &timeline, progress: progress)
    }
    failures = runner.failures
    eventCount += timeline.position
  }

  /// Runs a script on what goes on by itself.
  ///
  /// - Parameter wait: waits for something new, and tells for how long it did, in microseconds.
  package init(_ script: Script, on history: inout some History, wait: () -> TimeSpan) {
    var runner = ScriptRunner(script, on: history)
    while let step = runner.step {
      switch step.kind {
      case .expect(let conditions): expectationCount += conditions.count
      case .ask: questionCount += 1
      default: break
      }
      runner.begin(on: history)
      if case .run = step.kind {
        while !runner.advance(on: &history, until: history.now + wait()) {}
      } else {
        runner.perform(on: &history)
      }
    }
    failures = runner.failures
    eventCount = history.position
  }

  package var isPassed: Bool { failures.isEmpty }
}
