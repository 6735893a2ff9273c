import Exploration
import Explorer
import RaftCore
import Screen
import Simulation
import Teaching

extension CommandRow {
  /// What the view of what can happen has of its own.
  static let explorer = rows(
    of: .views, in: .explorer,
    [
      CommandRow(.chooseUp, [.init(.up)]) { lab, _ in lab.chooseMove(by: -1) },
      CommandRow(.chooseDown, [.init(.down)], offer: Offer(14)) { lab, _ in lab.chooseMove(by: 1) },
      CommandRow(.pageUp, .pageUp) { lab, _ in lab.chooseMove(by: -lab.pageOfMoves) },
      CommandRow(.pageDown, .pageDown) { lab, _ in lab.chooseMove(by: lab.pageOfMoves) },
      CommandRow(
        .confirm, [.init(.enter)],
        offer: Offer(11, when: { !$0.isSearching }, word: { $0.labels.makeStep })
      ) { lab, _ in lab.makeChosenMove() },
      CommandRow(
        .filter, ["/"], offer: Offer(12, when: { !$0.isSearching }, word: { $0.labels.search })
      ) { lab, _ in
        lab.stopSearching()
        lab.views.mode = .seeking(lab.views.explorer.goal.text)
      },
      CommandRow(
        .explore, ["E"],
        offer: Offer(13, when: { $0.canGoOnSearching }, word: { $0.labels.goOnSearching })
      ) { lab, _ in lab.toggleSearch() },
      CommandRow(.zoomOut, [",", "<"]) { lab, _ in lab.views.explorer.dials.choose(by: -1) },
      CommandRow(.zoomIn, [".", ">"]) { lab, _ in lab.views.explorer.dials.choose(by: 1) },
      CommandRow(.widenBound, ["+", "="]) { lab, _ in lab.views.explorer.dials.change(by: 1) },
      CommandRow(.narrowBound, ["-"]) { lab, _ in lab.views.explorer.dials.change(by: -1) },
      CommandRow(
        .cancel, [.init(.escape), .control("g")],
        offer: Offer(10, word: { $0.isSearching ? $0.labels.stopSearching : $0.labels.back })
      ) { lab, _ in lab.leaveExplorer() },
    ])

  /// While a goal is typed.
  static let seeking = rows(
    of: .modes, in: .seeking,
    [
      CommandRow(.confirm, [.init(.enter)], offer: Offer(0)) { lab, _ in lab.finishSeeking() },
      CommandRow(.cancel, .leaveText, offer: .last) { lab, _ in lab.views.mode = .normal },
    ])

  /// While it is read why something has not happened.
  static let asking = rows(
    of: .modes, in: .asking,
    [
      CommandRow(.selectServer, .digits, label: "1-9", offer: Offer(2)) { lab, key in
        lab.select(number: key?.digit)
        lab.views.mode = .asking(0)
      },
      CommandRow(.chooseUp, .up, offer: Offer(0)) { lab, _ in lab.readAnswers(from: { $0 - 1 }) },
      CommandRow(.chooseDown, .down + ["space"], offer: Offer(1)) { lab, _ in
        lab.readAnswers(from: { $0 + 1 })
      },
      CommandRow(.previousEntry, [.init(.left)], offer: Offer(3, when: { $0.hasEntries })) {
        lab, _ in lab.askAboutEntry(by: -1)
      },
      CommandRow(.nextEntry, [.init(.right)], offer: Offer(4, when: { $0.hasEntries })) {
        lab, _ in lab.askAboutEntry(by: 1)
      },
      CommandRow(
        .cancel, [.init(.escape), .control("g"), "q", "a", .init(.enter), .control("c")],
        offer: .last
      ) { lab, _ in lab.views.mode = .normal },
    ])
}

// What can happen next.
extension Laboratory {
  /// Opens the view of what can happen next.
  mutating func openExplorer() {
    guard timeline != nil else {
      views.notice = .incapable
      return
    }
    pause()
    views.open = .explorer
  }

