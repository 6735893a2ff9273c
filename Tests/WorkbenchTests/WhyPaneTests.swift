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
    let end = pressing.lab.timeline.now + 400_000
    while pressing.lab.timeline.now < end { pressing.press("space") }
    while pressing.lab.timeline.latest?.isRoutine != true { pressing.press("space") }
    return pressing
  }

  @Test(
    "heartbeats and answers to them take one line, with their count; what mattered stays in view")
  func folds() throws {
    let pressing = atRest()
    let text = pressing.lab.frame().text
    let events = Array(pressing.lab.timeline.recent.dropLast())
    let routine = events.reversed().prefix { $0.isRoutine }.count
    #expect(routine > 10)
    #expect(text.contains("♥ \(routine) heartbeats and answers to them"), "\(text)")
    #expect(text.contains("The leader has committed up to entry 2"), "\(text)")
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
      let event = try #require(pressing.lab.timeline.latest)
      let sentence = try #require(
        pressing.lab.narrator.story(of: event, in: pressing.lab.cluster).first)
      let start = String(sentence.text.prefix(40))
      #expect(pressing.lab.frame().text.contains(start), "\(start)")
      pressing.press("left")
    }
  }

  @Test("a click on the line goes to the last of them")
  func clicks() throws {
    var pressing = atRest()
    let events = Array(pressing.lab.timeline.recent.dropLast())
    let rows = pressing.lab.frame().text.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(rows.firstIndex { $0.contains("heartbeats and answers") })
    pressing.click(20, row)
    #expect(pressing.lab.timeline.position == events.last?.number)
  }

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
        lab.timeline, limit: lab.size.rows + lab.views[scroll: .why], narrator: lab.narrator)
      #expect(lab.reasons.story == anew.story && lab.reasons.lines == anew.lines)
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
