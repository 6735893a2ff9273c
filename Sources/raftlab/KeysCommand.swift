import ArgumentParser
import Teaching
import Workbench

/// `raftlab keys`: every key and what it does.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Print every key and what it does.")

  @OptionGroup var language: LanguageOption

  func run() throws {
    print(KeyTable(keymap: .standard, language: try language.chosen()).text, terminator: "")
  }
}
