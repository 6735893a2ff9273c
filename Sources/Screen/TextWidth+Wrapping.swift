extension TextWidth {
  /// Breaks text into lines of at most so many columns.
  ///
  /// Breaks between words and between Han, kana and hangul graphemes, never before closing
  /// punctuation nor after an opening one; a word longer than a line is cut. Line feeds break.
  /// Lines after the first may be given fewer columns, for a hanging indent.
  package func wrap(_ text: String, columns: Int, hanging: Int = 0) -> [String] {
    wrap([Span(text)], columns: columns, hanging: hanging).map { line in
      line.map(\.text).joined()
    }
  }

  /// Breaks styled text into lines as `wrap(_:columns:hanging:)` does.
  package func wrap(_ spans: [Span], columns: Int, hanging: Int = 0) -> [[Span]] {
    guard columns > 0 else { return [] }
    if let line = whole(spans, columns: columns) { return [line] }
    var wrapper = Wrapper(first: columns, later: max(1, columns - hanging))
    for span in spans {
      for character in span.text {
        let piece = Wrapper.Piece(character, style: span.style, width: self)
        piece.endsParagraph ? wrapper.endParagraph() : wrapper.add(piece)
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
  struct Piece {
    let character: Character
    let columns: Int
    let style: Style
    /// A line feed, with a return before it or without.
    let endsParagraph: Bool
    let isBlank: Bool
    let isIdeographic: Bool

    init(_ character: Character, style: Style, width: TextWidth) {
      self.character = character
      self.style = style
      columns = width.of(character)
      let ascii = character.asciiValue
      endsParagraph = ascii == 0x0A
      isBlank = ascii == 0x20
      isIdeographic = ascii == nil && character.isIdeographic
    }
  }

  let first: Int
  let later: Int
  private var lines: [[Span]] = []
  /// The line so far, up to the last place where it may break.
  private var line: [Piece] = []
  private var lineColumns = 0
  /// What came after that place and must stay together.
  private var word: [Piece] = []
  private var wordColumns = 0
  private var isParagraphOpen = false

  init(first: Int, later: Int) {
    self.first = first
    self.later = later
  }

  private var limit: Int { lines.isEmpty ? first : later }

  mutating func add(_ piece: Piece) {
    isParagraphOpen = true
    if let last = word.last, mayBreak(between: last, and: piece) {
      endWord()
    }
    word.append(piece)
    wordColumns += piece.columns
    // Blanks hang over the end of a line; they are dropped if it breaks there.
    guard !piece.isBlank, lineColumns + wordColumns > limit else { return }
    if !line.isEmpty { endLine() }
    while wordColumns > limit, word.count > 1 { cutWord() }
  }

  private func mayBreak(between left: Piece, and right: Piece) -> Bool {
    if right.isBlank { return false }
    if left.isBlank { return true }
    guard left.isIdeographic || right.isIdeographic else { return false }
    return !right.character.mustNotBegin && !left.character.mustNotEnd
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
    var columns = 0
    while count < word.count, columns + word[count].columns <= limit {
      columns += word[count].columns
      count += 1
    }
    if count == 0 {
      count = 1
      columns = word[0].columns
    }
    line = Array(word[..<count])
    word.removeFirst(count)
    wordColumns -= columns
    endLine()
  }

  private mutating func endLine() {
    while line.last?.isBlank ?? false { line.removeLast() }
    lines.append(Self.spans(of: line))
    line.removeAll(keepingCapacity: true)
    lineColumns = 0
  }

  mutating func endParagraph() {
    endWord()
    endLine()
    isParagraphOpen = false
  }

  mutating func finish() -> [[Span]] {
    if isParagraphOpen { endParagraph() }
    return lines
  }

  private static func spans(of line: [Piece]) -> [Span] {
    var spans: [Span] = []
    for piece in line {
      if spans.last?.style == piece.style {
        spans[spans.count - 1].text.append(piece.character)
      } else {
        spans.append(Span(String(piece.character), piece.style))
      }
    }
    return spans
  }
}

extension Character {
  /// Whether lines may break before and after it without a blank: Han, kana, hangul and the
  /// punctuation that goes with them.
  fileprivate var isIdeographic: Bool {
    guard let value = unicodeScalars.first?.value, value >= 0x1100 else { return false }
    return ScalarRanges.wide.contains(value)
  }

  /// Closing punctuation, which stays with what is before it.
  fileprivate var mustNotBegin: Bool {
    "、。，．：；！？）］｝」』】》〉〕〗〙〛…—～·・ーゝゞ々％‰℃’”,.:;!?)]}%".contains(self)
  }

  /// Opening punctuation, which stays with what is after it.
  fileprivate var mustNotEnd: Bool {
    "（［｛「『【《〈〔〖〘〚‘“([{".contains(self)
  }
}
