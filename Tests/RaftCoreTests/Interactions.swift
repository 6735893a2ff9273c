import TestSupport
import Testing

/// Stories of servers: what follows from each act, kept in files for people to read.
///
/// `RAFTLAB_UPDATE_SNAPSHOTS=1 swift test --filter Interactions` rewrites the files that differ,
/// and fails once, so that nobody commits them unread.
@Suite("Interactions")
struct Interactions {
  static let stories = GoldenStories("Interactions")

  @Test("Each story is told as it is written", arguments: stories.names)
  func isToldAsWritten(name: String) throws {
    try Self.stories.expect(name, toldBy: Story.told)
  }

  @Test("There are stories to tell")
  func thereAreStories() {
    #expect(Self.stories.names.count >= 12)
  }

  @Test("A story that says something else than what happens is found out")
  func aLieIsFoundOut() throws {
    let written = try Story.told("> cluster 3\n> timeout S1\n")
    #expect(written.contains("start-election"))
    let lie = written.replacing("term 1, needs 2", with: "term 1, needs 1")
    #expect(lie != written)
    #expect(try Story.told(lie) == written)
  }

  @Test(
    "A command that makes no sense is named", arguments: ["dance S1", "timeout S0", "cluster 10"])
  func nonsenseIsNamed(command: String) {
    #expect(throws: Story.Misunderstanding.self) { try Story.told("> cluster 3\n> \(command)\n") }
  }
}
