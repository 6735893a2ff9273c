import RaftCore
import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("Broken properties") struct ViolationTests {
  @Test("a broken property keeps a line of its own, and goes when one goes back before it")
  func violation() {
    var desk = Pressing(rows: 24)
    desk.lab = Laboratory(
      settings: Settings(servers: 5, seed: 1, rules: RuleSet(without: [.oneVotePerTerm])),
      language: .english, size: desk.lab.size)
    desk.press("n t 1 t 2 t 3 t 4 t 5 t")
    for _ in 0..<400 where desk.lab.cluster.violation == nil { desk.press("space") }
    #expect(desk.place(of: "Election Safety broken at event") != nil)
    desk.press("space")
    let rows = desk.rows
    #expect(rows[rows.count - 2].range(of: "Election Safety broken at event") != nil)
    desk.press("home")
    #expect(desk.place(of: "broken at") == nil)
  }

  /// Figure 8 by hand, with the rule off that prevents it: S5 overwrites a committed entry.
  static let figure8 = """
    n n 3 w n space*12 p 3 4 enter w space*13 3 k h 5 t n i w space*6 k h 3 k 3 t t n n k 5 k t t n \
    s*8
    """

  @Test("what follows from a broken property is reported too, each property once")
  func consequences() {
    var desk = Pressing(columns: 120, rows: 30)
    desk.lab = Laboratory(
      settings: Settings(
        servers: 5, seed: 1, rules: RuleSet(without: [.commitOnlyCurrentTerm, .appendNoOp])),
      language: .english, size: desk.lab.size)
    desk.press(Self.figure8)
    #expect(desk.lab.cluster.violations.map(\.property) == [.leaderCompleteness])
    for _ in 0..<60 where desk.lab.cluster.violations.count == 1 { desk.press("s") }
    #expect(
      desk.lab.cluster.violations.map(\.property) == [.leaderCompleteness, .stateMachineSafety])
    #expect(desk.lab.history.latest?.violation?.property == .stateMachineSafety)
    #expect(desk.place(of: "State Machine Safety broken at event") != nil)
    // Where both have no room, one sees that there is more.
    desk.lab.handle(.resize(Size(columns: 80, rows: 24)))
    #expect(desk.rows[desk.rows.count - 2].contains("…"), "\(desk.rows[desk.rows.count - 2])")
    desk.lab.handle(.resize(Size(columns: 120, rows: 30)))
    desk.press("s*40")
    #expect(desk.lab.cluster.violations.count == 2)
  }
}
