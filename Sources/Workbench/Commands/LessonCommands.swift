import Screen
import Simulation
import Teaching

extension CommandRow {
  /// Going through lessons.
  static let lessons =
    rows(
      of: .lessons,
      [
        CommandRow(.lessons, ["L"], offer: Offer(0) { $0.isAtEndOfLesson }) { lab, _ in
          lab.startChoosingLesson()
        }
      ])
    + rows(
      of: .lessons, in: .lesson,
      [
        CommandRow(
          .lessonNext, ["space", .init(.enter)], offer: Offer(0) { !$0.isAtEndOfLesson }
        ) { lab, _ in lab.goOn() },
        CommandRow(
          .lessonBack, [.init(.backspace), .init(.left)], offer: Offer(1) { !$0.isCountingHands }
        ) { lab, _ in lab.goBack() },
        CommandRow(
          .chapters, ["C"], offer: Offer(2) { !$0.isAtEndOfLesson && !$0.isCountingHands }
        ) { lab, _ in lab.startChoosingChapter() },
        CommandRow(
          .leaveLesson, [.init(.escape), .control("g")],
          offer: Offer(3) { $0.isAtEndOfLesson || $0.isCountingHands }
        ) { lab, _ in lab.leaveLesson() },
      ])
    + rows(
      of: .lessons, in: .lessonAway,
      [
        CommandRow(
          .lessonReturn, [.init(.escape), .control("g")], offer: Offer(0)
        ) { lab, _ in lab.returnToLine() },
        CommandRow(.chapters, ["C"], offer: Offer(1)) { lab, _ in lab.startChoosingChapter() },
      ])
}

extension CommandRow {
  /// While the lesson hurries on.
  static let hurrying = rows(
    of: .modes, in: .hurrying,
    [CommandRow(.cancel, .leave, offer: .last) { lab, _ in lab.stopHurrying() }])
}

extension Glance {
  fileprivate var isAtEndOfLesson: Bool { !isAway && lesson?.phase == .over }

  /// Whether a class's hands are being counted: then digits are numbers.
  var isCountingHands: Bool {
    if !isAway, case .counting? = lesson?.phase { true } else { false }
  }
}

extension Glance {
  /// The keys that answer what the lesson asks; none where it asks nothing.
  var answerKeys: [Key] {
    guard let lesson, lesson.phase == .asking, mode == .normal, !isAway,
      let question = lesson.question?.question
    else { return [] }
    let servers = state.servers.count
    return (0..<question.count(servers: servers)).map {
      Key(.character(question.key(ofChoice: $0, servers: servers)))
    }
  }
}

extension Laboratory {
  fileprivate mutating func startChoosingLesson() {
    let place = Library.lessons.firstIndex { $0.name == lesson?.id ?? lessonPlaces.last }
    list(.lessons, at: place ?? 0)
  }

  fileprivate mutating func startChoosingChapter() {
    guard let chapter = lesson.map({ $0.chapter ?? 0 }) else { return }
    list(.chapters, at: chapter)
  }

  mutating func openLesson(at place: Int) {
    let chosen = Library.lessons[place]
    open(chosen.script, id: chosen.name, isClass: lesson?.isClass ?? false)
  }

  mutating func goToChapter(at place: Int) {
    guard let chapters = lesson?.script.chapters, chapters.indices.contains(place) else { return }
    jump(toStep: chapters[place].step, goesOn: true)
  }

  fileprivate mutating func leaveLesson() {
    rememberPlace()
    lessonPlaces.last = lesson?.id
    if case .run(let run, let name)? = lesson?.setAside {
      show(run)
      self.run.title = name
    }
    if let lesson { run.playback.setSpeed(permille: lesson.speedAside) }
    lesson = nil
    // A script that is no built-in lesson is not in the list.
    if Library.lessons.contains(where: { $0.name == lessonPlaces.last }) {
      views.notice = .lessonLeft
    }
  }
}
