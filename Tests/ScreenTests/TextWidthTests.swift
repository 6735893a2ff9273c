import TestSupport
import Testing

@testable import Screen

@Suite("Text width") struct TextWidthTests {
  @Test(
    "columns of a text",
    arguments: [
      ("", 0), ("raft", 4), ("领导者", 6), ("e\u{301}", 1), ("e\u{301}\u{323}", 1), ("ｗ", 2),
      ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("★○●▶", 4), ("│─┃", 3), ("👍", 2), ("👍🏽", 2),
      ("👩‍🚀", 2), ("👨‍👩‍👧‍👦", 2), ("🇨🇭", 2), ("🇨", 1), ("\u{1112}", 1), ("❤", 1), ("❤\u{FE0F}", 2),
      ("1\u{FE0F}\u{20E3}", 2),
      ("、。", 4), ("½§×", 3), ("\u{7F}", 1), ("a\u{202E}b", 3), ("\r\n", 1), ("ก็", 1),
      ("\u{E0A0}", 1),
      ("⏸⏱", 2), ("⏩", 2), ("…—", 2),
    ])
  func columns(text: String, expected: Int) {
    #expect(TextWidth.standard.of(text) == expected)
  }

  @Test(
    "ambiguous characters take two columns where the terminal is set so",
    arguments: [("★○●▶", 8), ("│", 2), ("…", 2), ("a§", 3), ("领", 2), ("x", 1), ("ⓐ", 2), ("⏸", 1)])
  func ambiguous(text: String, expected: Int) {
    #expect(TextWidth.ambiguousIsWide.of(text) == expected)
  }

  @Test(
    "what must not reach a terminal is replaced",
    arguments: [
      "\u{0}", "\u{7}", "\u{1B}", "\t", "\n", "\r\n", "\u{7F}", "\u{80}", "\u{9B}", "\u{AD}",
      "\u{200B}",
      "\u{200E}", "\u{200F}", "\u{202A}", "\u{202B}", "\u{202D}", "\u{202E}", "\u{2066}",
      "\u{2067}",
      "\u{2068}", "\u{2069}", "\u{61C}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{E0001}", "\u{301}",
      "\u{FFF9}", "\u{200D}", "\u{3164}", "\u{115F}",
    ])
  func filtering(text: String) {
    #expect(TextWidth.filtered(text) == "\u{FFFD}")
    #expect(
      TextWidth.filtered("a" + text + "z").hasPrefix("a") || text == "\u{301}" || text == "\u{200D}"
    )
    var surface = Surface(size: Size(columns: 9, rows: 1))
    surface.draw("a" + text + "z", at: .zero)
    for scalar in surface.text(row: 0).unicodeScalars {
      #expect(!scalar.properties.isBidiControl)
      let category = scalar.properties.generalCategory
      #expect(category != .control && category != .lineSeparator && category != .paragraphSeparator)
    }
  }

  @Test("every control, format and non-character of Unicode is kept out of cells")
  func allControls() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let category = scalar.properties.generalCategory
      guard
        category == .control || category == .format || scalar.properties.isBidiControl
          || scalar.properties.isNoncharacterCodePoint
      else { continue }
      let name = "U+\(String(value, radix: 16))"
      #expect(Cell(Character(scalar)).base?.value == 0xFFFD, "\(name)")
      #expect(TextWidth.filtered(String(Character(scalar))) == "\u{FFFD}", "\(name)")
    }
  }

  @Test("a grapheme is kept with up to three scalars")
  func scalars() {
    #expect(Cell("e\u{301}").text.unicodeScalars.count == 2)
    #expect(Cell("👩‍🚀").text == "👩‍🚀")
    #expect(Cell("👨‍👩‍👧‍👦").text == "👨")
    #expect(Cell("1\u{FE0F}\u{20E3}").text == "1\u{FE0F}\u{20E3}")
    #expect(Cell("a\u{301}\u{302}\u{303}").text == "a\u{301}")
  }

  @Test("the ranges are sorted and do not touch")
  func ranges() {
    for set in [ScalarRanges.wide, .ambiguous, .invisible] {
      for (one, next) in zip(set.ranges, set.ranges.dropFirst()) {
        #expect(one.upperBound + 1 < next.lowerBound)
      }
    }
    for range in ScalarRanges.wide.ranges {
      #expect(!ScalarRanges.ambiguous.contains(range.lowerBound))
      #expect(ScalarRanges.wide.contains(range.lowerBound))
      #expect(ScalarRanges.wide.contains(range.upperBound))
    }
    #expect(!ScalarRanges.wide.contains(0) && !ScalarRanges.wide.contains(.max))
  }

  /// Python's tables are an older Unicode's, so only what they know and later ones kept counts.
  @Test("widths agree with another Unicode library", .enabled(if: Python.has("unicodedata")))
  func another() throws {
    let program = """
      import unicodedata as u
      for c in range(0xA0, 0x110000):
        if 0xD800 <= c < 0xE000: continue
        k = u.category(chr(c))
        if k[0] in 'CMZ' or k == 'Cn': continue
        w = u.east_asian_width(chr(c))
        print(c, {'W': 2, 'F': 2, 'A': 3}.get(w, 1))
      """
    let output = try #require(Python.run(["-c", program])).output
    var count = 0
    var different: [String] = []
    for line in output.split(separator: "\n") {
      let numbers = line.split(separator: " ").compactMap { UInt32($0) }
      let value = numbers[0]
      if ScalarRanges.invisible.contains(value) { continue }
      let ours: UInt32 =
        ScalarRanges.wide.contains(value) ? 2 : ScalarRanges.ambiguous.contains(value) ? 3 : 1
      count += 1
      if ours != numbers[1] {
        different.append("U+\(String(value, radix: 16)) \(ours) \(numbers[1])")
      }
    }
    #expect(count > 130_000)
    // Unicode 16 made these symbols wide, and a few characters changed sides.
    let changed: [ClosedRange<UInt32>] = [
      0x2630...0x2637, 0x268A...0x268F, 0x4DC0...0x4DFF, 0x1D300...0x1D376, 0x1F1E6...0x1F1FF,
    ]
    let left = different.filter { line in
      let value = UInt32(line.dropFirst(2).prefix { $0 != " " }, radix: 16) ?? 0
      return !changed.contains { $0.contains(value) }
    }
    #expect(left.isEmpty)
  }
}
