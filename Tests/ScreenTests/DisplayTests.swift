import TestSupport
import Testing

@testable import Screen

@Suite("Displays") struct DisplayTests {
  static func sample(size: Size = Size(columns: 44, rows: 8)) -> Surface {
    var surface = Surface(size: size)
    surface.box(surface.bounds, title: [Span("cluster", .plain.bold)], style: .plain.dim)
    let inside = surface.bounds.inset(columns: 2, rows: 1)
    surface.draw(
      [
        Span("★ leader", Style(.green).bold), Span("  term 4  "),
        Span("▏1 x=3▕", Style(.rgb(230, 180, 80))),
      ],
      at: inside.origin)
    surface.draw("领导者：复制日志 <&> e\u{301}", at: inside.point(row: 1), style: Style(.brightCyan))
    surface.draw("○ follower ♥ ▓▓░ ⏱ ● ▶ ✖ ◆ ✓ → §5.4", at: inside.point(row: 2))
    surface.draw(" selected ", at: inside.point(row: 3), style: Style(.blue).reversed.underlined)
    surface.draw(
      "━━━▶─⏸─", at: inside.point(column: 12, row: 3), style: Style(.indexed(208)).italic)
    surface.draw("on a background", at: inside.point(row: 4), style: Style(.black, on: .yellow))
    surface.draw("▁▂▃▄▅▆▇█ ⣿⠁ ┼┿╋", at: inside.point(row: 5))
    return surface
  }

  @Test("a dump shows text, styles and what the letters mean")
  func dump() {
    Snapshot.expect(Self.sample().styledText, matches: "sample.txt")
  }

  @Test("ASCII stands in for symbols, column by column")
  func ascii() throws {
    var surface = Self.sample()
    surface.replace(with: try #require(SymbolFilter(.ascii)))
    Snapshot.expect(surface.text, matches: "sample-symbols.txt")
    #expect(surface.text.contains("领导者"))
    surface.replace(with: .asciiAlone)
    Snapshot.expect(surface.text, matches: "sample-ascii.txt")
    #expect(surface.text.utf8.allSatisfy { $0 < 0x80 })
    #expect(surface.isWhole)
    #expect(Self.line("★ §5.4 领", with: .asciiAlone) == "* #5.4 ? ")
    #expect(Self.line("★ 领", with: try #require(SymbolFilter(.ascii))) == "* 领     ")
  }

  private static func line(_ text: String, with filter: SymbolFilter) -> String {
    var surface = Surface(size: Size(columns: 9, rows: 1))
    surface.draw(text, at: .zero)
    surface.replace(with: filter)
    return surface.text(row: 0)
  }

  @Test("a picture is the same text at the same columns")
  func picture() {
    let picture = Picture().svg(of: Self.sample(), title: "A cluster & more")
    Snapshot.expect(picture, matches: "sample.svg")
    #expect(picture.contains("<title>A cluster &amp; more</title>"))
    #expect(picture.contains("viewBox=\"0 0 440 176\""))
  }

  @Test("escape sequences move, set styles and end plain")
  func escapes() {
    var old = Surface(size: Size(columns: 10, rows: 2))
    old.draw("abc", at: .zero)
    var new = old
    new.draw("X领", at: Point(column: 3, row: 1), style: Style(.rgb(255, 0, 0)).bold)
    #expect(
      EscapeSequences.frame(from: old, to: new)
        == "\u{1B}[2;4H\u{1B}[0;1;38;2;255;0;0mX领\u{1B}[0m")
    #expect(
      EscapeSequences.frame(from: old, to: new, depth: .ansi16)
        == "\u{1B}[2;4H\u{1B}[0;1;91mX领\u{1B}[0m")
    #expect(EscapeSequences.frame(from: new, to: new) == "")
    #expect(EscapeSequences.frame(from: nil, to: old) == "\u{1B}[m\u{1B}[2J\u{1B}[1Habc")
  }

  @Test("one changed cell is one run, and a wide one goes out whole")
  func runs() {
    var old = Surface(size: Size(columns: 8, rows: 2))
    old.draw("领导者", at: .zero)
    var new = old
    new.draw("任", at: Point(column: 2, row: 0))
    #expect(FrameDiff(from: old, to: new).runs == [.init(row: 0, columns: 2..<4)])
    #expect(FrameDiff(from: old, to: old).runs.isEmpty)
    let whole = [FrameDiff.Run(row: 0, columns: 0..<8), FrameDiff.Run(row: 1, columns: 0..<8)]
    #expect(FrameDiff(from: nil, to: new).runs == whole)
    #expect(FrameDiff(from: Surface(size: .zero), to: new).runs == whole)
    #expect(FrameDiff(from: new, to: Surface(size: .zero)).runs.isEmpty)
  }
}
