import RaftCore
import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("Mouse") struct MouseTests {
  @Test("a click on a server's row selects it")
  func server() {
    var desk = Pressing("n")
    let place = desk.place(of: "S4")!
    desk.click(place.column, place.row)
    #expect(desk.lab.selected == ServerID(4))
  }

  @Test("a click on a message chooses it; a click elsewhere leaves the choice")
  func flight() throws {
    var desk = Pressing("n space*2")
    let hits = HitMap(of: desk.lab.frame())
    let id = try #require(desk.lab.cluster.network.flights.first?.id)
    let row = try #require(
      (0..<24).first { hits.targets(at: Point(column: 9, row: $0)).contains(.flight(id)) })
    desk.click(9, row)
    guard case .choosingMessage(let id) = desk.lab.mode else {
      Issue.record("no message is chosen")
      return
    }
    #expect(desk.lab.cluster.network[id] != nil)
    desk.click(3, 1)
    #expect(desk.lab.mode == .normal)
  }

  @Test("the wheel brings the last line of the messages to the pane's foot, and goes no further")
  func flightsEnd() {
    // Nine candidates write before they ask: more lines than the pane has.
    var desk = Pressing((1...9).map { "\($0) t" }.joined(separator: " "), servers: 9)
    let area = HitMap(of: desk.lab.frame()).area(of: .flights)
    let pane = { (desk: Pressing) in desk.rows[area.top..<area.bottom].dropFirst() }
    let first = desk.rows
    let isMore = Language.english.labels.moreLines(2).split(separator: " ").suffix(2)
      .joined(separator: " ")
    #expect(pane(desk).last?.contains(isMore) == true, "\(first)")
    desk.scroll(.wheelDown, 40, at: Point(column: 20, row: area.top + 1))
    #expect(pane(desk).last?.contains("S9") == true, "\(desk.rows)")
    #expect(pane(desk).allSatisfy { $0.contains("S") }, "\(desk.rows)")
    // Whoever went too far has no way back.
    desk.scroll(.wheelUp, 1, at: Point(column: 20, row: area.top + 1))
    #expect(pane(desk).last?.contains(isMore) == true, "\(desk.rows)")
    desk.scroll(.wheelUp, 40, at: Point(column: 20, row: area.top + 1))
    #expect(desk.rows == first)
  }

  @Test("a click on an entry selects its server and shows it in the inspector")
  func entry() throws {
    var desk = Pressing("n*3 3 w n*2 space*20", columns: 120, rows: 40)
    let hits = HitMap(of: desk.lab.frame())
    let points = (0..<40).flatMap { row in (0..<120).map { Point(column: $0, row: row) } }
    let place = points.first { hits.targets(at: $0).contains(.entry(ServerID(2), 1)) }
    desk.click(try #require(place).column, try #require(place).row)
    #expect(desk.lab.selected == ServerID(2) && desk.lab.views.entry == 1)
    desk.press("f4")
    #expect(desk.rows.contains { $0.contains("Entry 1") })
  }

  @Test("a click on a hint in the footer does what its key does")
  func footer() {
    var desk = Pressing("")
    let place = desk.place(of: "space step")!
    desk.click(place.column + 1, place.row)
    #expect(desk.position == 1)
    let help = desk.place(of: "? help")!
    desk.click(help.column, help.row)
    #expect(desk.lab.mode == .reading(0))
  }

  @Test("in the history a click chooses and a second one goes there; the wheel scrolls")
  func history() {
    var desk = Pressing(Pressing.eventful + " f5")
    let end = desk.position
    desk.click(20, 5)
    let chosen = desk.lab.views.history.chosen
    #expect(desk.position == end && chosen != nil)
    let place = HitMap(of: desk.lab.frame())
    let row = (0..<24).first {
      place.targets(at: Point(column: 20, row: $0)).contains(.event(chosen!))
    }!
    desk.click(20, row)
    #expect(desk.position == chosen)
    let before = desk.lab.views.history.chosenPlace
    desk.lab.handle(.mouse(Mouse(.wheelUp, at: Point(column: 20, row: 8))))
    #expect(desk.lab.views.history.chosenPlace < before)
  }

  @Test("a click on a row of the space-time view goes to its event")
  func spaceTime() {
    var desk = Pressing(Pressing.eventful + " f2")
    let end = desk.position
    desk.click(30, 5)
    #expect(desk.position < end && desk.position > end - 20)
  }

  @Test("a click on a rule chooses it; on a line of the palette runs it")
  func rulesAndPalette() {
    var desk = Pressing("f3")
    let rule = desk.place(of: "A higher term")!
    desk.click(rule.column, rule.row)
    #expect(desk.lab.views.rules.chosen == .stepDownOnHigherTerm)
    desk.press(": c h a r t s")
    let line = desk.place(of: "charts: the whole run")!
    desk.click(line.column, line.row)
    #expect(desk.lab.view == .charts && desk.lab.mode == .normal)
  }

  @Test("while the network is being split, a click moves a server")
  func splitting() {
    var desk = Pressing("n p")
    let place = desk.place(of: "S4")!
    desk.click(place.column, place.row)
    #expect(desk.lab.mode == .splitting([ServerID(4)]))
  }

  @Test("M leaves the mouse to the terminal, and clicks mean nothing then")
  func givenBack() {
    var desk = Pressing("n M")
    #expect(!desk.lab.look.wantsMouse)
    let place = desk.place(of: "S4")!
    desk.click(place.column, place.row)
    #expect(desk.lab.selected == ServerID(1))
    desk.press("M")
    #expect(desk.lab.look.wantsMouse)
  }

  @Test("no click and no wheel anywhere breaks anything", arguments: ViewKind.allCases)
  func everywhere(view: ViewKind) {
    var base = Pressing(Pressing.eventful + " left*30")
    base.lab.views.open = view
    base.lab.handle(.idle)
    for row in -1...24 {
      // Every row, and every column of some row.
      for column in stride(from: (row + 1) * 7 % 20 - 1, through: 80, by: 20) {
        var desk = base
        let point = Point(column: column, row: row)
        for action in [Mouse.Action.press(.left), .wheelUp, .wheelDown, .press(.right)] {
          desk.lab.handle(.mouse(Mouse(action, at: point)))
        }
        #expect(desk.lab.frame().size == base.lab.size)
      }
    }
  }

  @Test("what is marked on a frame is what is found there")
  func tags() {
    var surface = Surface(size: Size(columns: 10, rows: 1))
    let targets: [HitMap.Target] = [
      .pane(.charts), .server(ServerID(9)), .entry(ServerID(3), 123_456), .flight(7_000_000),
      .event(1_000_000), .rule(.clientSerialNumbers), .branch(12), .moment(1 << 40),
      .command(.quit), .choice(3),
    ]
    for (column, target) in targets.enumerated() {
      surface.mark(Rect(column: column, row: 0, columns: 1, rows: 1), as: target)
    }
    let hits = HitMap(of: surface)
    for (column, target) in targets.enumerated() {
      #expect(hits.targets(at: Point(column: column, row: 0)) == [target])
    }
    #expect(hits.targets(at: Point(column: 10, row: 0)).isEmpty)
  }
}
