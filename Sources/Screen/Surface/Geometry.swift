/// A width and a height in terminal cells; both are never negative.
package struct Size: Sendable, Hashable {
  package var columns: Int
  package var rows: Int

  /// Negative numbers are taken as zero.
  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  package static let zero = Size(columns: 0, rows: 0)

  package var isEmpty: Bool { columns == 0 || rows == 0 }

  /// The whole area of this size, from the top left corner.
  package var bounds: Rect { Rect(origin: .zero, size: self) }
}

/// A cell's place: column and row, counted from 0 at the top left.
package struct Point: Sendable, Hashable {
  package var column: Int
  package var row: Int

  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }

  package static let zero = Point(column: 0, row: 0)

  /// The point so many columns to the right and rows down.
  package func moved(columns: Int = 0, rows: Int = 0) -> Point {
    Point(column: column + columns, row: row + rows)
  }
}

/// An area of cells. `left` and `top` are inside, `right` and `bottom` are the first outside.
package struct Rect: Sendable, Hashable {
  package var origin: Point
  package var size: Size

  package init(origin: Point, size: Size) {
    self.origin = origin
    self.size = size
  }

  package init(column: Int, row: Int, columns: Int, rows: Int) {
    origin = Point(column: column, row: row)
    size = Size(columns: columns, rows: rows)
  }

  package static let zero = Rect(origin: .zero, size: .zero)

  package var columns: Int { size.columns }
  package var rows: Int { size.rows }
  package var left: Int { origin.column }
  package var top: Int { origin.row }
  package var right: Int { origin.column + size.columns }
  package var bottom: Int { origin.row + size.rows }
  package var isEmpty: Bool { size.isEmpty }

  package func contains(_ point: Point) -> Bool {
    left <= point.column && point.column < right && top <= point.row && point.row < bottom
  }

  /// The cells that belong to both; empty where there are none.
  package func intersection(_ other: Rect) -> Rect {
    let column = max(left, other.left)
    let row = max(top, other.top)
    return Rect(
      column: column, row: row,
      columns: min(right, other.right) - column, rows: min(bottom, other.bottom) - row)
  }

  /// The point in this area's own coordinates.
  package func point(column: Int = 0, row: Int = 0) -> Point {
    Point(column: left + column, row: top + row)
  }

  /// One of this area's rows, counted from its top; empty if there is no such row.
  package func row(_ index: Int) -> Rect {
    Rect(column: left, row: top + index, columns: columns, rows: 1).intersection(self)
  }
}

extension Rect {
  /// The area with so many cells taken away at each side; empty where nothing is left.
  package func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
    Rect(
      column: self.left + left, row: self.top + top,
      columns: columns - left - right, rows: rows - top - bottom)
  }

  /// The area without a frame of so many columns and rows on every side.
  package func inset(columns: Int, rows: Int) -> Rect {
    inset(left: columns, top: rows, right: columns, bottom: rows)
  }

  /// The area without a frame of so many cells on every side.
  package func inset(by cells: Int) -> Rect { inset(columns: cells, rows: cells) }

  /// The first rows and what is left below them. Asked for more than there is, gives all.
  package func split(top wanted: Int) -> (top: Rect, rest: Rect) {
    let taken = max(0, min(wanted, rows))
    return (
      Rect(column: left, row: top, columns: columns, rows: taken),
      Rect(column: left, row: top + taken, columns: columns, rows: rows - taken)
    )
  }

  /// The last rows and what is left above them.
  package func split(bottom wanted: Int) -> (bottom: Rect, rest: Rect) {
    let taken = max(0, min(wanted, rows))
    let (rest, last) = split(top: rows - taken)
    return (last, rest)
  }

  /// The first columns and what is left to their right.
  package func split(left wanted: Int) -> (left: Rect, rest: Rect) {
    let taken = max(0, min(wanted, columns))
    return (
      Rect(column: left, row: top, columns: taken, rows: rows),
      Rect(column: left + taken, row: top, columns: columns - taken, rows: rows)
    )
  }

  /// The last columns and what is left to their left.
  package func split(right wanted: Int) -> (right: Rect, rest: Rect) {
    let taken = max(0, min(wanted, columns))
    let (rest, last) = split(left: columns - taken)
    return (last, rest)
  }

  /// Side by side, as equal as whole cells allow (the first ones get what is left over).
  package func divided(intoColumns count: Int, gap: Int = 0) -> [Rect] {
    Self.shares(of: columns, count: count, gap: gap).map { share in
      Rect(column: left + share.start, row: top, columns: share.length, rows: rows)
    }
  }

  private static func shares(of total: Int, count: Int, gap: Int) -> [(start: Int, length: Int)] {
    guard count > 0 else { return [] }
    let usable = max(0, total - gap * (count - 1))
    var start = 0
    return (0..<count).map { index in
      let length = usable / count + (index < usable % count ? 1 : 0)
      defer { start = min(total, start + length + gap) }
      return (start, length)
    }
  }

  /// An area of the given size in the middle of this one, cut to fit.
  package func centered(_ inner: Size) -> Rect {
    let fitting = Size(columns: min(inner.columns, columns), rows: min(inner.rows, rows))
    return Rect(
      origin: point(column: (columns - fitting.columns) / 2, row: (rows - fitting.rows) / 2),
      size: fitting)
  }
}
