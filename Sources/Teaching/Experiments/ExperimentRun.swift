import Simulation

/// An experiment whose lines are prepared: what each trial comes to follows from its number alone, so
/// that trials can be taken in any order, on as many cores and machines as there are.
package struct ExperimentRun: Sendable {
  package let experiment: Experiment
  /// Of each line, what its trials begin with.
  private let prepared: [TrialRun]
  private let goals: [TrialGoal]

  /// How many trials are taken at a time.
  private static let chunk = 20

  /// Prepares the lines, each once.
  ///
  /// - Throws: the first step that cannot be carried out, or expects what is not so.
  package init(_ experiment: Experiment) throws(ExperimentError) {
    self.experiment = experiment
    goals =
      switch experiment.measure {
      case .time(let until, _): until.map { TrialGoal($0) }
      case .share: []
      }
    var prepared: [TrialRun] = []
    for line in experiment.lines { prepared.append(try Self.prepared(line, of: experiment)) }
    self.prepared = prepared
  }

  private static func prepared(
    _ line: Experiment.Line, of experiment: Experiment
  ) throws(ExperimentError) -> TrialRun {
    var runner = TrialRunner(line.settings)
    do throws(ScriptRunError) {
      try runner.carryOut(experiment.preparation(of: line))
    } catch {
      throw ExperimentError(line: line.name, trial: nil, error)
    }
    return runner.run
  }

  /// Some trials of one line.
  package struct Job: Hashable, Sendable {
    /// The line, by its place.
    package var line: Int
    /// The trials, counted from 0.
    package var trials: [Int]

    package init(line: Int, trials: [Int]) {
      self.line = line
      self.trials = trials
    }
  }

  /// What a part of all trials is, in jobs of about the same size, by line and number.
  package func jobs(of shard: Shard) -> [Job] {
    experiment.lines.enumerated().flatMap { place, line in
      let trials = Array(shard.trials(of: line.trials))
      return stride(from: 0, to: trials.count, by: Self.chunk).map { start in
        Job(line: place, trials: Array(trials[start..<min(start + Self.chunk, trials.count)]))
      }
    }
  }

  /// What the trials of a job come to: microseconds, or nil where it took longer than the experiment
  /// waits; for a share 1 where the condition holds, else 0.
  ///
  /// - Throws: the first step that cannot be carried out.
  package func outcomes(of job: Job) throws(ExperimentError) -> [Int?] {
    var events = 0
    return try outcomes(of: job, counting: &events)
  }

  /// The same, adding how many events there were.
  package func outcomes(
    of job: Job, counting events: inout Int
  ) throws(ExperimentError) -> [Int?] {
    let line = experiment.lines[job.line]
    var runner = TrialRunner(line.settings)
    var outcomes: [Int?] = []
    outcomes.reserveCapacity(job.trials.count)
    for trial in job.trials {
      do throws(ScriptRunError) {
        outcomes.append(
          try runner.outcome(
            from: prepared[job.line], seed: line.seed(ofTrial: trial), of: experiment,
            goals: goals))
      } catch {
        throw ExperimentError(line: line.name, trial: trial, error)
      }
      events += runner.eventCount
    }
    return outcomes
  }
}

extension Experiment.Line {
  /// What everything in a trial is drawn from: the first, which is number 0, has the cluster's own seed.
  package func seed(ofTrial trial: Int) -> UInt64 { settings.seed &+ UInt64(trial) }
}

extension Experiment {
  /// What is done once for a line.
  func preparation(of line: Line) -> [TrialStep] {
    line.acts.isEmpty ? prepare : prepare + [TrialStep(.act(line.acts), line: line.place)]
  }

  /// One trial, as a script that repeats it: it can be played, stepped through and taught.
  ///
  /// - Precondition: there is such a line, and `number` is not negative.
  package func script(ofLine place: Int, trial number: Int) -> Script {
    let line = lines[place]
    let seed = line.seed(ofTrial: number)
    var script = Script(
      title: ScriptText("\(title[.english]): \(line.name), trial \(number + 1)"), about: about,
      settings: line.settings)
    script.settings.countsRules = true
    script.settings.checksSafety = true
    script.steps = Self.steps(preparation(of: line), in: line.settings, seed: line.settings.seed)
    script.steps.append(ScriptStep(.act([ScriptAct(.reseed(seed))])))
    script.steps += Self.steps(trial, in: line.settings, seed: seed)
    if case .time(let until, let within) = measure {
      for condition in until {
        script.steps.append(ScriptStep(.run(.until(condition, within: within))))
      }
    }
    return script
  }

  /// Steps as a script has them: their waits are as long as this seed makes them.
  private static func steps(
    _ steps: [TrialStep], in settings: Settings, seed: UInt64
  ) -> [ScriptStep] {
    var waits = TrialRunner.waits(of: steps, in: settings, seed: seed)[...]
    return steps.map { step in
      switch step.kind {
      case .act(let acts): ScriptStep(.act(acts))
      case .run(let run): ScriptStep(.run(run))
      case .wait: ScriptStep(.run(.span(waits.removeFirst())))
      case .expect(let facts): ScriptStep(.expect(facts))
      }
    }
  }
}

/// A step of an experiment that cannot be carried out, or that expects what is not so.
package struct ExperimentError: Error, Hashable, Sendable {
  /// The name of the line that it is about.
  package var line: String
  /// The trial, counted from 0; nil while the line is prepared.
  package var trial: Int?
  package var failure: ScriptRunError

  init(line: String, trial: Int?, _ failure: ScriptRunError) {
    self.line = line
    self.trial = trial
    self.failure = failure
  }

  /// The failure on one line: `mine.yaml:12: 150-155ms, trial 7: expected leader S1, was none`.
  package func text(in language: Language, file: String) -> String {
    let place = failure.line > 0 ? ":\(failure.line)" : ""
    let phrases = language.phrasebook
    return "\(file)\(place): \(phrases.place(line: line, trial: trial)): "
      + phrases.text(of: failure.kind)
  }
}
