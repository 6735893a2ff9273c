import Screen

/// Which panes a view consists of, and where each stands.
struct PaneLayout {
  /// One under the other, from the top; the last gets the rows that the others leave.
  var stack: [any Pane]
  /// On the right, where there are columns enough.
  var beside: (any Pane)?
  /// The columns from which on it stands there, and the most that it takes.
  var besideFrom = 140
  var besideColumns = 52

  init(_ stack: [any Pane], beside: (any Pane)? = nil) {
    self.stack = stack
    self.beside = beside
  }

  /// The panes of a view: the one table that says which view has which.
  static func of(_ glance: Glance) -> PaneLayout {
    let reasons = WhyPane(glance: glance)
    // Branches are chosen beside what they lead to.
    if glance.mode.list == .branches {
      return PaneLayout(
        [
          ServerTable(glance: glance), FlightsPane(glance: glance), ClientsPane(glance: glance),
          BranchesPane(glance: glance),
        ],
        beside: Inspector(glance: glance))
    }
    if glance.isLarge { return PaneLayout([LargePrint(glance: glance)]) }
    switch glance.view {
    case .cluster:
      return PaneLayout(
        [
          ServerTable(glance: glance), FlightsPane(glance: glance), ClientsPane(glance: glance),
          reasons,
        ],
        beside: Inspector(glance: glance))
    case .spaceTime: return PaneLayout([SpaceTimeView(glance: glance), reasons])
    case .rules: return PaneLayout([RulesView(glance: glance), RuleDetail(glance: glance)])
    case .inspector: return PaneLayout([Inspector(glance: glance)])
    case .history: return PaneLayout([HistoryView(glance: glance)])
    case .charts: return PaneLayout([ChartsView(glance: glance)])
    }
  }

  /// Where each pane stands: each in turn gets the rows that it can use, as long as those after it
  /// keep what they need.
  func areas(in whole: Rect) -> [(pane: any Pane, area: Rect)] {
    var areas: [(pane: any Pane, area: Rect)] = []
    var rest = whole
    if let beside, whole.columns >= besideFrom {
      let (right, left) = whole.split(right: min(besideColumns, whole.columns - 100))
      areas.append((beside, right))
      rest = left
    }
    for (place, pane) in stack.enumerated() {
      guard place < stack.count - 1 else {
        areas.append((pane, rest))
        break
      }
      let range = pane.rows(for: rest.size)
      var needed = 0
      for later in stack[(place + 1)...] {
        let space = Size(
          columns: rest.columns, rows: max(0, rest.rows - range.lowerBound))
        needed += later.rows(for: space).lowerBound
      }
      let rows = max(range.lowerBound, min(range.upperBound, rest.rows - needed))
      let (area, below) = rest.split(top: rows)
      areas.append((pane, area))
      rest = below
    }
    return areas
  }
}
