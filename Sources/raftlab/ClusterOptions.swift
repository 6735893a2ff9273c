import ArgumentParser
import RaftCore
import Simulation

/// What a cluster starts with.
struct ClusterOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp(.servers))
  var servers = 5

  @Option(parsing: .unconditional, help: ArgumentHelp(.seed))
  var seed: UInt64 = 1

  @OptionGroup var switchedOff: RuleOptions

  func validate() throws {
    guard (1...ServerID.maximum).contains(servers) else {
      throw ValidationError(.clusterSize(servers))
    }
  }

  var settings: Settings {
    Settings(servers: servers, seed: seed, rules: switchedOff.rules)
  }
}

/// Rules to switch off, by their names on the command line.
struct RuleOptions: ParsableArguments {
  @Option(help: ArgumentHelp(.without, valueName: "rule"), completion: .list(Self.names))
  var without: [String] = []

  private static let names = Rule.allCases.filter(\.isSwitchable).map(\.id)

  func validate() throws {
    for name in without where Rule(id: name)?.isSwitchable != true {
      if Rule(id: name) != nil {
        throw ValidationError(.essentialRule(name))
      }
      let guess = Spelling.nearest(to: name, among: Self.names)
      throw ValidationError(.unknownRule(name, guess: guess, known: Self.names))
    }
  }

  /// The rules that are in force.
  var rules: RuleSet { RuleSet(without: without.compactMap { Rule(id: $0) }) }
}
