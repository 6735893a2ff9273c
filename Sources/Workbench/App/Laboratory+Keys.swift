import KeyValue
import RaftCore
import Screen
import Simulation
import Teaching

// From keys to commands, and what commands do.
extension Laboratory {
  mutating func press(_ key: Key) {
    let mistake = notice
    notice = nil
    defer { if notice == nil, staysWrong(after: mistake) { notice = mistake } }
    keyEcho?.add(key)
    if guess(by: key) { return }
    if let command = command(for: key) {
      perform(command, by: key)
    } else {
      edit(with: key)
    }
  }

  /// In which contexts a key is looked up, the nearest first.
  var contexts: [Keymap.Context] {
    mode == .normal ? contextsOfView : [mode.context]
  }

  /// In which contexts a key is looked up while nothing is being chosen or typed.
  var contextsOfView: [Keymap.Context] {
    let ofLesson = lesson.map { _ in isAway ? Keymap.Context.lessonAway : .lesson }
    return [ofLesson, view.context, .normal].compactMap { $0 }
  }

  /// What a key does now, as the nearest context has it.
  func command(for key: Key) -> KeyCommand? { keymap.command(for: key, in: contexts) }

  /// Does what a command says.
  package mutating func perform(_ command: KeyCommand, by key: Key? = nil) {
    if mode != .normal {
      performInMode(command, by: key)
    } else if !performInLesson(command) && !performInView(command) && !performInTime(command)
      && !performOnServer(command, by: key) && !performOnSessions(command)
    {
      performOnScreen(command)
    }
  }

  private mutating func performInTime(_ command: KeyCommand) -> Bool {
    switch command {
    case .step: playback.isRunning ? pause() : step()
    case .skip: skip()
    case .nextMilestone: goToNextMilestone()
    case .runOrPause:
      interruptLesson()
      playback.isRunning.toggle()
    case .back: seek(to: timeline.position - 1)
    case .forward: step()
    case .previousMilestone: seek(to: timeline.branch.milestone(before: timeline.position))
    case .followingMilestone: goToNextMilestone()
    case .beginning: seek(to: 0)
    case .latest: seek(to: timeline.branch.records.count)
    case .faster: playback.faster()
    case .slower: playback.slower()
    case .branches: mode = .choosingBranch(timeline.branchNumber)
    default: return false
    }
    return true
  }

  private mutating func performOnServer(_ command: KeyCommand, by key: Key?) -> Bool {
    let life = cluster[selected].life
    switch command {
    case .selectServer: select(number: key?.digit)
    case .selectPrevious: select(number: selected.number - 1)
    case .selectNext: select(number: selected.number + 1)
    case .killOrRestart: perform(life == .crashed ? .restart(selected) : .crash(selected))
    case .pauseOrResume: perform(life == .paused ? .resume(selected) : .pause(selected))
    case .timeOut: perform(.timeOut(selected))
    case .wipe: perform(.wipe(selected))
    case .write: writeNext()
    case .writeByHand: mode = .writing("")
    case .read: perform(.read(key: lastKey, through: selected))
    case .split: startSplitting()
    case .isolate where isAlone(selected): notice = .alone(selected)
    case .isolate: perform(.isolate(selected))
    case .cutLink: mode = .linking(from: nil)
    case .heal: perform(.heal)
    case .messages: startChoosingMessage()
    default: return false
    }
    return true
  }

