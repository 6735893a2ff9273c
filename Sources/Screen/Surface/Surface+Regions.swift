/// An area of a surface that stands for something; what, only the application knows.
package struct Region: Sendable, Hashable {
  package var area: Rect
  /// The application's number for what is shown there.
  package var tag: UInt64
}

extension Surface {
  /// Notes that an area stands for something. Later regions lie over earlier ones.
  package mutating func mark(_ area: Rect, tag: UInt64) {
    let area = area.intersection(bounds)
    if !area.isEmpty { regions.append(Region(area: area, tag: tag)) }
  }

  /// What a cell stands for, the uppermost first.
  package func tags(at point: Point) -> [UInt64] {
    regions.reversed().filter { $0.area.contains(point) }.map(\.tag)
  }
}
