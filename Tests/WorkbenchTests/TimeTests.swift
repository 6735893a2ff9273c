import RaftCore
import Screen
import Simulation
import Testing

@testable import Workbench

@Suite("Time") struct TimeTests {
  @Test("a step back and forward again is the identical screen", arguments: [1, 2, 3, 5, 9])
  func backAndForward(servers: Int) {
    var desk = Desk(servers: servers, size: Size(columns: 160, rows: 50)).pressing("n n w")
    for _ in 0..<40 {
      desk.press("space")
      let there = desk.lab.frame()
      desk.press("left")
      let earlier = desk.lab.frame()
      desk.press("space")
      #expect(desk.lab.frame() == there)
      desk.press("left")
      #expect(desk.lab.frame() == earlier)
      desk.press("right")
      #expect(desk.lab.frame() == there)
    }
  }

  @Test("Home and End, and back by milestones, lead to the screens that were there")
  func jumps() {
    var desk = Desk().pressing("n n n w n 3 k n")
    let end = desk.text
    let milestones = desk.pressing("shift-left shift-left shift-right shift-right").text
    #expect(milestones == end)
    desk.press("home")
    #expect(desk.lab.history.position == 0)
    #expect(desk.why.first?.contains("Nothing has happened yet") == true)
    desk.press("end")
    #expect(Desk.withoutMarks(desk.text) == Desk.withoutMarks(end))
  }

  @Test("the beginning and the latest moment are said to be just that")
  func edges() {
    #expect(Desk().pressing("left").notice == ["This is the beginning."])
    #expect(Desk().pressing("n home left").notice == ["This is the beginning."])
    #expect(!Desk().pressing("n n left right").title.contains("event"))
  }

  @Test("an act in the past begins a branch; the old future stays and can be gone back to")
  func branches() {
    var desk = Desk().pressing("n n n")
    let first = desk.lab.history.branch.records.count
    let servers = desk.servers
    desk.press("left*5 k")
    #expect(desk.lab.history.branches.count == 2)
    #expect(desk.title.contains("branch 1"))
    #expect(desk.notice.joined().contains("branch 1"))
    desk.press("n n b up enter")
    #expect(desk.lab.history.branchNumber == 0)
    #expect(desk.lab.history.position == first)
    #expect(desk.servers == servers)
  }

  @Test("stepping in the past repeats what happened and makes no branch")
  func repeating() {
    var desk = Desk().pressing("n n w n home")
    let count = desk.lab.history.branch.records.count
    desk.press("space*\(count)")
    #expect(desk.lab.history.branches.count == 1)
    #expect(desk.lab.history.branch.records.count == count)
    #expect(!desk.lab.history.isInPast)
  }

  @Test("running goes as fast as it says: x1/40 is 25 milliseconds a second")
  func speed() {
    var desk = Desk().pressing("r")
    for _ in 0..<125 { desk.lab.tick(.milliseconds(16)) }
    #expect(desk.lab.history.now == 50_000)
    desk.press("r")
    for _ in 0..<125 { desk.lab.tick(.milliseconds(16)) }
    #expect(desk.lab.history.now == 50_000)
  }

  @Test("no fraction of a microsecond is lost at the slowest speed")
  func slowest() {
    var desk = Desk().pressing("-*20 r")
    #expect(desk.title.contains("x1/1000"))
    for _ in 0..<3000 { desk.lab.tick(.microseconds(333)) }
    #expect(desk.lab.history.now == 999)
  }

  @Test("faster and slower stop at x10 and x1/1000")
  func limits() {
    #expect(Desk().pressing("+*30").title.contains("x10"))
    #expect(Desk().pressing("+*30 -").title.contains("x5"))
    #expect(Desk().pressing("-*30").title.contains("x1/1000"))
    #expect(Desk().pressing("-*30 +").title.contains("x1/500"))
  }

  @Test("space while running pauses; a paused screen stays as it is")
  func spacePauses() {
    var desk = Desk().pressing("r")
    desk.wait(milliseconds: 160)
    #expect(desk.lab.isAnimated)
    desk.press("space")
    #expect(!desk.lab.isAnimated)
    let text = desk.text
    desk.wait(milliseconds: 1000)
    #expect(desk.text == text)
  }

  @Test("a violation stops a running cluster and says which property, once")
  func violation() {
    var desk = Desk(servers: 3, without: [.oneVotePerTerm]).pressing("1 t 2 t +*20 r")
    for _ in 0..<1000 where desk.lab.isAnimated { desk.lab.tick(.milliseconds(16)) }
    #expect(!desk.lab.isAnimated)
    #expect(desk.title.contains("violated"))
    #expect(desk.notice.joined().contains("Election Safety"))
    desk.press("r")
    desk.wait(milliseconds: 160)
    #expect(desk.lab.isAnimated)
    #expect(desk.title.contains("violated"))
  }

  @Test("when every server is down, time has nothing to do, and that is said")
  func allDown() {
    var desk = Desk(servers: 3).pressing("n n n 1 k 2 k 3 k")
    desk.press("space*100")
    #expect(desk.notice.joined().contains("Nothing is due"))
    desk.press("n")
    #expect(!desk.notice.isEmpty)
  }
}

extension Desk {
  /// Without the marks that say what just changed: they depend on where one comes from.
  static func withoutMarks(_ text: String) -> String { text.replacing("+", with: " ") }
}
