// What has to be sent, in pieces.
extension FrameEncoder {
  /// Neighbouring cells of a row that are sent in one go: in one style, or erased.
  struct Piece {
    var row: Int
    var columns: Range<Int>
    /// The style; of blanks alone, their background.
    var style: Style
    /// Whether it is blanks, of which only the background is seen.
    var isGround = false
    var way = Way.written

    enum Way {
      case written, erased, erasedToTheEnd
    }

    var start: Point { Point(column: columns.lowerBound, row: row) }

    /// The style to set for it, where another is set.
    func style(after style: Style?) -> Style {
      guard isGround else { return self.style }
      let plainer = (style ?? .plain).removing([.underline, .reverse])
      return plainer.on(self.style.background)
    }
  }

  /// Finds what differs in a row.
  mutating func addPieces(of row: Int, in cells: [Cell]) {
    let shown = screen[row]
    var column = 0
    while let next = difference(in: cells, from: shown, after: column) {
      var piece: Piece
      if let (count, way) = erasure(from: next, of: cells, over: shown) {
        let ground = Style(on: resolve(cells[next].style).background)
        piece = Piece(row: row, columns: next..<next + count, style: ground)
        piece.isGround = true
        piece.way = way
      } else {
        piece = text(from: next, of: cells, over: shown)
        piece.row = row
      }
      column = piece.columns.upperBound
      pieces.append(piece)
    }
  }

  /// The first cell that has to be sent; nil when none has. The right half of a wide grapheme comes
  /// with its left half.
  private func difference(in cells: [Cell], from shown: [Cell], after first: Int) -> Int? {
    cells.withUnsafeBufferPointer { cells in
      shown.withUnsafeBufferPointer { shown in
        (first..<cells.count).first { column in
          !isSame(cells[column], shown[column]) && cells[column].glyph != 0
        }
      }
    }
  }

  /// The longest piece from a cell on that one style will do for; blanks take any on their ground.
  private mutating func text(
    from first: Int, of cells: [Cell], over shown: [Cell]
  ) -> Piece {
    var column = first
    var piece = Piece(row: 0, columns: first..<first, style: resolve(cells[first].style))
    piece.isGround = isGround(cells[first])
    if piece.isGround { piece.style = Style(on: piece.style.background) }
    while column < cells.count, !isSame(cells[column], shown[column]) {
      let cell = cells[column]
      let needed = resolve(cell.style)
      if isGround(cell) {
        guard needed.background == piece.style.background, piece.style.showsBlanks else { break }
        let isFirst = column == first || !isGround(cells[column - 1])
        if isFirst, column > first, erasure(from: column, of: cells, over: shown) != nil { break }
      } else if piece.isGround {
        guard needed.background == piece.style.background, needed.showsBlanks else { break }
        piece.style = needed
        piece.isGround = false
      } else if needed != piece.style {
        break
      }
      column += max(1, cell.width)
      // Terminals differ in how wide they draw what is made of several parts, or is newer than they
      // are: what follows is sent to a place of its own.
      if cell.isDoubtful { break }
    }
    piece.columns = first..<column
    return piece
  }

  /// Whether blanks are to be erased, because that is shorter than to write them; how many.
  private func erasure(
    from first: Int, of cells: [Cell], over shown: [Cell]
  ) -> (Int, Piece.Way)? {
    let blank = cells[first]
    guard dialect.erases, blank.isErasable else { return nil }
    let runEnd = cells[first...].firstIndex { !$0.looks(like: blank) } ?? cells.count
    var count = runEnd - first
    while shown[first + count - 1].looks(like: blank) { count -= 1 }
    if runEnd == cells.count { return count > 3 ? (count, .erasedToTheEnd) : nil }
    // mlterm leaves parts of what is erased by number on its screen where wide ones are among it.
    if shown[first..<first + count].contains(where: { $0.width != 1 }) { return nil }
    let isLast = (runEnd..<cells.count).allSatisfy { isSame(cells[$0], shown[$0]) }
    // What it costs to erase, and then to go on behind it.
    let cost = 3 + Self.digits(count) + (isLast ? 0 : 3 + Self.digits(count))
    return count > cost ? (count, .erased) : nil
  }

  // MARK: The order

  /// Pieces of one style that have not been sent, by their places among all, and the bytes that the
  /// style takes from the one that is set.
  private struct Group {
    let style: Style
    let isGround: Bool
    var places: [Int] = []
    var styleCost = 0
  }

