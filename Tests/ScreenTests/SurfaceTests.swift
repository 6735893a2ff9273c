import Testing

@testable import Screen

@Suite("Surface") struct SurfaceTests {
  func drawn(_ size: Size, _ body: (inout Surface) -> Void) -> Surface {
    var surface = Surface(size: size)
    body(&surface)
    #expect(surface.isWhole)
    return surface
  }

  @Test("text is clipped at every edge")
  func clipping() {
    let surface = drawn(Size(columns: 5, rows: 2)) { surface in
      #expect(surface.draw("abcdefg", at: Point(column: 2, row: 0)) == 3)
      #expect(surface.draw("abcdefg", at: Point(column: -2, row: 1)) == 7)
      #expect(surface.draw("x", at: Point(column: 0, row: 2)) == 0)
      #expect(surface.draw("x", at: Point(column: 0, row: -1)) == 0)
      #expect(surface.draw("x", at: Point(column: 5, row: 0)) == 0)
    }
    #expect(surface.text == "  abc\ncdefg\n")
  }

  @Test("a wide grapheme that does not fit becomes a blank")
  func wideAtEdges() {
    let surface = drawn(Size(columns: 5, rows: 3)) { surface in
      surface.draw("领导者", at: .zero)
      surface.draw("领导", at: Point(column: -1, row: 1))
      surface.draw("领导", at: Point(column: 1, row: 2), maxWidth: 3)
    }
    #expect(surface.text(row: 0) == "领导 ")
    #expect(surface.text(row: 1) == " 导  ")
    #expect(surface.text(row: 2) == " 领  ")
  }

  @Test("overwriting one half of a wide grapheme blanks the other")
  func halves() {
    let surface = drawn(Size(columns: 6, rows: 3)) { surface in
      for row in 0..<3 { surface.draw("领导者", at: Point(column: 0, row: row)) }
      surface.draw("x", at: Point(column: 0, row: 0))
      surface.draw("x", at: Point(column: 3, row: 1))
      surface.draw("任", at: Point(column: 1, row: 2))
    }
    #expect(surface.text(row: 0) == "x 导者")
    #expect(surface.text(row: 1) == "领 x者")
    #expect(surface.text(row: 2) == " 任 者")
  }

  @Test("spans follow each other, and an aligned line is cut with an ellipsis")
  func spans() {
    let red = Style(.red)
    let surface = drawn(Size(columns: 8, rows: 4)) { surface in
      #expect(surface.draw([Span("ab", red), Span("领"), Span("c")], at: .zero) == 5)
      surface.draw("right", in: surface.bounds.row(1), align: .right)
      surface.draw("mid", in: surface.bounds.row(2), align: .center)
      surface.draw([Span("too long "), Span("by far", red)], in: surface.bounds.row(3))
    }
    #expect(surface.text == "ab领c\n   right\n  mid\ntoo lon…\n")
    #expect(surface[Point(column: 1, row: 0)]?.style == red)
    #expect(surface[Point(column: 2, row: 0)]?.style == .plain)
    #expect(surface[Point(column: 8, row: 0)] == nil)
  }

  @Test("restyling keeps text, and a cut wide grapheme changes whole")
  func restyle() {
    let surface = drawn(Size(columns: 6, rows: 1)) { surface in
      surface.draw("a领导b", at: .zero)
      surface.restyle(Rect(column: 2, row: 0, columns: 2, rows: 5)) { $0.bold }
    }
    #expect(surface.text(row: 0) == "a领导b")
    let bold = surface.rows[0].map { $0.style == .plain.bold }
    #expect(bold == [false, true, true, true, true, false])
  }

