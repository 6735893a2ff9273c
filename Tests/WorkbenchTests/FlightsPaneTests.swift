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

  @Test("the title counts messages and writes, and the last line the lines that are not shown")
  func counts() {
    for (language, title, rest) in [
      (Language.english as Language, "in flight 3 · writing 3 ", "… 2 more lines"),
      (.chinese, "传输中 3 · 落盘 3 ", "… 还有 2 行"),
    ] {
      let desk = Pressing("n*2 w*2 space*6", rows: 24, language: language)
      let cluster = desk.lab.cluster
      #expect(cluster.network.flights.count == 3)
      #expect(cluster.hosts.reduce(0) { $0 + $1.disk.pending.count } == 3)
      #expect(desk.place(of: title) != nil, "\(desk.rows)")
      #expect(desk.place(of: rest) != nil, "\(desk.rows)")
    }
    #expect(Pressing("", rows: 24).place(of: " in flight ─") != nil)
  }

  @Test("a message that is lost, held or chosen stands by itself")
  func apart() {
    var desk = Pressing("n*2 1 i", rows: 24)
    #expect(desk.place(of: "S2 S4 S5  AppendEntries") != nil)
    desk.press("m")
    #expect(desk.place(of: "S2 S4 S5") == nil)
  }
}
