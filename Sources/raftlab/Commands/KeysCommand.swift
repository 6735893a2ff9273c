import ArgumentParser
import Teaching
import Workbench

/// `raftlab keys`: every key and what it does.
struct KeysCommand: ParsableCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.keys) }

  @OptionGroup var language: LanguageOption

  func run() throws {
    let user = try UserPreferences()
    try print(KeysDocument(keymap: user.keymap, language: Spoken.language).text, terminator: "")
  }
}
