/// Where two surfaces of one size differ: runs of neighbouring cells, row by row.
package struct FrameDiff: Sendable, Equatable {
  /// Cells of one row that changed, without interruption. Never half a wide grapheme.
  package struct Run: Sendable, Hashable {
    package let row: Int
    package let columns: Range<Int>
  }

  package let runs: [Run]

  /// What to draw to get from one surface to the other; everything, if there was none or one
  /// of another size. Time grows with the number of cells.
  package init(from old: Surface?, to new: Surface) {
    let columns = new.size.columns
    guard let old, old.size == new.size else {
      runs = (0..<new.size.rows).compactMap { row in
        columns > 0 ? Run(row: row, columns: 0..<columns) : nil
      }
      return
    }
    var runs: [Run] = []
    for row in 0..<new.size.rows {
      let (before, after) = (old.rows[row], new.rows[row])
      if before.isSame(as: after) { continue }
      var column = 0
      while column < columns {
        guard before[column] != after[column] else {
          column += 1
          continue
        }
        let first = column
        while column < columns, before[column] != after[column] { column += 1 }
        // A wide grapheme goes out whole: its right half is the same where the style is. It is
        // never the right half alone that differs, since both are set together.
        if after[column - 1].glyph >= Cell.wide { column += 1 }
        runs.append(Run(row: row, columns: first..<column))
      }
    }
    self.runs = runs
  }
}

extension Surface {
  /// Whether one row looks the same on another surface.
  ///
  /// - Precondition: the row is on this surface.
  package func hasSameRow(_ row: Int, as other: Surface) -> Bool {
    guard size.columns == other.size.columns, row < other.size.rows else { return false }
    return rows[row].isSame(as: other.rows[row])
  }
}
