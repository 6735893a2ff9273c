import Foundation
import Testing

@Suite("The module's imports") struct ImportTests {
  /// The lines of a file that import something, without comments.
  static func imports(in text: String) -> [String] {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { line in
      let words = line.split(separator: " ").drop { word in
        word.hasPrefix("@") || ["package", "public", "internal"].contains(word)
      }
      return words.first == "import"
    }
  }

  @Test("Screen imports nothing, so that it can be drawn on anywhere")
  func nothing() throws {
    let folder = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/Screen")
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    var count = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      count += 1
      let found = Self.imports(in: try String(contentsOf: file, encoding: .utf8))
      #expect(found.isEmpty, "\(file.lastPathComponent): \(found)")
    }
    #expect(count > 20, "the sources are not where they were")
  }

  @Test("the scan finds an import however it is written")
  func isAbleToFire() {
    for line in [
      "import Glibc", "  import Glibc", "@preconcurrency import Foundation",
      "package import Simulation", "import struct Foundation.Data",
    ] {
      #expect(
        Self.imports(in: "// import\n\(line)\nlet x = 1") == [
          line.trimmingCharacters(in: .whitespaces)
        ])
    }
    #expect(Self.imports(in: "// import Glibc\n/// imports nothing\nlet imported = 1").isEmpty)
  }
}
