import RaftCore
import Screen
import Simulation
import Teaching
import TestSupport
import Testing

@testable import Workbench

// Opening lessons, leaving them, and what comes back.
extension LessonStories {
  @Test("the list stands on the lesson that was left")
  func findsTheLastLesson() throws {
    var lab = Laboratory(settings: Settings())
    let lesson = Library.lessons[1]
    lab.open(lesson.script, id: lesson.name)
    Self.press("space esc", on: &lab)
    #expect(Self.text(lab).contains("The lesson waits where you left it"))
    Self.press("L enter", on: &lab)
    #expect(lab.lesson?.id == lesson.name)
    #expect(lab.lesson?.stopNumber == 1)
  }

  @Test("a lesson is taken up where it was left, and the run from before it comes back")
  func resumes() throws {
    var lab = Laboratory(settings: Settings(servers: 4))
    Self.press("space space space", on: &lab)
    let free = lab.cluster.stateAndFuture
    let script = try Script(source: Self.source)
    lab.open(script, id: "a b")
    #expect(lab.cluster.hosts.count == 3)
    Self.press("space space 1 space", on: &lab)
    let there = lab.cluster.stateAndFuture
    Self.press("esc", on: &lab)
    #expect(lab.lesson == nil)
    #expect(lab.cluster.stateAndFuture == free)
    let places = LessonPlaces(text: lab.lessonPlaces.text)
    #expect(places["a b"] == lab.lessonPlaces["a b"])
    var other = Laboratory(settings: Settings())
    other.lessonPlaces = places
    other.open(script, id: "a b")
    #expect(other.cluster.stateAndFuture == there)
    #expect(Self.text(other).contains("This is where you left off."))
    #expect(Self.text(other).contains("The first to ask."))
  }

  @Test("a lesson opened over another brings back the run before both, or leaves its own")
  func opensOverAnother() throws {
    let script = try Script(source: Self.source)
    for keys in ["", "space space space"] {
      var lab = Laboratory(settings: Settings(servers: 4))
      lab.run.title = "A run"
      Self.press(keys, on: &lab)
      let free = lab.cluster.stateAndFuture
      lab.open(script, id: "a b")
      Self.press("space space 1 space", on: &lab)
      lab.open(script, id: "c d")
      #expect(lab.title == "A lesson")
      let there = lab.cluster.stateAndFuture
      Self.press("esc", on: &lab)
      #expect(lab.cluster.stateAndFuture == (keys.isEmpty ? there : free))
      #expect(lab.title == (keys.isEmpty ? "A lesson" : "A run"))
    }
  }

  @Test("the speed from before a lesson comes back when it is left")
  func restoresSpeed() throws {
    var lab = Laboratory(settings: Settings())
    Self.press("+ +", on: &lab)
    let speed = lab.playback.permille
    let lessons = Library.lessons.filter { ["election", "experiments"].contains($0.name) }
    for lesson in lessons { lab.open(lesson.script, id: lesson.name) }
    Self.press("space", on: &lab)
    #expect(lessons.count == 2 && lab.playback.permille != speed)
    Self.press("esc", on: &lab)
    #expect(lab.lesson == nil && lab.playback.permille == speed)
  }

  @Test("L lists the built-in lessons, and opens one")
  func lists() {
    var lab = Laboratory(settings: Settings())
    Self.press("L", on: &lab)
    let titles = Library.lessons.map { $0.script.title[.english] }
    #expect(Self.text(lab).contains("▶   1  \(titles[0])"))
    #expect(Self.text(lab).contains("\n      9  \(titles[8])"))
    #expect(Self.text(lab).contains("\n     10  \(titles[9])"))
    Self.press("enter", on: &lab)
    #expect(lab.lesson?.id == Library.lessons[0].name)
    Self.press("G", on: &lab)
    #expect(Self.text(lab).contains(Library.lessons[0].script.title[.chinese]))
  }
}
