/// How many columns text takes, and which text may be shown at all.
///
/// Width goes by grapheme: East Asian wide and fullwidth ones and emoji take two columns, marks
/// none of their own. Box drawing, arrows, ● and their like are "ambiguous": one column almost
/// everywhere, two in terminals set up for it (Unicode Standard Annex #11).
package enum TextWidth: Sendable, Hashable {
  /// Ambiguous characters take one column.
  case standard
  /// Ambiguous characters take two columns.
  case ambiguousIsWide

  /// Columns of one grapheme, as it will be shown.
  package func of(_ character: Character) -> Int {
    if let ascii = character.asciiValue, ascii >= 0x20 { return 1 }
    return glyph(character) >= Cell.wide ? 2 : 1
  }

  /// Columns of a text, as it will be shown.
  package func of(_ text: some StringProtocol) -> Int {
    var columns = 0
    forEachGlyph(of: text) { glyph, _ in
      columns += glyph >= Cell.wide ? 2 : 1
      return true
    }
    return columns
  }

  /// Columns of spans set one after the other.
  package func of(_ spans: [Span]) -> Int {
    spans.reduce(0) { $0 + of($1.text) }
  }

  /// The text as it may be shown: U+FFFD stands for each control character, bidirectional
  /// control and other character without a form of its own.
  package static func filtered(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    TextWidth.standard.forEachGlyph(of: text) { glyph, _ in
      Cell(glyph: glyph, style: .plain).forEachScalar { result.append($0) }
      return true
    }
    return String(result)
  }
}

extension TextWidth {
  /// Gives each grapheme's packed form in order, and where it ends in UTF-8, until the body says no.
  func forEachGlyph(of text: some StringProtocol, _ body: (_ glyph: UInt64, _ end: Int) -> Bool) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
      var place = 0
      while place < bytes.count {
        // Most text is ASCII, of which each character before another is a grapheme.
        let isFollowedByASCII = place + 1 == bytes.count || bytes[place + 1] < 0x80
        if 0x20..<0x7F ~= bytes[place], isFollowedByASCII {
          place += 1
          guard body(UInt64(bytes[place - 1]), place) else { return }
          continue
        }
        let (scalar, next) = Unicode.Scalar.decoded(from: bytes, at: place)
        let isAlone =
          scalar.standsAlone
          && (next == bytes.count
            || Unicode.Scalar.decoded(from: bytes, at: next).scalar.standsAlone)
        if isAlone {
          place = next
          guard body(glyph(alone: scalar), next) else { return }
        } else {
          let index = text.utf8.index(text.startIndex, offsetBy: place)
          place = text.utf8.distance(from: text.startIndex, to: text.index(after: index))
          guard body(glyph(text[index]), place) else { return }
        }
      }
    }
    if isDone == nil {
      var copy = String(text)
      copy.makeContiguousUTF8()
      forEachGlyph(of: copy, body)
    }
  }

  /// The packed form of a scalar that makes a grapheme by itself.
  private func glyph(alone scalar: Unicode.Scalar) -> UInt64 {
    let value = scalar.value
    if value < 0x7F { return value < 0x20 ? Cell.replacement : UInt64(value) }
    return width(of: scalar) == 2 ? UInt64(value) | Cell.wide : UInt64(value)
  }

  /// The packed form of a grapheme, filtered.
  func glyph(_ character: Character) -> UInt64 { packed(character.unicodeScalars) }

  private func packed(_ scalars: some Sequence<Unicode.Scalar>) -> UInt64 {
    var scalars = scalars.makeIterator()
    guard let base = scalars.next(), base.isShowable else {
      return Cell.replacement | wideMark(0xFFFD)
    }
    let second = scalars.next()
    // In the next cell there may be one that a terminal would join it with.
    if second == nil, base.waitsForAnother { return Cell.replacement | wideMark(0xFFFD) }
    let third = scalars.next()
    var width = width(of: base)
    if second?.value == 0xFE0F, base.isTextOrEmoji { width = 2 }
    if base.isRegionalIndicator, second?.isRegionalIndicator == true { width = 2 }
    var glyph = UInt64(base.value)
    if scalars.next() == nil {
      glyph |= UInt64(second?.value ?? 0) << 21 | UInt64(third?.value ?? 0) << 42
    } else if let second, second.value != 0x200D {
      glyph |= UInt64(second.value) << 21
    }
    return width == 2 ? glyph | Cell.wide : glyph
  }

  private func wideMark(_ value: UInt32) -> UInt64 {
    self == .ambiguousIsWide && ScalarRanges.ambiguous.contains(value) ? Cell.wide : 0
  }

  private func width(of base: Unicode.Scalar) -> Int {
    if base.value < 0xA1 { return 1 }
    if base.value >= 0x1100, ScalarRanges.wide.contains(base.value) { return 2 }
    return self == .ambiguousIsWide && ScalarRanges.ambiguous.contains(base.value) ? 2 : 1
  }
}

extension Unicode.Scalar {
  /// The scalar at a place in UTF-8 that a string holds, and the place after it.
  fileprivate static func decoded(
    from bytes: UnsafeBufferPointer<UInt8>, at place: Int
  ) -> (scalar: Unicode.Scalar, next: Int) {
    let first = UInt32(bytes[place])
    if first < 0x80 { return (Unicode.Scalar(UInt8(first)), place + 1) }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = first & (0x7F >> UInt32(length))
    for offset in 1..<length { value = value << 6 | UInt32(bytes[place + offset]) & 0x3F }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", place + length)
  }

  /// True for common scalars that neither join the one before nor the one after, so that the
  /// search for grapheme boundaries can be skipped between two of them.
  fileprivate var standsAlone: Bool {
    if 0x20..<0x7F ~= value { return true }
    return switch value {
    case 0xA1...0xAC, 0xAE..<0x300: true
    case 0x2010...0x2027, 0x2030...0x205F: true
    case 0x2190..<0x2300, 0x2500..<0x2600: true
    case 0x3001...0x3029, 0x3040...0x3098, 0x309B...0x30FF, 0x3400...0x9FFF: true
    case 0xFF01...0xFF9D: true
    default: false
    }
  }

  /// Whether the scalar may begin a cell: it has a form and moves the text on.
  fileprivate var isShowable: Bool {
    value < 0x7F ? value >= 0x20 : !ScalarRanges.invisible.contains(value)
  }

  /// Half a flag, or the first consonant of a hangul syllable: nothing by itself.
  fileprivate var waitsForAnother: Bool {
    isRegionalIndicator || 0x1100...0x115F ~= value || 0xA960...0xA97C ~= value
  }

  fileprivate var isRegionalIndicator: Bool { 0x1F1E6...0x1F1FF ~= value }

  /// Emoji that a variation selector turns from a text form to a picture.
  fileprivate var isTextOrEmoji: Bool { properties.isEmoji }
}