  fileprivate mutating func chooseMove(by steps: Int) {
    chooseMove(at: views.explorer.place + steps)
  }

  /// Chooses a row of the list, and with it the server at which it happens.
  mutating func chooseMove(at place: Int) {
    views.explorer.choose(at: place)
    if let server = views.explorer.chosen?.move.server { views.selected = server }
  }

  fileprivate var pageOfMoves: Int { max(1, lookedAt.area(of: .explorer).rows / 2) }

  /// Lets the chosen step happen, on a branch.
  mutating func makeChosenMove() {
    guard let row = views.explorer.chosen, let list = try? views.explorer.list?.get() else {
      return
    }
    stopSearching()
    do throws(ExploredPath.Failure) {
      let path = try list.path(row)
      move { history in
        // What the run itself would do next stays possible, on the branch that it was on.
        if !history.isInPast, !history.state.isManual { history.branchOff() }
        let position = history.position
        for act in path.acts(after: position) { try? history.perform(act) }
      }
    } catch {
      views.notice = .exploring(.cannotRepeat(error))
    }
  }

  fileprivate mutating func leaveExplorer() {
    guard views.explorer.isSearching else {
      views.open = .cluster
      return
    }
    stopSearching()
  }
}

// Searching.
extension Laboratory {
  fileprivate mutating func finishSeeking() {
    guard case .seeking(let typed) = mode else { return }
    do throws(ActTextError) {
      let goal = try ExploringGoal(typed)
      views.mode = .normal
      search(for: goal)
    } catch {
      views.notice = .exploring(.badGoal(error))
    }
  }

  /// Searches a way to a goal from the moment that is looked at, within the bounds that are set.
  mutating func search(for goal: ExploringGoal) {
    guard let timeline else {
      views.notice = .incapable
      return
    }
    pause()
    do throws(ExploringStart.Refusal) {
      let start = try ExploringStart(timeline, writing: goal.write)
      // What is in flight already has room, whatever else may be.
      let flights = start.state.messages.count
      views.explorer.dials.bounds.messages = max(views.explorer.dials.bounds.messages, flights)
      begin(goal, from: start, at: .run(timeline.moment))
    } catch {
      views.notice = .exploring(.cannotStart(error))
    }
  }

  private mutating func begin(
    _ goal: ExploringGoal, from start: ExploringStart, at origin: ExplorerSearch.Origin
  ) {
    views.explorer.goal = goal
    var bounds = views.explorer.dials.bounds
    bounds[.writes] = min(bounds[.writes] ?? 0, start.commands.count)
    do throws(ModelError) {
      let model = try Model(
        start.configuration, within: bounds, disk: views.explorer.dials.disk,
        commands: start.commands)
      do throws(ExplorerSearch.Refusal) {
        views.explorer.begin(try ExplorerSearch(goal, model, from: start, at: origin))
      } catch {
        views.notice = .exploring(error.notice)
      }
    } catch {
      views.notice = .exploring(.cannotModel(error))
    }
  }

  /// Searches the shortest run that breaks a property without a rule that is off, in the smallest
  /// cluster that is known to show it.
  mutating func searchWithout(_ rule: Rule) {
    let off = state.rules.switchedOff
    let known =
      ExploringCase.without(off) ?? ExploringCase.without([rule])
      ?? ExploringCase.all.first { $0.off.contains(rule) }
    guard let known else {
      views.notice = .exploring(.nothingShows(rule))
      return
    }
    pause()
    views.open = .explorer
    views.explorer.dials.bounds = known.bounds
    views.explorer.dials.disk = known.disk
    do throws(ExploringStart.Refusal) {
      begin(
        .violation(nil), from: try known.start(),
        at: known.prepared.map { .prepared($0) } ?? .emptyCluster)
    } catch {
      views.notice = .exploring(.cannotStart(error))
    }
  }

  fileprivate mutating func toggleSearch() {
    if views.explorer.isSearching { return stopSearching() }
    guard views.explorer.search != nil else {
      views.notice = .exploring(.nothingToGoOn)
      return
    }
    pause()
    views.explorer.goOnSearching()
  }

