/// Turns what a terminal shows into the next frame, in few bytes.
///
/// For terminals that understand ECMA-48 as xterm does. It remembers the terminal's picture, its
/// style and its cursor, and sends what differs: lines that moved are scrolled, blanks are erased,
/// only those parts of a style change that change, and nobody is told the foreground of a blank.
package struct FrameEncoder: Sendable {
  package let dialect: Dialect
  /// What the last frame takes; empty when it changed nothing. The buffer is used again.
  package internal(set) var bytes: [UInt8] = []

  var size = Size.zero
  /// What the terminal shows, row by row.
  var screen: [Cell] = []
  /// The style that is set; nil when it is not known.
  var style: Style?
  /// Where the next character will stand; nil when it is not known.
  var cursor: Point?
  /// Styles as they are shown, by what they were meant to be.
  var resolved: [Style: Style] = [:]
  private var isKnown = false

  /// Stands for cells of which nothing is known: no cell looks like it.
  static let unknown = Cell(glyph: .max, style: .plain)

  /// - Parameter shown: what the terminal shows already, if that is known.
  package init(_ dialect: Dialect, shown: Surface? = nil) {
    self.dialect = dialect
    guard let shown else { return }
    size = shown.size
    screen = shown.cells
    isKnown = true
  }

  /// What the terminal shows is not known any more: the next frame is drawn from nothing.
  package mutating func forget() {
    isKnown = false
    style = nil
    cursor = nil
  }

  /// Works out what leads to a frame.
  package mutating func encode(_ surface: Surface) {
    bytes.removeAll(keepingCapacity: true)
    bytes += dialect.frameBegins
    let start = bytes.count
    if !isKnown || size != surface.size {
      clear(for: surface)
    } else if dialect.scrolls {
      scroll(towards: surface.cells)
    }
    for row in 0..<size.rows where !isRowSame(row, screen, surface.cells) {
      encode(row: row, of: surface.cells)
    }
    screen = surface.cells
    if bytes.count == start {
      bytes.removeAll(keepingCapacity: true)
    } else {
      bytes += dialect.frameEnds
    }
  }

  /// Starts on an empty screen, in the frame's own background where erasing takes it.
  private mutating func clear(for surface: Surface) {
    size = surface.size
    style = nil
    cursor = nil
    let ground = surface.cells.last?.style.background ?? .standard
    let blank = Cell(style: dialect.erases ? Style(on: ground) : .plain)
    select(resolve(blank.style))
    bytes += [0x1B, 0x5B, 0x32, 0x4A]
    screen = Array(repeating: blank, count: surface.cells.count)
    isKnown = true
  }

  // MARK: Rows

  private mutating func encode(row: Int, of cells: [Cell]) {
    let end = (row + 1) * size.columns
    var index = row * size.columns
    while let next = difference(in: index..<end, of: cells) {
      if let after = erase(from: next, to: end, row: row, of: cells) {
        index = after
      } else {
        move(to: next, row: row, of: cells)
        write(cells[next])
        index = next + 1
      }
    }
  }

  /// The first cell that must be sent.
  private func difference(in range: Range<Int>, of cells: [Cell]) -> Int? {
    for index in range where !isSame(cells[index], screen[index]) {
      // The right half of a wide grapheme comes with its left half.
      if cells[index].glyph != 0 { return index }
    }
    return nil
  }

  /// Erases blanks where that is shorter than to write them; returns the cell after them.
  private mutating func erase(
    from first: Int, to end: Int, row: Int, of cells: [Cell]
  ) -> Int? {
    let blank = cells[first]
    guard dialect.erases, blank.isErasable else { return nil }
    var runEnd = first + 1
    while runEnd < end, cells[runEnd].looks(like: blank) { runEnd += 1 }
    var count = runEnd - first
    while screen[first + count - 1].looks(like: blank) { count -= 1 }
    let isLast = difference(in: runEnd..<end, of: cells) == nil
    let reachesEnd = runEnd == end
    // What it costs to erase, and then to go on behind it.
    let cost = reachesEnd ? 3 : 3 + Self.digits(count) + (isLast ? 0 : 3 + Self.digits(count))
    guard count > cost else { return nil }
    move(to: first, row: row, of: cells)
    selectGround(of: blank)
    bytes += [0x1B, 0x5B]
    if !reachesEnd { append(count) }
    bytes.append(reachesEnd ? 0x4B : 0x58)
    return first + count
  }

  /// Writes a cell where the cursor is.
  private mutating func write(_ cell: Cell) {
    if isGround(cell) { selectGround(of: cell) } else { select(resolve(cell.style)) }
    append(cell)
    guard let point = cursor else { return }
    let column = point.column + cell.width
    // At the end of a row terminals differ in where they think they are; and in how wide they draw
    // what is made of several parts, or is newer than they are.
    let isDoubtful = column >= size.columns || cell.isDoubtful
    cursor = isDoubtful ? nil : Point(column: column, row: point.row)
  }
}

extension FrameEncoder {
  /// Whether one cell need not be sent where the other is.
  func isSame(_ one: Cell, _ other: Cell) -> Bool {
    dialect.tellsBlanksApart ? one == other : one.looks(like: other)
  }

  /// Whether nothing but the background of a cell counts.
  func isGround(_ cell: Cell) -> Bool { !dialect.tellsBlanksApart && cell.isErasable }
}

extension Cell {
  /// Whether nobody could tell them apart: of a blank only the background is seen.
  func looks(like other: Cell) -> Bool {
    self == other
      || isErasable && other.isErasable && style.background == other.style.background
  }

  /// A blank that is nothing but background.
  var isErasable: Bool {
    isBlank && style.attributes.isDisjoint(with: [.underline, .reverse])
  }

  /// Whether terminals may differ in how wide they draw it.
  fileprivate var isDoubtful: Bool { glyph & ~Cell.wide >= 0x1F000 }
}
