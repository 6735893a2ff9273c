import RaftCore
import Screen
import Simulation
import Teaching

// Opening and leaving lessons.
extension Laboratory {
  /// Opens a script over what is at hand.
  ///
  /// When it is left, the run comes back that was at hand before it, and before any lesson that it
  /// was opened over; but none in which nothing had been done: then the script's own run stays.
  ///
  /// - Parameter id: what its place is remembered by.
  package mutating func open(_ script: Script, id: String, isClass: Bool = false) {
    pause()
    let opened = Timeline(script.settings)
    var player = LessonPlayer(script, id: id, isClass: isClass, on: opened)
    player.speedAside = lesson?.speedAside ?? playback.permille
    if let lesson {
      // A lesson's own run is not kept, not even in the place of none.
      player.setAside = lesson.setAside
      rememberPlace()
    } else if timeline.position > 0 || timeline.branches.count > 1 {
      player.setAside = .run(timeline, title: title)
    }
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
  mutating func showCluster() {
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
  mutating func performInLesson(_ command: KeyCommand) -> Bool {
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

  mutating func performOnLesson(_ command: KeyCommand, number: Int) {
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

  mutating func performOnChapter(_ command: KeyCommand, number: Int) {
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
    if case .run(let run, let name)? = lesson?.setAside {
      show(run)
      title = name
    }
    if let lesson { playback.setSpeed(permille: lesson.speedAside) }
    lesson = nil
    // What is no built-in lesson is not in the list.
    if Library.lessons.contains(where: { $0.name == lastLesson }) { notice = .lessonLeft }
  }
}
