import RaftCore
import Screen
import Simulation

/// The branches of history: each under the one that it left.
struct BranchTree {
  let glance: Glance

  func draw(into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    surface.mark(area, as: .pane(.branches))
    surface.horizontalLine(at: area.origin, columns: area.columns, style: theme[.border])
    surface.draw(
      " \(glance.labels.branchesTitle) ", at: area.point(column: 1), style: theme[.title],
      clip: area)
    glance.drawClickHint(glance.labels.clickGoes, into: &surface, in: area.row(0))
    let lines = Self.order(glance.branches)
    let body = area.inset(top: 1)
    let chosen = lines.firstIndex { $0.number == shown } ?? 0
    let first = max(0, min(chosen - body.rows / 2, lines.count - body.rows))
    for (row, line) in lines.dropFirst(first).prefix(body.rows).enumerated() {
      draw(line, into: &surface, in: body.row(row))
    }
  }

  /// A branch in the tree: its number, and what leads to it.
  struct Line: Hashable {
    var number: Int
    var stem: String
  }

  /// All branches, each followed by those that left it, in the order in which they left.
  static func order(_ branches: [Branch]) -> [Line] {
    var lines: [Line] = []
    func add(_ number: Int, stem: String, isLast: Bool?) {
      let own = isLast.map { $0 ? "└─ " : "├─ " } ?? ""
      lines.append(Line(number: number, stem: stem + own))
      let children = branches.filter { $0.parent == number }
        .sorted { ($0.forkedAt, $0.number) < ($1.forkedAt, $1.number) }
      let below = stem + (isLast.map { $0 ? "   " : "│  " } ?? "")
      for child in children {
        add(child.number, stem: below, isLast: child.number == children.last?.number)
      }
    }
    add(0, stem: "", isLast: nil)
    return lines
  }

  /// The branch that is being chosen, or else the one that the cursor is on.
  private var shown: Int {
    if case .choosing(let choice) = glance.mode, choice.list == .branches {
      choice.place
    } else {
      glance.branchNumber
    }
  }

  private func draw(_ line: Line, into surface: inout Surface, in area: Rect) {
    let theme = glance.theme
    let branch = glance.branches[line.number]
    let isCurrent = line.number == glance.branchNumber
    let number = "\(line.number)"
    var room = area.columns - 2 - number.count
    // In a tree that is too deep the stem is cut, never the number.
    let stem = line.stem.count <= room ? line.stem : "…" + line.stem.suffix(max(0, room - 1))
    room -= stem.count
    var spans = [
      Span(isCurrent ? "▶ " : "  ", theme[.key]), Span(stem, theme[.border]),
      Span(number, isCurrent ? theme[.strong] : theme[.text]),
    ]
    let facts = Self.fitting(glance.labels.branchFacts(branch), in: room, width: surface.width)
    spans += facts.map { Span("  \($0)", theme[.faint]) }
    surface.draw(spans, in: area)
    if line.number == shown {
      surface.restyle(area) { theme.selected($0) }
    }
    surface.mark(area, as: .branch(line.number))
  }

  /// As many facts as fit whole, each with two blanks before it.
  static func fitting(_ facts: [String], in columns: Int, width: TextWidth) -> ArraySlice<String> {
    var room = columns
    return facts.prefix { fact in
      room -= width.of(fact) + 2
      return room >= 0
    }
  }
}
