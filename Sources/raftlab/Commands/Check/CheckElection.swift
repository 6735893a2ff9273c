import ArgumentParser
import Simulation

/// Of a campaign: which programs elect one of themselves, and what may go wrong for them.
struct CheckElection: ParsableArguments {
  @OptionGroup var programs: ProgramOptions

  @Option(
    help: ArgumentHelp(.checkTrouble, valueName: "trouble"),
    completion: .list(Trouble.allCases.map(\.rawValue)))
  var trouble: [String] = []

  @Flag(help: ArgumentHelp(.checkCalm))
  var calm = false

  /// How many of its events a run of programs has for one of others: heartbeats fill them.
  private static let eventFactor = 20

  func validate() throws {
    let known = Trouble.allCases.map(\.rawValue)
    for name in trouble where Trouble(rawValue: name) == nil {
      let guess = Spelling.nearest(to: name, among: known)
      throw ValidationError(.unknownTrouble(name, guess: guess, known: known))
    }
  }

  /// Whether it is said what may go wrong; without that, everything may.
  private var namesTroubles: Bool { calm || !trouble.isEmpty }

  /// What a seed does; nil where there are no programs.
  ///
  /// Two who believe are looked for where it is said what may go wrong; else they are only counted.
  func seedRun(servers: Int?, events: Int) -> ProgramSeedRun? {
    let usual = namesTroubles ? ElectionSettings(.notes) : nil
    guard let election = programs.chosen ?? usual else { return nil }
    return ProgramSeedRun(
      election, scale: programs.scale == nil ? nil : election.scale, servers: servers,
      troubles: namesTroubles ? trouble.compactMap { Trouble(rawValue: $0) } : Trouble.allCases,
      seeksBelievers: namesTroubles, eventLimit: Self.eventFactor * events)
  }

  /// The options as they were typed, a word each.
  var options: [String] {
    programs.options + (calm ? ["--calm"] : []) + trouble.flatMap { ["--trouble", $0] }
  }

  /// The options as they were typed, for a command that repeats a run.
  var words: [String] {
    programs.words + (calm ? ["--calm"] : []) + trouble.map { "--trouble \($0)" }
  }
}
