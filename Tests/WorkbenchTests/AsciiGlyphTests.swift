import Foundation
import Screen
import Simulation
import Teaching
import Testing

@testable import Workbench

/// Where there is only ASCII, nothing that the screen says by a glyph may be lost.
@Suite("Stand-ins in ASCII") struct AsciiGlyphTests {
  /// The characters beyond ASCII in the program's text: not in its comments.
  static func glyphs(in folder: String) throws -> [Unicode.Scalar: String] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources")
    let folder = root.appendingPathComponent(folder)
    var glyphs: [Unicode.Scalar: String] = [:]
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    for case let file as URL in files!
    where file.pathExtension == "swift" && !file.path.contains("Chinese") {
      let source = try String(contentsOf: file, encoding: .utf8)
      for line in source.split(separator: "\n") {
        if line.drop(while: { $0 == " " }).hasPrefix("//") { continue }
        for scalar in line.unicodeScalars where scalar.value >= 0x7F {
          glyphs[scalar] = file.lastPathComponent
        }
        for match in line.matches(of: /\\u\{([0-9A-Fa-f]+)\}/) {
          guard let value = UInt32(match.1, radix: 16), value >= 0xA0,
            let scalar = Unicode.Scalar(value)
          else { continue }
          glyphs[scalar] = file.lastPathComponent
        }
      }
    }
    return glyphs
  }

  @Test(
    "every glyph of labels, views and legends has one",
    arguments: [("Workbench", 40), ("Teaching/Languages/English", 4)])
  func all(folder: String, count: Int) throws {
    let glyphs = try Self.glyphs(in: folder)
    #expect(glyphs.count >= count)
    for (glyph, file) in glyphs where glyph != "\u{FFFD}" && !Self.isChinese(glyph) {
      var surface = Surface(size: Size(columns: 2, rows: 1))
      let name = "\(glyph) (U+\(String(glyph.value, radix: 16))) in \(file)"
      #expect(surface.draw(String(glyph), at: .zero) > 0, "\(name) draws nothing")
      surface.replace(with: .asciiAlone)
      #expect(surface[.zero]?.text != "?", "\(name)")
    }
  }

  /// The name of the language in itself, which is shown where it can be.
  private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    (0x2E80...0x9FFF).contains(scalar.value) || (0xFF00...0xFFEF).contains(scalar.value)
  }

  @Test("a language that needs more is not chosen by its key, and the reason is said")
  func language() {
    var laboratory = Laboratory(settings: .init(), size: Size(columns: 100, rows: 30))
    laboratory.look.showsOnlyASCII = true
    laboratory.handle(.key("G"))
    #expect(laboratory.language == .english)
    #expect(laboratory.frame().text.contains("zh needs others"))
    laboratory.look.showsOnlyASCII = false
    laboratory.handle(.key("G"))
    #expect(laboratory.language == .chinese)
  }
}
