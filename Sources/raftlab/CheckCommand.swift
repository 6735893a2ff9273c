import ArgumentParser
import RaftCore
import Simulation
import Teaching

/// `raftlab check`: random faults over many seeds.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Search for violated safety properties, with random faults over many seeds.",
    discussion: """
      Each seed is a run of its own: crashes, pauses, split networks, lost, doubled and late \
      messages, odd clocks, and clients that write and read meanwhile. After every event the \
      safety properties are checked. A violation is told with the fewest acts that lead to it, \
      and ends with exit status 1. The same seed gives the same run on every machine.
      """)

  /// The most seeds, and the most events of a run.
  private static let limit = 100_000_000

  @Option(help: ArgumentHelp("How many seeds.", valueName: "count"))
  var seeds = 1_000

  @Option(help: ArgumentHelp("How many events each seed has.", valueName: "count"))
  var events = 2_000

  @Option(
    help: ArgumentHelp(
      "How many servers, 1 to 9. Without it each seed draws its own number.", valueName: "count"))
  var servers: Int?

  @Option(help: ArgumentHelp("The first seed.", valueName: "number"))
  var seed: UInt64 = 1

  @OptionGroup var switchedOff: RuleOptions

  mutating func validate() throws {
    for (name, count) in [("seeds", seeds), ("events", events)]
    where !(1...Self.limit).contains(count) {
      throw ValidationError("--\(name) \(count): it takes 1 to \(Self.limit).")
    }
    if let servers, !(1...ServerID.maximum).contains(servers) {
      throw ValidationError(
        "--servers \(servers): a cluster here has 1 to \(ServerID.maximum) servers.")
    }
    if seed.addingReportingOverflow(UInt64(seeds) - 1).overflow {
      throw ValidationError("--seed \(seed): there are no \(seeds) seeds from there on.")
    }
  }

  func run() throws {
    let campaign = Campaign(
      servers: servers, rules: switchedOff.rules, eventLimit: events)
    let report = Patrol.run(campaign, from: seed, count: seeds)
    if let outcome = report.outcome, let violation = outcome.violation {
      tell(violation, of: outcome)
    }
    print(report.summary)
    if report.outcome != nil { throw ExitCode(1) }
  }

  /// What broke, who was concerned, how it came, and how to see it again.
  private func tell(_ violation: Violation, of outcome: Campaign.Outcome) {
    var minimizer = Minimizer(outcome.settings, acts: outcome.acts, violation: violation)
    minimizer?.minimize()
    let shown = minimizer?.violation ?? violation
    let acts = minimizer?.acts ?? outcome.acts
    let settings = outcome.settings
    print("violated: \(Narrator(in: .english).sentence(for: shown).text)")
    print("property: \(shown.property.id)")
    print("seed: \(outcome.seed)")
    if !shown.servers.isEmpty {
      print("servers: \(shown.servers.map(\.description).joined(separator: ", "))")
    }
    print(
      "cluster: servers \(settings.servers), batches of \(settings.batchLimit), "
        + "window \(settings.windowLimit), disk write \(settings.timing.diskWrite) us, clients "
        + "ask \(settings.timing.clientTries) times, every \(settings.timing.clientTimeout) us")
    print("acts, \(acts.count) of \(outcome.acts.count), at microseconds:")
    for act in acts { print("  \(act.text)") }
    print("broken at: \(shown.time) us, event \(shown.event)")
    print("repeat: \(command(for: outcome))")
  }

  private func command(for outcome: Campaign.Outcome) -> String {
    var words = ["raftlab check --seed \(outcome.seed) --seeds 1 --events \(events)"]
    words.append("--servers \(outcome.settings.servers)")
    words += switchedOff.rules.switchedOff.map { "--without \($0.id)" }
    return words.joined(separator: " ")
  }
}