  /// Among how many pieces of a style the next is chosen, which keeps the largest frames quick.
  private static let choice = 48

  /// Sends all pieces, always the one next that takes the fewest bytes from where things stand.
  mutating func writePieces(of rows: [[Cell]]) {
    var groups = groups()
    while !groups.isEmpty {
      let before = style
      let (group, index) = cheapest(of: groups, in: rows)
      write(pieces[groups[group].places.remove(at: index)], of: rows)
      if groups[group].places.isEmpty { groups.remove(at: group) }
      if style != before { sort(&groups) }
    }
  }

  /// All pieces by their styles.
  private func groups() -> [Group] {
    var groups: [Group] = []
    for (place, piece) in pieces.enumerated() {
      let known = groups.firstIndex { $0.style == piece.style && $0.isGround == piece.isGround }
      if known == nil { groups.append(Group(style: piece.style, isGround: piece.isGround)) }
      groups[known ?? groups.count - 1].places.append(place)
    }
    sort(&groups)
    return groups
  }

  /// Puts the groups first whose styles take the fewest bytes now.
  private func sort(_ groups: inout [Group]) {
    for group in groups.indices {
      // A group has the style of each of its pieces.
      groups[group].styleCost = selectionCost(
        of: pieces[groups[group].places[0]].style(after: style))
    }
    groups.sort { $0.styleCost < $1.styleCost }
  }

  /// Which piece is the nearest, by its style and by the way to it; the first of those that are.
  private func cheapest(of groups: [Group], in rows: [[Cell]]) -> (group: Int, index: Int) {
    var best = (group: 0, index: 0, cost: Int.max)
    var first = Int.max
    for (number, group) in groups.enumerated() {
      if group.styleCost > best.cost { break }
      for (index, place) in group.places.prefix(Self.choice).enumerated() {
        let start = pieces[place].start
        guard group.styleCost + leastCost(to: start) <= best.cost else { continue }
        let cost = group.styleCost + motion(to: start, in: rows).cost
        guard cost < best.cost || cost == best.cost && place < first else { continue }
        best = (number, index, cost)
        first = place
        if cost == group.styleCost { break }
      }
    }
    return (best.group, best.index)
  }

  /// Whether something else would be seen in the right halves of a piece's wide graphemes, where
  /// those take one cell.
  private func leavesRightHalves(of piece: Piece, in cells: [Cell]) -> Bool {
    let wanted = Cell(style: piece.style)
    return piece.columns.contains { column in
      guard cells[column].glyph == 0 else { return false }
      let old = screen[piece.row][column]
      // Such a terminal has a blank where another has the right half of a wide one.
      guard old.isBlank || old.glyph == 0 else { return true }
      return !Cell(style: shown(old.style)).looks(like: wanted)
    }
  }

  private mutating func write(_ piece: Piece, of rows: [[Cell]]) {
    move(motion(to: piece.start, in: rows), to: piece.start, of: rows)
    select(piece.style(after: style))
    switch piece.way {
    case .erasedToTheEnd: bytes += [0x1B, 0x5B, 0x4B]
    case .erased: sequence(piece.columns.count, final: "X")
    case .written: writeCells(of: piece, in: rows[piece.row])
    }
  }

  /// Writes the cells of a piece. Where it leaves the cursor is forgotten wherever terminals differ.
  private mutating func writeCells(of piece: Piece, in cells: [Cell]) {
    let end = piece.columns.upperBound
    // At the end of a row terminals differ in where they think they are, and behind a wide one a
    // column before it as well.
    var isDoubtful = end == size.columns
    if dialect.placesAfterWide, leavesRightHalves(of: piece, in: cells) {
      for _ in piece.columns { bytes.append(0x20) }
      sequence(piece.columns.lowerBound + 1, final: "G", leavesOutOne: false)
    }
    for column in piece.columns {
      let cell = cells[column]
      append(cell)
      if cell.isDoubtful { isDoubtful = true }
      guard cell.width == 2 else { continue }
      if column + 2 == end, end >= size.columns - 1 { isDoubtful = true }
      guard dialect.placesAfterWide else { continue }
      if column + 2 < end {
        sequence(column + 3, final: "G", leavesOutOne: false)
      } else {
        isDoubtful = true
      }
    }
    cursor = isDoubtful ? nil : Point(column: end, row: piece.row)
  }
}

extension Cell {
  /// Whether terminals may differ in how wide they draw it.
  fileprivate var isDoubtful: Bool { glyph & ~Cell.wide >= 0x1F000 }
}
