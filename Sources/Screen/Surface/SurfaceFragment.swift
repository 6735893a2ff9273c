/// A part of a surface as it was drawn, to be set again without drawing.
package struct SurfaceFragment: Sendable {
  package let area: Rect
  private let rows: [[Cell]]
  private let regions: ArraySlice<Region>

  /// Keeps an area of a surface, with the regions that were noted for it.
  ///
  /// - Parameter first: how many regions were noted before the first that belongs to it.
  package init(of area: Rect, in surface: Surface, regionsFrom first: Int) {
    self.area = area.intersection(surface.bounds)
    let columns = self.area.left..<self.area.right
    let rows = self.area.isEmpty ? [] : surface.rows[self.area.top..<self.area.bottom]
    self.rows = rows.map { columns == $0.indices ? $0 : Array($0[columns]) }
    regions = surface.regions[first...]
  }

  /// Sets it again where it was, on a surface that is as large.
  package func draw(into surface: inout Surface) {
    for (row, cells) in zip(area.top..., rows) {
      if cells.count == surface.size.columns {
        surface.rows[row] = cells
      } else {
        surface.rows[row].withUnsafeMutableBufferPointer {
          _ = $0[area.left..<area.right].update(fromContentsOf: cells)
        }
      }
    }
    surface.regions += regions
  }
}
