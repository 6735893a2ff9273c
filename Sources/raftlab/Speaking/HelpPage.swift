import ArgumentParser
import Screen

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The help of a command, laid out by the width of its characters.
///
/// The parser's own help knows one language, and breaks no line of Chinese.
struct HelpPage {
  private let path: CommandPath
  private let options: [ListedOption]
  private let texts: any CommandTexts
  private let width = TextWidth.standard

  /// - Returns: nil if the parser's own page is not understood.
  init?(of path: CommandPath, texts: any CommandTexts = Spoken.texts) {
    options = ListedOption.all(of: path)
    // Every command has an option for help.
    guard !options.isEmpty else { return nil }
    self.path = path
    self.texts = texts
  }

  /// The columns to lay help out in: those of the terminal, within reason; 80 without one.
  static var usualColumns: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return min(100, max(40, Int(size.ws_col)))
  }

  /// The page, each line ended.
  func text(columns: Int = Self.usualColumns) -> String {
    var sections: [[String]] = []
    let command = path.type.configuration
    sections.append(width.wrap("\(title(.overview))\(command.abstract)", columns: columns))
    if !command.discussion.isEmpty {
      sections.append(paragraphs(command.discussion, columns: columns))
    }
    sections.append(Self.lines(title(.usage), path.usage, columns: columns))
    let arguments = options.filter(\.isArgument)
    let options = options.filter { !$0.isArgument }
    for (heading, list) in [(HelpHeading.arguments, arguments), (.options, options)]
    where !list.isEmpty {
      sections.append(
        [title(heading)]
          + list.flatMap { row($0.label, $0.help(texts), columns: columns) })
    }
    let commands = command.subcommands.map { $0.configuration }.filter(\.shouldDisplay)
    if !commands.isEmpty {
      let standard = command.defaultSubcommand?.configuration.commandName
      let rows = commands.flatMap { command in
        let name = command.commandName ?? ""
        let label = name == standard ? "\(name) \(texts.isStandard)" : name
        return row(label, command.abstract, columns: columns)
      }
      sections.append([title(.commands)] + rows)
      let details = texts.details(by: "\(path.names.joined(separator: " ")) help <subcommand>")
      sections.append(Self.lines("  ", details, columns: columns))
    }
    return sections.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private func title(_ heading: HelpHeading) -> String { texts.title(of: heading) }

  /// A text behind a title, each line of it below the first.
  static func lines(_ title: String, _ text: String, columns: Int) -> [String] {
    let width = TextWidth.standard
    let indent = String(repeating: " ", count: width.of(title))
    let lines = width.wrap(text, columns: max(10, columns - width.of(title)))
    return lines.enumerated().map { ($0.offset == 0 ? title : indent) + $0.element }
  }

  /// Lines as they are, each wrapped below where its last column of text begins.
  private func paragraphs(_ text: String, columns: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
      // Words in two columns are set apart by blanks: the second goes on below itself.
      guard let gap = line.firstRange(of: "  ") else {
        return width.wrap(String(line), columns: columns)
      }
      let start = line[gap.lowerBound...].firstIndex { $0 != " " } ?? line.endIndex
      return Self.lines(String(line[..<start]), String(line[start...]), columns: columns)
    }
  }

  private static let labelColumns = 26

  /// A label, and its text beside it, or below where there is no room.
  private func row(_ label: String, _ text: String, columns: Int) -> [String] {
    let label = "  \(label)"
    let indent = String(repeating: " ", count: Self.labelColumns)
    let lines = width.wrap(text, columns: max(10, columns - Self.labelColumns))
    guard let first = lines.first, !text.isEmpty else { return [label] }
    guard width.of(label) < Self.labelColumns else { return [label] + lines.map { indent + $0 } }
    return [width.padded(label, columns: Self.labelColumns) + first]
      + lines.dropFirst().map { indent + $0 }
  }
}
