import Screen
import Simulation

/// Which panes a view consists of, and where each stands.
struct PaneLayout {
  /// One under the other, from the top; the last gets the rows that the others leave.
  var stack: [any Pane]
  /// On the right, one under the other, where there are columns enough.
  var beside: [any Pane]
  /// The columns from which on it stands there, and the most that it takes.
  var besideFrom = Self.columnsForTwo
  var besideColumns = 52

  private static let columnsForTwo = 140

  init(_ stack: [any Pane], beside: [any Pane] = []) {
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
        beside: [Inspector(glance: glance)])
    }
    // The logs that an answer speaks of stay in sight.
    if case .asking(let scrolled) = glance.mode, !glance.isLarge {
      return PaneLayout(
        [ServerTable(glance: glance), WhyNotPanel(glance: glance, scrolled: scrolled)],
        beside: [Inspector(glance: glance)])
    }
    if glance.isLarge { return PaneLayout([LargePrint(glance: glance)]) }
    switch glance.view {
    case .cluster:
      let hasPods = glance.state.outside != nil
      let isWide = glance.size.columns >= columnsForTwo
      let clients: any Pane =
        hasPods && !isWide
        ? ContestsPane(glance: glance, isBrief: true) : ClientsPane(glance: glance)
      return PaneLayout(
        [ServerTable(glance: glance), FlightsPane(glance: glance), clients, reasons],
        beside: hasPods && glance.program == nil
          ? Self.outside(glance) : [Inspector(glance: glance)])
    case .pods where glance.state.outside == nil: return PaneLayout([ContestsPane(glance: glance)])
    case .pods:
      // Letters on their way, where there is room for them too.
      let letters: [any Pane] = glance.size.rows >= 36 ? [FlightsPane(glance: glance)] : []
      return PaneLayout(
        Self.outside(glance) + letters + [reasons],
        beside: [Inspector(glance: glance)])
    case .spaceTime: return PaneLayout([SpaceTimeView(glance: glance), reasons])
    case .rules: return PaneLayout([RulesView(glance: glance), RuleDetail(glance: glance)])
    case .inspector: return PaneLayout([Inspector(glance: glance)])
    case .history: return PaneLayout([HistoryView(glance: glance)])
    case .charts: return PaneLayout([ChartsView(glance: glance)])
    case .explorer:
      return PaneLayout(
        [ExplorerView(glance: glance), SearchPane(glance: glance)],
        beside: [Inspector(glance: glance)])
    case .experiments: return PaneLayout([ExperimentsView(glance: glance)])
    case .fate: return PaneLayout([FateView(glance: glance)])
    }
  }

  /// What belongs to the programs outside: belief against truth first.
  private static func outside(_ glance: Glance) -> [any Pane] {
    [
      ContestsPane(glance: glance), PodsPane(glance: glance), KeysPane(glance: glance),
      ResourcePane(glance: glance),
    ]
  }

  /// Where each pane stands.
  func areas(in whole: Rect) -> [(pane: any Pane, area: Rect)] {
    guard !beside.isEmpty, whole.columns >= besideFrom else {
      return Self.areas(of: stack, in: whole)
    }
    let (right, left) = whole.split(right: min(besideColumns, whole.columns - 100))
    return Self.areas(of: beside, in: right) + Self.areas(of: stack, in: left)
  }

  /// Each in turn gets the rows that it can use, as long as those after it keep what they need.
  private static func areas(
    of stack: [any Pane], in whole: Rect
  ) -> [(pane: any Pane, area: Rect)] {
    var areas: [(pane: any Pane, area: Rect)] = []
    var rest = whole
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