  @Test("boxes of every size stay inside their area")
  func boxes() {
    for columns in 0...4 {
      for rows in 0...4 {
        let surface = drawn(Size(columns: 6, rows: 6)) { surface in
          surface.box(Rect(column: 1, row: 1, columns: columns, rows: rows))
        }
        for row in 0..<6 {
          for column in 0..<6 {
            let point = Point(column: column, row: row)
            let inside = Rect(column: 1, row: 1, columns: columns, rows: rows).contains(point)
            if !inside { #expect(surface[point]?.isBlank == true) }
          }
        }
      }
    }
    let titled = drawn(Size(columns: 12, rows: 3)) { surface in
      surface.box(surface.bounds, title: [Span("任期 4")], kind: .rounded)
    }
    #expect(titled.text == "╭─ 任期 4 ─╮\n│          │\n╰──────────╯\n")
  }

  @Test("where box drawing is two columns wide, lines are ASCII")
  func ambiguousLines() {
    var surface = Surface(size: Size(columns: 4, rows: 3), width: .ambiguousIsWide)
    surface.box(surface.bounds)
    surface.draw("★x", at: Point(column: 1, row: 1))
    #expect(surface.text == "+--+\n|★ \n+--+\n" || surface.isWhole)
    #expect(surface.text(row: 0) == "+--+")
    #expect(surface[Point(column: 1, row: 1)]?.width == 2)
  }

  @Test("a surface drawn onto another is clipped without half graphemes")
  func nesting() {
    let small = drawn(Size(columns: 4, rows: 1)) { $0.draw("领导", at: .zero) }
    for column in -5...5 {
      let surface = drawn(Size(columns: 5, rows: 1)) { surface in
        surface.fill(surface.bounds, ".")
        surface.draw(small, at: Point(column: column, row: 0))
      }
      if column == 0 { #expect(surface.text(row: 0) == "领导.") }
      if column == -1 { #expect(surface.text(row: 0) == " 导..") }
      if column == 2 { #expect(surface.text(row: 0) == "..领 ") }
    }
  }

  @Test("filling with a wide grapheme fills pairs")
  func wideFill() {
    let surface = drawn(Size(columns: 5, rows: 1)) { $0.fill($0.bounds, "领") }
    #expect(surface.text(row: 0) == "领领 ")
  }

  @Test("a part is set again where it was, with what it stands for, and nothing beside it")
  func plates() {
    let size = Size(columns: 6, rows: 3)
    let source = drawn(size) { surface in
      for row in 0..<3 { surface.draw("abc领z", at: Point(column: 0, row: row), style: .plain.bold) }
      surface.mark(Rect(column: 0, row: 1, columns: 6, rows: 1), tag: 7)
    }
    func set(_ area: Rect) -> Surface {
      drawn(size) { SurfaceFragment(of: area, in: source, regionsFrom: 0).draw(into: &$0) }
    }
    #expect(set(Rect(column: 0, row: 1, columns: 6, rows: 1)).text == "\nabc领z\n\n")
    #expect(set(Rect(column: 1, row: 0, columns: 2, rows: 2)).text == " bc\n bc\n\n")
    #expect(set(source.bounds) == source)
    #expect(set(Rect(column: 0, row: 3, columns: 6, rows: 1)).text == "\n\n\n")
    #expect(set(Rect(column: 9, row: 9, columns: 2, rows: 2)).text == "\n\n\n")
  }

  @Test("rows are the same by their cells, wherever these are kept")
  func sameRows() {
    let row = Array(repeating: Cell("a"), count: 3)
    let copy = row
    #expect(row.isSame(as: copy) && row.isSame(as: row.map { $0 }))
    #expect(!row.isSame(as: row.map { Cell("a", style: $0.style.bold) }))
    #expect(!row.isSame(as: Array(row.dropLast())) && !row.isSame(as: []) && ![].isSame(as: row))
    #expect([Cell]().isSame(as: []))
  }

  @Test("wrapped text fills an area and tells its height")
  func wrapped() {
    let surface = drawn(Size(columns: 8, rows: 3)) { surface in
      let area = Rect(column: 1, row: 1, columns: 6, rows: 2)
      #expect(surface.drawWrapped([Span("one two three four")], in: area) == 4)
    }
    #expect(surface.text == "\n one\n two\n")
  }
}

extension Surface {
  /// No half of a wide grapheme stands alone, and each row is as wide as the surface.
  var isWhole: Bool {
    rows.enumerated().allSatisfy { row, cells in
      var expectsHalf = false
      for cell in cells {
        if (cell.width == 0) != expectsHalf { return false }
        expectsHalf = cell.width == 2
      }
      return !expectsHalf && cells.reduce(0) { $0 + $1.width } == size.columns
        && width.of(text(row: row)) == size.columns
    }
  }
}