  fileprivate mutating func stopSearching() {
    if views.explorer.isSearching { views.explorer.stop() }
  }

  /// Searches for as long as a frame has time. Returns whether there is something to search.
  mutating func goOnSearching(_ elapsed: Duration) -> Bool {
    guard view == .explorer, views.explorer.isSearching else { return false }
    if let (trace, search) = views.explorer.goOn(elapsed) { land(trace, of: search) }
    return true
  }

  /// Shows a way that was found, as a branch to step through, from where it begins.
  private mutating func land(_ trace: Trace, of search: ExplorerSearch) {
    guard !trace.moves.isEmpty else {
      views.notice = .exploring(.alreadySo)
      return
    }
    do throws(ExploredPath.Failure) {
      let path = try ExploredPath(trace, from: search.start)
      if case .run(let moment) = search.origin {
        land(path, at: moment)
      } else {
        let explorer = views.explorer
        open(path.timeline, title: search.goal.text)
        views.explorer = explorer
        move { $0.seek(to: path.beginning) }
      }
      run.markLatest()
      let branch = history.branchNumber
      views.explorer.way = ExplorerWay(path, goal: search.goal, branch: branch)
      views.open = .cluster
      views.notice = .exploring(search.origin.notice(ofLanding: trace.moves.count, on: branch))
    } catch {
      views.notice = .exploring(.cannotRepeat(error))
    }
  }

  private mutating func land(_ path: ExploredPath, at origin: Moment) {
    move { history in
      history.go(to: origin)
      history.branchOff()
      for act in path.acts(after: origin.position) { try? history.perform(act) }
      history.seek(to: path.beginning)
    }
  }
}

// Why not.
extension Laboratory {
  mutating func askWhyNot() {
    guard timeline != nil else {
      views.notice = .incapable
      return
    }
    pause()
    views.mode = .asking(0)
  }

  /// Asks about the entry before, or after, the one that is asked about; where all of the selected
  /// server's are committed, first about its last.
  fileprivate mutating func askAboutEntry(by step: Int) {
    guard let timeline, case .asking = mode else { return }
    let why = WhyNot(timeline.cluster)
    let (first, last) = (why.state[selected].log.firstIndex, why.state[selected].log.lastIndex)
    guard first <= last else { return }
    let asked = why.entry(askedOf: selected, pointedAt: views.entry)
    views.entry = asked.map { max(first, min(last, $0 + step)) } ?? last
    views.mode = .asking(0)
  }

  /// Scrolls the answers from the row that they stand at, as far as there are any.
  mutating func readAnswers(from scrolled: (Int) -> Int) {
    guard case .asking(let wanted) = mode else { return }
    let last = lookedAt.lastScroll(of: .whyNot)
    views.mode = .asking(max(0, min(last, scrolled(min(wanted, last)))))
  }
}

extension ExplorerSearch.Origin {
  fileprivate func notice(ofLanding moves: Int, on branch: Int) -> ExplorerNotice {
    switch self {
    case .run: .landed(moves: moves, branch: branch)
    case .emptyCluster: .landedApart(moves: moves)
    case .prepared(let start): .landedAfter(start, moves: moves)
    }
  }
}

extension ExplorerSearch.Refusal {
  fileprivate var notice: ExplorerNotice {
    switch self {
    case .goal(let misfit): .misfit(misfit)
    case .model(let error): .cannotModel(error)
    }
  }
}

extension Glance {
  var isSearching: Bool { views.explorer.isSearching }
  /// Whether the rule that is chosen on the page of rules is off.
  var isChosenRuleOff: Bool { !state.rules[views.rules.chosen] }
  /// Whether there is an entry in the selected server's log.
  fileprivate var hasEntries: Bool {
    state[selected].raft.log.map { $0.firstIndex <= $0.lastIndex } ?? false
  }
  fileprivate var canGoOnSearching: Bool { !isSearching && views.explorer.search != nil }
}
