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
    let found = Rule.allCases.map { (rule: $0, finding: finding(of: $0)) }
      .filter { $0.finding != .nothing }
    guard !found.isEmpty else { throw ValidationError(.noRule(words: grep ?? "")) }
    let words = Spoken.language.phrasebook
    let width = TextWidth.standard
    for (rule, finding) in found {
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
      if case .sentence(let sentence) = finding {
        for line in width.wrap("› \(sentence)", columns: 92) { try print("    \(line)") }
      }
    }
  }

  private enum Finding: Equatable {
    case nothing
    /// In what is written about the rule, or because nothing is looked for.
    case text
    /// In what is said when it fires.
    case sentence(String)
  }

  /// Where all words stand that are looked for: in the rule's name, its title, its sentence or in what
  /// happens without it; or in a sentence of those that stand on the screen when it fires.
  private func finding(of rule: Rule) -> Finding {
    guard let grep else { return .text }
    let text = Spoken.language.phrasebook.text(of: rule)
    let whole = [rule.id, text.title, text.sentence, text.without ?? ""].joined(separator: " ")
    let words = grep.lowercased().split(separator: " ")
    if has(words, whole) { return .text }
    // Which server it was, and which number, differs from one sentence to the next.
    let fixed = words.filter { !$0.contains(where: \.isNumber) }
    guard !fixed.isEmpty else { return .nothing }
    let sentence = Narrator(in: Spoken.language).samples(of: rule).first { has(fixed, $0) }
    return sentence.map { .sentence($0) } ?? .nothing
  }

  private func has(_ words: [Substring], _ text: String) -> Bool {
    let text = text.lowercased()
    return words.allSatisfy { text.contains($0) }
  }
}
