import TestSupport
import Testing

@testable import Screen

/// Random drawing, with marks and joiners that would merge with a neighbour if they could.
@Suite("Random drawing") struct SurfaceFuzzTests {
  static let pieces = [
    "a", "raft ", "领导者", "，", "e\u{301}", "\u{301}", "👍🏽", "👩‍🚀", "👨‍👩‍👧‍👦", "🇨🇭", "🇨", "\u{200D}",
    "\u{FE0F}",
    "❤\u{FE0F}", "\t", "\u{1B}[2J", "\u{202E}", "★●", "─│", "한글", "\u{1112}\u{1161}", "\u{0}",
    "\r\n", "ｗ",
  ]

  static func text(_ random: inout SeededRandom) -> String {
    (0..<Int.random(in: 0...6, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }.joined()
  }

  static func rect(_ random: inout SeededRandom) -> Rect {
    Rect(
      column: .random(in: -4...20, using: &random), row: .random(in: -3...8, using: &random),
      columns: .random(in: 0...24, using: &random), rows: .random(in: 0...8, using: &random))
  }

  static func act(on surface: inout Surface, _ random: inout SeededRandom) {
    let area = rect(&random)
    let style = Style(.indexed(random.byte() | 16), on: .ansi(random.byte() & 15))
    switch Int.random(in: 0...10, using: &random) {
    case 0...3:
      let clip = Bool.random(using: &random) ? rect(&random) : nil
      surface.draw(
        text(&random), at: area.origin, style: style, maxWidth: area.columns, clip: clip)
    case 4: surface.draw(text(&random), in: area, style: style, align: .center)
    case 5: surface.drawWrapped([Span(text(&random), style), Span(text(&random))], in: area)
    case 6: surface.fill(area, pieces.randomElement(using: &random)?.first ?? " ", style: style)
    case 7: surface.restyle(area) { _ in style }
    case 8: surface.box(area, title: [Span(text(&random))], style: style, kind: .double)
    case 9:
      var other = Surface(size: area.size, width: surface.width)
      other.draw(text(&random), at: .zero)
      surface.draw(other, at: area.origin)
    default:
      let filters = [SymbolFilter(.ascii), SymbolFilter(.narrow, hasBraille: false), .asciiAlone]
      surface.replace(with: filters.randomElement(using: &random)!!)
    }
  }

  @Test("every row stays exactly as wide as the screen", arguments: 0..<400)
  func rows(seed: Int) {
    var random = SeededRandom(UInt64(seed))
    let size = Size(
      columns: .random(in: 1...20, using: &random), rows: .random(in: 1...6, using: &random))
    let width: TextWidth = seed % 3 == 0 ? .ambiguousIsWide : .standard
    var surface = Surface(size: size, width: width)
    for step in 0..<60 {
      Self.act(on: &surface, &random)
      guard surface.isWhole else {
        Issue.record("seed \(seed) step \(step): \(surface.rows.joined().map(\.text))")
        return
      }
    }
  }

  @Test("the runs of a difference turn one frame into the other", arguments: 0..<200)
  func differences(seed: Int) {
    var random = SeededRandom(UInt64(seed) + 10_000)
    var old = Surface(size: Size(columns: 17, rows: 5))
    for _ in 0..<10 { Self.act(on: &old, &random) }
    var new = old
    for _ in 0..<3 { Self.act(on: &new, &random) }
    var patched = old
    var last: FrameDiff.Run?
    for run in FrameDiff(from: old, to: new).runs {
      let cells = new.rows[run.row][run.columns]
      #expect(cells.first?.width ?? 0 > 0, "half a grapheme at a run's start")
      #expect(cells.last?.width ?? 2 < 2, "half a grapheme at a run's end")
      #expect(old.rows[run.row][run.columns] != cells)
      if let last, last.row == run.row {
        #expect(last.columns.upperBound <= run.columns.lowerBound)
      }
      patched.rows[run.row].replaceSubrange(run.columns, with: cells)
      last = run
    }
    #expect(patched == new)
  }
}
