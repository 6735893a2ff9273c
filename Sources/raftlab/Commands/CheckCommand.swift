import ArgumentParser
import RaftCore
import Simulation
import Teaching

/// `raftlab check`: random faults over many seeds.
struct CheckCommand: ParsableCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.check) }

  /// The most seeds, and the most events of a run.
  private static let limit = 100_000_000

  @Option(help: ArgumentHelp(.checkSeeds, valueName: "count"))
  var seeds = 1_000

  @Option(help: ArgumentHelp(.checkEvents, valueName: "count"))
  var events = 2_000

  @Option(help: ArgumentHelp(.checkServers, valueName: "count"))
  var servers: Int?

  @Option(help: ArgumentHelp(.checkSeed, valueName: "number"))
  var seed: UInt64 = 1

  @OptionGroup var switchedOff: RuleOptions
  @OptionGroup var language: LanguageOption

  mutating func validate() throws {
    for (name, count) in [("seeds", seeds), ("events", events)]
    where !(1...Self.limit).contains(count) {
      throw ValidationError(
        .range(option: name, value: "\(count)", from: "1", to: "\(Self.limit)"))
    }
    if let servers, !(1...ServerID.maximum).contains(servers) {
      throw ValidationError(.clusterSize(servers))
    }
    if seed.addingReportingOverflow(UInt64(seeds) - 1).overflow {
      throw ValidationError(.tooFewSeeds(from: seed, count: seeds))
    }
  }

  func run() throws {
    let campaign = SeedRun(
      servers: servers, rules: switchedOff.rules, eventLimit: events)
    let report = Campaign.run(campaign, from: seed, count: seeds)
    if let outcome = report.outcome, let violation = outcome.violation {
      try tell(violation, of: outcome)
    }
    try say(.summary(report))
    if report.outcome != nil { throw ExitCode(1) }
  }

  /// What broke, who was concerned, how it came, and how to see it again.
  private func tell(_ violation: Violation, of outcome: SeedRun.Outcome) throws {
    var minimizer = Minimizer(outcome.settings, acts: outcome.acts, violation: violation)
    minimizer?.minimize()
    let shown = minimizer?.violation ?? violation
    let acts = minimizer?.acts ?? outcome.acts
    try say(.violated(Narrator(in: Spoken.language).sentence(for: shown)))
    try say(.property(shown.property.id))
    try say(.seed(outcome.seed))
    if !shown.servers.isEmpty { try say(.servers(Array(shown.servers))) }
    try say(.cluster(outcome.settings))
    try say(.acts(acts.count, of: outcome.acts.count))
    for act in acts { try print("  \(act.text)") }
    try say(.broken(shown))
    try say(.again(command: command(for: outcome)))
  }

  private func say(_ line: CheckLine) throws { try print(Spoken.texts.text(of: line)) }

  private func command(for outcome: SeedRun.Outcome) -> String {
    var words = ["raftlab check --seed \(outcome.seed) --seeds 1 --events \(events)"]
    words.append("--servers \(outcome.settings.servers)")
    words += switchedOff.rules.switchedOff.map { "--without \($0.id)" }
    return words.joined(separator: " ")
  }
}
