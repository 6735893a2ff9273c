import Screen

/// Lines in an area that need not have room for all of them.
struct ScrolledLines {
  let lines: [[Span]]
  let area: Rect

  /// How far there is something to scroll to: the last line never leaves the last row.
  var lastScroll: Int { max(0, lines.count - area.rows) }

  /// Draws them from a line on.
  ///
  /// - Returns: whether there are more below.
  func draw(into surface: inout Surface, from scrolled: Int) -> Bool {
    let first = min(scrolled, lastScroll)
    for (row, line) in lines.dropFirst(first).prefix(area.rows).enumerated() {
      surface.draw(line, at: area.point(row: row), clip: area)
    }
    return first < lastScroll
  }
}
