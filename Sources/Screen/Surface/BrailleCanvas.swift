/// A grid of dots, two across and four down in each cell, for lines finer than cells.
package struct BrailleCanvas: Sendable {
  /// In cells.
  package let size: Size
  private var dots: [UInt8]
  private var styles: [Style]

  /// A canvas without a dot.
  package init(size: Size) {
    self.size = size
    dots = Array(repeating: 0, count: size.columns * size.rows)
    styles = Array(repeating: .plain, count: size.columns * size.rows)
  }

  /// How many dots fit across, and down.
  package var columns: Int { size.columns * 2 }
  package var rows: Int { size.rows * 4 }

  private static let bits: [[UInt8]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

  /// Sets one dot, by dot coordinates; outside of the canvas nothing. A cell has the style of the
  /// dot that was set last in it.
  package mutating func set(_ column: Int, _ row: Int, style: Style) {
    guard 0..<columns ~= column, 0..<rows ~= row else { return }
    let index = row / 4 * size.columns + column / 2
    dots[index] |= Self.bits[column & 1][row & 3]
    styles[index] = style
  }

  /// Sets the dots of a straight line, both ends included, clipped to the canvas.
  ///
  /// - Parameter pattern: which dots of eight that follow one another are set, the first one in the
  ///   lowest bit; all by default.
  package mutating func line(
    from start: (column: Int, row: Int), to end: (column: Int, row: Int), style: Style,
    pattern: UInt8 = 0xFF
  ) {
    let across = end.column - start.column
    let down = end.row - start.row
    let steps = max(abs(across), abs(down))
    guard steps > 0 else { return set(start.column, start.row, style: style) }
    // What is far outside costs nothing: only the steps whose row is on the canvas are taken.
    var first = 0
    var last = steps
    if down != 0 {
      let top = (down > 0 ? -start.row : rows - start.row) * steps / down
      let bottom = (down > 0 ? rows - start.row : -start.row) * steps / down
      first = max(first, top - 1)
      last = min(last, bottom + 1)
    }
    guard first <= last else { return }
    for step in first...last where pattern >> UInt8(step & 7) & 1 == 1 {
      set(
        start.column + (2 * across * step + steps) / (2 * steps),
        start.row + (2 * down * step + steps) / (2 * steps), style: style)
    }
  }

  /// Gives each cell that has a dot.
  package func forEachCell(_ body: (Point, Character, Style) -> Void) {
    for index in dots.indices where dots[index] != 0 {
      let scalar = Unicode.Scalar(0x2800 + UInt32(dots[index]))!
      body(
        Point(column: index % size.columns, row: index / size.columns), Character(scalar),
        styles[index])
    }
  }
}
