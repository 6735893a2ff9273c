import Foundation
import TestSupport
import Testing

@Suite("The README's pictures", .ownThreads) struct ReadmePicturesTests {
  @Test("they are what .github/pictures makes now")
  func fresh() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let folder = try Folder()
    let made = folder.shell("\(root)/.github/pictures $raftlab \(folder.path)")
    #expect(made.status == 0, "\(made.output)")
    #expect(folder.files == ["demo.svg", "screen.svg"])
    for name in folder.files {
      let kept = try? String(contentsOfFile: "\(root)/.github/\(name)", encoding: .utf8)
      // Not their contents, which would fill the screen.
      let isFresh = try folder.text(name) == kept
      #expect(isFresh, "stale: .github/pictures .build/debug/raftlab .github makes \(name) anew")
    }
  }
}
