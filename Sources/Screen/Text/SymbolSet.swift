/// Which symbols a terminal's font shows as they are meant: a character a column.
package enum SymbolSet: String, Sendable, Hashable, CaseIterable {
  /// All of them: → ● ★ ▶ and their like.
  case full
  /// Those that fonts for Chinese, Japanese and Korean draw one column wide. They draw the others
  /// of the "ambiguous" ones two columns wide, although terminals count one, and so over what
  /// follows: arrows and circles get their halfwidth forms, the rest stand-ins of ASCII. Lines and
  /// blocks stay: most terminals draw them without a font.
  case narrow
  /// ASCII alone. Letters of any script stay.
  case ascii

  /// What suits a locale: Chinese, Japanese and Korean ones bring fonts of that kind along.
  ///
  /// - Parameter environment: looks an environment variable up.
  package static func suiting(_ environment: (String) -> String?) -> SymbolSet {
    let values = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment($0) }
    let locale = values.first { !$0.isEmpty } ?? ""
    return ["zh", "ja", "ko"].contains { locale.hasPrefix($0) } ? .narrow : .full
  }
}

/// Puts what a terminal can show in the place of what it cannot. Columns stay as they are.
package struct SymbolFilter: Sendable, Hashable {
  /// What is told apart.
  private let set: SymbolSet
  private let hasBraille: Bool
  /// Whether even letters must be ASCII: what has no stand-in becomes `?`.
  private let isASCIIAlone: Bool
  /// Stand-ins of the scalars from U+0080 to U+33FF; 0 for what stays.
  private let table: [UInt16]

  private static let first = 0x80
  private static let end = 0x3400

  /// - Parameters:
  ///   - set: the symbols that the terminal can show.
  ///   - hasBraille: whether it shows braille, with which charts are drawn.
  ///   - isASCIIAlone: whether it shows nothing but ASCII, as without UTF-8.
  /// - Returns: nil where everything can stay.
  package init?(_ set: SymbolSet, hasBraille: Bool = true, isASCIIAlone: Bool = false) {
    guard set != .full || !hasBraille || isASCIIAlone else { return nil }
    self.set = isASCIIAlone ? .ascii : set
    self.hasBraille = hasBraille
    self.isASCIIAlone = isASCIIAlone
    var table = [UInt16](repeating: 0, count: Self.end - Self.first)
    for (value, standIn) in Self.standIns(for: self.set, hasBraille: hasBraille) {
      table[Int(value) - Self.first] = standIn
    }
    self.table = table
  }

  /// Leaves nothing but ASCII, for locales without UTF-8.
  package static let asciiAlone = SymbolFilter(.ascii, isASCIIAlone: true)!

  /// The stand-in of a grapheme that is not of ASCII alone, by its first scalar, which may be: a
  /// letter and its marks. Nil where it stays.
  fileprivate func standIn(for value: UInt32) -> UInt64? {
    if value >= Self.first, value < Self.end {
      let known = table[Int(value) - Self.first]
      if known != 0 { return UInt64(known) }
    } else if let other = SymbolTable.others[value], set == .ascii {
      return UInt64(other)
    }
    return isASCIIAlone ? UInt64(UInt8(ascii: "?")) : nil
  }

  private static func standIns(
    for set: SymbolSet, hasBraille: Bool
  ) -> [(UInt32, UInt16)] {
    var standIns: [(UInt32, UInt16)] = []
    switch set {
    case .full: break
    case .narrow: standIns = SymbolTable.narrow
    case .ascii: standIns = SymbolTable.ascii
    }
    guard set == .ascii || !hasBraille else { return standIns }
    for value in UInt32(0x2800)...0x28FF {
      standIns.append((value, BrailleStandIn.of(value, blocks: set == .full)))
    }
    return standIns
  }
}

extension Surface {
  /// Puts what a terminal can show in the place of what it cannot. What was two columns wide gets
  /// a stand-in and a blank.
  package mutating func replace(with filter: SymbolFilter) {
    for row in rows.indices {
      // Rows share their memory where they are the same: those that stay are only read.
      guard let start = rows[row].firstIndex(where: { filter.changes($0) }) else { continue }
      rows[row].withUnsafeMutableBufferPointer { cells in
        for column in start..<cells.count {
          let cell = cells[column]
          guard let glyph = filter.glyph(for: cell) else { continue }
          cells[column] = cell.with(glyph: glyph)
          if cell.width == 2 { cells[column + 1] = Cell(style: cell.style) }
        }
      }
    }
  }
}

extension SymbolFilter {
  fileprivate func glyph(for cell: Cell) -> UInt64? {
    guard cell.glyph >= 0x7F else { return nil }
    return standIn(for: UInt32(truncatingIfNeeded: cell.glyph & Cell.scalarMask))
  }

  fileprivate func changes(_ cell: Cell) -> Bool { glyph(for: cell) != nil }
}
