import RaftCore
import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("What nobody knows") struct UnknownTests {
  /// A cluster of which nothing is known but that its servers are there.
  private static func unknown(_ state: ClusterState) -> ClusterState {
    ClusterState(
      now: state.now, position: state.position,
      servers: state.servers.map { ServerState(RaftState($0.id)) },
      network: Topology(of: state.members), flights: state.flights)
  }

  @Test("is shown as unknown in every view, and breaks none", arguments: ViewKind.allCases)
  func views(view: ViewKind) {
    for language in Language.allCases {
      for (columns, rows) in [(80, 24), (160, 50)] {
        var desk = Pressing(Pressing.eventful, columns: columns, rows: rows, language: language)
        desk.lab.views.open = view
        desk.press("up down")
        for isLarge in [false, true] {
          desk.lab.look.isLargePrint = isLarge
          let glance = Glance(desk.lab, state: Self.unknown(desk.lab.state))
          var memory = PaneMemory()
          let frame = FramePainter(glance).frame(remembering: &memory)
          #expect(frame.isWellFormed)
          if view == .cluster { #expect(frame.text.contains(Unknown.sign)) }
        }
      }
    }
  }

  @Test("is said as unknown in plain lines", arguments: Language.allCases)
  func spoken(language: Language) {
    let desk = Pressing("n*3 w n", language: language)
    let glance = Glance(desk.lab, state: Self.unknown(desk.lab.state))
    let said = ServerTable(glance: glance).spoken
    #expect(said.count == 5)
    #expect(said.allSatisfy { $0.contains(language == .english ? "unknown" : "未知") }, "\(said)")
    #expect(!Inspector(glance: glance).spoken.isEmpty)
  }

  @Test("panes of a view lie beside one another, and leave no row")
  func layout() {
    for view in ViewKind.allCases {
      var desk = Pressing("n*3 w n")
      desk.lab.views.open = view
      for rows in stride(from: 3, through: 70, by: 1) {
        for columns in [60, 100, 139, 140, 200] {
          let whole = Rect(column: 0, row: 1, columns: columns, rows: rows)
          let areas = PaneLayout.of(desk.lab.glance).areas(in: whole).map(\.area)
          let cells = areas.reduce(0) { $0 + $1.size.columns * $1.size.rows }
          #expect(cells == columns * rows, "\(view) at \(columns)x\(rows): \(areas)")
        }
      }
    }
  }
}
