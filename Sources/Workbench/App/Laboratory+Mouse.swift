import RaftCore
import Screen
import Simulation

// The mouse: what a click means is what was drawn there.
extension Laboratory {
  mutating func point(_ mouse: Mouse) {
    // One more frame, for what stands where: frames are cheap, and clicks are rare.
    let hits = HitMap(of: frame())
    switch mouse.action {
    case .press(.left): click(hits.targets(at: mouse.point), hits.pane(at: mouse.point))
    case .wheelUp: scroll(hits.pane(at: mouse.point), of: hits, by: -1)
    case .wheelDown: scroll(hits.pane(at: mouse.point), of: hits, by: 1)
    case .press, .release: break
    }
  }

  private mutating func click(_ targets: [HitMap.Target], _ pane: HitMap.Pane?) {
    notice = nil
    // While something is being chosen or typed, a click elsewhere leaves that; but the digits of a
    // split can be clicked.
    switch mode {
    case .splitting, .linking:
      for case .server(let server) in targets {
        perform(.chooseDigit, by: .character(Character("\(server.number)")))
        return
      }
    case .choosingTheme:
      for case .choice(let place) in targets {
        // A click on the one that is shown already keeps it.
        if mode == .choosingTheme(place) { perform(.confirm) } else { show(theme: place) }
        return
      }
    case .searching(let typed, _):
      for case .choice(let place) in targets {
        mode = .searching(typed, chosen: place)
        perform(.confirm)
        return
      }
    case .choosingLesson, .choosingChapter:
      for case .choice(let place) in targets {
        if case .choosingLesson = mode {
          mode = .choosingLesson(place)
        } else {
          mode = .choosingChapter(place)
        }
        perform(.confirm)
        return
      }
    case .choosingSession:
      for case .choice(let place) in targets {
        mode = .choosingSession(place)
        perform(.confirm)
        return
      }
    default: break
    }
    if case .command(let command) = targets.first {
      perform(command)
      return
    }
    if mode != .normal, pane != .flights, pane != .branches {
      // What was only tried is taken back.
      if case .choosingTheme = mode { returnToTheme() }
      mode = .normal
    }
    guard let target = targets.first else { return }
    follow(target)
  }

  private mutating func follow(_ target: HitMap.Target) {
    switch target {
    case .server(let server): selected = server
    case .entry(let server, let index):
      selected = server
      views.entry = views.entry == index ? nil : index
    case .flight(let id):
      pause()
      mode = .choosingMessage(id)
    case .event(let number): follow(event: number)
    case .rule(let rule): views.rules.chosen = rule
    case .branch(let number):
      guard number != timeline.branchNumber else { return }
      mode = .choosingBranch(number)
      perform(.confirm)
    case .moment(let time): seek(toTime: time)
    case .pane, .command, .choice: break
    }
  }

  /// In the list of events a click chooses, and a second one goes there; elsewhere it goes there.
  private mutating func follow(event number: Int) {
    guard view == .history, number != timeline.position else { return seek(to: number) }
    let place = views.history.chosenPlace
    if place >= 0, views.history.chosen == number {
      seek(to: number)
    } else {
      views.history.choose(event: number)
    }
  }

  /// How many rows a notch of the wheel is.
  private static let notch = 3

  private mutating func scroll(_ pane: HitMap.Pane?, of hits: HitMap, by direction: Int) {
    switch pane {
    case .servers: logScroll = max(0, logScroll - direction)
    case .spaceTime:
      let target = timeline.position + direction * Self.notch
      seek(to: max(0, min(timeline.branch.records.count, target)))
    case .rules: views.rules.choose(by: direction)
    case .history: views.history.choose(by: direction * Self.notch)
    case .charts: direction < 0 ? views.charts.zoomIn() : views.charts.zoomOut()
    case .help, .palette: performInMode(direction < 0 ? .chooseUp : .chooseDown, by: nil)
    case .flights where mode.context == .choosingMessage:
      performInMode(direction < 0 ? .chooseUp : .chooseDown, by: nil)
    case .branches, .clients, nil: break
    case let pane?: scroll(pane, rows: direction, in: hits.area(of: pane))
    }
  }

  /// Scrolls what is told at length: the lesson, then the reasons or the inspector. A page keeps a
  /// row of what was seen.
  mutating func scrollPage(by direction: Int) {
    let hits = HitMap(of: frame())
    let scrolled = views[scroll: .lesson]
    let isOfLesson =
      direction > 0
      ? scrolled < lastScroll(of: .lesson, in: hits.area(of: .lesson)) : scrolled > 0
    let pane: HitMap.Pane = isOfLesson ? .lesson : view == .inspector ? .inspector : .why
    let area = hits.area(of: pane)
    scroll(pane, rows: direction * max(1, area.rows - 2), in: area)
  }

  /// Scrolls a pane by rows, as far as there is something to scroll to.
  private mutating func scroll(_ pane: HitMap.Pane, rows: Int, in area: Rect) {
    let seen = min(views[scroll: pane], lastScroll(of: pane, in: area))
    // The reasons are told as far as they are scrolled.
    views[scroll: pane] = seen + rows
    views[scroll: pane] = min(seen + rows, lastScroll(of: pane, in: area))
  }

  /// How far a pane has something to scroll to; one that is not shown has nothing.
  private func lastScroll(of pane: HitMap.Pane, in area: Rect) -> Int {
    guard !area.isEmpty else { return 0 }
    return switch pane {
    case .flights: FlightsPane(lab: self).lastScroll(in: area)
    // Large print leaves out what one could scroll to.
    case .why: isLarge ? 0 : WhyPane(lab: self).lastScroll(in: area)
    case .inspector: Inspector(lab: self).body(in: area).lastScroll
    case .lesson: lesson.map { LessonCaption(lab: self, player: $0).body(in: area).lastScroll } ?? 0
    default: 0
    }
  }
}
