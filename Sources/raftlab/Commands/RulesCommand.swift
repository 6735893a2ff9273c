import ArgumentParser
import RaftCore
import Screen
import Teaching

/// `raftlab rules`: every rule with its section and its sentence.
struct RulesCommand: ParsableCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.rules) }

  @OptionGroup var language: LanguageOption

  func run() throws {
    let words = Spoken.language.phrasebook
    let width = TextWidth.standard
    for rule in Rule.allCases {
      let text = words.text(of: rule)
      let switchable = rule.isSwitchable ? "  [\(words.canBeSwitchedOff)]" : ""
      try print("\(rule.id)  \(words.text(of: rule.source))\(switchable)")
      for line in width.wrap(text.sentence, columns: 92) { try print("    \(line)") }
      if let without = text.without {
        for line in width.wrap("\(words.without) \(without)", columns: 92) {
          try print("    \(line)")
        }
      }
    }
  }
}
