import RaftCore
import Simulation
import Teaching

// A lesson that hurries: runs that nobody watches, as many events for a frame as it has time for.
// The screen goes on meanwhile, and Esc ends it where it is.
extension Laboratory {
  /// The most events for a frame.
  private static let slice = 10_000

  /// Whether the lesson hurries, so that keys do nothing but end that.
  package var isHurrying: Bool { lesson?.hurry != nil }

  /// Begins to hurry. What a frame has time for is done at once.
  mutating func hurry(to goal: LessonPlayer.Hurry) {
    lesson?.hurry = goal
    if goOnHurrying(), isHurrying { views.mode = .hurrying }
  }

  /// Hurries on. Returns whether there was something to do.
  mutating func goOnHurrying() -> Bool {
    guard let goal = lesson?.hurry else { return false }
    var left = Self.slice
    tellMoves { lab in
      while left > 0, !lab.isPast(goal) { left -= lab.performPart(of: left) }
    }
    if isPast(goal) { arrive(at: goal) }
    return true
  }

  private func isPast(_ goal: LessonPlayer.Hurry) -> Bool {
    guard let runner = lesson?.runner, !runner.isFinished else { return true }
    return switch goal {
    case .pastRun(let place): runner.next > place
    case .step(let place, _): runner.next >= place
    case .end: false
    }
  }

  /// Performs the next step, or of a run as much as there may be events. Returns how much of that it
  /// took.
  private mutating func performPart(of events: Int) -> Int {
    guard case .run = lesson?.runner.step?.kind else {
      performStep()
      return 1
    }
    let position = history.position
    let failures = lesson?.runner.failures.count ?? 0
    lesson?.runner.begin(on: run.history)
    let isOver: Bool
    if run.isLive {
      // What has not happened yet cannot be hurried.
      guard let due = history.nextDue else { return events }
      isOver =
        lesson?.runner.advance(on: &run.history, until: due, maximum: events) ?? true
      if !isOver { return max(1, history.position - position) }
    } else {
      isOver = lesson?.runner.advance(on: &run.history, byWorkOf: events) ?? true
    }
    if let failure = lesson?.runner.failures.dropFirst(failures).first {
      views.notice = .lessonFailed(failure.kind)
    }
    return isOver ? history.position - position : events
  }

  private mutating func arrive(at goal: LessonPlayer.Hurry) {
    lesson?.hurry = nil
    if mode == .hurrying { views.mode = .normal }
    switch goal {
    case .pastRun: advanceLesson()
    case .step(let place, let goesOn):
      settle(atStep: min(place, lesson?.runner.next ?? place))
      if goesOn { goOn() }
    case .end: keepRun()
    }
  }

  /// Ends it where it is.
  mutating func stopHurrying() {
    views.mode = .normal
    guard let goal = lesson?.hurry else { return }
    lesson?.hurry = nil
    switch goal {
    case .pastRun: lesson?.phase = .waiting
    case .step: settle(atStep: lesson?.runner.next ?? 0)
    case .end: keepRun()
    }
    views.notice = .stopped(event: history.position)
  }

  /// The script's run is gone on with, without the script.
  private mutating func keepRun() {
    guard let lesson else { return }
    open(run.history, title: lesson.script.title[language])
    if let failure = lesson.runner.failures.first { views.notice = .lessonFailed(failure.kind) }
  }
}
