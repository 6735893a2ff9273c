import ArgumentParser
import RaftCore
import Simulation
import Workbench

/// `raftlab [open]`: the laboratory on the screen.
struct OpenCommand: RunReadingCommand, ClusterCommand, ScreenCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.open) }

  @OptionGroup var cluster: ClusterOptions
  @OptionGroup var switchedOff: RuleOptions
  @OptionGroup var beyond: FeatureOptions
  @OptionGroup var programs: ProgramOptions

  @Option(
    // A negative number is a value, if a wrong one, and no option.
    parsing: .unconditional,
    help: ArgumentHelp(.speed, valueName: "factor"))
  var speed: Speed?

  @OptionGroup var language: LanguageOption
  @OptionGroup var theme: ThemeOption
  @OptionGroup var color: ColorOption
  @OptionGroup var signs: SymbolOptions
  @OptionGroup var large: PrintOption
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var limit: RunLimitOption

  @Flag(help: ArgumentHelp(.plainScreen))
  var plain = false

  func run() throws {
    let settings = clusterSettings
    let speed = speed ?? .usual(for: settings)
    if plain {
      try recite(settings: settings, speed: speed)
    } else {
      try play(settings: settings, speed: speed)
    }
  }
}

/// A speed as it is typed: `0.5`, `2`, `1/40`.
struct Speed: ExpressibleByArgument {
  /// Thousandths of real time.
  let permille: Int

  init(permille: Int) { self.permille = permille }

  /// The speed at which a run can be followed: pods have deadlines of seconds.
  static func usual(for settings: Settings) -> Speed {
    Speed(permille: settings.election == nil ? Playback.standard : Playback.withPods)
  }

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Double($0) }
    guard numbers.count == parts.count, (1...2).contains(parts.count), numbers.last! > 0 else {
      return nil
    }
    let value = parts.count == 2 ? numbers[0] / numbers[1] : numbers[0]
    guard value >= 0.001, value <= 10 else { return nil }
    permille = Int((value * 1000).rounded())
  }

  var defaultValueDescription: String { "1/\(1000 / permille)" }
}
