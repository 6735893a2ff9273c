import ArgumentParser
import ClientPrograms
import RaftCore
import Screen
import Teaching

/// `raftlab rules`: every rule with its section, or the Go call that it stands for, and its
/// sentence: first Raft's, then those of the programs outside.
struct RulesCommand: ParsableCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.rules) }

  @Option(help: ArgumentHelp(.grep, valueName: "words"))
  var grep: String?

  @OptionGroup var language: LanguageOption

  func run() throws {
    let narrator = Narrator(in: Spoken.language)
    let all =
      Rule.allCases.map { RuleDescription($0, narrator) }
      + ElectionRule.allCases.map { RuleDescription($0, narrator) }
    let found = all.map { (rule: $0, finding: finding(of: $0)) }.filter { $0.finding != .nothing }
    guard !found.isEmpty else { throw ValidationError(.noRule(words: grep ?? "")) }
    let width = TextWidth.standard
    for (rule, finding) in found {
      try print(rule.heading)
      for line in width.wrap(rule.text.sentence, columns: 92) { try print("    \(line)") }
      if let without = rule.without {
        for line in width.wrap(without, columns: 92) { try print("    \(line)") }
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
  private func finding(of rule: RuleDescription) -> Finding {
    guard let grep else { return .text }
    let whole = [rule.heading, rule.text.title, rule.text.sentence, rule.without ?? ""]
      .joined(separator: " ")
    let words = grep.lowercased().split(separator: " ")
    if has(words, whole) { return .text }
    // Which server it was, and which number, differs from one sentence to the next.
    let fixed = words.filter { !$0.contains(where: \.isNumber) }
    guard !fixed.isEmpty else { return .nothing }
    return rule.samples().first { has(fixed, $0) }.map { .sentence($0) } ?? .nothing
  }

  private func has(_ words: [Substring], _ text: String) -> Bool {
    let text = text.lowercased()
    return words.allSatisfy { text.contains($0) }
  }
}

/// What is written about a rule, whoever's it is.
private struct RuleDescription {
  /// The name, where it stands, and whether it can be switched.
  let heading: String
  let text: RuleText
  /// What happens when it is switched.
  let without: String?
  /// Sentences that stand on the screen when it fires.
  let samples: () -> [String]

  init(_ rule: Rule, _ narrator: Narrator) {
    let words = narrator.words
    text = words.text(of: rule)
    let switchable = rule.isSwitchable ? "  [\(words.canBeSwitchedOff)]" : ""
    let feature = rule.feature.map { "  +\($0.id)" } ?? ""
    heading = "\(rule.id)  \(words.text(of: rule.source))\(switchable)\(feature)"
    without = text.without.map { words.without + $0 }
    samples = { narrator.samples(of: rule) }
  }

  init(_ rule: ElectionRule, _ narrator: Narrator) {
    let words = narrator.words
    text = words.text(of: rule)
    let source = rule.call.map { "  \($0)" } ?? ""
    let switchable =
      rule.isSwitchable
      ? "  [\(rule.facts.isOn ? words.canBeSwitchedOff : words.canBeSwitchedOn)]" : ""
    heading = "\(rule.id)\(source)\(switchable)"
    without = text.without.map { (rule.facts.weight == .risk ? words.with : words.without) + $0 }
    samples = { narrator.samples(of: rule) }
  }
}
