/// What stands in for symbols.
enum SymbolTable {
  /// Each stand-in of ASCII and what it stands in for.
  private static let standIns: [(Character, String)] = [
    ("-", "─┄┈╌╴╶╼╾–—‒―−"), ("=", "━┅┉╍═╸╺▔▒⏸≡"),
    ("|", "│┃┆┇┊┋╎╏║╵╷╹╻╽╿▎▍▌▐‖"), ("/", "╱"), ("\\", "╲"), ("X", "╳☠"),
    (">", "≫→⇒⟶▶►▸▷➜›»⏵⏭⏩≥⇥"), ("<", "≪←⇐⟵◀◄◂◁‹«⏴⏮⏪≤⇤"), ("^", "↑⇑▲△▴"), ("v", "↓⇓▼▽▾✓✔"),
    ("~", "♥♡↺↻⟳≈∼"), ("*", "★✶✱∗"), ("o", "○◦⚪◌"), ("@", "●⬤◉⚫"), ("+", "◆◇◈✚"),
    ("x", "✖✗✘✕×"), ("#", "█▓■▪▤§"), ("u", "µμ"), (".", "░·…•∙⋅▁"), ("_", "▂▃"), ("[", "▏"),
    ("]", "▕"),
    ("%", "☆"), ("!", "⚠⚡≠"), ("t", "⏱⏲⌛⏳◷"), ("'", "‘’′"), ("\"", "“”″"),
    ("?", "�"), (" ", "\u{A0}"), ("0", "∅"),
  ]

  /// Where another form is better than ASCII, and still narrow in fonts for Chinese: halfwidth
  /// forms, and letters and signs of Latin-1 (measured in Noto Sans Mono CJK and WenQuanYi).
  private static let halfwidth: [(Character, String)] = [
    ("￫", "→"), ("￩", "←"), ("￪", "↑"), ("￬", "↓"), ("￮", "○◦"), ("￭", "●◉"), ("･", "·•"),
    ("»", "…"), ("ø", "∅"),
  ]

  /// What fonts for Chinese draw narrow, or do not have, so that another font's is taken; and lines
  /// and blocks, which terminals draw themselves.
  private static let staysNarrow = "✓✔✖✗✘✕☠◷⏱⏲⌛⏳⏸»«‹›µ∙⋅►▸◂▴▾⚪⚫\u{A0}"

  /// Stand-ins for those that are not narrow in fonts for Chinese.
  static let narrow: [(UInt32, UInt16)] = {
    let kept = Set(staysNarrow.unicodeScalars.map(\.value))
    let better = pairs(halfwidth)
    let known = Set(better.map(\.0))
    let rest = ascii.filter { value, _ in
      !known.contains(value) && !kept.contains(value) && !(0x2500...0x259F ~= value)
    }
    return better + rest
  }()

  /// Stand-ins of ASCII; of lines and blocks, where nothing is nearer, a `+` and a `#`.
  static let ascii: [(UInt32, UInt16)] = {
    let named = pairs(standIns).filter { $0.0 < 0x3400 }
    let known = Set(named.map(\.0))
    let lines = (UInt32(0x2500)...0x257F).map { ($0, UInt16(UInt8(ascii: "+"))) }
    let blocks = (UInt32(0x2580)...0x259F).map { ($0, UInt16(UInt8(ascii: "#"))) }
    return named + (lines + blocks).filter { !known.contains($0.0) }
  }()

  /// Those beyond the scalars that a filter has a table for.
  static let others: [UInt32: UInt16] = Dictionary(
    uniqueKeysWithValues: pairs(standIns).filter { $0.0 >= 0x3400 })

  private static func pairs(_ table: [(Character, String)]) -> [(UInt32, UInt16)] {
    table.flatMap { standIn, originals in
      originals.unicodeScalars.map { original in
        (original.value, UInt16(truncatingIfNeeded: standIn.unicodeScalars.first!.value))
      }
    }
  }
}

/// What is drawn where there is no braille.
enum BrailleStandIn {
  /// - Parameter blocks: whether there are quadrants of blocks; if not, marks of ASCII, high or low
  ///   as the dots are, and heavier the more there are.
  static func of(_ value: UInt32, blocks: Bool) -> UInt16 {
    let dots = value & 0xFF
    let left = (upper: dots & 0x03, lower: dots & 0x44)
    let right = (upper: dots & 0x18, lower: dots & 0xA0)
    if blocks {
      let corners = [left.upper, right.upper, left.lower, right.lower]
      let set = corners.enumerated().reduce(0) { $1.element == 0 ? $0 : $0 | 1 << $1.offset }
      return quadrants[set]
    }
    let isUpper = left.upper | right.upper != 0
    let isLower = left.lower | right.lower != 0
    switch dots.nonzeroBitCount {
    case 0: return UInt16(UInt8(ascii: " "))
    case 6...: return UInt16(UInt8(ascii: "#"))
    default:
      let mark: Unicode.Scalar = isUpper && isLower ? ":" : isUpper ? "'" : "."
      return UInt16(UInt8(ascii: mark))
    }
  }

  /// By which corners are set: the lowest bit is the upper left one, then the upper right, the lower
  /// left, the lower right.
  private static let quadrants: [UInt16] = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█".unicodeScalars.map {
    UInt16($0.value)
  }
}
