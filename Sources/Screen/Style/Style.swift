/// How text is set besides its colours.
package struct Attributes: OptionSet, Sendable, Hashable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue & 0b1_1111 }

  package static let bold = Attributes(rawValue: 1)
  package static let dim = Attributes(rawValue: 2)
  package static let underline = Attributes(rawValue: 4)
  package static let reverse = Attributes(rawValue: 8)
  package static let italic = Attributes(rawValue: 16)
}

/// Colours and attributes of a cell, in one machine word so that frames compare fast.
///
/// Built by what it is for: `Style(.green).bold`, `Style.plain.on(.blue).dim`.
package struct Style: Sendable, Hashable {
  private var bits: UInt64

  package init(
    _ foreground: Color = .standard, on background: Color = .standard,
    attributes: Attributes = []
  ) {
    bits = foreground.bits | background.bits << 26 | UInt64(attributes.rawValue) << 52
  }

  /// The terminal's own colours and no attributes.
  package static let plain = Style()

  package var foreground: Color {
    get { Color(bits: bits) }
    set { bits = bits & ~Self.colorMask | newValue.bits }
  }

  package var background: Color {
    get { Color(bits: bits >> 26) }
    set { bits = bits & ~(Self.colorMask << 26) | newValue.bits << 26 }
  }

  package var attributes: Attributes {
    get { Attributes(rawValue: UInt8(truncatingIfNeeded: bits >> 52)) }
    set { bits = bits & (1 << 52 - 1) | UInt64(newValue.rawValue) << 52 }
  }

  private static let colorMask: UInt64 = 1 << 26 - 1

  /// A number that is another for each style.
  var fingerprint: UInt64 { bits }
}

extension Style {
  package var bold: Style { adding(.bold) }
  package var dim: Style { adding(.dim) }
  package var underlined: Style { adding(.underline) }
  package var reversed: Style { adding(.reverse) }
  package var italic: Style { adding(.italic) }

  package func adding(_ more: Attributes) -> Style {
    var style = self
    style.attributes.formUnion(more)
    return style
  }

  package func removing(_ some: Attributes) -> Style {
    var style = self
    style.attributes.subtract(some)
    return style
  }

  /// The same with another background.
  package func on(_ background: Color) -> Style {
    var style = self
    style.background = background
    return style
  }

  /// The same with another foreground.
  package func with(_ foreground: Color) -> Style {
    var style = self
    style.foreground = foreground
    return style
  }
}

/// A piece of text in one style.
package struct Span: Sendable, Hashable {
  package var text: String
  package var style: Style

  package init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }
}
