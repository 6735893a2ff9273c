import RaftCore
import Screen
import Simulation
import Teaching

// Playing lessons.
extension Laboratory {
  /// Opens a script over the run at hand, which comes back when it is left.
  ///
  /// - Parameter id: what its place is remembered by.
  package mutating func open(_ script: Script, id: String, isClass: Bool = false) {
    pause()
    let aside = lesson?.setAside ?? timeline
    let opened = Timeline(script.settings)
    var player = LessonPlayer(script, id: id, isClass: isClass, on: opened)
    if lesson != nil || timeline.position > 0 || timeline.branches.count > 1 {
      player.setAside = aside
      player.titleAside = lesson.map(\.titleAside) ?? title
    }
    if lesson != nil { rememberPlace() }
    show(opened)
    lesson = player
    title = script.title[language]
    if let place = lessonPlaces[id], place > 0, place <= script.steps.count {
      jump(toStep: place)
      notice = .lessonResumed
    }
  }

  /// Shows another run from here on.
  mutating func show(_ other: Timeline) {
    timeline = other
    view = .cluster
    views = ViewStates()
    showCluster()
  }

  /// Another cluster, or another moment of it, is at hand: nothing in it has just changed.
  private mutating func showCluster() {
    before = timeline.cluster.hosts
    markedSince = timeline.position
    selected = ServerID(min(selected.number, timeline.cluster.hosts.count))
    logScroll = 0
  }

  /// Notes how far the lesson was followed, so that it can be taken up again there.
  package mutating func rememberPlace() {
    guard let lesson else { return }
    lessonPlaces[lesson.id] = lesson.phase == .over ? 0 : lesson.stop.map { $0 + 1 } ?? 0
  }

  /// Whether the user has left the lesson's line: the run is not where the lesson brought it.
  package var isAway: Bool {
    guard let lesson, !lesson.isMoving else { return false }
    return playback.isRunning || timeline.moment != lesson.runner.moment
  }

  // MARK: Commands

  /// Does what a command means for the lesson. Returns whether it means something.
  mutating func performInLesson(_ command: Command) -> Bool {
    switch command {
    case .lessons:
      let place = Library.lessons.firstIndex { $0.name == lesson?.id ?? lastLesson }
      mode = .choosingLesson(place ?? 0)
    case .chapters where lesson != nil: mode = .choosingChapter(lesson?.chapter ?? 0)
    case .lessonNext where lesson != nil: goOn()
    case .lessonBack where lesson != nil: goBack()
    case .lessonReturn where lesson != nil: returnToLine()
    case .leaveLesson where lesson != nil: leaveLesson()
    case .chapters, .lessonNext, .lessonBack, .lessonReturn, .leaveLesson: break
    default: return false
    }
    return true
  }

  mutating func performOnLesson(_ command: Command, number: Int) {
    switch command {
    case .chooseUp: mode = .choosingLesson(max(0, number - 1))
    case .chooseDown: mode = .choosingLesson(min(Library.lessons.count - 1, number + 1))
    case .confirm:
      mode = .normal
      let chosen = Library.lessons[number]
      open(chosen.script, id: chosen.name, isClass: lesson?.isClass ?? false)
    default: break
    }
  }

  mutating func performOnChapter(_ command: Command, number: Int) {
    guard let chapters = lesson?.script.chapters, !chapters.isEmpty else {
      mode = .normal
      return
    }
    switch command {
    case .chooseUp: mode = .choosingChapter(max(0, number - 1))
    case .chooseDown: mode = .choosingChapter(min(chapters.count - 1, number + 1))
    case .confirm:
      mode = .normal
      jump(toStep: chapters[number].step)
      goOn()
    default: break
    }
  }

  private mutating func leaveLesson() {
    rememberPlace()
    lastLesson = lesson?.id
    if let aside = lesson?.setAside {
      show(aside)
      title = lesson?.titleAside
    }
    lesson = nil
    // What is no built-in lesson is not in the list.
    if Library.lessons.contains(where: { $0.name == lastLesson }) { notice = .lessonLeft }
  }

  // MARK: Forward

  /// Goes on to where the lesson waits next; ends a run that is under way at once.
  private mutating func goOn() {
    guard let lesson else { return }
    pause()
    switch lesson.phase {
    case .performing: finishRun()
    case .waiting, .asking, .pausing: advanceLesson()
    case .counting(let known, let typed): takeCount(known, typed)
    case .over: break
    }
  }

  private mutating func finishRun() {
    tellMoves { lab in lab.performStep() }
    advanceLesson()
  }

  /// Performs steps up to the next at which the lesson waits, or that takes time.
  mutating func advanceLesson() {
    if lesson?.runner.isFinished ?? true {
      lesson?.phase = .over
      return
    }
    var hosts = timeline.cluster.hosts
    var position = timeline.position
    while let step = lesson?.runner.step {
      if case .run = step.kind {
        lesson?.runner.begin(on: timeline)
        lesson?.phase = .performing
        break
      }
      performStep()
      if case .cluster = step.kind {
        hosts = timeline.cluster.hosts
        position = 0
      }
      let phase = phase(after: step)
      lesson?.phase = phase
      if step.isStop || phase != .waiting { break }
    }
    if timeline.position > position { mark(since: hosts, position: position) }
    if lesson?.runner.isFinished ?? false, lesson?.phase == .waiting,
      lesson.map({ $0.stop != $0.script.steps.count - 1 }) ?? false
    {
      lesson?.phase = .over
    }
  }

