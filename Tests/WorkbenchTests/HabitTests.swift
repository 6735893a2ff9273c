import Screen
import Testing

@testable import Workbench

/// What hands know from vi and from Emacs, in one table: what a key does here, or what stands against
/// it.
@Suite("Habits of vi and Emacs") struct HabitTests {
  struct Habit: Sendable, CustomTestStringConvertible {
    let key: Key
    let context: Keymap.Context
    /// What it does.
    let command: Workbench.KeyCommand
    /// Whether that is the habit; if not, the key means something of raftlab's own here.
    var isKept = true
    var testDescription: String { "\(key.name) in \(context): \(command)" }

    init(
      _ key: Key, _ context: Keymap.Context, _ command: Workbench.KeyCommand, isKept: Bool = true
    ) {
      self.key = key
      self.context = context
      self.command = command
      self.isKept = isKept
    }
  }

  static let lists: [Keymap.Context] = [
    .choosingMessage, .choosingBranch, .choosingTheme, .choosingLesson, .choosingSession,
    .choosingFeature,
    .reading,
    .sharing,
  ]
  static let views: [Keymap.Context] = [.spaceTime, .rules, .history, .charts, .experiments]

  // A character back and forward is an event; the ends of a line are those of time.
  static let kept: [Habit] = [
    Habit(.control("b"), .normal, .back), Habit(.control("f"), .normal, .forward),
    Habit(.control("a"), .normal, .beginning), Habit(.control("e"), .normal, .latest),
    Habit("g", .normal, .beginning), Habit("/", .normal, .filter),
    Habit(":", .normal, .palette), Habit(.control("l"), .normal, .redraw),
    Habit("q", .normal, .quit), Habit(.control("c"), .normal, .quit),
    Habit("g", .reading, .beginning), Habit("G", .reading, .latest),
  ]

  // Letters that act on servers come before hjkl; G is the language; ctrl-p the palette.
  static let clashing: [Habit] = [
    Habit("h", .normal, .heal, isKept: false),
    Habit("k", .normal, .killOrRestart, isKept: false),
    Habit("j", .normal, .stop, isKept: false),
    Habit("G", .normal, .language, isKept: false),
    Habit(.control("p"), .normal, .palette, isKept: false),
  ]

  static func inList(_ list: Keymap.Context) -> [Habit] {
    [
      Habit("j", list, .chooseDown), Habit("k", list, .chooseUp),
      Habit(.control("n"), list, .chooseDown), Habit(.control("p"), list, .chooseUp),
      Habit(.control("g"), list, .cancel), Habit("q", list, .cancel),
    ]
  }

  static func inPages(_ view: Keymap.Context) -> [Habit] {
    [
      Habit(.control("u"), view, .pageUp), Habit(.control("d"), view, .pageDown),
      Habit("alt-v", view, .pageUp), Habit(.control("v"), view, .pageDown),
    ]
  }

  static func whileTyping(_ typing: Keymap.Context) -> [Habit] {
    [
      Habit(.control("n"), typing, .chooseDown), Habit(.control("p"), typing, .chooseUp),
      Habit(.control("g"), typing, .cancel),
    ]
  }

  static let table: [Habit] = {
    var table = kept + clashing
    for list in lists { table += inList(list) }
    for view in views + [.reading] { table += inPages(view) }
    for typing in [Keymap.Context.filtering, .searching] { table += whileTyping(typing) }
    for mode in [Keymap.Context.writing, .saving, .splitting, .linking] {
      table.append(Habit(.control("g"), mode, .cancel))
    }
    return table
  }()

  @Test("each does what the table says", arguments: table)
  func habits(habit: Habit) {
    #expect(Keymap.standard.command(for: habit.key, in: habit.context) == habit.command)
  }

  @Test("wherever Esc leads out, ctrl-g does")
  func leaving() {
    for binding in Keymap.standard.bindings where binding.keys.contains(Key(.escape)) {
      #expect(binding.keys.contains(.control("g")), "\(binding.context)")
    }
  }

  @Test("while text is typed, ctrl-u takes all of it away and ctrl-w a word")
  func typing() {
    var desk = Desk()
    desk.press("W")
    desk.type("some key=value")
    desk.press("ctrl-w")
    #expect(desk.lab.mode == .writing("some "))
    desk.press("ctrl-w")
    #expect(desk.lab.mode == .writing(""))
    desk.type("abc")
    desk.press("ctrl-u")
    #expect(desk.lab.mode == .writing(""))
  }

  @Test("the help scrolls by lines and pages, and to both ends")
  func help() {
    var desk = Desk(80, 24)
    desk.press("? ctrl-d")
    guard case .reading(let page) = desk.lab.mode else {
      Issue.record("no help")
      return
    }
    #expect(page > 10)
    desk.press("G")
    guard case .reading(let end) = desk.lab.mode else {
      Issue.record("no help")
      return
    }
    #expect(end > page)
    desk.press("k ctrl-u")
    #expect(desk.lab.mode != .reading(end))
    desk.press("g")
    #expect(desk.lab.mode == .reading(0))
  }

  @Test("alt-v that arrives as ö, as from xterm, is alt-v; where one types it is the letter")
  func eighthBit() {
    for view in ["f3", "f5"] {
      var plain = Pressing(Pressing.eventful + " \(view) page-down page-down")
      var masked = plain
      let before = plain.lab.frame()
      plain.press("alt-v")
      masked.press("ö")
      #expect(masked.lab.frame() == plain.lab.frame())
      #expect(plain.lab.frame() != before)
    }
    var typing = Pressing(Pressing.eventful + " / ö")
    typing.lab.handle(.idle)
    #expect(typing.lab.frame().text.contains("ö"))
  }
}
