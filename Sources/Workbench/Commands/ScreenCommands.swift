import RaftCore
import Screen
import Simulation
import Teaching

extension CommandRow {
  /// What is shown, and how.
  static let screen = rows(
    of: .screen,
    [
      CommandRow(
        .nextView, ["v", .init(.tab)], offer: Offer(40), spoken: .answered(.standing)
      ) { lab, _ in lab.openNextView() },
      CommandRow(
        .clusterView, [.init(.function(1))], offer: Offer(10) { $0.view == .inspector },
        spoken: .answered(.standing)
      ) { lab, _ in lab.views.open = .cluster },
      CommandRow(.spaceTimeView, [.init(.function(2))], spoken: .picture) { lab, _ in
        lab.views.open = .spaceTime
      },
      CommandRow(.rulesView, [.init(.function(3))], spoken: .answered(.rules)) { lab, _ in
        lab.openRules()
      },
      CommandRow(
        .inspectorView, [.init(.function(4)), .init(.enter)], offer: Offer(42),
        spoken: .answered(.details)
      ) { lab, _ in lab.toggleInspector() },
      CommandRow(.historyView, [.init(.function(5))], spoken: .answered(.latest)) { lab, _ in
        lab.views.open = .history
      },
      CommandRow(.chartsView, [.init(.function(6))], spoken: .picture) { lab, _ in
        lab.views.open = .charts
      },
      CommandRow(
        .podsView, [.init(.function(7))],
        offer: Offer(43) { $0.state.outside != nil && $0.view != .pods },
        spoken: .answered(.standing)
      ) { lab, _ in lab.views.open = .pods },
      CommandRow(
        .explore, ["E"], offer: Offer(45) { $0.view == .cluster }, needs: [.branching, .repeating]
      ) { lab, _ in lab.openExplorer() },
      CommandRow(
        .explorerView, [.init(.function(8))], spoken: .silent, needs: [.branching, .repeating]
      ) { lab, _ in lab.openExplorer() },
      CommandRow(
        .whyNot, ["a"], offer: Offer(37) { $0.view == .cluster }, needs: [.stepping, .repeating]
      ) { lab, _ in lab.askWhyNot() },
      CommandRow(
        .experimentsView, [.init(.function(9))], spoken: .answered(.shown)
      ) { lab, _ in lab.openExperiments() },
      CommandRow(
        .filter, ["/"], offer: Offer(12) { $0.view == .history }
      ) { lab, _ in
        lab.views.open = .history
        lab.views.mode = .filtering(lab.views.history.typed)
      },
      CommandRow(.scrollLogBack, [",", "<"], spoken: .silent) { lab, _ in
        lab.views.logScroll += 1
      },
      CommandRow(.scrollLogForward, [".", ">"], spoken: .silent) { lab, _ in
        lab.views.logScroll = max(0, lab.views.logScroll - 1)
      },
      CommandRow(.pageUp, .pageUp, spoken: .picture) { lab, _ in lab.scrollPage(by: -1) },
      CommandRow(.pageDown, .pageDown, spoken: .picture) { lab, _ in lab.scrollPage(by: 1) },
      CommandRow(.palette, [":", .control("p")], offer: Offer(41)) { lab, _ in
        lab.views.mode = .searching("", chosen: 0)
      },
      CommandRow(.record, ["o"]) { lab, _ in lab.toggleRecording() },
      CommandRow(.savePicture, ["O"], spoken: .picture) { lab, _ in lab.savePicture() },
      CommandRow(.themes, ["T"], spoken: .picture) { lab, _ in lab.startChoosingTheme() },
      CommandRow(.language, ["G"]) { lab, _ in lab.changeLanguage() },
      CommandRow(.mouse, ["M"], spoken: .picture) { lab, _ in
        lab.look.wantsMouse.toggle()
        lab.views.notice = .mouse(isOn: lab.look.wantsMouse)
      },
      CommandRow(.largePrint, ["P"], spoken: .picture) { lab, _ in
        lab.look.isLargePrint.toggle()
        if lab.look.isLargePrint { lab.views.open = .cluster }
      },
      CommandRow(.redraw, [.control("l")], spoken: .picture) { lab, _ in
        lab.wishes.redraw = true
      },
      CommandRow(.help, ["?"], offer: Offer(0, isLast: true), spoken: .answered(.keys)) { lab, _ in
        lab.views.mode = .reading(0)
      },
      CommandRow(.quit, ["q", .control("c")], offer: Offer(1, isLast: true)) { lab, _ in
        lab.wishes.end = true
      },
    ])

