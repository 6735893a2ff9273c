import Screen

/// What is said in a recording, over the lower rows of the screen.
struct CaptionPane {
  let text: String
  let theme: Theme

  /// The most rows of text.
  static let rowLimit = 8

  func draw(into surface: inout Surface) {
    let width = surface.width
    let columns = surface.size.columns - 6
    guard columns > 10, surface.size.rows > 8 else { return }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      line.isEmpty ? [""] : width.wrap(String(line), columns: columns)
    }.prefix(min(Self.rowLimit, surface.size.rows - 6))
    let ground = theme[.selected].background
    let top = surface.size.rows - lines.count - 3
    let area = Rect(
      origin: Point(column: 0, row: top),
      size: Size(columns: surface.size.columns, rows: lines.count + 2))
    surface.fill(area, style: theme[.text].on(ground))
    for row in 0..<area.rows {
      surface.draw("▌", at: area.point(column: 0, row: row), style: theme[.key].on(ground))
    }
    for (row, line) in lines.enumerated() {
      surface.draw(
        line, at: area.point(column: 3, row: row + 1), style: theme[.strong].on(ground))
    }
  }
}
