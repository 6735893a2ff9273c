import ArgumentParser
import Teaching
import Workbench

/// `raftlab keys`: every key and what it does.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Print every key and what it does.")

  @OptionGroup var language: LanguageOption

  func run() throws {
    let user = try UserConfiguration()
    let language = try language.chosen(otherwise: user.settings.language)
    print(KeyTable(keymap: user.keymap, language: language).text, terminator: "")
  }
}