  private func phase(after step: ScriptStep) -> LessonPlayer.Phase {
    switch step.kind {
    case .ask: lesson?.isClass ?? false ? .counting([], typed: "") : .asking
    case .pause(let span?): .pausing(span)
    default: .waiting
    }
  }

  /// Performs one step, with what it means for the screen.
  mutating func performStep() {
    guard let player = lesson, let step = player.runner.step else { return }
    let place = player.runner.next
    if let failure = lesson?.runner.perform(on: &timeline) { notice = .lessonFailed(failure.kind) }
    switch step.kind {
    case .cluster: showCluster()
    case .view(let view): self.view = ViewKind(view)
    case .speed(let permille): playback.setSpeed(permille: permille)
    case .explain:
      if let asked = player.asked(before: place),
        let answer = try? asked.question.answer(in: cluster)
      {
        lesson?.answers[asked.place] = answer
      }
    default: break
    }
  }

  mutating func tellMoves(_ body: (inout Laboratory) -> Void) {
    let hosts = timeline.cluster.hosts
    let position = timeline.position
    body(&self)
    mark(since: hosts, position: position)
  }

  /// Lets real time pass for the lesson. Returns whether the lesson moved with it.
  mutating func tickLesson(_ elapsed: Duration) -> Bool {
    switch lesson?.phase {
    case .pausing(let left):
      lesson?.phase = .pausing(max(0, left - elapsed))
      if left <= elapsed { advanceLesson() }
      return true
    case .performing:
      let target = timeline.now + playback.virtual(of: elapsed)
      guard target > timeline.now else { return true }
      let failures = lesson?.runner.failures.count ?? 0
      let isOver = advanceRun(until: target, maximum: 5000)
      if let failure = lesson?.runner.failures.dropFirst(failures).first {
        notice = .lessonFailed(failure.kind)
      }
      if isOver { advanceLesson() }
      return true
    default: return false
    }
  }

  /// Lets the run that the lesson is at go on to a moment, by so many events at most. Returns
  /// whether it is over.
  mutating func advanceRun(until target: Time, maximum: Int = Script.eventLimit) -> Bool {
    var isOver = true
    tellMoves { lab in
      isOver =
        lab.lesson?.runner.advance(on: &lab.timeline, until: target, maximum: maximum) ?? true
    }
    return isOver
  }

  /// Somebody acts or moves while the lesson does: it stops where it is.
  mutating func interruptLesson() {
    if lesson?.isMoving ?? false { lesson?.phase = .waiting }
  }

  /// What somebody does from outside happens on a branch of their own, never on the lesson's.
  mutating func branchOffLesson(for stimulus: Stimulus) {
    guard let lesson, lesson.runner.branches.contains(timeline.branchNumber),
      !timeline.isInPast, cluster.refusal(of: stimulus) == nil
    else { return }
    timeline.branchOff()
  }

  // MARK: Back

  private mutating func goBack() {
    guard let lesson else { return }
    pause()
    let stops = lesson.script.steps.indices.filter {
      lesson.script.steps[$0].isStop && $0 < lesson.runner.next
    }
    // From between two stops to the last; from a stop to the one before it.
    let isBetween = lesson.phase == .over || lesson.isMoving || isAway
    let isAtStop = stops.last == lesson.runner.next - 1
    let target = isBetween || !isAtStop ? stops.last : stops.dropLast().last
    guard let target else {
      if lesson.runner.next == 0 { notice = .atBeginning }
      settle(atStep: 0)
      return
    }
    settle(atStep: target + 1)
  }

  private mutating func returnToLine() {
    guard let lesson else { return }
    pause()
    settle(atStep: lesson.runner.next)
  }

  /// Goes back to just before a step that was reached, exactly, and waits there as it did.
  private mutating func settle(atStep place: Int) {
    lesson?.runner.goBack(toStep: place, on: &timeline)
    showCluster()
    guard place > 0, let step = lesson?.script.steps[place - 1] else {
      lesson?.forget(from: 0)
      lesson?.phase = .waiting
      return
    }
    let phase = phase(after: step)
    lesson?.phase = phase
    let keepsGuess = lesson?.guesses[place - 1] != nil && lesson?.phase == .asking
    lesson?.forget(from: keepsGuess ? place - 1 : place)
    // Whatever the screen was told on the way holds here too.
    for step in lesson?.script.steps.prefix(place) ?? [] {
      if case .view(let view) = step.kind { self.view = ViewKind(view) }
      if case .speed(let permille) = step.kind { playback.setSpeed(permille: permille) }
    }
  }

  /// Goes to just before a step, back or forward, without showing what happens on the way.
  mutating func jump(toStep place: Int) {
    guard let lesson else { return }
    pause()
    if place < lesson.runner.trail.count {
      settle(atStep: place)
      return
    }
    while let next = self.lesson?.runner.next, next < place { performStep() }
    settle(atStep: place)
  }
}

extension Laboratory.ViewKind {
  /// The view that a script names.
  init(_ view: ScriptView) {
    self =
      switch view {
      case .cluster: .cluster
      case .spaceTime: .spaceTime
      case .rules: .rules
      case .inspector: .inspector
      case .history: .history
      case .charts: .charts
      }
  }
}
