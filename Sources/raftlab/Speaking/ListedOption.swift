import ArgumentParser

/// An option or an argument of a command, as help lists it.
///
/// The parser has no other public way to ask for them than the page of help that it prints. So they
/// are read off that page; what is not understood there stays in the parser's words.
struct ListedOption {
  /// How it is written: `-o, --output <output>`, or `<script>`.
  let label: String
  /// What the parser says of it: our own text, its values, and the one that it has by itself.
  private let text: String

  /// Whether it is told by its place on the command line, and not by a name.
  var isArgument: Bool { label.hasPrefix("<") }

  /// All of a command, in the order in which the parser lists them; none if the page is laid out in
  /// another way than the one that is known here.
  static func all(of command: CommandPath) -> [ListedOption] {
    // So wide that no text is broken.
    let page = Raftlab.helpMessage(for: command.type, columns: 100_000)
    let usage = command.usage
    guard let range = page.ranges(of: usage).last else { return [] }
    let lines = page[range.upperBound...].split(separator: "\n").map(String.init)
    var options: [ListedOption] = []
    for (place, line) in lines.enumerated() {
      guard let first = line.dropFirst(indent).first, first == "-" || first == "<",
        line.prefix(indent).allSatisfy({ $0 == " " })
      else { continue }
      var (label, text) = (line, "")
      if place + 1 < lines.count, let below = Self.text(in: lines[place + 1], isAlone: true) {
        text = below
      } else if let beside = Self.text(in: line, isAlone: false) {
        (label, text) = (String(line.prefix(labelColumns)), beside)
      }
      label = label.split(separator: " ").joined(separator: " ")
      if label.hasPrefix("<"), usage.contains("\(label) ...") { label += " ..." }
      options.append(ListedOption(label: label, text: text))
    }
    return options
  }

  /// The blanks before a label, and the columns that it has beside its text.
  private static let indent = 2
  private static let labelColumns = 26

  /// The text in a line, beside a label or alone.
  private static func text(in line: String, isAlone: Bool) -> String? {
    guard line.count > labelColumns, line.prefix(labelColumns).last == " ",
      !isAlone || line.prefix(labelColumns).allSatisfy({ $0 == " " })
    else { return nil }
    return String(line.dropFirst(labelColumns))
  }

  /// Its help, with its values, in the language that is spoken.
  func help(_ texts: any CommandTexts) -> String {
    // These two are the parser's own.
    if label.hasSuffix("--help") { return texts.help(for: .help) }
    if label.hasSuffix("--version") { return texts.help(for: .version) }
    let own = OptionName.allCases.map(texts.help(for:)).filter(text.hasPrefix)
      .max { $0.count < $1.count }
    guard let own, let rest = Self.values(in: text.dropFirst(own.count)) else { return text }
    return own + texts.values(rest.values, standard: rest.standard)
  }

  /// What the parser adds: ` (values: full, narrow; default: full)`; nil if it is something else.
  private static func values(in text: Substring) -> (values: [String], standard: String?)? {
    guard text.hasPrefix(" ("), text.hasSuffix(")") else { return nil }
    var values: [String] = []
    var standard: String?
    for part in text.dropFirst(2).dropLast().split(separator: "; ", maxSplits: 1) {
      if part.hasPrefix("values: ") {
        values = part.dropFirst(8).split(separator: ", ").map(String.init)
      } else if part.hasPrefix("default: ") {
        standard = String(part.dropFirst(9))
      } else {
        return nil
      }
    }
    return (values, standard)
  }
}
