import Foundation
import Testing

/// Stories of servers: what follows from each act, kept in files for people to read.
///
/// `RAFTLAB_UPDATE_SNAPSHOTS=1 swift test --filter Interactions` rewrites the files that differ,
/// and fails once, so that nobody commits them unread.
@Suite("Interactions")
struct Interactions {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Interactions")

  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted()

  @Test("Each story is told as it is written", arguments: names)
  func isToldAsWritten(name: String) throws {
    let file = Self.folder.appending(path: name)
    let written = try String(contentsOf: file, encoding: .utf8)
    let told = try Story.told(written)
    if told == written { return }
    if ProcessInfo.processInfo.environment["RAFTLAB_UPDATE_SNAPSHOTS"] == "1" {
      try told.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(name) was rewritten; read it before you keep it")
      return
    }
    let before = written.split(separator: "\n", omittingEmptySubsequences: false)
    let after = told.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(before, after).prefix { $0 == $1 }.count
    let old = line < before.count ? before[line] : "(the end)"
    let new = line < after.count ? after[line] : "(the end)"
    Issue.record("\(name), line \(line + 1)\n  written: \(old)\n  now:     \(new)")
  }

  @Test("There are stories to tell")
  func thereAreStories() {
    #expect(Self.names.count >= 12)
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
