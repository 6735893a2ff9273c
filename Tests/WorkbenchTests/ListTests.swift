import RaftCore
import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

@Suite("Lists to choose from") struct ListTests {
  private static func place(_ desk: Pressing) -> Int? {
    if case .choosing(let choice) = desk.lab.mode { choice.place } else { nil }
  }

  @Test("Home and End go to the ends, pages go nearly as far as is seen")
  func ends() {
    var desk = Pressing("L end")
    #expect(Self.place(desk) == Library.lessons.count - 1)
    desk.press("home")
    #expect(Self.place(desk) == 0)
    desk.press("pgdn")
    #expect((2...Library.lessons.count).contains(Self.place(desk) ?? 0))
    desk.press("pgup")
    #expect(Self.place(desk) == 0)
  }

  @Test("a digit begins a number, and a slash a search; Enter takes what was found")
  func finding() {
    var desk = Pressing("L 1 2")
    #expect(Self.place(desk) == 11)
    desk = Pressing("L /")
    let title = Library.lessons[4].script.title[.english]
    desk.type(String(title.prefix(12)))
    #expect(Self.place(desk) == 4)
    desk.press("enter")
    #expect(desk.lab.lesson?.id == Library.lessons[4].name)
  }

  @Test("what is not found leaves the choice where it was; Esc leaves the list")
  func notFound() {
    var desk = Pressing("L down /")
    desk.type("zq is in no title")
    #expect(Self.place(desk) == 1)
    desk.press("esc")
    #expect(desk.lab.mode == .normal && desk.lab.lesson == nil)
  }

  @Test("a list that goes on says so at its ends")
  func more() {
    let desk = Pressing("L", columns: 60, rows: 14)
    #expect(desk.rows.contains { $0.hasSuffix("↓") || $0.contains("↓ ") })
    #expect(Pressing("L end", columns: 60, rows: 14).rows.contains { $0.contains("↑") })
  }

  @Test("where there are several parts of the course, each has its heading, and its numbers")
  func headings() {
    let numbers = ["1", "2", "R1", "E1"].map { LessonNumber($0)! }
    let rows = ChoiceList.rows(["a", "b", "c", "d"], of: numbers) { "part \($0)" }
    #expect(
      rows.map(\.text) == [
        "part raft", " 1  a", " 2  b", "part practice", "R1  c", "part etcd", "E1  d",
      ])
    #expect(rows.map(\.place) == [nil, 0, 1, nil, 2, nil, 3])
    // One part alone needs none.
    let alone = ChoiceList.rows(["a", "b"], of: Array(numbers.prefix(2))) { "\($0)" }
    #expect(alone.map(\.place) == [0, 1])
  }

  @Test("in plain lines a choice is said with its number, and chosen by it")
  func spoken() throws {
    var spoken = SpokenLaboratory(Laboratory(settings: Settings(seed: 1)))
    var said = spoken.take(.key("L"))
    #expect(said.contains { $0.hasPrefix("1/\(Library.lessons.count)  ") }, "\(said)")
    said = spoken.take(.key("3"))
    #expect(said.contains { $0.hasPrefix("3/") }, "\(said)")
    for line in said { #expect(!line.contains("▶") && !line.contains("▏"), "\(line)") }
  }
}
