import ArgumentParser
import RaftCore
import Simulation

/// What a cluster starts with.
struct ClusterOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp(.servers))
  var servers: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp(.seed))
  var seed: UInt64?

  @OptionGroup var switchedOff: RuleOptions

  func validate() throws {
    if let servers, !(1...ServerID.maximum).contains(servers) {
      throw ValidationError(.clusterSize(servers))
    }
  }

  /// Whether anything of it was typed.
  var areGiven: Bool { servers != nil || seed != nil || !switchedOff.without.isEmpty }

  var settings: Settings {
    Settings(
      servers: servers ?? Self.standardServers, seed: seed ?? 1, rules: switchedOff.rules)
  }

  private static let standardServers = 5
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
