import RaftCore
import Simulation

/// What each view keeps for itself beside the run: what is chosen in it, how near it looks, and what
/// it has worked out.
struct ViewStates: Sendable {
  var reasons = ReasonsModel()
  var spaceTime = SpaceTimeModel()
  var rules = RulesModel()
  var history = HistoryModel()
  var charts = ChartsModel()
  /// While it is open.
  var palette: PaletteSearch?
  /// How many rows panes are scrolled from where they stand by themselves.
  private var scrolls = [Int](repeating: 0, count: HitMap.Pane.allCases.count)
  /// Which event the reasons are told of, by its branch and its number, and where the lesson is.
  private var told = (branch: 0, position: 0, stop: 0)
  /// The entry that was pointed at last.
  var entry: LogIndex?

  /// Whether something is still being worked out, so that another frame will show more.
  var isUnfinished: Bool { history.isUnfinished || charts.isUnfinished }

  /// What was worked out for views that are not open is let go of, but for what is costly to find
  /// again and small.
  mutating func closeUnseen(but open: Laboratory.ViewKind) {
    if open != .spaceTime { spaceTime.close() }
    if open != .history { history.close() }
    if open != .charts { charts.close() }
  }

  /// Notes which event the reasons are told of, and where the lesson is: what comes next is told
  /// from its first line.
  mutating func tell(branch: Int, position: Int, stop: Int) {
    if told.branch != branch || told.position != position { self[scroll: .why] = 0 }
    if told.stop != stop { self[scroll: .lesson] = 0 }
    told = (branch, position, stop)
  }

  /// How many rows a pane is scrolled.
  subscript(scroll pane: HitMap.Pane) -> Int {
    get { scrolls[Int(pane.rawValue)] }
    set { scrolls[Int(pane.rawValue)] = max(0, newValue) }
  }
}

extension Laboratory.ViewKind {
  /// The context of the view's own keys, if it has some.
  var context: Keymap.Context? {
    switch self {
    case .cluster, .inspector: nil
    case .spaceTime: .spaceTime
    case .rules: .rules
    case .history: .history
    case .charts: .charts
    }
  }
}
