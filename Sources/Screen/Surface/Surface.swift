/// A grid of cells to draw on: what one frame shows.
///
/// Whatever is drawn, each row stays exactly as wide as the surface: a wide grapheme that does
/// not fit becomes a blank, and overwriting one half of it blanks the other.
package struct Surface: Sendable, Equatable {
  package let size: Size
  package let width: TextWidth
  /// The cells, row by row. Rows that are the same share their memory where they were copied, so
  /// that a surface that is mostly another one costs little, and so does comparing them.
  var rows: [[Cell]]
  /// What areas stand for, in the order of drawing.
  package internal(set) var regions: [Region] = []

  /// A blank surface.
  package init(size: Size, width: TextWidth = .standard, style: Style = .plain) {
    self.size = size
    self.width = width
    let blank = Array(repeating: Cell(style: style), count: size.columns)
    rows = Array(repeating: blank, count: size.rows)
  }

  package var bounds: Rect { size.bounds }

  /// The cell at a point, or nil outside.
  package subscript(point: Point) -> Cell? {
    bounds.contains(point) ? rows[point.row][point.column] : nil
  }

  /// Fills an area with one grapheme, blank by default. A wide one is set as often as it fits.
  package mutating func fill(_ area: Rect, _ character: Character = " ", style: Style = .plain) {
    let area = area.intersection(bounds)
    let glyph = width.glyph(character)
    let step = glyph >= Cell.wide ? 2 : 1
    for row in area.top..<area.bottom {
      rows[row].withUnsafeMutableBufferPointer { cells in
        var column = area.left
        while column < area.right {
          cells.put(glyph, style: style, at: column, limit: area.right)
          column += step
        }
      }
    }
  }

  /// Changes the style of an area's cells and keeps their text. A wide grapheme that is cut by
  /// the area's edge changes as a whole.
  package mutating func restyle(_ area: Rect, _ change: (Style) -> Style) {
    let area = area.intersection(bounds)
    guard !area.isEmpty else { return }
    for row in area.top..<area.bottom {
      rows[row].withUnsafeMutableBufferPointer { cells in
        let first = cells[area.left].width == 0 ? area.left - 1 : area.left
        let last = cells[area.right - 1].width == 2 ? area.right : area.right - 1
        for column in first...last { cells[column].style = change(cells[column].style) }
      }
    }
  }

  /// Copies another surface onto this one with its top left corner at a point.
  package mutating func draw(_ other: Surface, at point: Point) {
    let target = Rect(origin: point, size: other.size).intersection(bounds)
    guard !target.isEmpty else { return }
    for region in other.regions {
      let origin = region.area.origin.moved(columns: point.column, rows: point.row)
      mark(Rect(origin: origin, size: region.area.size), tag: region.tag)
    }
    for row in target.top..<target.bottom {
      let source = other.rows[row - point.row]
      rows[row].withUnsafeMutableBufferPointer { cells in
        for column in target.left..<target.right {
          let cell = source[column - point.column]
          // The right half came with its left one; alone at the clipped edge it is a blank.
          if cell.glyph == 0, column > target.left { continue }
          let glyph = cell.glyph == 0 ? Cell.space : cell.glyph
          cells.put(glyph, style: cell.style, at: column, limit: target.right)
        }
      }
    }
  }
}

extension UnsafeMutableBufferPointer<Cell> {
  /// Sets one grapheme of a row that ends at `limit` or behind it, or a blank where a wide one does
  /// not fit; of a wide one that was there before, the other half becomes a blank.
  @inline(__always) func put(_ glyph: UInt64, style: Style, at index: Int, limit: Int) {
    let isNarrow = 1..<Cell.wide
    if isNarrow ~= glyph, isNarrow ~= self[index].glyph {
      return self[index] = Cell(glyph: glyph, style: style)
    }
    if self[index].glyph == 0 { self[index - 1] = self[index - 1].with(glyph: Cell.space) }
    let isWide = glyph >= Cell.wide
    let last = isWide && index + 1 < limit ? index + 1 : index
    if self[last].glyph >= Cell.wide {
      self[last + 1] = self[last + 1].with(glyph: Cell.space)
    }
    if last > index {
      self[index] = Cell(glyph: glyph, style: style)
      self[last] = Cell(glyph: 0, style: style)
    } else {
      self[index] = Cell(glyph: isWide ? Cell.space : glyph, style: style)
    }
  }
}
