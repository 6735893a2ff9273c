import RaftCore
import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("Help on the screen") struct HelpTests {
  /// All lines of the help, page after page.
  private func pages(_ desk: Pressing) -> String {
    var desk = desk
    desk.press("g")
    var text = ""
    var last: Surface?
    while last != desk.lab.frame() {
      last = desk.lab.frame()
      text += desk.rows.joined(separator: "\n")
      desk.press("pgdn")
    }
    return text
  }

  @Test(
    "it is read to its end in a lesson and after a violation too, at every size",
    arguments: [(60, 14), (80, 24), (100, 30), (120, 36)])
  func ends(columns: Int, rows: Int) {
    let last = Language.english.labels.title(of: .cancel, in: .turning) + "  (turning dials)"
    for keys in ["", "L down enter space", Self.violating] {
      let desk = Pressing(keys + " ? G", servers: 3, columns: columns, rows: rows)
      #expect(desk.rows.contains { $0.contains(last) }, "\(keys): \(desk.rows)")
      #expect(!desk.rows.contains { $0.hasSuffix("↓ ") || $0.hasSuffix("  ↓") }, "\(keys)")
    }
    #expect(!Pressing(Self.violating, servers: 3).lab.cluster.violations.isEmpty)
  }

  /// A majority loses its disks: what was committed is lost.
  private static let violating = "n*3 w n*2 space*30 1 X k 2 X k 3 X k n*3 w n*3"

  @Test("keys are told whole, and what they do stands beside them", arguments: Language.allCases)
  func keys(language: Language) {
    let text = pages(Pressing("?", columns: 80, rows: 24, language: language))
    for binding in Keymap.standard.bindings where binding.group != .views {
      for key in binding.shownKeys.split(separator: " ") {
        #expect(text.contains("\(key) ") || text.contains("\(key)\n"), "\(key)")
      }
    }
    #expect(!text.contains("ct…") && !text.contains("al…"))
  }

  @Test(
    "every sign of a view is in its help", arguments: ViewKind.allCases,
    [(80, 24), (160, 50)])
  func signs(view: ViewKind, size: (Int, Int)) {
    let key = view.key
    let runs = [
      Pressing.eventful,
      "n n w n p 1 2 enter w*2 space*80 n c 1 3 z space*30 z X space*30 k space*20 i space*20 R",
      "n*3 w n left*20 k space*30 w space*20 left*30 4 k space*40",
    ]
    // Frames, punctuation, the numbers of sections, and dots, which are lines.
    var known = Set("─│┃╭╮╰╯…§–·“”").union((0x2800...0x28FF).map { Character(Unicode.Scalar($0)!) })
    for line in Language.english.labels.legend(of: view) {
      known.formUnion(line.sign + line.meaning)
    }
    // The bars between nothing and all, and messages to the left.
    if view == .charts { known.formUnion("▁▂▃▄▅▆▇") }
    // The bar that says where in the list one is.
    if view == .history { known.insert("█") }
    if view == .spaceTime { known.formUnion("◀◁") }
    for run in runs {
      let desk = Pressing(run + " " + key, columns: size.0, rows: size.1)
      for row in desk.rows.dropFirst().dropLast(size.0 >= 140 ? size.1 - 12 : 1) {
        let unknown = row.filter { !$0.isASCII && !known.contains($0) }
        #expect(unknown.isEmpty, "\(unknown): \(row)")
      }
    }
  }

  @Test("where there is only ASCII, arrow keys are named in words: < and v are keys themselves")
  func ascii() {
    var lab = Laboratory(
      settings: Settings(servers: 3, seed: 1), size: Size(columns: 80, rows: 24),
      keymap: Keymap.standard.inASCII)
    for key in ["n", "n", "n"] { lab.handle(.key(Key(key)!)) }
    #expect(lab.frame().text.contains("Left back") && !lab.frame().text.contains("← back"))
    lab.handle(.key("?"))
    #expect(!lab.frame().text.contains("← "))
    #expect(Key(.left, .shift).shownName(inASCII: true) == "shift-Left")
    #expect(Key(.left, .shift).shownName == "shift-←")
  }

  @Test("what a key is held with is told with it, whatever the key")
  func modifiers() {
    #expect(Key(.function(3), .alt).shownName == "alt-F3")
    #expect(Key(.home, .shift).shownName == "shift-Home")
    #expect(Key(.pageUp, [.control, .shift]).shownName == "ctrl-shift-PgUp")
    #expect(Key(.enter).shownName == "Enter" && Key(.escape).shownName == "Esc")
  }
}
