import ArgumentParser
import Simulation
import Teaching

/// `raftlab experiment`: many trials of a grid of settings, on all cores.
struct ExperimentCommand: ParsableCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.experiment) }

  @Argument(help: ArgumentHelp(.experiment))
  var experiment: String?

  @Option(parsing: .unconditional, help: ArgumentHelp(.trials, valueName: "count"))
  var trials: Int?

  @Option(help: ArgumentHelp(.shard, valueName: "part"))
  var shard: String?

  @Option(parsing: .unconditional, help: ArgumentHelp(.cores, valueName: "count"))
  var cores: Int?

  @Option(help: ArgumentHelp(.trialScript, valueName: "line:trial"))
  var trial: String?

  @Flag(help: ArgumentHelp(.showExperiment))
  var show = false

  @Flag(help: ArgumentHelp(.experimentSchema))
  var schema = false

  @OptionGroup var output: ExperimentOutput

  func validate() throws {
    if let trials, !(1...Experiment.trialLimit).contains(trials) {
      throw ValidationError(
        .range(option: "trials", value: "\(trials)", from: "1", to: "\(Experiment.trialLimit)"))
    }
    if let cores, !(1...1024).contains(cores) {
      throw ValidationError(.range(option: "cores", value: "\(cores)", from: "1", to: "1024"))
    }
    _ = try chosenShard()
  }

  func run() throws {
    if schema { return try print(ExperimentLibrary.schema, terminator: "") }
    guard let experiment else { return try list() }
    let file = try ExperimentFile(named: experiment)
    if show { return try print(file.source, terminator: "") }
    var asked = file.experiment
    if let trials { for place in asked.lines.indices { asked.lines[place].trials = trials } }
    if let trial { return try print(try script(of: trial, in: asked), terminator: "") }
    try output.check()
    let prepared: ExperimentRun
    let outcomes: [[Int?]]
    let shard = try chosenShard()
    do throws(ExperimentError) {
      prepared = try ExperimentRun(asked)
      outcomes = try measure(prepared, shard)
    } catch {
      Exit.say(error.text(in: Spoken.language, file: file.path))
      throw Exit.failed
    }
    var results = ExperimentResults(
      name: file.name, source: file.source, experiment: asked, shard: shard)
    for (job, outcomes) in zip(prepared.jobs(of: shard), outcomes) {
      results.add(outcomes, of: job)
    }
    try output.write(results)
  }

  /// What each job comes to, with a bar that shows how far they have come.
  private func measure(
    _ prepared: ExperimentRun, _ shard: Shard
  ) throws(ExperimentError) -> [[Int?]] {
    let jobs = prepared.jobs(of: shard)
    let bar = SharedBar(Spoken.texts.measuringProgress, total: jobs.count)
    defer { bar.end() }
    return try AllCores.map(
      jobs.count, cores: cores ?? AllCores.count,
      { number throws(ExperimentError) in try prepared.outcomes(of: jobs[number]) },
      progress: { bar.move(to: $0) })
  }

  private func chosenShard() throws -> Shard { try ShardOption.chosen(shard) }

  private func list() throws {
    let columns = ExperimentLibrary.entries.map(\.name.count).max() ?? 0
    for entry in ExperimentLibrary.entries {
      let name = entry.name + String(repeating: " ", count: columns - entry.name.count)
      try print("\(name)  \(entry.experiment.title[Spoken.language])")
    }
  }

  /// The script that repeats one trial: the line by its name, the trial counted from 1.
  private func script(of text: String, in experiment: Experiment) throws -> String {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let trial = Int(parts[1]),
      let place = experiment.lines.firstIndex(where: { $0.name == parts[0] }),
      (1...experiment.lines[place].trials).contains(trial)
    else { throw ValidationError(.noTrial(text, lines: experiment.lines.map(\.name))) }
    return ScriptWriter.source(of: experiment.script(ofLine: place, trial: trial - 1))
  }
}