  private mutating func performOnScreen(_ command: KeyCommand) {
    switch command {
    case .nextView:
      let all = ViewKind.allCases
      view = all[(all.firstIndex(of: view)! + 1) % all.count]
    case .clusterView: view = .cluster
    case .spaceTimeView: view = .spaceTime
    case .rulesView: view = .rules
    case .inspectorView: view = view == .inspector ? .cluster : .inspector
    case .historyView: view = .history
    case .chartsView: view = .charts
    case .filter:
      view = .history
      mode = .filtering(views.history.typed)
    case .palette: mode = .searching("", chosen: 0)
    case .mouse:
      wantsMouse.toggle()
      notice = .mouse(isOn: wantsMouse)
    case .largePrint:
      isLargePrint.toggle()
      if isLargePrint { view = .cluster }
    case .scrollLogBack: logScroll += 1
    case .scrollLogForward: logScroll = max(0, logScroll - 1)
    case .pageUp: scrollPage(by: -1)
    case .pageDown: scrollPage(by: 1)
    case .record: toggleRecording()
    case .savePicture: savePicture()
    case .themes: startChoosingTheme()
    case .language:
      let next = language.next
      if showsOnlyASCII, !next.isASCII { notice = .unshown(next) } else { language = next }
    case .redraw: needsRedraw = true
    case .help: mode = .reading(0)
    case .quit: isDone = true
    default: break
    }
  }

  /// Whether a server stands by itself already: in a group of its own, or in a cluster of one.
  private func isAlone(_ server: ServerID) -> Bool {
    cluster.hosts.count == 1 || cluster.network.groups.contains([server])
  }

  // MARK: Time

  mutating func pause() { playback.isRunning = false }

  private mutating func step() {
    pause()
    move { timeline in
      _ = timeline.step()
    }
    if timeline.cluster.nextDue == nil && !timeline.isInPast { notice = .nothingDue }
  }

  /// The next event that is more than a heartbeat and its answer.
  private mutating func skip() {
    pause()
    let limit = timeline.now + Self.horizon * 1_000_000
    var isFound = false
    move { timeline in
      let origin = timeline
      while !isFound, timeline.step(until: limit) {
        isFound = !(timeline.latest?.isRoutine ?? false)
      }
      if !isFound { timeline = origin }
    }
    if !isFound { notice = .onlyRoutine(seconds: Self.horizon) }
  }

  /// How far ahead something is looked for, in virtual seconds. What finds nothing stays where it
  /// was.
  static let horizon = 10

  private mutating func goToNextMilestone() {
    pause()
    let limit = timeline.now + Self.horizon * 1_000_000
    var isFound = false
    move { timeline in
      if let known = timeline.branch.milestone(after: timeline.position) {
        timeline.seek(to: known)
        isFound = true
        return
      }
      let origin = timeline
      timeline.seek(to: timeline.branch.records.count)
      while !isFound, timeline.step(until: limit) {
        isFound = !(timeline.latest?.milestones ?? []).isEmpty
      }
      if !isFound { timeline = origin }
    }
    if !isFound { notice = .noMilestone(seconds: Self.horizon) }
  }

  mutating func seek(to position: Int) {
    pause()
    let count = timeline.branch.records.count
    if position < 0 { notice = .atBeginning }
    if position > count { notice = .atEnd }
    move { $0.seek(to: min(max(0, position), count)) }
    markLatest()
  }

  /// Marks as they were when the latest event happened: against the moment just before it. None at
  /// the beginning.
  mutating func markLatest() {
    var earlier = timeline
    if timeline.position > 0 { earlier.seek(to: timeline.position - 1) }
    before = earlier.cluster.hosts
    markedSince = earlier.position
  }

  // MARK: Servers and clients

  mutating func select(number: Int?) {
    guard let number, (1...cluster.hosts.count).contains(number) else { return }
    selected = ServerID(number)
  }

  /// The next of the values that are made up: `x=1`, `y=2`, `z=3`, `x=4`, …
  private mutating func writeNext() {
    let count = cluster.clients.operations.count
    let name = ["x", "y", "z"][count % 3]
    perform(
      .write(key: ShortText(name)!, value: .number(count + 1), through: selected))
  }

  /// The key that was written or read last; `x` when none was.
  private var lastKey: ShortText {
    cluster.clients.operations.last?.operation.key ?? ShortText("x")!
  }
}

extension Key {
  /// The digit 1 … 9 that the key types, if it is one.
  var digit: Int? {
    guard case .character(let character) = code, let digit = character.wholeNumberValue,
      (1...9).contains(digit)
    else { return nil }
    return digit
  }
}
