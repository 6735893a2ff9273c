import RaftCore
import Simulation

/// Writes a script as YAML, always in the same way: reading it back gives the same script.
package struct ScriptWriter {
  private var text = ""
  /// Of the script's first cluster.
  private let first: Settings

  private init(first: Settings) { self.first = first }

  /// The source of a script, each line ended.
  package static func source(of script: Script) -> String {
    var writer = ScriptWriter(first: script.settings)
    writer.line(0, "version: \(Script.version)")
    if let number = script.number { writer.line(0, "number: \(number.text)") }
    writer.write("title", script.title, indent: 0)
    if let about = script.about { writer.write("about", about, indent: 0) }
    writer.writeCluster(script.settings, indent: 0)
    if script.steps.isEmpty {
      writer.line(0, "steps: []")
    } else {
      writer.line(0, "steps:")
      for step in script.steps { writer.write(step) }
    }
    return writer.text
  }

  private mutating func line(_ indent: Int, _ words: String) {
    text += String(repeating: " ", count: indent) + words + "\n"
  }

  // MARK: The cluster

  /// - Parameter first: of a step that begins a cluster, the settings of the script's first, which
  ///   are meant where it says nothing.
  private mutating func writeCluster(
    _ settings: Settings, indent: Int, after first: Settings? = nil
  ) {
    line(indent, "\(first == nil ? "" : "- ")cluster:")
    // The keys of a list's item stand under its first key, two columns further in.
    let inner = indent + (first == nil ? 2 : 4)
    var group = SettingRow.Group.cluster
    for row in SettingRow.all {
      let isSaid = row.isUsual(in: settings) && first.map { row.isUsual(in: $0) } ?? true
      if isSaid, !Self.isAlwaysWritten(row), !Self.isMissed(row, in: settings) { continue }
      if row.group == .timing, group == .cluster { line(inner, "timing:") }
      group = row.group
      let text = row.text(in: settings)
      let list = text == SettingRow.none ? "[]" : "[\(text.replacing(",", with: ", "))]"
      line(inner + (group == .timing ? 2 : 0), "\(row.name): \(row.isList ? list : text)")
    }
  }

  /// What a reader of a script wants to see even where it is as usual.
  private static func isAlwaysWritten(_ row: SettingRow) -> Bool {
    row.group == .timing || ["servers", "seed", "link"].contains(row.name)
  }

  /// Whether the row would be read as something else where it is left out: with an election the
  /// usual features are others.
  private static func isMissed(_ row: SettingRow, in settings: Settings) -> Bool {
    row.name == "features" && settings.election != nil
  }

  // MARK: Steps

  private mutating func write(_ step: ScriptStep) {
    let key = "- \(step.key.rawValue)"
    switch step.kind {
    case .say(let text), .explain(let text), .mark(let text): write(key, text, indent: 2)
    case .act(let acts): write(key, acts.map(\.text))
    case .run(let run): line(2, "\(key): \(Self.scalar(run.text))")
    case .expect(let conditions): write(key, conditions.map(\.text))
    case .ask(let question): write(question)
    case .pause(nil): line(2, "\(key):")
    case .pause(let span?): line(2, "\(key): \(ActNumber.text(of: span.microseconds))")
    case .cluster(let settings): writeCluster(settings, indent: 2, after: first)
    case .speed(let permille): line(2, "\(key): \(Numbers.text(ofSpeed: permille))")
    case .view(let view): line(2, "\(key): \(view.rawValue)")
    case .highlight(let highlights): write(key, highlights.map(\.text))
    }
    if let highlights = step.highlights { write("  highlight", highlights.map(\.text)) }
  }

  /// A list; a single item stands by itself.
  private mutating func write(_ key: String, _ items: [String]) {
    if items.count == 1 {
      line(2, "\(key): \(Self.scalar(items[0]))")
    } else {
      line(2, "\(key): [\(items.map { Self.scalar($0, inList: true) }.joined(separator: ", "))]")
    }
  }

  private mutating func write(_ question: Question) {
    write("- ask", question.text, indent: 2)
    switch question.choices {
    case .servers(let quantity):
      line(4, "choices: servers")
      line(4, "answer: \(Self.scalar(quantity.text))")
    case .yesOrNo(let condition):
      line(4, "choices: yes-no")
      line(4, "answer: \(Self.scalar(condition.text))")
    case .numbers(let range, let quantity):
      line(4, "choices: \(range.lowerBound)-\(range.upperBound)")
      line(4, "answer: \(Self.scalar(quantity.text))")
    case .list(let choices):
      line(4, "choices:")
      for choice in choices {
        write("- text", choice.text, indent: 6)
        line(8, "when: \(Self.scalar(choice.condition.text))")
      }
    }
  }

  // MARK: Texts

  private mutating func write(_ key: String, _ text: ScriptText, indent: Int) {
    if let plain = text.withoutLanguage {
      line(indent, "\(key): \(Self.quoted(plain))")
      return
    }
    line(indent, "\(key):")
    // The keys of a list's item stand under its first key, two columns further in.
    let inner = indent + (key.hasPrefix("- ") ? 4 : 2)
    for language in text.languages {
      line(inner, "\(language.rawValue): \(Self.quoted(text[language]))")
    }
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n")
    return "\"\(escaped)\""
  }

  /// Words as they are where YAML takes them as they are, in quotes elsewhere.
  private static func scalar(_ words: String, inList: Bool = false) -> String {
    let first = words.unicodeScalars.first
    let isPlain = words.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", ".", "=", "-", ">", "<", "_", "%", "+", "/": true
      case "[", "]", ",", "|", "!": !inList
      default: false
      }
    }
    let begins = first.map { $0.properties.isAlphabetic || ("0"..."9").contains($0) } ?? false
    return isPlain && begins ? words : quoted(words)
  }
}
