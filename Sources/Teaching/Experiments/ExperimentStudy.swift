import Simulation

/// An experiment that is carried out in pieces, all of its lines alongside: for a screen that shows
/// how they grow.
///
/// What comes out in the end is what `raftlab experiment` finds, however the work was cut.
package struct ExperimentStudy: Sendable {
  package private(set) var results: ExperimentResults
  /// Why it ended before it was done; nil while that is not so.
  package private(set) var failure: ExperimentError?
  private var run: ExperimentRun?
  /// How many of each line's trials are taken before any other line has more.
  private static let round = 20
  /// What it costs to begin a trial, in events: the cluster is copied.
  private static let copyCost = 60

  /// - Parameter name: of a built-in experiment, or of a file.
  package init(_ experiment: Experiment, name: String, source: String) {
    results = ExperimentResults(name: name, source: source, experiment: experiment)
  }

  package var experiment: Experiment { results.experiment }

  /// How many trials are done, and of how many.
  package var progress: (done: Int, total: Int) {
    (results.outcomes.reduce(0) { $0 + $1.count }, experiment.trialCount)
  }

  package var isFinished: Bool { failure != nil || progress.done == progress.total }

  /// Does a part of the work: as many trials as have `budget` events together, or a few more.
  package mutating func work(budget: Int) {
    var left = budget
    do throws(ExperimentError) {
      let run: ExperimentRun
      if let known = self.run { run = known } else { run = try ExperimentRun(experiment) }
      self.run = run
      while left > 0, let job = next {
        var events = 0
        results.add(try run.outcomes(of: job, counting: &events), of: job)
        left -= events + job.trials.count * Self.copyCost
      }
    } catch {
      failure = error
    }
  }

  /// The trials that come next: one of the line that is behind the others, round by round.
  private var next: ExperimentRun.Job? {
    let open = experiment.lines.indices.filter {
      results.outcomes[$0].count < experiment.lines[$0].trials
    }
    let rounds = open.map { (round: results.outcomes[$0].count / Self.round, line: $0) }
    guard let line = rounds.min(by: { $0 < $1 })?.line else { return nil }
    return ExperimentRun.Job(line: line, trials: [results.outcomes[line].count])
  }
}
