import RaftCore
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("Messages in flight") struct FlightsPaneTests {
  @Test("where rows are few, what is sent to all stands on one line, and nothing is left out")
  func folds() {
    let small = Pressing("n*2", rows: 24)
    #expect(small.place(of: "all  AppendEntries") != nil)
    #expect(small.place(of: "RequestVote reply") != nil)
    #expect(small.place(of: "more") == nil)
    let large = Pressing("n*2", columns: 120, rows: 50)
    #expect(large.place(of: "all  AppendEntries") == nil)
    for server in ["S1", "S2", "S4", "S5"] {
      #expect(large.place(of: "\(server)  AppendEntries") != nil)
    }
  }

  @Test("a message that is lost, held or chosen stands by itself")
  func apart() {
    var desk = Pressing("n*2 1 i", rows: 24)
    #expect(desk.place(of: "S2 S4 S5  AppendEntries") != nil)
    desk.press("m")
    #expect(desk.place(of: "S2 S4 S5") == nil)
  }

  @Test("a broken property keeps a line of its own, and goes when one goes back before it")
  func violation() {
    var desk = Pressing(rows: 24)
    desk.lab = Laboratory(
      settings: Settings(servers: 5, seed: 1, rules: RuleSet(without: [.oneVotePerTerm])),
      language: .english, size: desk.lab.size)
    desk.press("n t 1 t 2 t 3 t 4 t 5 t")
    for _ in 0..<400 where desk.lab.cluster.violation == nil { desk.press("space") }
    #expect(desk.place(of: "Election Safety does not hold since event") != nil)
    desk.press("space")
    let rows = desk.rows
    #expect(rows[rows.count - 2].range(of: "Election Safety does not hold since event") != nil)
    desk.press("home")
    #expect(desk.place(of: "does not hold since") == nil)
  }
}
