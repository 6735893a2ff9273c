import Screen
import Simulation

/// The branches of history, the chosen one marked: where each began and how long it is.
struct BranchesPane {
  let lab: Laboratory
  let chosen: Int

  func draw(into surface: inout Surface, in area: Rect) {
    guard !area.isEmpty else { return }
    let theme = lab.theme
    surface.horizontalLine(at: area.origin, columns: area.columns, style: theme[.border])
    surface.draw(
      " \(lab.labels.branches) ", at: area.point(column: 1), style: theme[.title], clip: area)
    let (_, rows) = area.split(top: 1)
    let branches = lab.timeline.branches
    // The chosen branch is always in view.
    let first = max(0, min(chosen - rows.rows / 2, branches.count - rows.rows))
    for (row, branch) in branches.dropFirst(first).prefix(rows.rows).enumerated() {
      let line = rows.row(row)
      let isHere = branch.number == lab.timeline.branchNumber
      let facts = BranchTree.fitting(
        lab.labels.branchFactsInList(branch), in: line.columns - 1, width: surface.width)
      surface.draw(
        [
          Span(isHere ? "●" : " ", theme[.key]),
          Span(" " + facts.joined(separator: "  "), theme[isHere ? .strong : .text]),
        ], in: line.inset(left: 1))
      if branch.number == chosen {
        surface.restyle(line) { theme.selected($0).bold }
        surface.draw("▶", at: line.origin, style: theme.selected(theme[.key]))
      }
    }
  }
}
