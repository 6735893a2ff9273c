import ArgumentParser
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
  }

  /// Reads what was asked for.
  ///
  /// - Parameter command: the command that was asked, with the cluster in which keys are pressed.
  func chosen(of command: some ClusterCommand, in language: Language) throws -> Choice {
    if script == nil, keys == nil { throw ValidationError(.neitherScriptNorKeys) }
    if let script {
      if keys != nil { throw ValidationError(.bothScriptAndKeys) }
      if command.isClusterGiven { throw ValidationError(.clusterOfScript) }
      return .script(try ScriptFile(named: script, in: language).script(in: language))
    }
    do throws(RecordedStep.SyntaxError) {
      return .cues(try RecordedStep.list(keys ?? ""), command.clusterSettings)
    } catch {
      throw ValidationError(.cue(error))
    }
  }
}

extension RunSource.Choice {
  var settings: Settings {
    switch self {
    case .script(let script): script.settings
    case .cues(_, let settings): settings
    }
  }

  /// The runs to their ends, without a screen, and what went otherwise than a script expected: one
  /// run for each cluster that a script begins, in the order of its steps.
  ///
  /// - Precondition: the laboratory shows a simulation.
  /// - Throws: an exit with code 1 when somebody ended it.
  func runs(
    at laboratory: Laboratory
  ) throws -> (timelines: [Timeline], failures: [ScriptRunError]) {
    switch self {
    case .cues(let cues, _):
      return ([KeyTranscript(of: cues, at: laboratory).laboratory.timeline!], [])
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
