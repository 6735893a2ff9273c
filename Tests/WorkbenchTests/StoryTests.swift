import Foundation
import Testing

/// Stories at the screen, kept in files for people to read.
///
/// `RAFTLAB_UPDATE_SNAPSHOTS=1 swift test --filter StoryTests` rewrites the files that differ, and
/// fails once, so that nobody commits them unread.
@Suite("Stories at the screen") struct StoryTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Stories")

  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted()

  @Test("each story goes as it is written", arguments: names)
  func goesAsWritten(name: String) throws {
    let file = Self.folder.appending(path: name)
    let written = try String(contentsOf: file, encoding: .utf8)
    let told = try Story.told(written)
    if told == written { return }
    if ProcessInfo.processInfo.environment["RAFTLAB_UPDATE_SNAPSHOTS"] == "1" {
      try told.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(name) was rewritten: read it")
      return
    }
    let before = written.split(separator: "\n", omittingEmptySubsequences: false)
    let after = told.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(before, after).prefix { $0 == $1 }.count
    let old = line < before.count ? before[line] : "(the end)"
    let new = line < after.count ? after[line] : "(the end)"
    Issue.record("\(name), line \(line + 1)\n  written: \(old)\n  now:     \(new)")
  }

  @Test("there are stories")
  func thereAreStories() { #expect(Self.names.count >= 10) }

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
    #expect(throws: Desk.Unreadable.self) { try Story.told("> \(word)\n") }
  }
}
