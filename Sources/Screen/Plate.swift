/// A part of a surface as it was drawn, to be set again without drawing.
package struct Plate: Sendable {
  package let area: Rect
  private let cells: [Cell]
  private let regions: ArraySlice<Region>

  /// Keeps an area of a surface, with the regions that were noted for it.
  ///
  /// - Parameter first: how many regions were noted before the first that belongs to it.
  package init(of area: Rect, in surface: Surface, regionsFrom first: Int) {
    self.area = area.intersection(surface.bounds)
    var cells: [Cell] = []
    cells.reserveCapacity(self.area.columns * self.area.rows)
    for row in 0..<self.area.rows { cells += surface.cells[surface.cells(of: self.area.row(row))] }
    self.cells = cells
    regions = surface.regions[first...]
  }

  /// Sets it again where it was, on a surface that is as large.
  package func draw(into surface: inout Surface) {
    let first = surface.offset(area.origin)
    let columns = surface.size.columns
    surface.cells.withUnsafeMutableBufferPointer { target in
      for row in 0..<area.rows {
        let start = first + row * columns
        let source = cells[row * area.columns..<(row + 1) * area.columns]
        _ = target[start..<start + area.columns].update(fromContentsOf: source)
      }
    }
    surface.regions += regions
  }
}

extension Surface {
  /// Where the cells of an area of one row are.
  fileprivate func cells(of row: Rect) -> Range<Int> {
    offset(row.origin)..<offset(row.origin) + row.columns
  }
}
