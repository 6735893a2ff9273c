import RaftCore
import Screen
import Simulation

extension CommandRow {
  /// What the views have of their own.
  static let views = spaceTime + rules + history + charts + explorer + experiments + fate

  private static let spaceTime = rows(
    of: .views, in: .spaceTime,
    [
      CommandRow(.back, [.init(.up)]) { lab, _ in lab.seek(to: lab.history.position - 1) },
      CommandRow(.forward, [.init(.down)]) { lab, _ in lab.step() },
      CommandRow(.pageUp, .pageUp) { lab, _ in lab.seek(byPages: -1) },
      CommandRow(.pageDown, .pageDown) { lab, _ in lab.seek(byPages: 1) },
      CommandRow(.zoomOut, [",", "<"], offer: Offer(11), isFoundElsewhere: true) { lab, _ in
        lab.views.spaceTime.zoomOut()
      },
      CommandRow(.zoomIn, [".", ">"], offer: Offer(10), isFoundElsewhere: true) { lab, _ in
        lab.views.spaceTime.zoomIn()
      },
    ])

  private static let rules = rows(
    of: .views, in: .rules,
    [
      CommandRow(.chooseUp, [.init(.up)]) { lab, _ in lab.views.rules.choose(by: -1) },
      CommandRow(.chooseDown, [.init(.down)], offer: Offer(12)) { lab, _ in
        lab.views.rules.choose(by: 1)
      },
      CommandRow(.pageUp, .pageUp) { lab, _ in lab.views.rules.choose(by: -8) },
      CommandRow(.pageDown, .pageDown) { lab, _ in lab.views.rules.choose(by: 8) },
      CommandRow(.confirm, [.init(.enter)], offer: Offer(10)) { lab, _ in lab.goToFiring() },
      CommandRow(
        .switchRule, ["x"], offer: Offer(11) { $0.views.rules.chosen.isSwitchable },
        isFoundElsewhere: true, needs: .rules
      ) { lab, _ in
        let rule = lab.views.rules.chosen
        lab.perform(.setRule(rule, isOn: !lab.state.rules[rule]))
      },
      CommandRow(
        .explore, ["E"],
        offer: Offer(12, when: { $0.isChosenRuleOff }, word: { $0.labels.shortestRun }),
        needs: [.rules, .repeating]
      ) { lab, _ in
        let rule = lab.views.rules.chosen
        if lab.state.rules[rule] { lab.openExplorer() } else { lab.searchWithout(rule) }
      },
    ])

  private static let history = rows(
    of: .views, in: .history,
    [
      CommandRow(.chooseUp, [.init(.up)]) { lab, _ in lab.views.history.choose(by: -1) },
      CommandRow(.chooseDown, [.init(.down)]) { lab, _ in lab.views.history.choose(by: 1) },
      CommandRow(.pageUp, .pageUp) { lab, _ in
        lab.views.history.choose(by: -lab.pageOfHistory)
      },
      CommandRow(.pageDown, .pageDown) { lab, _ in
        lab.views.history.choose(by: lab.pageOfHistory)
      },
      CommandRow(.confirm, [.init(.enter)], offer: Offer(10)) { lab, _ in lab.goToChosenEvent() },
      CommandRow(.nextSieve, ["f"], offer: Offer(13), isFoundElsewhere: true) { lab, _ in
        lab.views.history.nextSieve()
      },
      CommandRow(
        .clearFilter, [.init(.escape), .control("g")], isFoundElsewhere: true
      ) { lab, _ in lab.views.history.clear() },
    ])

  private static let charts = rows(
    of: .views, in: .charts,
    [
      CommandRow(.zoomOut, [",", "<"], offer: Offer(11), isFoundElsewhere: true) { lab, _ in
        lab.views.charts.zoomOut()
      },
      CommandRow(.zoomIn, [".", ">"], offer: Offer(10), isFoundElsewhere: true) { lab, _ in
        lab.views.charts.zoomIn()
      },
      CommandRow(.pageUp, .pageUp) { lab, _ in lab.seek(byQuartersOfCharts: -1) },
      CommandRow(.pageDown, .pageDown) { lab, _ in lab.seek(byQuartersOfCharts: 1) },
    ])

  /// While a filter of the history is typed: arrows walk the list, Enter keeps the filter.
  static let filtering = rows(
    of: .modes, in: .filtering,
    [
      CommandRow(.chooseUp, [.init(.up), .control("p")], offer: Offer(1)) { lab, _ in
        lab.views.history.choose(by: -1)
      },
      CommandRow(.chooseDown, [.init(.down), .control("n")], offer: Offer(2)) { lab, _ in
        lab.views.history.choose(by: 1)
      },
      CommandRow(.confirm, [.init(.enter)], offer: Offer(0)) { lab, _ in
        lab.views.mode = .normal
      },
      CommandRow(.cancel, .leaveText, offer: .last) { lab, _ in
        lab.views.history.typed = ""
        lab.views.mode = .normal
      },
    ])
}

extension Laboratory {
  /// Goes on or back by three quarters of the events that the space-time view has rows for.
  fileprivate mutating func seek(byPages pages: Int) {
    let page = max(1, (lookedAt.area(of: .spaceTime).rows - 1) * 3 / 4)
    seek(to: max(0, min(history.branch.records.count, history.position + pages * page)))
  }

  mutating func goToFiring() {
    let rule = views.rules.chosen
    guard let event = history.firing(of: rule) else {
      views.notice = .neverFired(rule)
      return
    }
    seek(to: event)
  }

  /// What the list shows under its two rows of heading; a page keeps some of what was seen.
  fileprivate var pageOfHistory: Int { max(1, lookedAt.area(of: .history).rows - 4) }

  fileprivate mutating func goToChosenEvent() {
    let place = views.history.chosenPlace
    guard place >= 0 else { return }
    seek(to: views.history.event(at: place))
  }

  /// Moves the cursor by quarters of what the charts show.
  fileprivate mutating func seek(byQuartersOfCharts steps: Int) {
    let range = views.charts.range
    let quarter = max(1, (range.upperBound - range.lowerBound) / 4)
    seek(toTime: history.now + steps * quarter)
  }
}
