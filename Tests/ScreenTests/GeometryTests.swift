import Testing

@testable import Screen

@Suite("Geometry") struct GeometryTests {
  let area = Rect(column: 2, row: 3, columns: 10, rows: 5)

  @Test("a split gives two parts that make the whole")
  func splits() {
    #expect(area.split(top: 2).top == Rect(column: 2, row: 3, columns: 10, rows: 2))
    #expect(area.split(top: 2).rest == Rect(column: 2, row: 5, columns: 10, rows: 3))
    #expect(area.split(bottom: 1).bottom == Rect(column: 2, row: 7, columns: 10, rows: 1))
    #expect(area.split(bottom: 1).rest == Rect(column: 2, row: 3, columns: 10, rows: 4))
    #expect(area.split(left: 4).left == Rect(column: 2, row: 3, columns: 4, rows: 5))
    #expect(area.split(left: 4).rest == Rect(column: 6, row: 3, columns: 6, rows: 5))
    #expect(area.split(right: 4).right == Rect(column: 8, row: 3, columns: 4, rows: 5))
    #expect(area.split(right: 4).rest == Rect(column: 2, row: 3, columns: 6, rows: 5))
  }

  @Test("a split past the edge gives everything and an empty rest", arguments: [5, 6, 1_000])
  func splitTooMuch(wanted: Int) {
    #expect(area.split(top: wanted).top == area)
    #expect(area.split(top: wanted).rest.isEmpty)
    #expect(area.split(bottom: wanted).bottom == area)
    #expect(area.split(bottom: wanted).rest.isEmpty)
    #expect(area.split(top: -wanted).top.isEmpty)
    #expect(area.split(top: -wanted).rest == area)
  }

  @Test("shares differ by at most one cell and fill the area", arguments: 1...12)
  func shares(count: Int) {
    let parts = area.divided(intoColumns: count)
    #expect(parts.map(\.columns).reduce(0, +) == 10)
    #expect((parts.map(\.columns).max() ?? 0) - (parts.map(\.columns).min() ?? 0) <= 1)
    #expect(parts.allSatisfy { $0.intersection(area) == $0 || $0.isEmpty })
  }

  @Test("an inset deeper than the area leaves nothing")
  func insets() {
    #expect(area.inset(by: 1) == Rect(column: 3, row: 4, columns: 8, rows: 3))
    #expect(area.inset(by: 3).isEmpty)
    #expect(area.inset(left: 1, bottom: 2) == Rect(column: 3, row: 3, columns: 9, rows: 3))
    #expect(area.row(4) == Rect(column: 2, row: 7, columns: 10, rows: 1))
    #expect(area.row(5).isEmpty)
    #expect(
      area.centered(Size(columns: 4, rows: 9)) == Rect(column: 5, row: 3, columns: 4, rows: 5))
  }

  @Test("an intersection holds exactly the points that both hold")
  func intersections() {
    let other = Rect(column: 8, row: 0, columns: 20, rows: 5)
    for column in 0..<15 {
      for row in 0..<10 {
        let point = Point(column: column, row: row)
        let both = area.contains(point) && other.contains(point)
        #expect(area.intersection(other).contains(point) == both)
      }
    }
    #expect(area.intersection(Rect(column: 50, row: 0, columns: 1, rows: 1)).isEmpty)
  }
}
