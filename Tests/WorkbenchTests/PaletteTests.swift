import RaftCore
import Screen
import Teaching
import Testing

@testable import Workbench

@Suite("Palette") struct PaletteTests {
  private func first(_ typed: String, _ language: Language = .english) -> Workbench.Command? {
    Pressing(language: language).lab.paletteEntries(for: typed).first?.command
  }

  @Test("words of either language find a command, whatever the screen speaks")
  func languages() {
    for language in Language.allCases {
      #expect(first("heal", language) == .heal)
      #expect(first("修复", language) == .heal)
      #expect(first("split network", language) == .split)
      #expect(first("宕机", language) == .killOrRestart)
      #expect(first("quit", language) == .quit)
    }
  }

  @Test("every command of the table is found by its title", arguments: Language.allCases)
  func everyCommand(language: Language) {
    let desk = Pressing(language: language)
    for binding in Keymap.standard.bindings
    where binding.context == .normal && binding.command != .palette {
      let title = language.labels.title(of: binding.command, in: .normal)
      let words = title.split(separator: " ").joined(separator: " ")
      let found = desk.lab.paletteEntries(for: words).map(\.command)
      #expect(found.contains(binding.command), "\(title)")
    }
  }

  @Test("all words must fit, and what fits none shows that")
  func all() {
    let desk = Pressing()
    #expect(desk.lab.paletteEntries(for: "heal kill").isEmpty)
    #expect(desk.lab.paletteEntries(for: "").count > 40)
    #expect(Pressing(": x y z z y").rows.contains { $0.contains(desk.lab.labels.noCommand) })
  }

  @Test("Enter runs what is chosen, and the palette is gone")
  func running() {
    var desk = Pressing("n*3 ctrl-p")
    desk.type("charts")
    desk.press("enter")
    #expect(desk.lab.view == .charts && desk.lab.mode == .normal)
    desk.press(":")
    desk.type("select s4")
    desk.press("enter")
    #expect(desk.lab.selected.number == 4)
  }

  @Test("the key of a command stands beside it")
  func keys() {
    let desk = Pressing(": h e a l")
    let row = desk.rows.first { $0.contains("heal the network") }
    #expect(row?.contains(" h│") == true || row?.contains(" h ") == true)
  }

  @Test("Esc leaves, and nothing was done; a paste is text")
  func leaving() {
    var desk = Pressing("n : k i l l")
    let before = desk.position
    desk.lab.handle(.paste("q\n"))
    desk.press("esc")
    #expect(desk.position == before && desk.lab.mode == .normal && !desk.lab.isDone)
  }

  @Test("a view's own commands come first in it")
  func views() {
    #expect(Pressing("f3").lab.paletteEntries(for: "").first?.command == .chooseUp)
    #expect(Pressing("f3").lab.paletteEntries(for: "switch rule").first?.command == .switchRule)
    #expect(!Pressing().lab.paletteEntries(for: "").contains { $0.command == .switchRule })
  }
}
