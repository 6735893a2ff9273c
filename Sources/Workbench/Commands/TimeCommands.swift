import RaftCore
import Screen
import Simulation

extension CommandRow {
  /// Going forward and back in time.
  static let time = rows(
    of: .time,
    [
      CommandRow(.step, ["space"], offer: Offer(20), needs: .stepping) { lab, _ in
        lab.run.playback.isRunning ? lab.pause() : lab.step()
      },
      CommandRow(.skip, ["s"], offer: Offer(38), needs: .stepping) { lab, _ in lab.skip() },
      CommandRow(.nextMilestone, ["n"], offer: Offer(21), needs: .stepping) { lab, _ in
        lab.goToNextMilestone()
      },
      CommandRow(
        .runOrPause, ["r"],
        offer: Offer(
          22, when: { !$0.isInPresent || $0.capabilities.contains(.acting) },
          word: { $0.isRunning ? $0.labels.pause : $0.labels.run })
      ) { lab, _ in
        lab.interruptLesson()
        if lab.run.isLive, !lab.history.isInPast { return lab.stopOrWakeAll() }
        if lab.run.isOver {
          lab.views.notice = .refused(.hasNoCounterpart(.recorded))
          return
        }
        lab.run.playback.isRunning.toggle()
      },
      CommandRow(
        .back, [.init(.left), .init(.backspace), .control("b")],
        offer: Offer(24) { $0.position > 0 && $0.lesson == nil }, needs: .goingBack
      ) { lab, _ in lab.seek(to: lab.history.position - 1) },
      CommandRow(.forward, [.init(.right), .control("f")], needs: .stepping) { lab, _ in lab.step()
      },
      CommandRow(.previousMilestone, [.init(.left, .shift), "["], needs: .goingBack) { lab, _ in
        lab.seek(to: lab.history.branch.milestone(before: lab.history.position))
      },
      CommandRow(.followingMilestone, [.init(.right, .shift), "]"], needs: .stepping) { lab, _ in
        lab.goToNextMilestone()
      },
      CommandRow(.beginning, [.init(.home), "g", .control("a")], needs: .goingBack) { lab, _ in
        lab.seek(to: 0)
      },
      CommandRow(
        .latest, [.init(.end), "e", .control("e")], offer: Offer(23, when: \.isInPast),
        needs: .goingBack
      ) { lab, _ in lab.seek(to: lab.history.branch.records.count) },
      CommandRow(.goToEvent, ["@"], needs: .goingBack) { lab, _ in
        lab.pause()
        lab.views.mode = .goingToEvent("")
      },
      CommandRow(.faster, ["+", "="], offer: Offer(43) { !$0.isInPresent }) { lab, _ in
        lab.changeSpeed { $0.faster() }
      },
      CommandRow(.slower, ["-"], offer: Offer(44) { !$0.isInPresent }) { lab, _ in
        lab.changeSpeed { $0.slower() }
      },
      CommandRow(.branches, ["b"], needs: .branching) { lab, _ in
        lab.list(.branches, at: lab.history.branchNumber)
      },
      CommandRow(.manual, ["N"], needs: .repeating) { lab, _ in
        lab.pause()
        lab.perform(.manual)
      },
      CommandRow(.reseed, ["#"], needs: .repeating) { lab, _ in
        lab.perform(.reseed((lab.state.seed ?? 0) &+ 1))
      },
      CommandRow(
        .fateView, ["%"], offer: Offer(45) { $0.position > 0 && $0.view != .fate },
        spoken: .answered(.shown), needs: .repeating
      ) { lab, _ in lab.askFate() },
      CommandRow(.timing, ["V"], needs: .repeating) { lab, _ in lab.openDials() },
    ])
}

extension CommandRow {
  /// While the number of an event is typed.
  static let goingToEvent = rows(
    of: .modes, in: .goingToEvent,
    [
      CommandRow(.confirm, [.init(.enter)], offer: Offer(0)) { lab, _ in lab.goToTypedEvent() },
      CommandRow(.cancel, .leaveText, offer: .last) { lab, _ in lab.views.mode = .normal },
    ])
}

extension Laboratory {
  fileprivate mutating func goToTypedEvent() {
    guard case .goingToEvent(let typed) = mode else { return }
    let count = history.branch.records.count
    guard let number = Int(typed.trimmed), (0...count).contains(number) else {
      views.notice = .noSuchEvent(typed, of: count)
      return
    }
    views.mode = .normal
    seek(to: number)
  }

