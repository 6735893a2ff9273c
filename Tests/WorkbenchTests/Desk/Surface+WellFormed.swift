@testable import Screen

extension Surface {
  /// Whether every row is exactly as wide as the surface, and each wide grapheme has both halves.
  var isWellFormed: Bool {
    rows.count == size.rows && rows.allSatisfy { isWellFormed($0) }
  }

  private func isWellFormed(_ row: [Cell]) -> Bool {
    guard row.count == size.columns else { return false }
    var column = 0
    while column < row.count {
      let width = row[column].width
      if width == 0 || column + width > row.count { return false }
      if width == 2, row[column + 1].width != 0 { return false }
      column += width
    }
    return true
  }

  /// Takes away the right half of the first wide grapheme, as no drawing does.
  mutating func breakWideGrapheme() { rows[0][1] = rows[0][0] }
}
