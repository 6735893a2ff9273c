import ArgumentParser
import ObservedEtcd
import Screen
import Simulation
import Teaching
import Workbench

/// The run that is recorded or exported: a script, or keys pressed in a new cluster.
struct RunSource: ParsableArguments {
  @Argument(help: ArgumentHelp(.source))
  var script: String?

  @Option(help: ArgumentHelp(.cues, valueName: "cues"))
  var keys: String?

  /// Both readings of what was asked for.
  enum Choice {
    case script(Script)
    case cues([RecordedStep], Settings)
    /// What was seen of a real cluster, and what is done with it.
    case seen(SeenRun, [RecordedStep])
  }

  /// Reads what was asked for.
  ///
  /// - Parameter command: the command that was asked, with the cluster in which keys are pressed.
  func chosen(of command: some ClusterCommand, in language: Language) throws -> Choice {
    if script == nil, keys == nil { throw ValidationError(.neitherScriptNorKeys) }
    if let script, SeenRun.isMeant(by: script) {
      if command.isClusterGiven { throw ValidationError(.clusterOfScript) }
      return try seen(script)
    }
    if let script {
      if keys != nil { throw ValidationError(.bothScriptAndKeys) }
      if command.isClusterGiven { throw ValidationError(.clusterOfScript) }
      return .script(try ScriptFile(named: script, in: language).script(in: language))
    }
    return .cues(try steps(of: keys ?? ""), command.clusterSettings)
  }

  private func steps(of keys: String) throws -> [RecordedStep] {
    do throws(RecordedStep.SyntaxError) {
      return try RecordedStep.list(keys)
    } catch {
      throw ValidationError(.cue(error))
    }
  }

  /// A run that was seen; without keys it is gone through from its beginning to its end.
  private func seen(_ name: String) throws -> Choice {
    let run = try SeenRun(named: name)
    run.sayLoss()
    let span = Duration.microseconds(run.history.branch.end)
    let whole: [RecordedStep] = [
      .key(Key(.home), isFollowed: true), .key("r", isFollowed: false),
      .pause(min(span, RecordedStep.longestPause)),
    ]
    return .seen(run, try keys.map(steps(of:)) ?? whole)
  }
}

extension RunSource.Choice {
  /// What the simulation is set to; nil of a real cluster.
  var settings: Settings? {
    switch self {
    case .script(let script): script.settings
    case .cues(_, let settings): settings
    case .seen: nil
    }
  }

  /// The run at which it begins.
  var history: any History {
    switch self {
    case .script(let script): Timeline(script.settings)
    case .cues(_, let settings): Timeline(settings)
    case .seen(let run, _): run.history
    }
  }

  /// The speed at which it can be followed, in thousandths of real time.
  var usualSpeed: Int { settings.map { Speed.usual(for: $0).permille } ?? 1000 }

  /// The runs to their ends, without a screen, and what went otherwise than a script expected: one
  /// run for each cluster that a script begins, in the order of its steps.
  ///
  /// - Throws: an exit with code 1 when somebody ended it.
  func runs(
    at laboratory: Laboratory
  ) throws -> (runs: [any History], failures: [ScriptRunError]) {
    switch self {
    case .cues(let cues, _):
      return ([KeyTranscript(of: cues, at: laboratory).laboratory.history], [])
    case .seen(let run, _): return ([run.history], [])
    case .script(let script):
      return try EndableBar.duringScript { progress throws(EndableBar.Ending) in
        var ended: [Timeline] = []
        var timeline = laboratory.timeline!
        var runner = ScriptRunner(script, on: timeline)
        while let step = runner.step {
          // A cluster that was left before anything happened in it is no run.
          if case .cluster = step.kind, timeline.position > 0 { ended.append(timeline) }
          try runner.perform(on: &timeline, progress: progress)
        }
        return (ended + [timeline], runner.failures)
      }
    }
  }
}
