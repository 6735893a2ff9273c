import RaftCore
import Simulation
import Teaching

// Going through a lesson, step by step.
extension Laboratory {
  // MARK: Forward

  /// Goes on to where the lesson waits next; ends a run that is under way at once.
  mutating func goOn() {
    guard let lesson else { return }
    pause()
    switch lesson.phase {
    case .performing: hurry(to: .pastRun(lesson.runner.next))
    case .waiting, .asking, .pausing: advanceLesson()
    case .counting(let known, let typed): takeCount(known, typed)
    case .over: break
    }
  }

  /// Performs steps up to the next at which the lesson waits, or that takes time.
  mutating func advanceLesson() {
    if lesson?.runner.isFinished ?? true {
      lesson?.phase = .over
      return
    }
    var servers = run.state.servers
    var position = history.position
    while let step = lesson?.runner.step {
      if case .run = step.kind {
        lesson?.runner.begin(on: run.history)
        lesson?.phase = .performing
        break
      }
      performStep()
      if case .cluster = step.kind {
        servers = run.state.servers
        position = 0
      }
      let phase = phase(after: step)
      lesson?.phase = phase
      if step.isStop || phase != .waiting { break }
    }
    if history.position > position { run.mark(since: servers, position: position) }
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
    if let failure = lesson?.runner.perform(on: &run.history) {
      views.notice = .lessonFailed(failure.kind)
    }
    tellScreen(step)
    switch step.kind {
    case .cluster: showCluster()
    case .explain:
      if let asked = player.asked(before: place),
        let answer = try? asked.question.answer(in: run.state)
      {
        lesson?.answers[asked.place] = answer
      }
    default: break
    }
  }

  /// What a step tells the screen holds until another step tells it otherwise.
  private mutating func tellScreen(_ step: ScriptStep) {
    switch step.kind {
    case .view(let view): views.open = ViewKind(view)
    case .speed(let permille): run.playback.setSpeed(permille: permille)
    default: break
    }
  }

  /// Lets the cluster move on, and marks on the screen what changed by it.
  mutating func tellMoves(_ body: (inout Laboratory) -> Void) {
    let servers = run.state.servers
    let position = history.position
    body(&self)
    run.mark(since: servers, position: position)
  }

  /// Lets real time pass for the lesson. Returns whether the lesson moved with it.
  mutating func tickLesson(_ elapsed: Duration) -> Bool {
    switch lesson?.phase {
    case .pausing(let left):
      lesson?.phase = .pausing(max(.zero, left - elapsed))
      if left <= elapsed { advanceLesson() }
      return true
    case .performing:
      let target = history.now + run.playback.virtual(of: elapsed)
      guard target > history.now else { return true }
      let failures = lesson?.runner.failures.count ?? 0
      let isOver = advanceRun(until: target, maximum: 5000)
      if let failure = lesson?.runner.failures.dropFirst(failures).first {
        views.notice = .lessonFailed(failure.kind)
      }
      if isOver { advanceLesson() }
      return true
    default: return false
    }
  }

  /// Lets the run that the lesson is at go on to a moment, by so many events at most. Returns
  /// whether it is over.
  mutating func advanceRun(until target: Time, maximum: Int = .max) -> Bool {
    var isOver = true
    tellMoves { lab in
      isOver =
        lab.lesson?.runner.advance(on: &lab.run.history, until: target, maximum: maximum) ?? true
    }
    return isOver
  }

  /// Somebody acts or moves while the lesson does: it stops where it is.
  mutating func interruptLesson() {
    guard lesson?.isMoving ?? false else { return }
    lesson?.phase = .waiting
    lesson?.hurry = nil
  }

  /// What somebody does from outside happens on a branch of their own, never on the lesson's.
  mutating func branchOffLesson(for stimulus: Stimulus) {
    guard let lesson, lesson.runner.branches.contains(history.branchNumber),
      !history.isInPast, run.history.refusal(of: stimulus) == nil
    else { return }
    run.history.branchOff()
  }

  // MARK: Back

  mutating func goBack() {
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
      if lesson.runner.next == 0 { views.notice = .atBeginning }
      settle(atStep: 0)
      return
    }
    settle(atStep: target + 1)
  }

  mutating func returnToLine() {
    guard let lesson else { return }
    pause()
    settle(atStep: lesson.runner.next)
  }

  /// Goes back to just before a step that was reached, exactly, and waits there as it did.
  mutating func settle(atStep place: Int) {
    lesson?.runner.goBack(toStep: place, on: &run.history)
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
    for step in lesson?.script.steps.prefix(place) ?? [] { tellScreen(step) }
  }

  /// Goes to just before a step, back or forward, without showing what happens on the way; then on
  /// to where the lesson waits next, if so wished.
  mutating func jump(toStep place: Int, goesOn: Bool = false) {
    guard let lesson else { return }
    pause()
    if place < lesson.runner.trail.count {
      settle(atStep: place)
      if goesOn { goOn() }
    } else {
      // Who has gone elsewhere meanwhile comes back first: the lesson goes on where it was left.
      if isAway { settle(atStep: lesson.runner.next) }
      hurry(to: .step(place, goesOn: goesOn))
    }
  }
}

extension ViewKind {
  /// The view that a script names.
  fileprivate init(_ view: ScriptView) {
    self =
      switch view {
      case .cluster: .cluster
      case .spaceTime: .spaceTime
      case .rules: .rules
      case .inspector: .inspector
      case .history: .history
      case .charts: .charts
      case .pods: .pods
      case .explorer: .explorer
      case .experiments: .experiments
      case .fate: .fate
      }
  }
}
