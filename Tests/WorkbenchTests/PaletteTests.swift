import RaftCore
import Screen
import Teaching
import Testing

@testable import Workbench

@Suite("Palette") struct PaletteTests {
  private func first(_ typed: String, _ language: Language = .english) -> Workbench.KeyCommand? {
    Pressing(language: language).lab.paletteEntries(for: typed).first?.command
  }

  @Test("words of either language find a command, whatever the screen speaks")
  func languages() {
    for language in Language.allCases {
      #expect(first("heal", language) == .heal)
      #expect(first("恢复网络", language) == .heal)
      #expect(first("split network", language) == .split)
      #expect(first("宕机", language) == .killOrRestart)
      #expect(first("quit", language) == .quit)
      #expect(first("timeout", language) == .timeOut)
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

  @Test("what is done in another view, or to a message, is found and led to")
  func elsewhere() throws {
    func only(_ typed: String, _ language: Language = .english) throws -> PaletteSearch.Entry {
      try #require(Pressing(language: language).lab.paletteEntries(for: typed).first)
    }
    #expect(try only("switch rule off").command == .rulesView)
    #expect(try only("switch rule off").keys == "F3 x")
    #expect(try only("关闭 规则", .chinese).keys == "F3 x")
    #expect(try only("drop").keys == "m d" && only("丢弃", .chinese).command == .messages)
    #expect(try only("zoom in charts").keys == "F6 .")
    var desk = Pressing("n*3 w space*3 :")
    desk.type("duplicate")
    desk.press("enter")
    guard case .choosingMessage = desk.lab.mode else {
      Issue.record("no message is chosen")
      return
    }
    // Where it can be done at once, it is: there is no way to it.
    let zooms = Pressing("f2").lab.paletteEntries(for: "zoom in")
    #expect(zooms.map(\.command) == [.zoomIn])
  }

  @Test("every command of every view is found by its words", arguments: Language.allCases)
  func everyView(language: Language) {
    let labels = language.labels
    let desk = Pressing(language: language)
    let own: [Workbench.KeyCommand] = [
      .zoomIn, .zoomOut, .switchRule, .nextSieve, .clearFilter, .dropMessage, .duplicateMessage,
      .holdMessage, .deliverMessage,
    ]
    for command in own {
      let binding = Keymap.standard.bindings.first { $0.command == command }!
      let found = desk.lab.paletteEntries(for: labels.title(of: command, in: binding.context))
      #expect(found.contains { $0.found == command }, "\(command)")
    }
  }

  @Test("in a lesson its commands are found, and done")
  func lesson() {
    var desk = Pressing("L down enter space :")
    #expect(desk.lab.lesson != nil)
    desk.type("chapters")
    #expect(desk.lab.paletteEntries(for: "chapters").first?.keys == "C")
    desk.press("enter")
    #expect(desk.lab.mode.context == .choosingLesson)
    desk.press("esc :")
    desk.type("退出 课程")
    desk.press("enter")
    #expect(desk.lab.lesson == nil)
  }

  @Test("the key that is shown does it here", arguments: ["f1", "f2", "f3", "f5", "f6", "L enter"])
  func shownKeys(way: String) throws {
    let desk = Pressing(way)
    let lab = desk.lab
    for entry in lab.paletteEntries(for: "") where entry.key == nil {
      for name in entry.keys.split(separator: " ") {
        let key = try #require(
          Keymap.standard.bindings.flatMap(\.keys).first { $0.shownName == name })
        #expect(lab.command(for: key) == entry.command, "\(name): \(entry.title)")
      }
    }
  }

  @Test("keys are shown whole or not at all, and titles have the room that they leave")
  func whole() {
    let desk = Pressing(":")
    #expect(!desk.rows.contains { $0.contains("… │") })
    #expect(Pressing(": s p l i t").rows.contains { $0.contains("Enter splits ") })
    #expect(desk.rows.contains { $0.contains("back one event") && $0.contains("Backspace │") })
  }

  @Test("full-width blanks part words as others do")
  func fullWidth() {
    let desk = Pressing(language: .chinese)
    #expect(desk.lab.paletteEntries(for: "网络　分区").first?.command == .split)
  }
}
