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
}
