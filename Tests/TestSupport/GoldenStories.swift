import Foundation
import Testing

/// A folder of stories, `.txt` files beside a test: acts, and after each what follows from it, for
/// people to read.
///
/// With `RAFTLAB_UPDATE_SNAPSHOTS=1` a story that has changed is rewritten, and fails once, so that
/// nobody commits it unread.
package struct GoldenStories: Sendable {
  private let folder: URL
  /// The files' names, sorted.
  package let names: [String]

  /// The stories in a folder beside the calling file.
  package init(_ folder: String, filePath: String = #filePath) {
    self.folder = URL(filePath: filePath).deletingLastPathComponent().appending(path: folder)
    let files = try? FileManager.default.contentsOfDirectory(atPath: self.folder.path)
    names = (files ?? []).filter { $0.hasSuffix(".txt") }.sorted()
  }

  /// Expects that a story, told anew, is what is written; names the first line that is not.
  ///
  /// - Parameters:
  ///   - name: one of `names`.
  ///   - tell: makes the story from its text, by taking its acts again.
  package func expect(
    _ name: String, toldBy tell: (String) throws -> String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appending(path: name)
    let written = try String(contentsOf: file, encoding: .utf8)
    let told = try tell(written)
    if told == written { return }
    if ProcessInfo.processInfo.environment[Snapshot.variable] == "1" {
      try told.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(name) was rewritten: read it", sourceLocation: sourceLocation)
      return
    }
    let before = written.split(separator: "\n", omittingEmptySubsequences: false)
    let after = told.split(separator: "\n", omittingEmptySubsequences: false)
    let line = zip(before, after).prefix { $0 == $1 }.count
    let old = line < before.count ? before[line] : "(the end)"
    let new = line < after.count ? after[line] : "(the end)"
    Issue.record(
      "\(name), line \(line + 1)\n  written: \(old)\n  now:     \(new)",
      sourceLocation: sourceLocation)
  }
}
