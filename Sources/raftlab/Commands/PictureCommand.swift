import ArgumentParser
import Screen
import Simulation
import Workbench

/// `raftlab picture`: the screen after some keys, without a terminal.
struct PictureCommand: ParsableCommand, ClusterCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.picture) }

  @OptionGroup var cluster: ClusterOptions
  @OptionGroup var switchedOff: RuleOptions
  @OptionGroup var beyond: FeatureOptions
  @OptionGroup var programs: ProgramOptions
  @OptionGroup var language: LanguageOption
  @OptionGroup var theme: ThemeOption
  @OptionGroup var color: ColorOption
  @OptionGroup var signs: SymbolOptions
  @OptionGroup var large: PrintOption

  @Option(help: ArgumentHelp(.pictureKeys))
  var keys = ""

  @Option(help: ArgumentHelp(.size))
  var size = ScreenSize(columns: 100, rows: 30)

  @Flag(help: ArgumentHelp(.text))
  var text = false

  func run() throws {
    let user = try UserPreferences()
    let settings = clusterSettings
    var laboratory = Laboratory(
      settings: settings, playback: Playback(permille: Speed.usual(for: settings).permille),
      language: try Spoken.written(language),
      theme: Theme(try theme.chosen(otherwise: user), depth: color.wanted ?? .direct),
      size: Size(columns: size.columns, rows: size.rows))
    laboratory.look.isLargePrint = large.isLargePrint(user.settings)
    for key in try KeySequence.parse(keys) {
      laboratory.handle(.key(key))
      laboratory.finishView()
    }
    var frame = laboratory.frame()
    if let filter = signs.filter(user.settings) { frame.replace(with: filter) }
    let picture = Picture(laboratory.theme)
    try print(text ? frame.text : picture.svg(of: frame, title: "raftlab"), terminator: "")
  }
}

/// A size as it is typed: `100x30`.
struct ScreenSize: ExpressibleByArgument {
  let columns: Int
  let rows: Int

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  init?(argument: String) {
    let parts = argument.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let columns = Int(parts[0]), let rows = Int(parts[1]),
      (1...1000).contains(columns), (1...1000).contains(rows)
    else { return nil }
    self.init(columns: columns, rows: rows)
  }

  var defaultValueDescription: String { "\(columns)x\(rows)" }
}

/// Keys as they are typed on the command line: `space*3 w shift-left`.
enum KeySequence {
  static func parse(_ text: String) throws -> [Key] {
    try text.split(separator: " ").flatMap { word -> [Key] in
      let parts = word.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
      let count = parts.count == 2 ? Int(parts[1]) : 1
      guard let name = parts.first, let key = Key(String(name)), let count,
        (1...100_000).contains(count)
      else {
        throw ValidationError(.key(word: String(word)))
      }
      return Array(repeating: key, count: count)
    }
  }
}
