extension TextWidth {
  /// Breaks text into lines of at most so many columns.
  ///
  /// Breaks between words and between Han, kana and hangul graphemes, never before closing
  /// punctuation nor after an opening one; a word longer than a line is cut. Line feeds break.
  package func wrap(_ text: String, columns: Int) -> [String] {
    wrap([Span(text)], columns: columns).map { line in line.map(\.text).joined() }
  }

  /// Breaks styled text into lines as `wrap(_:columns:)` does.
  package func wrap(_ spans: [Span], columns: Int) -> [[Span]] {
    guard columns > 0 else { return [] }
    if let line = whole(spans, columns: columns) { return [line] }
    var wrapper = Wrapper(spans, columns: columns)
    for place in spans.indices {
      var start = 0
      forEachGlyph(of: spans[place].text) { glyph, end in
        wrapper.add(Wrapper.Piece(glyph: glyph, span: place, bytes: start..<end))
        start = end
        return true
      }
    }
    return wrapper.finish()
  }
}

extension TextWidth {
  /// Spans that fit into one line as they are; nil when they have to be looked at more closely.
  private func whole(_ spans: [Span], columns: Int) -> [Span]? {
    guard let end = spans.last?.text.utf8.last, end != 0x20, of(spans) <= columns else {
      return nil
    }
    var line: [Span] = []
    for span in spans where !span.text.isEmpty {
      if span.text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) { return nil }
      if line.last?.style == span.style {
        line[line.count - 1].text += span.text
      } else {
        line.append(span)
      }
    }
    return line
  }
}

/// Takes graphemes one by one and gives lines: a greedy fill.
private struct Wrapper {
  /// A grapheme, and where it stands in the UTF-8 of which span.
  struct Piece {
    let glyph: UInt64
    let span: Int
    let bytes: Range<Int>

    var columns: Int { glyph >= Cell.wide ? 2 : 1 }
    var isBlank: Bool { glyph == Cell.space }
    private var base: UInt32 { UInt32(glyph & Cell.scalarMask) }

    /// Whether lines may break before and after it without a blank: Han, kana, hangul and the
    /// punctuation that goes with them.
    var isIdeographic: Bool { base >= 0x1100 && ScalarRanges.wide.contains(base) }
    /// Closing punctuation, which stays with what is before it.
    var mustNotBegin: Bool { Self.closing.contains(base) }
    /// Opening punctuation, which stays with what is after it.
    var mustNotEnd: Bool { Self.opening.contains(base) }

    private static let closing = scalars(
      "、。，．：；！？）］｝」』】》〉〕〗〙〛…—～·・ーゝゞ々％‰℃’”,.:;!?)]}%")
    private static let opening = scalars("（［｛「『【《〈〔〖〘〚‘“([{")

    private static func scalars(_ text: String) -> Set<UInt32> {
      Set(text.unicodeScalars.map(\.value))
    }
  }

  private let spans: [Span]
  private let columns: Int
  private var lines: [[Span]] = []
  /// The line so far, up to the last place where it may break.
  private var line: [Piece] = []
  private var lineColumns = 0
  /// What came after that place and must stay together.
  private var word: [Piece] = []
  private var wordColumns = 0
  private var isParagraphOpen = false

  init(_ spans: [Span], columns: Int) {
    self.spans = spans
    self.columns = columns
  }

  mutating func add(_ piece: Piece) {
    if endsParagraph(piece) { return endParagraph() }
    isParagraphOpen = true
    if let last = word.last, mayBreak(between: last, and: piece) {
      endWord()
    }
    word.append(piece)
    wordColumns += piece.columns
    // Blanks hang over the end of a line; they are dropped if it breaks there.
    guard !piece.isBlank, lineColumns + wordColumns > columns else { return }
    if !line.isEmpty { endLine() }
    while wordColumns > columns, word.count > 1 { cutWord() }
  }

  /// A line feed, with a return before it or without.
  private func endsParagraph(_ piece: Piece) -> Bool {
    guard piece.glyph & ~Cell.wide == Cell.replacement else { return false }
    return spans[piece.span].text.utf8.dropFirst(piece.bytes.upperBound - 1).first == 0x0A
  }

  private func mayBreak(between left: Piece, and right: Piece) -> Bool {
    if right.isBlank { return false }
    if left.isBlank { return true }
    guard left.isIdeographic || right.isIdeographic else { return false }
    return !right.mustNotBegin && !left.mustNotEnd
  }

  private mutating func endWord() {
    line += word
    lineColumns += wordColumns
    word.removeAll(keepingCapacity: true)
    wordColumns = 0
  }

  /// Fills a line with as much of a word as fits, which is at least one grapheme.
  private mutating func cutWord() {
    var count = 0
    var taken = 0
    while count < word.count, taken + word[count].columns <= columns {
      taken += word[count].columns
      count += 1
    }
    if count == 0 {
      count = 1
      taken = word[0].columns
    }
    line = Array(word[..<count])
    word.removeFirst(count)
    wordColumns -= taken
    endLine()
  }

  private mutating func endLine() {
    while line.last?.isBlank ?? false { line.removeLast() }
    lines.append(spans(of: line))
    line.removeAll(keepingCapacity: true)
    lineColumns = 0
  }

  private mutating func endParagraph() {
    endWord()
    endLine()
    isParagraphOpen = false
  }

  mutating func finish() -> [[Span]] {
    if isParagraphOpen { endParagraph() }
    return lines
  }

  /// The pieces of a line, those of one style together.
  private func spans(of line: [Piece]) -> [Span] {
    var result: [Span] = []
    var rest = line[...]
    while let first = rest.first {
      let end = rest.firstIndex { $0.span != first.span } ?? rest.endIndex
      let bytes = first.bytes.lowerBound..<rest[end - 1].bytes.upperBound
      let span = spans[first.span]
      if result.last?.style == span.style {
        result[result.count - 1].text += span.text.slice(bytes)
      } else {
        result.append(Span(String(span.text.slice(bytes)), span.style))
      }
      rest = rest[end...]
    }
    return result
  }
}

extension String {
  /// A part of it, by its bytes in UTF-8.
  fileprivate func slice(_ bytes: Range<Int>) -> Substring {
    let start = utf8.index(startIndex, offsetBy: bytes.lowerBound)
    return self[start..<utf8.index(start, offsetBy: bytes.count)]
  }
}
