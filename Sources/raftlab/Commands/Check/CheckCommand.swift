import ArgumentParser
import Formats
import RaftCore
import Simulation
import Teaching
import Workbench

/// `raftlab check`: random faults over many seeds, and a recovery at the end of each.
struct CheckCommand: ParsableCommand, ScreenCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.check) }

  /// The most seeds, and the most events of a run.
  static let limit = 100_000_000

  @Option(parsing: .unconditional, help: ArgumentHelp(.checkSeeds, valueName: "count"))
  var seeds = 1_000

  @Option(parsing: .unconditional, help: ArgumentHelp(.checkEvents, valueName: "count"))
  var events = 2_000

  @Option(parsing: .unconditional, help: ArgumentHelp(.checkServers, valueName: "count"))
  var servers: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp(.checkSeed, valueName: "number"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(.checkFeatures, valueName: "features"),
    completion: .list(["drawn", "none"] + FeatureOptions.names))
  var features = "drawn"

  @Option(help: ArgumentHelp(.checkSave, valueName: "file"))
  var save: String?

  @Flag(help: ArgumentHelp(.force))
  var force = false

  @Flag(help: ArgumentHelp(.checkOpen))
  var open = false

  @Option(help: ArgumentHelp(.checkShard, valueName: "part"))
  var shard: String?

  @Flag(help: ArgumentHelp(.checkJSON))
  var json = false

  @OptionGroup var programs: CheckElection
  @OptionGroup var switchedOff: RuleOptions
  @OptionGroup var language: LanguageOption
  @OptionGroup var theme: ThemeOption
  @OptionGroup var color: ColorOption
  @OptionGroup var signs: SymbolOptions
  @OptionGroup var large: PrintOption
  @OptionGroup var screen: ScreenOptions

  mutating func validate() throws {
    for (name, count) in [("seeds", seeds), ("events", events)]
    where !(1...Self.limit).contains(count) {
      throw ValidationError(
        .range(option: name, value: "\(count)", from: "1", to: "\(Self.limit)"))
    }
    if let servers, !(1...ServerID.maximum).contains(servers) {
      throw ValidationError(.clusterSize(servers))
    }
    _ = try chosenFeatures()
    if try !ShardOption.chosen(shard).isWhole, !json { throw ValidationError(.shardWithoutJSON) }
    if json, save != nil || open { throw ValidationError(.checkTwoOutputs) }
    if seed.addingReportingOverflow(UInt64(seeds) - 1).overflow {
      throw ValidationError(.tooFewSeeds(from: seed, count: seeds))
    }
  }

  func run() throws {
    if let save { try Output.check(save, force: force) }
    let shard = try ShardOption.chosen(shard)
    let report = try run(from: seed, shard: shard)
    if json { return try finish(results(of: report, shard)) }
    try finish(report)
    if let rate = report.rate, Output.isRemarkSeen {
      Output.complain(Spoken.texts.text(of: .progress(rate: rate)))
    }
  }

  /// Prints the results of a part, or of all, as JSON; ends with 1 where something was found.
  func finish(_ results: CheckResults) throws {
    try print(results.json.text)
    if results.found != nil { throw ExitCode(1) }
  }

  /// Tells what came of all seeds; ends with 1 where something was found.
  func finish(_ report: Campaign.Report) throws {
    let found = report.outcome.flatMap { Counterexample(of: $0) }
    if let found { try tell(found) }
    try say(.summary(report))
    if report.hasPrograms { try say(.believers(report.believers, runs: report.seeds)) }
    guard let found else { return }
    if let save {
      try Output.write(ScriptWriter.source(of: try script(of: found)), to: save, force: force)
      if save != "-" { try say(.saved(path: save)) }
    }
    if open {
      try play(settings: found.settings, speed: .usual(for: found.settings)) {
        $0.open(found.timeline, title: found.title)
      }
    }
    throw ExitCode(1)
  }

  private func run(from first: UInt64, shard: Shard) throws -> Campaign.Report {
    let run = try seedRun()
    return Campaign.run(from: first, count: seeds, shard: shard, keeping: json) { run($0) }
  }

  /// What a seed does.
  private func seedRun() throws -> @Sendable (UInt64) -> SeedRun.Outcome {
    if var programs = programs.seedRun(servers: servers, events: events) {
      programs.rules = switchedOff.rules
      let seedRun = programs
      return { seedRun.run(seed: $0) }
    }
    let seedRun = SeedRun(
      servers: servers, rules: switchedOff.rules, features: try chosenFeatures(),
      eventLimit: events)
    return { seedRun.run(seed: $0) }
  }

  // MARK: Parts

  private func results(of report: Campaign.Report, _ shard: Shard) -> CheckResults {
    CheckResults(
      options: options, first: seed, count: seeds, shard: shard,
      hasPrograms: programs.seedRun(servers: servers, events: events) != nil,
      seeds: report.tallies, isFound: report.outcome != nil)
  }

  /// What each seed does, as it is typed: what all parts must have in common.
  private var options: [String] {
    var words = ["--events", "\(events)"]
    if let servers { words += ["--servers", "\(servers)"] }
    for rule in switchedOff.rules.switchedOff { words += ["--without", rule.id] }
    return words + ["--features", features] + programs.options
  }

  /// The campaign that results are of, as it would be typed.
  static func asked(by results: CheckResults) throws(MergeError) -> CheckCommand {
    let seeds = ["--seed", "\(results.first)", "--seeds", "\(results.count)"]
    guard let command = try? CheckCommand.parse(seeds + results.options) else { throw .unreadable }
    return command
  }

  /// The report that one machine would have made of all seeds: what was found is found again by its
  /// seed.
  func report(of results: CheckResults) throws -> Campaign.Report {
    var report = Campaign.Report()
    report.seeds = results.seeds.count
    report.hasPrograms = results.hasPrograms
    for tally in results.seeds {
      report.events += tally.events
      report.undecidedKeys += tally.undecidedKeys
      report.believers.add(tally.believers)
    }
    if let found = results.found { report.outcome = try seedRun()(found) }
    return report
  }

  /// Drawn anew for each seed, or the same for all.
  private func chosenFeatures() throws -> SeedRun.FeatureChoice {
    features == "drawn" ? .drawn : .fixed(try FeatureOptions.read(features))
  }

  /// What was found, who was concerned, how it came, and how to see it again.
  private func tell(_ found: Counterexample) throws {
    try say(.found(found.finding, Narrator(in: Spoken.language).sentence(for: found.finding)))
    try say(.seed(found.seed))
    if !found.finding.servers.isEmpty { try say(.servers(found.finding.servers)) }
    try say(.cluster(found.settings))
    try say(.acts(found.acts.count, of: found.originalActCount))
    for act in found.acts { try report("  \(act.text)") }
    try say(.moment(of: found.finding))
    try say(.again(command: command(for: found)))
  }

  private func script(of found: Counterexample) throws -> Script {
    do throws(Script.LengthError) {
      return try Script(of: found)
    } catch {
      throw Exit.saying(Spoken.language.sessionPhrases.text(of: error))
    }
  }

  private func say(_ line: CheckLine) throws { try report(Spoken.texts.text(of: line)) }

  /// Where a script goes to standard output, all else goes beside it.
  private func report(_ text: String) throws {
    if save == "-" { Output.complain(text) } else { try print(text) }
  }

  private func command(for found: Counterexample) -> String {
    var words = ["raftlab check --seed \(found.seed) --seeds 1 --events \(events)"]
    words.append("--servers \(found.settings.servers)")
    words += switchedOff.rules.switchedOff.map { "--without \($0.id)" }
    guard found.settings.election == nil else {
      return (words + programs.words).joined(separator: " ")
    }
    let names = found.settings.features.switchedOn.map(\.id)
    words.append("--features \(names.isEmpty ? SettingRow.none : names.joined(separator: ","))")
    return words.joined(separator: " ")
  }
}
