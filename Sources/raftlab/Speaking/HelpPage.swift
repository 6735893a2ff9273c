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
  private let command: ToolInfo.Command
  private let path: CommandPath
  private let texts: any CommandTexts
  private let width = TextWidth.standard

  /// - Parameter root: all commands, as the parser describes them.
  /// - Returns: nil if the parser's description of the command is not understood.
  init?(
    of path: CommandPath, in root: ToolInfo.Command? = ToolInfo.root,
    texts: any CommandTexts = Spoken.texts
  ) {
    guard var command = root else { return nil }
    for name in path.names.dropFirst() {
      guard let next = command.subcommands?.first(where: { $0.commandName == name }) else {
        return nil
      }
      command = next
    }
    self.command = command
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
    let overview = "\(title(.overview))\(command.abstract ?? "")"
    sections.append(width.wrap(overview, columns: columns))
    if let discussion = command.discussion, !discussion.isEmpty {
      sections.append(paragraphs(discussion, columns: columns))
    }
    sections.append(Self.lines(title(.usage), path.usage, columns: columns))
    let shown = (command.arguments ?? []).filter(\.shouldDisplay)
    let arguments = shown.filter { $0.kind == "positional" }
    let options = shown.filter { $0.kind != "positional" }
    for (heading, list) in [(HelpHeading.arguments, arguments), (.options, options)]
    where !list.isEmpty {
      sections.append(
        [title(heading)]
          + list.flatMap { row($0.label, $0.help(texts), columns: columns) })
    }
    if let commands = command.subcommands?.filter({ $0.shouldDisplay && $0.commandName != "help" }),
      !commands.isEmpty
    {
      let rows = commands.flatMap { row(label(of: $0), $0.abstract ?? "", columns: columns) }
      sections.append([title(.commands)] + rows)
      let details = texts.details(by: "\(path.names.joined(separator: " ")) help <subcommand>")
      sections.append(Self.lines("  ", details, columns: columns))
    }
    return sections.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private func title(_ heading: HelpHeading) -> String { texts.title(of: heading) }

  private func label(of subcommand: ToolInfo.Command) -> String {
    subcommand.commandName
      + (subcommand.commandName == command.defaultSubcommand ? " \(texts.isStandard)" : "")
  }

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
