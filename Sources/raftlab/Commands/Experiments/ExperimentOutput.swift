import ArgumentParser
import Ncurses
import Screen
import Teaching
import Workbench

/// Where the results of an experiment go, the same for each command that has some.
struct ExperimentOutput: ParsableArguments {
  @Flag(help: ArgumentHelp(.resultsJSON))
  var json = false

  @Option(help: ArgumentHelp(.resultsCSV, valueName: "file"))
  var csv: String?

  @Option(help: ArgumentHelp(.resultsSVG, valueName: "file"))
  var svg: String?

  @Flag(help: ArgumentHelp(.force))
  var force = false

  @Option(help: ArgumentHelp(.pageSize))
  var size = ScreenSize(columns: 100, rows: 18)

  @OptionGroup var symbols: SymbolOptions
  @OptionGroup var theme: ThemeOption
  @OptionGroup var color: ColorOption
  @OptionGroup var language: LanguageOption

  func validate() throws {
    guard size.columns >= ExperimentPage.leastColumns, size.rows >= ExperimentPage.leastRows else {
      let least = "\(ExperimentPage.leastColumns)x\(ExperimentPage.leastRows)"
      throw ValidationError(
        .range(
          option: "size", value: "\(size.columns)x\(size.rows)", from: least, to: "1000x1000"))
    }
  }

  /// Refuses paths early that would be refused when all is done.
  func check() throws {
    for path in [csv, svg].compactMap({ $0 }) { try Output.check(path, force: force) }
  }

  /// Draws a page in a theme and a language; the rows of the size are those of its plot.
  typealias Page = (_ theme: Theme, _ language: Language, _ size: Size) -> Surface

  /// Writes the files that were asked for, and prints the page, or JSON in its place.
  func write(_ results: ExperimentResults) throws {
    try write(
      title: { results.experiment.title[$0] }, csv: { ExperimentTable(results).text },
      json: { results.json }
    ) { theme, language, size in
      ExperimentPage(results, theme: theme, language: language, size: size).surface
    }
  }

  /// The same, of other results; each form of them is made only where it is asked for.
  func write(
    title: (Language) -> String, csv table: () -> String, json text: () -> String, page: Page
  ) throws {
    if let csv {
      try Output.write(table(), to: csv, force: force, lineEnd: "\r\n")
    }
    if let svg { try Output.write(try picture(of: page, title: title), to: svg, force: force) }
    // Where a file goes to standard output, nothing else does.
    guard csv != "-", svg != "-" else { return }
    if json { return try print(text()) }
    try Output.printColored(try self.text(of: page))
  }

  private var pageSize: Size { Size(columns: size.columns, rows: size.rows) }

  private func picture(of page: Page, title: (Language) -> String) throws -> String {
    let user = try UserPreferences()
    let language = try Spoken.written(self.language)
    let theme = Theme(try theme.chosen(otherwise: user), depth: color.wanted ?? .direct)
    var surface = page(theme, language, pageSize)
    if let filter = symbols.filter(user.settings) { surface.replace(with: filter) }
    return Picture(theme).svg(of: surface, title: title(language))
  }

  /// The page as lines, in as many colours as the output may have.
  private func text(of page: Page) throws -> String {
    let user = try UserPreferences()
    let depth = color.depthOfOutput
    let scheme =
      try theme.asked(otherwise: nil)
      ?? SchemeFolder.user.scheme(named: BuiltInSchemes.terminalName)
    var surface = page(Theme(scheme, depth: depth), Spoken.language, pageSize)
    if let filter = symbols.filter(user.settings) { surface.replace(with: filter) }
    if !TerminalSession.isLocaleUTF8, Spoken.language.isASCII {
      surface.replace(with: .asciiAlone)
    }
    return depth == .mono ? surface.text : surface.lines(depth: depth)
  }
}

extension Surface {
  /// Its text, a line for each row, with the styles as escape sequences.
  func lines(depth: ColorDepth) -> String {
    var text = ""
    for row in 0..<size.rows {
      let cells = (0..<size.columns).compactMap { self[Point(column: $0, row: row)] }
      let last = cells.lastIndex { !$0.isBlank && $0.width > 0 }
      var style = Style.plain
      for cell in cells.prefix((last ?? -1) + 1) {
        if cell.style != style {
          style = cell.style
          text += EscapeSequences.select(style, depth: depth)
        }
        text += cell.text
      }
      if style != .plain { text += "\u{1B}[0m" }
      text += "\n"
    }
    return text
  }
}