  /// While the help is read.
  static let reading = rows(
    of: .modes, in: .reading,
    [
      CommandRow(.chooseUp, .up, offer: Offer(0)) { lab, _ in lab.read(from: { $0 - 1 }) },
      CommandRow(.chooseDown, .down + ["space"], offer: Offer(1)) { lab, _ in
        lab.read(from: { $0 + 1 })
      },
      CommandRow(.pageUp, .pageUp) { lab, _ in
        let page = lab.pageOfHelp
        lab.read(from: { $0 - page })
      },
      CommandRow(.pageDown, .pageDown) { lab, _ in
        let page = lab.pageOfHelp
        lab.read(from: { $0 + page })
      },
      CommandRow(.beginning, .home) { lab, _ in lab.read(from: { _ in 0 }) },
      CommandRow(.latest, .end) { lab, _ in lab.read(from: { _ in .max }) },
      CommandRow(
        .cancel, [.init(.escape), .control("g"), "q", "?", .init(.enter), .control("c")],
        offer: .last
      ) { lab, _ in lab.views.mode = .normal },
    ])
}

extension Laboratory {
  /// Opens the inspector, or what stands for the cluster again.
  fileprivate mutating func toggleInspector() {
    let other: ViewKind = state.outside == nil ? .cluster : .pods
    views.open = view == .inspector ? other : .inspector
  }

  fileprivate mutating func openNextView() {
    let next = views.open.next(hasPods: state.outside != nil)
    if next == .rules { openRules() } else { views.open = next }
  }

  /// Opens the rules at one of them; else at the one that tells most about the latest event, which is
  /// the one that a sentence on the screen speaks of.
  mutating func openRules(at rule: Rule? = nil) {
    views.open = .rules
    if let rule = rule ?? history.latest?.headline { views.rules.chosen = rule }
  }

  fileprivate mutating func changeLanguage() {
    let next = language.next
    if look.showsOnlyASCII, !next.isASCII {
      views.notice = .unshown(next)
    } else {
      look.language = next
    }
  }

  // MARK: The help

  fileprivate var pageOfHelp: Int { max(1, lookedAt.area(of: .help).rows - 3) }

  /// Scrolls the help from the row that it stands at, as far as there is any.
  mutating func read(from scrolled: (Int) -> Int) {
    guard case .reading(let wanted) = mode else { return }
    let last = lookedAt.lastScroll(of: .help)
    views.mode = .reading(max(0, min(last, scrolled(min(wanted, last)))))
  }

  // MARK: What is told at length

  /// Scrolls what is told at length: the lesson, then the reasons or the inspector. A page keeps a
  /// row of what was seen.
  fileprivate mutating func scrollPage(by direction: Int) {
    let hits = lookedAt
    let scrolled = views[scroll: .lesson]
    let isOfLesson = direction > 0 ? scrolled < hits.lastScroll(of: .lesson) : scrolled > 0
    let pane: PaneID = isOfLesson ? .lesson : view == .inspector ? .inspector : .why
    scroll(pane, rows: direction * max(1, hits.area(of: pane).rows - 2))
  }

  /// Scrolls a pane by rows, as far as there is something to scroll to.
  mutating func scroll(_ pane: PaneID, rows: Int) {
    let last = lookedAt.lastScroll(of: pane)
    // The reasons are told as far as they are scrolled: their last row is not known yet.
    let limit = pane == .why && last > 0 ? Int.max : last
    views[scroll: pane] = min(limit, min(views[scroll: pane], last) + rows)
  }
}
