import Foundation
import Testing

/// Golden files: text kept beside the tests that own it, in `Snapshots/`.
package enum Snapshot {
  /// Rewrites golden files when this variable is 1; the run then fails once, so that nobody
  /// commits a new file unread.
  package static let variable = "RAFTLAB_UPDATE_SNAPSHOTS"

  /// Expects that text is the same as the golden file of this name.
  ///
  /// - Parameters:
  ///   - text: what the test made.
  ///   - name: the file's name in `Snapshots/` beside the calling file, with its extension.
  package static func expect(
    _ text: String, matches name: String, filePath: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let folder = URL(fileURLWithPath: filePath).deletingLastPathComponent()
      .appendingPathComponent("Snapshots")
    let file = folder.appendingPathComponent(name)
    let golden = try? String(contentsOf: file, encoding: .utf8)
    if golden == text { return }
    guard ProcessInfo.processInfo.environment[variable] == "1" else {
      Issue.record(
        """
        \(name) \(golden == nil ? "does not exist" : "differs") \
        (\(variable)=1 rewrites it)
        \(difference(golden ?? "", text))
        """, sourceLocation: sourceLocation)
      return
    }
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record("\(name) was rewritten: read it", sourceLocation: sourceLocation)
    } catch {
      Issue.record("\(name) cannot be written: \(error)", sourceLocation: sourceLocation)
    }
  }

  /// The lines that differ, old after `-`, new after `+`.
  private static func difference(_ old: String, _ new: String) -> String {
    let before = old.split(separator: "\n", omittingEmptySubsequences: false)
    let after = new.split(separator: "\n", omittingEmptySubsequences: false)
    var lines: [String] = []
    for index in 0..<max(before.count, after.count) {
      let left = index < before.count ? before[index] : nil
      let right = index < after.count ? after[index] : nil
      if left == right { continue }
      if let left { lines.append("\(index + 1) - \(left)") }
      if let right { lines.append("\(index + 1) + \(right)") }
    }
    return lines.prefix(60).joined(separator: "\n")
  }
}
