import ArgumentParser
import RaftCore
import Screen
import Teaching

/// `raftlab rules`: every rule with its section and its sentence.
struct RulesCommand: ParsableCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.rules) }

  @Option(help: ArgumentHelp(.grep, valueName: "words"))
  var grep: String?

  @OptionGroup var language: LanguageOption

  func run() throws {
    let rules = Rule.allCases.filter { fits($0) }
    guard !rules.isEmpty else { throw ValidationError(.noRule(words: grep ?? "")) }
    let words = Spoken.language.phrasebook
    let width = TextWidth.standard
    for rule in rules {
      let text = words.text(of: rule)
      let switchable = rule.isSwitchable ? "  [\(words.canBeSwitchedOff)]" : ""
      let feature = rule.feature.map { "  +\($0.id)" } ?? ""
      try print("\(rule.id)  \(words.text(of: rule.source))\(switchable)\(feature)")
      for line in width.wrap(text.sentence, columns: 92) { try print("    \(line)") }
      if let without = text.without {
        for line in width.wrap(words.without + without, columns: 92) {
          try print("    \(line)")
        }
      }
    }
  }

  /// Whether a rule has all words that are looked for: in its name, its title, its sentence, or in
  /// what happens without it.
  private func fits(_ rule: Rule) -> Bool {
    guard let grep else { return true }
    let text = Spoken.language.phrasebook.text(of: rule)
    let whole = [rule.id, text.title, text.sentence, text.without ?? ""].joined(separator: " ")
      .lowercased()
    return grep.lowercased().split(separator: " ").allSatisfy { whole.contains($0) }
  }
}
