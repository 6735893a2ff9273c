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
    if script.isReal, !run.isLive {
      views.notice = .needsMembers(id)
      return
    }
    let opened: any History = script.isReal ? run.history : Timeline(script.settings)
    var player = LessonPlayer(script, id: id, isClass: isClass, on: opened)
    player.speedAside = lesson?.speedAside ?? run.playback.permille
    if let lesson {
      // A lesson's own run is not kept, not even in the place of none.
      player.setAside = lesson.setAside
      rememberPlace()
    } else if !script.isReal, history.position > 0 || history.branches.count > 1 {
      player.setAside = .run(history, title: run.title)
    }
    show(opened)
    lesson = player
    run.title = script.title[language]
    // What real members did then cannot be done again.
    if !script.isReal, let place = lessonPlaces[id], place > 0, place <= script.steps.count {
      views.notice = .lessonResumed
      jump(toStep: place)
    }
  }

  /// Shows another run from here on.
  mutating func show(_ other: any History) {
    run.replace(by: other)
    views.startOver()
    if state.outside != nil { views.open = .pods }
    showCluster()
  }

  /// Another cluster, or another moment of it, is at hand: nothing in it has just changed.
  mutating func showCluster() {
    run.forgetMarks()
    views.selected = ServerID(min(selected.number, state.servers.count))
    views.logScroll = 0
  }

  /// Notes how far the lesson was followed, so that it can be taken up again there.
  package mutating func rememberPlace() {
    guard let lesson else { return }
    lessonPlaces[lesson.id] = lesson.phase == .over ? 0 : lesson.stop.map { $0 + 1 } ?? 0
  }
}
