import RaftCore
import Screen
import Simulation

/// The cluster: servers, messages, clients, reasons.
struct ClusterView {
  let lab: Laboratory
  /// The edition of what it shows.
  let scene: Int

  func draw(
    into surface: inout Surface, in whole: Rect, remembering memory: inout PaneMemory
  ) {
    var area = whole
    var part: Rect
    if area.columns >= Self.columnsForSidePane {
      (part, area) = area.split(right: min(52, area.columns - 100))
      surface.verticalLine(at: part.origin, rows: part.rows, style: lab.theme[.border])
      Inspector(lab: lab).draw(into: &surface, in: part.inset(left: 1))
    }
    let servers = lab.cluster.hosts.count
    let isTall = area.rows >= 2 * servers + 18
    (part, area) = area.split(top: 1 + servers * (isTall ? 2 : 1))
    ServerTable(lab: lab, rowsPerServer: isTall ? 2 : 1).draw(
      into: &surface, in: part, of: scene, remembering: &memory)
    // Where rows are few, branches take those of the messages and the clients too.
    if let branches, area.rows < 8 { return branches.draw(into: &surface, in: area) }
    let flights = FlightsPane(lab: lab)
    // The lesson's messages take room from the reasons, but never all of it.
    let rowsForLesson = min(flights.rowsForLesson, area.rows - clientRows(in: area) - 3)
    (part, area) = area.split(top: max(flightRows(in: area), rowsForLesson))
    memory.draw(.flights, edition: scene, into: &surface, in: part) {
      flights.draw(into: &$0, in: part)
    }
    (part, area) = area.split(top: clientRows(in: area))
    memory.draw(.clients, edition: scene, into: &surface, in: part) {
      ClientsPane(lab: lab).draw(into: &$0, in: part)
    }
    if let branches {
      branches.draw(into: &surface, in: area)
    } else {
      memory.draw(.why, edition: scene, into: &surface, in: area) {
        WhyPane(lab: lab).draw(into: &$0, in: area)
      }
    }
  }

  /// The branches, while one of them is chosen.
  private var branches: BranchesPane? {
    if case .choosingBranch(let number) = lab.mode {
      BranchesPane(lab: lab, chosen: number)
    } else {
      nil
    }
  }

  /// From this width on the inspector has a place beside the cluster.
  static let columnsForSidePane = 140

  /// The height of the pane of messages, its title included: fixed at a size of the screen, so that
  /// nothing jumps while messages come and go.
  private func flightRows(in area: Rect) -> Int {
    switch area.rows {
    case ..<8: 2
    case ..<9: 3
    case ..<14: 4
    case ..<18: 6
    case ..<26: 8
    default: 12
    }
  }

  private func clientRows(in area: Rect) -> Int {
    switch area.rows {
    case ..<16: 1
    case ..<24: 3
    default: 5
    }
  }
}
