import Screen
import Simulation

/// The branches of history, the chosen one marked: where each began and how long it is.
struct BranchesPane: Pane {
  let glance: Glance

  var id: PaneID { .list }

  private var chosen: Int {
    if case .choosing(let choice) = glance.mode { choice.place } else { 0 }
  }

  /// A title and two branches at least: it is there to be chosen from.
  func rows(for space: Size) -> ClosedRange<Int> { min(3, space.rows)...space.rows }

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    surface.horizontalLine(at: area.origin, columns: area.columns, style: theme[.border])
    surface.draw(
      " \(glance.labels.branches) ", at: area.point(column: 1), style: theme[.title], clip: area)
    let (_, rows) = area.split(top: 1)
    let branches = glance.branches
    let window = ListWindow(count: branches.count, chosen: chosen, rows: rows.rows)
    for (row, place) in window.places.enumerated() {
      let branch = branches[place]
      let line = rows.row(row)
      let isHere = branch.number == glance.branchNumber
      let facts = BranchTree.fitting(
        glance.labels.branchFactsInList(branch), in: line.columns - 2, width: surface.width)
      surface.draw(
        [
          Span(isHere ? "●" : " ", theme[.key]),
          Span(" " + facts.joined(separator: "  "), theme[isHere ? .strong : .text]),
        ], in: line.inset(left: 1))
      if place == chosen {
        surface.restyle(line) { theme.selected($0).bold }
        surface.draw("▶", at: line.origin, style: theme.selected(theme[.key]))
      }
      surface.mark(line, as: .choice(place))
    }
    window.drawArrows(into: &surface, in: rows, style: theme[.key])
  }
}
