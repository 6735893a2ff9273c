import ArgumentParser
import RaftCore
import Simulation

/// What a cluster starts with.
struct ClusterOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "How many servers, 1 to 9.")
  var servers = 5

  @Option(
    parsing: .unconditional,
    help: "The seed of everything random: the same seed and acts give the same run.")
  var seed: UInt64 = 1

  @OptionGroup var switchedOff: RuleOptions

  func validate() throws {
    guard (1...ServerID.maximum).contains(servers) else {
      throw ValidationError(
        "--servers \(servers): a cluster has 1 to \(ServerID.maximum) servers.")
    }
  }

  var settings: Settings {
    Settings(servers: servers, seed: seed, rules: switchedOff.rules)
  }
}

/// Rules to switch off, by their names on the command line.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A rule to switch off, to see what breaks without it. May be repeated.",
      valueName: "rule"), completion: .list(Self.names))
  var without: [String] = []

  private static let names = Rule.allCases.filter(\.isSwitchable).map(\.id)

  func validate() throws {
    for name in without where Rule(id: name)?.isSwitchable != true {
      if Rule(id: name) != nil {
        throw ValidationError(
          "--without \(name): this rule cannot be switched off; without it there is no Raft.")
      }
      let guess = Spelling.nearest(to: name, among: Self.names)
      throw ValidationError(
        "--without \(name): there is no such rule. "
          + (guess.map { "Did you mean \($0)?" }
            ?? "These can be switched off: \(Self.names.joined(separator: ", "))."))
    }
  }

  /// The rules that are in force.
  var rules: RuleSet { RuleSet(without: without.compactMap { Rule(id: $0) }) }
}
