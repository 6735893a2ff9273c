import TestSupport
import Testing

@testable import Screen

@Suite("Wrapping, cutting and padding") struct TextLayoutTests {
  let width = TextWidth.standard

  @Test("English breaks between words")
  func english() {
    #expect(
      width.wrap("S5 refuses its vote to S4: S4's last entry is older.", columns: 16)
        == ["S5 refuses its", "vote to S4: S4's", "last entry is", "older."])
  }

  @Test("Chinese breaks between Han characters, never before closing punctuation")
  func chinese() {
    #expect(
      width.wrap("领导者崩溃后，跟随者会超时。", columns: 12)
        == ["领导者崩溃", "后，跟随者会", "超时。"])
    #expect(width.wrap("一二三四五，六", columns: 10) == ["一二三四", "五，六"])
    #expect(width.wrap("一二三「四五」六", columns: 8) == ["一二三", "「四五」", "六"])
  }

  @Test("Latin words stay whole between Han characters")
  func mixed() {
    #expect(
      width.wrap("候选者 S4 的 RequestVote 被拒绝", columns: 12)
        == ["候选者 S4 的", "RequestVote", "被拒绝"])
    #expect(width.wrap("任期term变化", columns: 7) == ["任期", "term变", "化"])
  }

  @Test("a word longer than a line is cut at graphemes")
  func longWords() {
    #expect(width.wrap("abcdefghij", columns: 4) == ["abcd", "efgh", "ij"])
    #expect(width.wrap("a bcdefgh", columns: 4) == ["a", "bcde", "fgh"])
    #expect(width.wrap("领导", columns: 1) == ["领", "导"])
  }

  @Test("line feeds break and empty lines stay")
  func lineFeeds() {
    #expect(width.wrap("a\n\nb", columns: 9) == ["a", "", "b"])
    #expect(width.wrap("a\nb\n", columns: 9) == ["a", "b"])
    #expect(width.wrap("", columns: 9) == [])
  }

  @Test("styles survive wrapping")
  func styles() {
    let bold = Style.plain.bold
    let lines = width.wrap([Span("S5 "), Span("refuses its", bold), Span(" vote")], columns: 10)
    #expect(lines == [[Span("S5 "), Span("refuses", bold)], [Span("its", bold), Span(" vote")]])
  }

  @Test("wrapped lines fit, and nothing but blanks is lost", arguments: 0..<300)
  func random(seed: Int) {
    var random = SeededRandom(UInt64(seed))
    let pieces = [
      "a", "term", " ", " ", "领", "导", "，", "。", "「", "」", "e\u{301}", "👍", "(", ")", ",",
    ]
    let text = (0..<40).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    let columns = Int.random(in: 2...30, using: &random)
    let lines = width.wrap(text, columns: columns)
    for line in lines { #expect(width.of(line) <= columns, "\(seed): \(line)") }
    let kept = lines.joined().filter { $0 != " " }
    #expect(kept == text.filter { $0 != " " }, "\(seed)")
  }

  @Test("cut text ends with an ellipsis and fits", arguments: 0...14)
  func truncation(columns: Int) {
    let text = "领导者 S1 fails"
    let cut = width.truncated(text, columns: columns)
    #expect(width.of(cut) <= columns)
    #expect(cut == text || cut.hasSuffix("…") || columns == 0)
    #expect(width.of(cut) >= min(columns, 15) - 1)
    #expect(width.truncated(text, columns: 15) == text)
  }

  @Test("padding gives exactly the columns")
  func padding() {
    #expect(width.padded("领", columns: 5) == "领   ")
    #expect(width.padded("领", columns: 5, align: .right) == "   领")
    #expect(width.padded("领", columns: 5, align: .center) == " 领  ")
    #expect(width.padded("leader", columns: 4) == "lea…")
    #expect(width.padded("领导", columns: 2) == "… ")
  }
}
