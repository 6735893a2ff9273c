/// What lines and boxes are drawn with.
package enum LineKind: Sendable, Hashable {
  case light, heavy, double, rounded

  /// horizontal, vertical, then the corners: top left, top right, bottom left, bottom right.
  fileprivate var glyphs: [Character] {
    switch self {
    case .light: ["─", "│", "┌", "┐", "└", "┘"]
    case .heavy: ["━", "┃", "┏", "┓", "┗", "┛"]
    case .double: ["═", "║", "╔", "╗", "╚", "╝"]
    case .rounded: ["─", "│", "╭", "╮", "╰", "╯"]
    }
  }

  /// Lines of one column where box drawing would take two.
  fileprivate static let ascii: [Character] = ["-", "|", "+", "+", "+", "+"]
}

extension Surface {
  private func glyphs(_ kind: LineKind) -> [Character] {
    width == .ambiguousIsWide ? LineKind.ascii : kind.glyphs
  }

  /// A line from a point to the right, clipped to the surface.
  package mutating func horizontalLine(
    at point: Point, columns: Int, style: Style = .plain, kind: LineKind = .light
  ) {
    fill(
      Rect(origin: point, size: Size(columns: columns, rows: 1)), glyphs(kind)[0], style: style)
  }

  /// A line from a point downward, clipped to the surface.
  package mutating func verticalLine(
    at point: Point, rows: Int, style: Style = .plain, kind: LineKind = .light
  ) {
    fill(Rect(origin: point, size: Size(columns: 1, rows: rows)), glyphs(kind)[1], style: style)
  }

  /// A box along the inner edge of an area; its inside is left as it is. An area of one row or
  /// column gets a line.
  package mutating func box(_ area: Rect, style: Style = .plain, kind: LineKind = .light) {
    guard !area.isEmpty else { return }
    let right = area.right - 1
    let bottom = area.bottom - 1
    horizontalLine(at: area.origin, columns: area.columns, style: style, kind: kind)
    if area.rows == 1 { return }
    horizontalLine(
      at: area.point(row: area.rows - 1), columns: area.columns, style: style, kind: kind)
    verticalLine(at: area.origin, rows: area.rows, style: style, kind: kind)
    if area.columns == 1 { return }
    verticalLine(at: Point(column: right, row: area.top), rows: area.rows, style: style, kind: kind)
    let glyphs = glyphs(kind)
    let corners = [
      (area.left, area.top), (right, area.top), (area.left, bottom), (right, bottom),
    ]
    for (corner, glyph) in zip(corners, glyphs[2...]) {
      fill(Rect(column: corner.0, row: corner.1, columns: 1, rows: 1), glyph, style: style)
    }
  }

  /// A box with a title set into its top edge.
  package mutating func box(
    _ area: Rect, title: [Span], style: Style = .plain, kind: LineKind = .light
  ) {
    box(area, style: style, kind: kind)
    guard area.columns > 4, !title.isEmpty else { return }
    let room = area.row(0).inset(columns: 2, rows: 0)
    let line = [Span(" ", style)] + title + [Span(" ", style)]
    draw(line, in: room)
  }
}
