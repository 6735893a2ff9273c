@testable import Screen

extension Surface {
  /// Whether every row is exactly as wide as the surface, and each wide grapheme has both halves.
  var isWellFormed: Bool {
    guard cells.count == size.columns * size.rows else { return false }
    var place = 0
    for _ in 0..<size.rows {
      let end = place + size.columns
      while place < end {
        let width = cells[place].width
        if width == 0 || place + width > end { return false }
        if width == 2, cells[place + 1].width != 0 { return false }
        place += width
      }
    }
    return true
  }

  /// Takes away the right half of the first wide grapheme, as no drawing does.
  mutating func breakWideGrapheme() { cells[1] = cells[0] }
}
