/// One cell of a surface: a grapheme and its style in two machine words.
///
/// A grapheme is kept as up to three scalars, which is every base with two marks, every flag,
/// keycap and pair of joined emoji. Of a longer one the base is kept: terminals draw no more.
package struct Cell: Sendable, Hashable {
  /// Three scalars of 21 bits, the first one lowest; bit 63 marks a grapheme two columns wide.
  /// Zero is the right half of a wide grapheme.
  let glyph: UInt64

  package var style: Style

  init(glyph: UInt64, style: Style) {
    self.glyph = glyph
    self.style = style
  }

  /// A blank.
  package init(style: Style = .plain) { self.init(glyph: Cell.space, style: style) }

  /// A grapheme as it may be shown; see `TextWidth.filtered`.
  package init(_ character: Character, style: Style = .plain, width: TextWidth = .standard) {
    self.init(glyph: width.glyph(character), style: style)
  }

  static let space: UInt64 = 0x20
  static let wide: UInt64 = 1 << 63
  /// U+FFFD, which stands for whatever must not reach a terminal.
  static let replacement: UInt64 = 0xFFFD

  /// Columns: 1, or 2, or 0 for the right half of a wide grapheme.
  package var width: Int { glyph == 0 ? 0 : glyph >= Cell.wide ? 2 : 1 }

  package var isBlank: Bool { glyph == Cell.space }

  /// The grapheme; empty for the right half of a wide one.
  package var text: String {
    var text = String.UnicodeScalarView()
    forEachScalar { text.append($0) }
    return String(text)
  }

  /// The first scalar, or nil for the right half of a wide grapheme.
  package var base: Unicode.Scalar? {
    glyph == 0 ? nil : Unicode.Scalar(UInt32(truncatingIfNeeded: glyph & Cell.scalarMask))
  }

  /// Gives each scalar in order, without making a string.
  package func forEachScalar(_ body: (Unicode.Scalar) -> Void) {
    var rest = glyph & ~Cell.wide
    while rest != 0 {
      if let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: rest & Cell.scalarMask)) {
        body(scalar)
      }
      rest >>= 21
    }
  }

  static let scalarMask: UInt64 = 1 << 21 - 1

  func with(glyph: UInt64) -> Cell { Cell(glyph: glyph, style: style) }
}
