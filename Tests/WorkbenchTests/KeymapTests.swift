import Foundation
import Screen
import Teaching
import Testing

@testable import Workbench

@Suite("Keys") struct KeymapTests {
  let keymap = Keymap.standard

  @Test("no two bindings of one context share a key", arguments: Keymap.Context.allCases)
  func clashes(context: Keymap.Context) {
    #expect(Self.clashes(in: keymap, context).isEmpty)
  }

  @Test("a clash is found")
  func aClashIsFound() {
    let step = keymap.binding(of: .step)!
    let clashing = Keymap(
      bindings: keymap.bindings + [
        Keymap.Binding(CommandRow.row(of: .quit, in: .normal)!, to: step.keys)
      ])
    #expect(Self.clashes(in: clashing, .normal) == ["space"])
  }

  static func clashes(in keymap: Keymap, _ context: Keymap.Context) -> [String] {
    let keys = keymap.bindings.filter { $0.context == context }.flatMap(\.keys)
    return Set(keys.filter { key in keys.count { $0 == key } > 1 }).map(\.name).sorted()
  }

  @Test("every command has a key", arguments: KeyCommand.allCases)
  func reachable(command: KeyCommand) {
    #expect(keymap.bindings.contains { $0.command == command })
  }

  @Test(
    "every command has a title in both languages, and no two commands of a context the same",
    arguments: Language.allCases)
  func titles(language: Language) {
    for context in Keymap.Context.allCases {
      let commands = keymap.bindings.filter { $0.context == context }.map(\.command)
      let titles = commands.map { language.labels.title(of: $0, in: context) }
      #expect(titles.allSatisfy { !$0.isEmpty })
      #expect(Set(titles).count == Set(commands).count, "\(context)")
    }
  }

  @Test("commands in the footer have a word in both languages", arguments: Language.allCases)
  func hints(language: Language) {
    for command in Self.inFooters {
      let hint = language.labels.hint(of: command)
      #expect(!hint.isEmpty)
      // A name made for configuration files is no word for people.
      #expect(!hint.contains("-"), "\(command)")
    }
  }

  /// Every command that any footer offers at any of these moments.
  static let inFooters: Set<KeyCommand> = {
    var found: Set<KeyCommand> = []
    for keys in Self.moments {
      let desk = Desk(400, 40).pressing(keys)
      let footer = desk.footer
      for binding in desk.lab.keymap.bindings where binding.context == desk.lab.mode.context {
        let key = binding.label ?? binding.keys[0].shownName
        if footer.contains(" \(key) ") { found.insert(binding.command) }
      }
    }
    return found
  }()

  /// Keys that lead to all the modes, and to what else changes the footer.
  static let moments = [
    "", "space*9", "n n", "n n k", "n n z", "n n left", "n n i", "r", "p", "p 1 2", "c", "c 1",
    "space*3 m", "b", "B", "W", "?", "n*3 w*3", "enter",
  ]

  @Test("the language of the footer is that of the screen")
  func footerSpeaksChinese() {
    #expect(Desk(120, 24, language: .chinese).footer.contains("帮助"))
  }

  @Test(
    "the footer always ends with help and quit, or with how to leave",
    arguments: moments, Language.allCases)
  func footerEnds(keys: String, language: Language) {
    for columns in [60, 61, 72, 80, 100, 200] {
      let desk = Desk(columns, 30, servers: 9, language: language).pressing(keys)
      let labels = language.labels
      let ending =
        desk.lab.mode == .normal
        ? "? \(labels.hint(of: .help))  q \(labels.hint(of: .quit))"
        : "Esc \(labels.hint(of: .cancel))"
      let footer = desk.footer
      #expect(footer.hasSuffix(ending), "\(columns): \(footer)")
      #expect(!footer.contains("…"), "cut short at \(columns): \(footer)")
      #expect(TextWidth.standard.of(footer) < columns)
    }
  }

  @Test("the table of keys names every binding once a line", arguments: Language.allCases)
  func table(language: Language) {
    let table = KeysDocument(keymap: keymap, language: language).text
    let lines = table.split(separator: "\n").filter { $0.hasPrefix("| `") }
    #expect(lines.count == keymap.bindings.count)
  }
}
