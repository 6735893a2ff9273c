/// Where text stands in the columns it is given.
package enum Alignment: Sendable, Hashable {
  case left, right, center
}

extension Surface {
  /// Draws text from a point to the right, clipped to the surface, to `clip` and to `maxWidth`
  /// columns. Text that starts left of the clip is cut there.
  ///
  /// - Returns: the columns that the text took up to where it was cut.
  @discardableResult
  package mutating func draw(
    _ text: String, at point: Point, style: Style = .plain, maxWidth: Int = .max,
    clip: Rect? = nil
  ) -> Int {
    let area = clip.map { $0.intersection(bounds) } ?? bounds
    guard area.top <= point.row, point.row < area.bottom, point.column < area.right else {
      return 0
    }
    let limit =
      maxWidth < area.right - point.column ? point.column + max(0, maxWidth) : area.right
    var column = point.column
    let width = width
    rows[point.row].withUnsafeMutableBufferPointer { cells in
      width.forEachGlyph(of: text) { glyph, _ in
        let columns = glyph >= Cell.wide ? 2 : 1
        guard column < limit else { return false }
        if column >= area.left {
          cells.put(glyph, style: style, at: column, limit: limit)
        } else if column + columns > area.left, area.left < limit {
          cells.put(Cell.space, style: style, at: area.left, limit: limit)
        }
        column += columns
        return true
      }
    }
    return min(column, limit) - point.column
  }

  /// Draws spans one after the other.
  ///
  /// - Returns: the columns that they took up to where they were cut.
  @discardableResult
  package mutating func draw(
    _ spans: [Span], at point: Point, maxWidth: Int = .max, clip: Rect? = nil
  ) -> Int {
    var used = 0
    for span in spans where used < maxWidth {
      used += draw(
        span.text, at: point.moved(columns: used), style: span.style, maxWidth: maxWidth - used,
        clip: clip)
    }
    return used
  }

  /// Draws one line of text into the first row of an area, aligned, with an ellipsis where it
  /// does not fit.
  package mutating func draw(
    _ text: String, in area: Rect, style: Style = .plain, align: Alignment = .left
  ) {
    draw([Span(text, style)], in: area, align: align)
  }

  /// Draws one line of spans into the first row of an area, aligned, with an ellipsis where it
  /// does not fit.
  package mutating func draw(_ spans: [Span], in area: Rect, align: Alignment = .left) {
    guard !area.isEmpty else { return }
    // Most lines fit: those are measured while they are drawn.
    if align == .left, draw(spans, at: area.origin, clip: area) < area.columns { return }
    let line = width.truncated(spans, columns: area.columns)
    let spare = area.columns - width.of(line)
    let column =
      switch align {
      case .left: 0
      case .right: spare
      case .center: spare / 2
      }
    draw(line, at: area.point(column: column), clip: area)
  }

  /// Draws wrapped text into an area, as far as it has room.
  ///
  /// - Returns: the number of lines that the whole text has at this width.
  @discardableResult
  package mutating func drawWrapped(_ spans: [Span], in area: Rect) -> Int {
    let lines = width.wrap(spans, columns: area.columns)
    for (row, line) in lines.prefix(area.rows).enumerated() {
      draw(line, at: area.point(row: row), clip: area)
    }
    return lines.count
  }
}
