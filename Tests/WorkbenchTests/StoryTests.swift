import TestSupport
import Testing

/// Stories at the screen, kept in files for people to read.
///
/// `RAFTLAB_UPDATE_SNAPSHOTS=1 swift test --filter StoryTests` rewrites the files that differ, and
/// fails once, so that nobody commits them unread.
@Suite("Stories at the screen") struct StoryTests {
  static let stories = GoldenStories("Stories")

  @Test("each story goes as it is written", arguments: stories.names)
  func goesAsWritten(name: String) throws {
    try Self.stories.expect(name, toldBy: Story.told)
  }

  @Test("there are stories")
  func thereAreStories() { #expect(Self.stories.names.count >= 10) }

  @Test("a story that says something else than the screen does is found out")
  func aLieIsFoundOut() throws {
    let truth = try Story.told("> start servers 3\n> n\n")
    #expect(truth.contains("candidate"))
    let lie = truth.replacing("candidate", with: "leader")
    #expect(try Story.told(lie) == truth)
    #expect(lie != truth)
  }

  @Test("a key that does not exist is named", arguments: ["spaec", "ctrl-", "w*x"])
  func nonsense(word: String) {
    #expect(throws: Desk.SyntaxError.self) { try Story.told("> \(word)\n") }
  }
}
