/// Which graphemes ASCII stands in for.
package enum AsciiFallback: Sendable, Hashable {
  /// Box drawing, arrows, ★ ○ ● and their like: for fonts without them, and for terminals where
  /// they take two columns. Letters of any script stay.
  case symbols
  /// Everything, for locales without UTF-8: what has no stand-in becomes `?`.
  case everything
}

extension Surface {
  /// Puts ASCII in the place of other graphemes. Columns stay as they are: what was two columns
  /// wide gets a stand-in and a blank.
  package mutating func replace(with fallback: AsciiFallback) {
    for row in rows.indices {
      for (column, cell) in rows[row].enumerated() where cell.glyph >= 0x7F {
        guard let glyph = cell.base.flatMap(fallback.standIn) else { continue }
        rows[row][column] = cell.with(glyph: glyph)
        if cell.width == 2 { rows[row][column + 1] = Cell(style: cell.style) }
      }
    }
  }
}

extension AsciiFallback {
  fileprivate func standIn(for scalar: Unicode.Scalar) -> UInt64? {
    if let known = Self.table[scalar.value] { return UInt64(known) }
    switch scalar.value {
    case 0x2500...0x257F: return UInt64(UInt8(ascii: "+"))
    case 0x2580...0x259F: return UInt64(UInt8(ascii: "#"))
    case 0x2800...0x28FF: return Self.braille(scalar.value)
    default: return self == .everything ? UInt64(UInt8(ascii: "?")) : nil
    }
  }

  /// Denser patterns get heavier stand-ins.
  private static func braille(_ value: UInt32) -> UInt64 {
    switch (value & 0xFF).nonzeroBitCount {
    case 0: UInt64(UInt8(ascii: " "))
    case 1...2: UInt64(UInt8(ascii: "."))
    case 3...5: UInt64(UInt8(ascii: ":"))
    default: UInt64(UInt8(ascii: "#"))
    }
  }

  /// Each stand-in and what it stands in for.
  private static let standIns: [(Character, String)] = [
    ("-", "─┄┈╌╴╶╼╾–—‒―−"), ("=", "━┅┉╍═╸╺▔▒⏸≡"),
    ("|", "│┃┆┇┊┋╎╏║╵╷╹╻╽╿▎▍▌▐‖"), ("/", "╱"), ("\\", "╲"), ("X", "╳☠"),
    (">", "→⇒⟶▶►▸▷➜›»⏵⏭⏩≥⇥"), ("<", "←⇐⟵◀◄◂◁‹«⏴⏮⏪≤⇤"), ("^", "↑⇑▲△▴"), ("v", "↓⇓▼▽▾✓✔"),
    ("~", "♥♡↺↻⟳≈∼"), ("*", "★✶✱∗"), ("o", "○◦⚪◌"), ("@", "●⬤◉⚫"), ("+", "◆◇◈✚"),
    ("x", "✖✗✘✕×"), ("#", "█▓■▪▤§"), ("u", "µμ"), (".", "░·…•∙⋅▁"), ("_", "▂▃"), ("[", "▏"),
    ("]", "▕"),
    ("%", "☆"), ("!", "⚠⚡≠"), ("t", "⏱⏲⌛⏳◷"), ("'", "‘’′"), ("\"", "“”″"),
    ("?", "�"), (" ", "\u{A0}"), ("0", "∅"),
  ]

  private static let table: [UInt32: UInt8] = {
    var table: [UInt32: UInt8] = [:]
    for (standIn, originals) in standIns {
      for scalar in originals.unicodeScalars { table[scalar.value] = standIn.asciiValue ?? 0x3F }
    }
    return table
  }()
}
