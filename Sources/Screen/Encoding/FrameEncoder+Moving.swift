// The cursor, by the shortest way.
extension FrameEncoder {
  /// A way for the cursor.
  struct Motion {
    /// In bytes.
    var cost: Int
    /// Whether both numbers of the place are sent; if not, rows and columns go by themselves.
    var isAbsolute = false
    var rows = Rows.none
    var columns = Columns.none

    enum Rows {
      case none, up, down
      /// Down, a line feed a row.
      case fed
      /// Up a row, by a reverse line feed.
      case fedBack
      /// To a row of the screen.
      case number
    }

    enum Columns {
      case none, left, right
      /// To the left, a backspace a column.
      case back
      /// To the first column.
      case start
      /// To a column of the screen.
      case number
      /// Over cells that are sent again as they are.
      case rewritten
    }
  }

  /// The shortest way to a place.
  func motion(to point: Point, in rows: [[Cell]]) -> Motion {
    let row = Self.digits(point.row + 1)
    let absolute = point.column == 0 ? 3 + row : 4 + row + Self.digits(point.column + 1)
    var best = Motion(cost: absolute, isAbsolute: true)
    guard let cursor else { return best }
    let (steps, rowCost) = rowMotion(from: cursor, to: point)
    guard rowCost < best.cost else { return best }
    let (columns, columnCost) = columnMotion(from: cursor, to: point, in: rows)
    if rowCost + columnCost < best.cost {
      best = Motion(cost: rowCost + columnCost, rows: steps, columns: columns)
    }
    return best
  }

  /// What the shortest way to a place takes at least: most places are too far to look for it.
  func leastCost(to point: Point) -> Int {
    let absolute = point.column == 0 ? 4 : 6
    guard let cursor else { return absolute }
    let rows = point.row - cursor.row
    let columns = abs(point.column - cursor.column)
    let rowCost = 0...3 ~= rows ? rows : rows == -1 ? 2 : 4
    return min(absolute, rowCost + (point.column == 0 ? min(columns, 1) : min(columns, 4)))
  }

  private func rowMotion(from cursor: Point, to point: Point) -> (Motion.Rows, cost: Int) {
    let count = point.row - cursor.row
    if count == 0 { return (.none, 0) }
    // A line feed that goes to the first column too does no harm on the way there.
    if count > 0, count <= 3, dialect.feedsKeepColumns || point.column == 0 { return (.fed, count) }
    if count == -1, dialect.feedsBack { return (.fedBack, 2) }
    let relative = Self.relativeCost(abs(count))
    let number = 3 + Self.digits(point.row + 1)
    return number < relative ? (.number, number) : (count > 0 ? .down : .up, relative)
  }

  private func columnMotion(
    from cursor: Point, to point: Point, in rows: [[Cell]]
  ) -> (Motion.Columns, cost: Int) {
    let count = point.column - cursor.column
    if count == 0 { return (.none, 0) }
    let relative = Self.relativeCost(abs(count))
    if point.column == 0 { return (.start, 1) }
    let number = 3 + Self.digits(point.column + 1)
    let least = min(relative, number)
    if count < 0, -count <= least { return (.back, -count) }
    if count > 0, count <= least, cursor.row == point.row,
      isRewritable(from: cursor, to: point, in: rows)
    {
      return (.rewritten, count)
    }
    return number < relative ? (.number, number) : (count < 0 ? .left : .right, relative)
  }

  private static func relativeCost(_ count: Int) -> Int { count == 1 ? 3 : 3 + digits(count) }

  /// Whether all cells between two places of a row are in the style that is set, and a byte each.
  private func isRewritable(from start: Point, to end: Point, in rows: [[Cell]]) -> Bool {
    guard let style else { return false }
    let cells = rows[start.row]
    return (start.column..<end.column).allSatisfy { column in
      let cell = cells[column]
      let needed = shown(cell.style)
      let isInStyle =
        isGround(cell)
        ? style.background == needed.background && style.showsBlanks : style == needed
      return isInStyle && cell.glyph != 0 && cell.glyph < 0x80
    }
  }

  /// Takes the cursor to a place.
  mutating func move(_ motion: Motion, to point: Point, of rows: [[Cell]]) {
    defer { cursor = point }
    guard let cursor, !motion.isAbsolute else { return moveAbsolutely(to: point) }
    let count = abs(point.row - cursor.row)
    switch motion.rows {
    case .none: break
    case .up: sequence(count, final: "A")
    case .down: sequence(count, final: "B")
    case .fed: for _ in 0..<count { bytes.append(0x0A) }
    case .fedBack: bytes += [0x1B, 0x4D]
    case .number: sequence(point.row + 1, final: "d", leavesOutOne: false)
    }
    let columns = abs(point.column - cursor.column)
    switch motion.columns {
    case .none: break
    case .left: sequence(columns, final: "D")
    case .right: sequence(columns, final: "C")
    case .back: for _ in 0..<columns { bytes.append(0x08) }
    case .start: bytes.append(0x0D)
    case .number: sequence(point.column + 1, final: "G", leavesOutOne: false)
    case .rewritten:
      let cells = rows[point.row]
      for column in cursor.column..<point.column { append(cells[column]) }
    }
  }

  private mutating func moveAbsolutely(to point: Point) {
    bytes += [0x1B, 0x5B]
    append(point.row + 1)
    if point.column > 0 {
      bytes.append(0x3B)
      append(point.column + 1)
    }
    bytes.append(0x48)
  }

  static func digits(_ number: Int) -> Int { number < 10 ? 1 : number < 100 ? 2 : 3 }

  // MARK: Bytes

  /// A sequence with a number, where one need not be said.
  mutating func sequence(_ number: Int, final: Unicode.Scalar, leavesOutOne: Bool = true) {
    bytes += [0x1B, 0x5B]
    if number != 1 || !leavesOutOne { append(number) }
    bytes.append(UInt8(ascii: final))
  }

  mutating func append(_ number: Int) {
    if number >= 100 { bytes.append(UInt8(0x30 + number / 100 % 10)) }
    if number >= 10 { bytes.append(UInt8(0x30 + number / 10 % 10)) }
    bytes.append(UInt8(0x30 + number % 10))
  }

  mutating func append(_ cell: Cell) {
    if cell.glyph == 0 { return }
    if cell.glyph < 0x80 { return bytes.append(UInt8(cell.glyph)) }
    cell.forEachScalar { bytes.append(contentsOf: UTF8.encode($0)!) }
  }
}
