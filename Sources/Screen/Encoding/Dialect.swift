/// What a terminal understands beyond what all of xterm's kind do.
package struct Dialect: Sendable, Hashable {
  /// The colours that it is sent.
  package var depth: ColorDepth
  /// How it is told colours of 24 bits.
  package var direct = DirectForm.semicolons
  /// Whether it can be told colours by their number among 256.
  package var hasIndexed = true
  /// The attributes that it shows.
  package var attributes: Attributes = [.bold, .dim, .italic, .underline, .reverse]
  /// Whether single attributes can be ended.
  package var endsAttributes = true
  /// Whether blanks that differ in what is not seen are sent too: who reads a recording may look at
  /// the foreground of a blank.
  package var tellsBlanksApart = true
  /// Whether erasing takes the background that is set.
  package var erases = false
  /// Whether lines within margins can be scrolled.
  package var scrolls = false
  /// Whether a line feed goes straight down, as it does where the line puts no return before it.
  package var feedsKeepColumns = false
  /// Whether a reverse line feed goes straight up. It is no control sequence, and so there are readers
  /// of recordings that do not know it.
  package var feedsBack = false
  /// Whether what follows a wide grapheme is sent to its column by number: there are players that
  /// give it one cell, agg among them.
  package var placesAfterWide = false
  /// What stands before and after each frame.
  package var frameBegins: [UInt8] = []
  package var frameEnds: [UInt8] = []

  /// What every terminal understands.
  package init(depth: ColorDepth) { self.depth = depth }

  /// What every player understands, for recordings.
  package static func recording(depth: ColorDepth) -> Dialect {
    var dialect = Dialect(depth: depth)
    dialect.placesAfterWide = true
    return dialect
  }

  /// xterm as the terminal database has it, with synchronized output.
  package static func xterm(depth: ColorDepth) -> Dialect {
    var dialect = Dialect(depth: depth)
    dialect.tellsBlanksApart = false
    dialect.erases = true
    dialect.scrolls = true
    dialect.feedsKeepColumns = true
    dialect.feedsBack = true
    dialect.frameBegins = Array("\u{1B}[?2026h".utf8)
    dialect.frameEnds = Array("\u{1B}[?2026l".utf8)
    return dialect
  }

  /// How red, green and blue follow each other: `38;2;r;g;b`, `38:2:r:g:b` or `38:2::r:g:b`.
  package enum DirectForm: Sendable, Hashable, CaseIterable {
    case semicolons, colons, colonsWithSpace

    /// What stands between 38 or 48 and red.
    var opening: [UInt8] {
      switch self {
      case .semicolons: Array(";2;".utf8)
      case .colons: Array(":2:".utf8)
      case .colonsWithSpace: Array(":2::".utf8)
      }
    }

    var separator: UInt8 { self == .semicolons ? 0x3B : 0x3A }
  }

  /// A style as it is shown: fewer colours, and bright ones bold where there are eight.
  func shown(_ style: Style) -> Style {
    var attributes = style.attributes
    let front = style.foreground.reduced(to: depth)
    if depth == .ansi8, case .ansi(8...) = front { attributes.insert(.bold) }
    return Style(
      shown(front), on: shown(style.background.reduced(to: depth)),
      attributes: attributes.intersection(self.attributes))
  }

  private func shown(_ color: Color) -> Color {
    switch color {
    case .ansi(let index) where depth == .ansi8: .ansi(index & 7)
    case .ansi(8...) where !hasIndexed, .indexed where !hasIndexed:
      .rgb(color.components.red, color.components.green, color.components.blue)
    default: color
    }
  }
}