  mutating func pause() { run.playback.isRunning = false }

  /// The speed is that of a run, or of going through the past of a real cluster again.
  fileprivate mutating func changeSpeed(_ change: (inout Playback) -> Void) {
    guard !run.isLive || history.isInPast else {
      views.notice = .refused(.hasNoCounterpart(.stepping))
      return
    }
    change(&run.playback)
  }

  /// Stops all members of a real cluster where they are, or lets those go on that stand still.
  fileprivate mutating func stopOrWakeAll() {
    guard history.capabilities.contains(.acting) else {
      views.notice = .refused(.hasNoCounterpart(.attached))
      return
    }
    let running = state.servers.filter { $0.life == .running }.map(\.id)
    let paused = state.servers.filter { $0.life == .paused }.map(\.id)
    for server in running { perform(.pause(server)) }
    if running.isEmpty { for server in paused { perform(.resume(server)) } }
    views.notice = running.isEmpty ? nil : .standsStill
  }

  mutating func step() {
    pause()
    move { history in
      _ = history.step()
    }
    if run.history.nextDue == nil && !history.isInPast && !run.isLive {
      views.notice = isByHand ? .byHand : .nothingDue
    }
  }

  /// The next event that is more than a heartbeat and its answer.
  mutating func skip() {
    pause()
    let seconds = horizon
    var isFound = false
    move { isFound = $0.goToNextTelling(within: seconds * 1_000_000) }
    if !isFound { views.notice = endOfSearch ?? .onlyRoutine(seconds: seconds) }
  }

  mutating func goToNextMilestone() {
    pause()
    let seconds = horizon
    var isFound = false
    move { isFound = $0.goToNextMilestone(within: seconds * 1_000_000) }
    if !isFound { views.notice = endOfSearch ?? .noMilestone(seconds: seconds) }
  }

  /// Why nothing was found, where that is not for lack of patience.
  private var endOfSearch: Notice? { run.isLive ? .atPresent : isByHand ? .byHand : nil }

  /// Whether nothing happens by itself any more.
  private var isByHand: Bool { run.history.state.isManual && !run.history.isInPast }

  /// How far ahead something is looked for, in virtual seconds: farther where leases of a minute may
  /// have to run out. What finds nothing stays where it was.
  private var horizon: Int { state.outside == nil ? 10 : 120 }

  mutating func seek(to position: Int) {
    pause()
    let count = history.branch.records.count
    if position < 0 { views.notice = .atBeginning }
    if position > count { views.notice = run.isLive ? .atPresent : .atEnd }
    move { $0.seek(to: min(max(0, position), count)) }
    run.markLatest()
  }

  /// Goes to a moment of this branch.
  mutating func seek(toTime time: Time) {
    pause()
    move { $0.seek(toTime: time) }
  }
}

extension Glance {
  /// Whether what is shown goes on by itself, at its own pace.
  fileprivate var isInPresent: Bool { isLive && !isInPast }
}

extension History {
  /// Whether it can be asked for what comes next: at its end a cluster that goes on by itself
  /// cannot, and what it has told meanwhile is not to be lost by going back to the origin.
  private var canGoOn: Bool { isInPast || !capabilities.contains(.live) }

  /// Goes on to the next event that is more than a heartbeat or an answer to one; stays where it is
  /// when there is none within a span of virtual time. Returns whether there was one.
  fileprivate mutating func goToNextTelling(within span: TimeSpan) -> Bool {
    let limit = now + span
    let origin = self
    while canGoOn, step(until: limit) {
      if !(latest?.isRoutine ?? false) { return true }
    }
    self = origin
    return false
  }

  /// Goes on to the next milestone; stays where it is when there is none within a span of virtual
  /// time. Returns whether there was one.
  fileprivate mutating func goToNextMilestone(within span: TimeSpan) -> Bool {
    if let known = branch.milestone(after: position) {
      seek(to: known)
      return true
    }
    let limit = now + span
    let origin = self
    seek(to: branch.records.count)
    while canGoOn, step(until: limit) {
      if !(latest?.milestones ?? []).isEmpty { return true }
    }
    self = origin
    return false
  }
}
