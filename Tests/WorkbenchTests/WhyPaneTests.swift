import RaftCore
import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("The reasons of a cluster at rest") struct WhyPaneTests {
  /// A cluster that was elected, wrote once, and has nothing to do but heartbeats since.
  private func atRest() -> Pressing {
    var pressing = Pressing("n*3 w n*2", servers: 3, columns: 100, rows: 40)
    let end = pressing.lab.history.now + 400_000
    while pressing.lab.history.now < end { pressing.press("space") }
    while pressing.lab.history.latest?.isRoutine != true { pressing.press("space") }
    return pressing
  }

  @Test(
    "heartbeats and answers to them take one line, with their count; what mattered stays in view")
  func folds() throws {
    let pressing = atRest()
    let text = pressing.lab.frame().text
    let events = Array(pressing.lab.history.recent.dropLast())
    let routine = events.reversed().prefix { $0.isRoutine }.count
    #expect(routine > 10)
    #expect(text.contains("♥ \(routine) heartbeats and answers to them"), "\(text)")
    #expect(text.contains("commitIndex goes from 1 to 2"), "\(text)")
    #expect(text.matches(of: /heartbeats and answers/).count <= 3)
  }

  @Test("a late vote is no heartbeat")
  func votes() {
    let pressing = Pressing("n*2 space*6", columns: 120, rows: 40)
    #expect(pressing.place(of: "vote comes late") != nil)
    #expect(pressing.place(of: "heartbeats and answers") == nil)
  }

  @Test("each has its sentence when one steps to it")
  func tells() throws {
    var pressing = atRest()
    for _ in 0..<12 {
      let event = try #require(pressing.lab.history.latest)
      let sentence = try #require(
        pressing.lab.narrator.story(of: event, in: pressing.lab.history.state).first)
      let start = String(sentence.text.prefix(40))
      #expect(pressing.lab.frame().text.contains(start), "\(start)")
      pressing.press("left")
    }
  }

  @Test("a click on the line goes to the last of them")
  func clicks() throws {
    var pressing = atRest()
    let events = Array(pressing.lab.history.recent.dropLast())
    let rows = pressing.lab.frame().text.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(rows.firstIndex { $0.contains("heartbeats and answers") })
    pressing.click(20, row)
    #expect(pressing.lab.history.position == events.last?.number)
  }

  @Test("what has no room can be read by key and by wheel, and a sign says that there is more")
  func scrolls() throws {
    for isWheel in [false, true] {
      // The leader hears of a majority: more is said than two rows hold.
      var pressing = Pressing("n*3", columns: 60, rows: 14)
      let story = pressing.lab.narrator.story(
        of: try #require(pressing.lab.history.latest), in: pressing.lab.history.state)
      let last = try #require(story.last?.text.split(separator: " ").suffix(3).last)
      #expect(!pressing.lab.frame().text.contains(last))
      #expect(pressing.rows[12].hasSuffix("↓"), "\(pressing.rows[12])")
      var pages = 0
      while !pressing.lab.frame().text.contains(last), pages < 20 {
        if isWheel {
          pressing.lab.handle(.mouse(Mouse(.wheelDown, at: Point(column: 20, row: 11))))
        } else {
          pressing.press("pgdn")
        }
        pages += 1
      }
      #expect(pressing.lab.frame().text.contains(last))
      // The next event is told from its beginning.
      pressing.press("space")
      let next = try #require(pressing.lab.history.latest?.time.seconds)
      #expect(pressing.rows[11].contains(next), "\(pressing.rows[11])")
    }
  }

  @Test("who scrolls too far has no way back: there is nothing beyond the last line")
  func ends() {
    var pressing = Pressing("n*3")
    let first = pressing.lab.frame()
    pressing.press("pgdn*40")
    let end = pressing.lab.frame()
    #expect(end != first && end.text.contains("becomes a candidate in term 1"))
    for _ in 0..<60 {
      pressing.lab.handle(.mouse(Mouse(.wheelDown, at: Point(column: 20, row: 18))))
    }
    #expect(pressing.lab.frame() == end)
    pressing.lab.handle(.mouse(Mouse(.wheelUp, at: Point(column: 20, row: 18))))
    #expect(pressing.lab.frame() != end)
    pressing.press("pgup*40")
    #expect(pressing.lab.frame() == first)
  }

  @Test("a pane that is not shown is not scrolled")
  func unseen() {
    let untouched = Pressing("n n").rows
    #expect(Pressing("n n P pgdn*4 P").rows == untouched)
    var pressing = Pressing("n n")
    pressing.lab.handle(.resize(Size(columns: 20, rows: 5)))
    pressing.press("pgdn*4")
    pressing.lab.handle(.resize(Size(columns: 80, rows: 24)))
    #expect(pressing.rows == untouched)
  }

  @Test("the inspector scrolls by key too, where it has no room")
  func inspector() {
    var pressing = Pressing("n*3 w n w n w n 3 f4", columns: 60, rows: 14)
    #expect(pressing.rows[12].hasSuffix("↓"), "\(pressing.rows)")
    let first = pressing.lab.frame()
    pressing.press("pgdn*9")
    #expect(!pressing.rows[12].hasSuffix("↓") && pressing.lab.frame() != first)
    // The last line stays in sight at the bottom, and the way back begins there.
    #expect(pressing.rows[12].contains("x=1"), "\(pressing.rows)")
    let end = pressing.lab.frame()
    pressing.press("pgdn*9 pgup")
    #expect(pressing.lab.frame() != end)
    pressing.press("pgup*9")
    #expect(pressing.lab.frame() == first)
  }

  @Test(
    "what came before fits on its line at 80 columns, with what happened in it",
    arguments: Language.allCases)
  func fits(language: Language) {
    let width = TextWidth.standard
    var lines: Set<String> = []
    for keys in [Pressing.eventful, Self.eventful] {
      var pressing = Pressing(language: language)
      for key in keys.split(separator: " ") {
        pressing.press(String(key))
        lines.formUnion(pressing.lab.views.reasons.lines.map(\.text))
      }
    }
    #expect(lines.count > 60)
    // The time and the margins take eleven.
    let long = lines.filter { width.of($0) > 69 }
    #expect(long.isEmpty, "\(long.sorted().joined(separator: "\n"))")
    let commit = language == .english ? "S3 commits entry 2 of term 1" : "S3 提交任期 1 的条目 2"
    #expect(lines.contains { $0.hasPrefix(commit) }, "\(lines.sorted())")
  }

  /// Splits, cuts, a lost disk, messages lost, a log that has to be taken back.
  private static let eventful =
    "n*3 w n*2 space*20 p 1 2 enter w*2 space*60 h space*90 n w space*20 i space*90 h space*90 X "
    + "space*60 k space*90 c 1 2 space*30 z space*60 z t space*60 3 k w space*60 k space*120 "

  @Test("what was told before is what would be told anew, wherever one goes", arguments: 1...20)
  func isNeverStale(seed: UInt64) {
    let keys = [
      "space", "space", "space", "n", "left", "left", "shift-left", "right", "home", "end", "w",
      "k", "2", "G", "b enter", "b down enter", "L down enter space", "esc", "pgdn", "pgup",
    ]
    var random = RandomStream(seed: seed, stream: 7)
    var pressing = Pressing("n n w", servers: 3, columns: 100, rows: 30)
    for _ in 0..<120 {
      pressing.press(keys[random.next(in: 0...keys.count - 1)])
      let lab = pressing.lab
      var anew = ReasonsModel()
      anew.prepare(
        lab.timeline!, lab.run.state, limit: lab.size.rows + lab.views[scroll: .why],
        narrator: lab.narrator)
      #expect(lab.views.reasons.story == anew.story && lab.views.reasons.lines == anew.lines)
    }
  }

  @Test("what is wrong with a typed write stays until it is right, or given up")
  func typedWrite() {
    var pressing = Pressing("W", servers: 3)
    let wrong = Language.english.labels.badWrite("nonsense").prefix(30)
    func isSaid() -> Bool { pressing.lab.frame().text.contains(wrong) }
    pressing.type("nonsense")
    #expect(!isSaid(), "nothing is wrong with what is not finished")
    pressing.press("enter")
    #expect(isSaid())
    pressing.type("x")
    #expect(isSaid())
    pressing.press("backspace")
    #expect(isSaid())
    pressing.type("s=1")
    #expect(pressing.lab.notice == .badWrite("nonsense"), "the key is too long still")
    pressing.press("ctrl-u")
    pressing.type("x=1")
    #expect(pressing.lab.notice == nil)

    pressing = Pressing("W", servers: 3)
    pressing.type("x")
    pressing.press("enter")
    #expect(pressing.lab.notice == .badWrite("x"))
    pressing.press("esc")
    #expect(pressing.lab.notice == nil)
    pressing.press("W space")
    #expect(pressing.lab.notice == nil)
  }
}
