import RaftCore
import Screen
import Simulation

// The mouse: what a click means is what was drawn there.
extension Laboratory {
  /// What stands where on the frame that the user looks at.
  var lookedAt: HitMap { seen ?? HitMap(of: frame()) }

  mutating func point(_ mouse: Mouse) {
    if mode == .hurrying { return }
    let hits = lookedAt
    switch mouse.action {
    case .press(.left): click(hits.targets(at: mouse.point), hits.pane(at: mouse.point))
    case .wheelUp: scroll(hits.pane(at: mouse.point), by: -1)
    case .wheelDown: scroll(hits.pane(at: mouse.point), by: 1)
    case .press, .release: break
    }
  }

  private mutating func click(_ targets: [HitMap.Target], _ pane: PaneID?) {
    views.notice = nil
    // While something is being chosen or typed, a click elsewhere leaves that; but the digits of a
    // split can be clicked.
    for case .choice(let place) in targets {
      if choose(byClickAt: place) { return }
      if chooseInView(byClickAt: place) { return }
    }
    switch mode {
    case .splitting, .linking:
      for case .server(let server) in targets {
        perform(.chooseDigit, by: .character(Character("\(server.number)")))
        return
      }
    case .asking:
      // Another server or entry is asked about.
      switch targets.first {
      case .server?, .entry?:
        follow(targets[0])
        views.mode = .asking(0)
        return
      default: break
      }
    default: break
    }
    if case .command(let command) = targets.first {
      perform(command)
      return
    }
    if mode != .normal, pane != .flights, pane != .branches { cancelChoice() }
    guard let target = targets.first else { return }
    follow(target)
  }

  /// Chooses a line of the view, where that has some.
  private mutating func chooseInView(byClickAt place: Int) -> Bool {
    if case .turning = mode {
      views.mode = .turning(place)
      return true
    }
    switch view {
    case .fate: views.fate.choose(place)
    case .experiments: views.experiments.choose(by: place - views.experiments.chosen)
    case .cluster, .spaceTime, .rules, .inspector, .history, .charts, .pods, .explorer: return false
    }
    return true
  }

  /// Chooses a line of what is open, and does it. Returns whether there was something to choose
  /// from.
  private mutating func choose(byClickAt place: Int) -> Bool {
    switch mode {
    case .searching(let typed, _): views.mode = .searching(typed, chosen: place)
    case .choosing(let choice) where choice.list == .themes && choice.place != place:
      // A theme is tried first; a click on the one that is shown already keeps it.
      choose(at: place)
      return true
    case .choosing: choose(at: place)
    case .normal where view == .explorer && views.explorer.place != place:
      chooseMove(at: place)
      return true
    case .normal where view == .explorer: break
    default: return false
    }
    perform(.confirm)
    return true
  }

  private mutating func follow(_ target: HitMap.Target) {
    switch target {
    case .server(let server): views.selected = server
    case .program(let program): views.program = program
    case .entry(let server, let index):
      views.selected = server
      views.entry = views.entry == index ? nil : index
    case .flight(let id):
      pause()
      views.mode = .choosingMessage(id)
    case .event(let number): follow(event: number)
    case .rule(let rule): openRules(at: rule)
    case .branch(let number):
      if number != history.branchNumber { show(branch: number) }
      views.mode = .normal
    case .moment(let time): seek(toTime: time)
    case .key, .pane, .extent, .command, .choice: break
    }
  }

  /// In the list of events a click chooses, and a second one goes there; elsewhere it goes there.
  private mutating func follow(event number: Int) {
    guard view == .history, number != history.position else { return seek(to: number) }
    if views.history.chosenPlace >= 0, views.history.chosen == number {
      seek(to: number)
    } else {
      views.history.choose(event: number)
    }
  }

  /// How many rows a notch of the wheel is.
  private static let notch = 3

  private mutating func scroll(_ pane: PaneID?, by direction: Int) {
    switch pane {
    case .servers: views.logScroll = max(0, views.logScroll - direction)
    case .spaceTime:
      let target = history.position + direction * Self.notch
      seek(to: max(0, min(history.branch.records.count, target)))
    case .rules: views.rules.choose(by: direction)
    case .history: views.history.choose(by: direction * Self.notch)
    case .charts: direction < 0 ? views.charts.zoomIn() : views.charts.zoomOut()
    case .fate: views.fate.choose(by: direction)
    case .experiments: perform(direction < 0 ? .chooseUp : .chooseDown)
    case .timing: perform(direction < 0 ? .chooseUp : .chooseDown)
    case .help: read(from: { $0 + direction })
    case .explorer: chooseMove(at: views.explorer.place + direction)
    case .whyNot: readAnswers(from: { $0 + direction })
    case .code: scrollCode(by: direction)
    case .palette, .list: perform(direction < 0 ? .chooseUp : .chooseDown)
    case .flights where mode.context == .choosingMessage:
      perform(direction < 0 ? .chooseUp : .chooseDown)
    case .branches, .clients, .largePrint, .ruleDetail, .contests, .pods, .keys, .resource, .search,
      nil:
      break
    case .flights?, .why?, .inspector?, .lesson?: scroll(pane!, rows: direction)
    }
  }
}
