import RaftCore
import Screen
import Simulation
import Teaching

// What commands do in the views that have some of their own.
extension Laboratory {
  /// Does what a command means in the view that is open. Returns whether it means something there.
  mutating func performInView(_ command: KeyCommand) -> Bool {
    switch view {
    case .cluster, .inspector: false
    case .spaceTime: performInSpaceTime(command)
    case .rules: performOnRules(command)
    case .history: performInHistory(command)
    case .charts: performOnCharts(command)
    }
  }

  private mutating func performInSpaceTime(_ command: KeyCommand) -> Bool {
    let page = max(1, (viewArea.rows - 8) * 3 / 4)
    switch command {
    case .zoomIn: views.spaceTime.zoomIn()
    case .zoomOut: views.spaceTime.zoomOut()
    case .pageUp: seek(to: max(0, timeline.position - page))
    case .pageDown:
      seek(to: min(timeline.branch.records.count, timeline.position + page))
    default: return false
    }
    return true
  }

  private mutating func performOnRules(_ command: KeyCommand) -> Bool {
    let rule = views.rules.chosen
    switch command {
    case .chooseUp: views.rules.choose(by: -1)
    case .chooseDown: views.rules.choose(by: 1)
    case .pageUp: views.rules.choose(by: -8)
    case .pageDown: views.rules.choose(by: 8)
    case .confirm:
      guard let event = timeline.firing(of: rule) else {
        notice = .neverFired(rule)
        return true
      }
      seek(to: event)
    case .switchRule: perform(.setRule(rule, isOn: !cluster.rules[rule]))
    default: return false
    }
    return true
  }

  private mutating func performInHistory(_ command: KeyCommand) -> Bool {
    let page = max(1, viewArea.rows - 4)
    switch command {
    case .chooseUp: views.history.choose(by: -1)
    case .chooseDown: views.history.choose(by: 1)
    case .pageUp: views.history.choose(by: -page)
    case .pageDown: views.history.choose(by: page)
    case .confirm: goToChosen()
    case .nextSieve: views.history.nextSieve()
    case .clearFilter: views.history.clear()
    default: return false
    }
    return true
  }

  private mutating func goToChosen() {
    let place = views.history.chosenPlace
    guard place >= 0 else { return }
    seek(to: views.history.event(at: place))
  }

  /// While a filter is typed: arrows walk the list, Enter keeps the filter.
  mutating func performFiltering(_ command: KeyCommand) {
    switch command {
    case .chooseUp: views.history.choose(by: -1)
    case .chooseDown: views.history.choose(by: 1)
    case .confirm: mode = .normal
    default: break
    }
  }

  private mutating func performOnCharts(_ command: KeyCommand) -> Bool {
    switch command {
    case .zoomIn: views.charts.zoomIn()
    case .zoomOut: views.charts.zoomOut()
    case .pageUp: shift(by: -1)
    case .pageDown: shift(by: 1)
    default: return false
    }
    return true
  }

  /// Moves the cursor by a quarter of what the charts show.
  private mutating func shift(by steps: Int) {
    let range = views.charts.range
    let quarter = max(1, (range.upperBound - range.lowerBound) / 4)
    seek(toTime: timeline.now + steps * quarter)
  }

  /// Goes to a moment of this branch.
  mutating func seek(toTime time: Time) {
    pause()
    move { $0.seek(toTime: time) }
  }

  // MARK: Before a frame

  /// The area between title and footer, without the line about what broke.
  var bodyArea: Rect {
    size.bounds.inset(top: 1, bottom: cluster.violations.isEmpty ? 1 : 2)
  }

  /// The area that is left to the view.
  var viewArea: Rect {
    let area = bodyArea
    guard let lesson else { return area }
    return area.inset(bottom: LessonCaption(lab: self, player: lesson).rows(in: area))
  }

  /// Lets the view that is open work out what it shows, where that is more than a glance at the
  /// cluster.
  mutating func prepareView() {
    views.palette = mode.context == .searching ? palette : nil
    views.tell(
      branch: timeline.branchNumber, position: timeline.position, stop: lesson?.stopNumber ?? 0)
    let area = viewArea
    guard area.columns > 0, area.rows > 2 else { return }
    switch view {
    case .cluster: views.reasons = reasons
    case .inspector, .rules: break
    case .spaceTime:
      let rows = SpaceTimeView.rows(in: area)
      views.spaceTime.prepare(timeline, rows: rows, narrator: narrator)
    case .history:
      let rows = HistoryView.rows(in: area, branches: timeline.branches.count)
      views.history.prepare(timeline, rows: rows, narrator: narrator)
    case .charts: views.charts.prepare(timeline)
    }
    views.closeUnseen(but: view)
  }

  /// What the pane of reasons tells; nothing is told again that was prepared.
  var reasons: ReasonsModel {
    var reasons = views.reasons
    let limit = size.rows + views[scroll: .why]
    reasons.prepare(timeline, limit: limit, narrator: narrator)
    return reasons
  }
}
