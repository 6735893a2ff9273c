// The cursor and the style, each by the shortest way.
extension FrameEncoder {
  /// Takes the cursor to a cell.
  mutating func move(to index: Int, row: Int, of cells: [Cell]) {
    let column = index - row * size.columns
    guard cursor != Point(column: column, row: row) else { return }
    defer { cursor = Point(column: column, row: row) }
    if let point = cursor, point.row == row, point.column < column {
      return moveRight(from: point.column, to: column, row: row, of: cells)
    }
    if let point = cursor, point.row + 1 == row, column == 0 {
      bytes += [0x0D, 0x0A]
    } else if let point = cursor, point.column == column {
      sequence(row + 1, final: "d")
    } else if column == 0 {
      sequence(row + 1, final: "H")
    } else {
      bytes += [0x1B, 0x5B]
      append(row + 1)
      bytes.append(0x3B)
      append(column + 1)
      bytes.append(0x48)
    }
  }

  /// Over a few cells that are there already it is shorter to write them again.
  private mutating func moveRight(from start: Int, to column: Int, row: Int, of cells: [Cell]) {
    let gap = column - start
    let cost = gap == 1 ? 3 : 3 + Self.digits(gap)
    let range = row * size.columns + start..<row * size.columns + column
    if gap <= cost, rewritingCost(of: cells[range]) <= cost {
      for cell in cells[range] { append(cell) }
    } else if gap == 1 {
      bytes += [0x1B, 0x5B, 0x43]
    } else {
      sequence(gap, final: "C")
    }
  }

  /// How many bytes cells take in the style that is set; very many if they are of another.
  private mutating func rewritingCost(of cells: ArraySlice<Cell>) -> Int {
    var cost = 0
    for cell in cells {
      let needed = resolve(cell.style)
      let isInStyle =
        isGround(cell)
        ? style?.background == needed.background && style?.showsBlanks == true : style == needed
      guard isInStyle, cell.width == 1, cell.glyph < 1 << 21 else { return .max }
      cell.forEachScalar { cost += UTF8.width($0) }
    }
    return cost
  }

  static func digits(_ number: Int) -> Int { number < 10 ? 1 : number < 100 ? 2 : 3 }

  // MARK: Styles

  /// A style as the terminal shows it.
  mutating func resolve(_ style: Style) -> Style {
    if let known = resolved[style] { return known }
    let result = dialect.shown(style)
    resolved[style] = result
    return result
  }

  /// Sets what is seen of a blank: its background, and nothing under or through it.
  mutating func selectGround(of cell: Cell) {
    let ground = resolve(cell.style).background
    let plainer = (style ?? .plain).removing([.underline, .reverse])
    select(plainer.on(ground))
  }

  /// Sets a style that the terminal shows, by what differs from the one that is set.
  mutating func select(_ wanted: Style) {
    guard style != wanted else { return }
    defer { style = wanted }
    bytes += [0x1B, 0x5B]
    let start = bytes.count
    var isAnew = true
    if let style, wanted != .plain {
      let lost = style.attributes.subtracting(wanted.attributes)
      isAnew = !lost.isEmpty && !dialect.endsAttributes
    }
    if wanted == .plain {
      // Nothing: `ESC [ m`.
    } else if isAnew {
      bytes += [0x30, 0x3B]
      addCodes(from: .plain, to: wanted)
    } else {
      addCodes(from: style ?? .plain, to: wanted)
    }
    // Codes are put down with a separator after each.
    if bytes.count > start { bytes.removeLast() }
    bytes.append(0x6D)
  }

  private mutating func addCodes(from old: Style, to new: Style) {
    var attributes = old.attributes
    let lost = attributes.subtracting(new.attributes)
    // Bold and dim end together.
    if !lost.isDisjoint(with: [.bold, .dim]) {
      add(code: 22)
      attributes.subtract([.bold, .dim])
    }
    if lost.contains(.italic) { add(code: 23) }
    if lost.contains(.underline) { add(code: 24) }
    if lost.contains(.reverse) { add(code: 27) }
    let won = new.attributes.subtracting(attributes)
    for (attribute, code) in Self.codes where won.contains(attribute) { add(code: code) }
    if old.foreground != new.foreground { add(new.foreground, base: 30) }
    if old.background != new.background { add(new.background, base: 40) }
  }

  private static let codes: [(Attributes, Int)] = [
    (.bold, 1), (.dim, 2), (.italic, 3), (.underline, 4), (.reverse, 7),
  ]

  private mutating func add(code: Int) {
    append(code)
    bytes.append(0x3B)
  }

  private mutating func add(_ color: Color, base: Int) {
    switch color {
    case .standard: add(code: base + 9)
    case .ansi(let index) where index < 8: add(code: base + Int(index))
    case .ansi(let index): add(code: base + 60 + Int(index & 7))
    case .indexed(let index):
      add(code: base + 8)
      add(code: 5)
      add(code: Int(index))
    case .rgb(let red, let green, let blue):
      append(base + 8)
      bytes += dialect.direct.opening
      for (place, part) in [red, green, blue].enumerated() {
        if place > 0 { bytes.append(dialect.direct.separator) }
        append(Int(part))
      }
      bytes.append(0x3B)
    }
  }

  // MARK: Bytes

  mutating func sequence(_ number: Int, final: Unicode.Scalar) {
    bytes += [0x1B, 0x5B]
    append(number)
    bytes.append(UInt8(ascii: final))
  }

  mutating func append(_ number: Int) {
    if number >= 100 { bytes.append(UInt8(0x30 + number / 100 % 10)) }
    if number >= 10 { bytes.append(UInt8(0x30 + number / 10 % 10)) }
    bytes.append(UInt8(0x30 + number % 10))
  }

  mutating func append(_ cell: Cell) {
    if cell.glyph < 0x80 { return bytes.append(UInt8(cell.glyph)) }
    cell.forEachScalar { bytes.append(contentsOf: UTF8.encode($0)!) }
  }
}

extension Style {
  /// Whether a blank written in it is nothing but background.
  fileprivate var showsBlanks: Bool { attributes.isDisjoint(with: [.underline, .reverse]) }
}
