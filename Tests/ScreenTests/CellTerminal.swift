@testable import Screen

/// A terminal that keeps the style of each cell: what frames look like to who reads their bytes.
///
/// It understands what a `FrameEncoder` sends, and traps on anything else.
struct CellTerminal {
  let size: Size
  private(set) var cells: [Cell]
  private var cursor = Point.zero
  private var style = Style.plain
  private var margins: Range<Int>
  private let feedsKeepColumns: Bool
  private let kind: Kind

  /// Terminals that take wide graphemes otherwise than others do.
  enum Kind {
    case usual
    /// Behind a wide one at the margin the cursor is a column before where others have it, and erasing
    /// by number leaves a column on the screen for each wide one.
    case mlterm
    /// A wide one takes one cell, and is drawn over the next.
    case agg
  }

  init(size: Size, feedsKeepColumns: Bool, kind: Kind = .usual) {
    self.size = size
    self.feedsKeepColumns = feedsKeepColumns
    self.kind = kind
    cells = Array(repeating: Cell(), count: size.columns * size.rows)
    margins = 0..<size.rows
  }

  mutating func feed(_ bytes: [UInt8]) {
    var rest = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\u{1B}":
        let next = rest.popFirst()
        if next == "M" {
          cursor.row -= 1
          break
        }
        precondition(next == "[")
        let parameters = rest.prefix { $0.value < 0x40 }
        rest = rest.dropFirst(parameters.count)
        perform(String(parameters), rest.popFirst()!)
      case "\r": cursor.column = 0
      case "\n":
        cursor.row += 1
        if !feedsKeepColumns { cursor.column = 0 }
      case "\u{8}": cursor.column -= 1
      default: put(scalar)
      }
      precondition(
        0..<size.rows ~= cursor.row && 0...size.columns ~= cursor.column, "cursor \(cursor)")
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    precondition(scalar.value >= 0x20 && cursor.column < size.columns, "\(scalar) at \(cursor)")
    let index = cursor.row * size.columns + cursor.column
    let cell = Cell(Character(scalar), style: style)
    if kind == .agg {
      cells[index] = cell
      cursor.column += 1
      return
    }
    // Whatever is cut becomes blank.
    if cells[index].glyph == 0 { cells[index - 1] = Cell(style: cells[index - 1].style) }
    if cells[index].width == 2 { cells[index + 1] = Cell(style: cells[index + 1].style) }
    cells[index] = cell
    if cell.width == 2 {
      if cells[index + 1].width == 2 { cells[index + 2] = Cell(style: cells[index + 2].style) }
      cells[index + 1] = Cell(glyph: 0, style: style)
    }
    cursor.column += cell.width
    if kind == .mlterm, cell.width == 2, cursor.column == size.columns { cursor.column -= 2 }
  }

  private mutating func perform(_ parameters: String, _ final: Unicode.Scalar) {
    if parameters.hasPrefix("?") { return }
    let separators: Set<Character> = [";", ":"]
    let numbers = parameters.split(whereSeparator: separators.contains).compactMap { Int($0) }
    let count = numbers.first ?? 1
    let start = cursor.row * size.columns
    switch final {
    case "H": cursor = Point(column: (numbers.dropFirst().first ?? 1) - 1, row: count - 1)
    case "G": cursor.column = count - 1
    case "d": cursor.row = count - 1
    case "A": cursor.row -= count
    case "B": cursor.row += count
    case "C": cursor.column += count
    case "D": cursor.column -= count
    case "J": cells = Array(repeating: blank, count: cells.count)
    case "K": erase(start + cursor.column..<start + size.columns)
    case "X": erase(start + cursor.column..<endOfErasure(start + cursor.column, count))
    case "r":
      margins = numbers.isEmpty ? 0..<size.rows : numbers[0] - 1..<numbers[1]
      cursor = .zero
    case "S": scroll(up: count)
    case "T": scroll(up: -count)
    case "m": select(numbers)
    default: preconditionFailure("CSI \(parameters)\(final)")
    }
  }

  private func endOfErasure(_ start: Int, _ count: Int) -> Int {
    guard kind == .mlterm else { return start + count }
    return start + count - cells[start..<start + count].count { $0.width == 2 }
  }

  private var blank: Cell { Cell(style: Style(on: style.background)) }

  private mutating func erase(_ range: Range<Int>) {
    for index in range { cells[index] = blank }
    let end = range.upperBound
    if end % size.columns > 0, cells[end].glyph == 0 { cells[end] = Cell(style: cells[end].style) }
  }

  private mutating func scroll(up count: Int) {
    let lines = margins.map { row in
      let source = row + count
      return margins.contains(source)
        ? Array(cells[source * size.columns..<(source + 1) * size.columns])
        : Array(repeating: blank, count: size.columns)
    }
    let range = margins.lowerBound * size.columns..<margins.upperBound * size.columns
    cells.replaceSubrange(range, with: lines.joined())
  }

  private mutating func select(_ codes: [Int]) {
    var rest = (codes.isEmpty ? [0] : codes)[...]
    while let code = rest.popFirst() {
      switch code {
      case 0: style = .plain
      case 1: style = style.adding(.bold)
      case 2: style = style.adding(.dim)
      case 3: style = style.adding(.italic)
      case 4: style = style.adding(.underline)
      case 7: style = style.adding(.reverse)
      case 22: style = style.removing([.bold, .dim])
      case 23: style = style.removing(.italic)
      case 24: style = style.removing(.underline)
      case 27: style = style.removing(.reverse)
      case 38: style.foreground = color(&rest)
      case 48: style.background = color(&rest)
      case 39: style.foreground = .standard
      case 49: style.background = .standard
      case 30..<38: style.foreground = .ansi(UInt8(code - 30))
      case 90..<98: style.foreground = .ansi(UInt8(code - 82))
      case 40..<48: style.background = .ansi(UInt8(code - 40))
      case 100..<108: style.background = .ansi(UInt8(code - 92))
      default: preconditionFailure("SGR \(code)")
      }
    }
  }

  private func color(_ rest: inout ArraySlice<Int>) -> Color {
    if rest.popFirst() == 5 { return .indexed(UInt8(rest.removeFirst())) }
    let parts = (0..<3).map { _ in UInt8(rest.removeFirst()) }
    return .rgb(parts[0], parts[1], parts[2])
  }

  /// As it is seen where a wide grapheme is drawn over the cell behind it: that cell has to look
  /// like a blank in the grapheme's own style, whose ground may be reversed and whose line goes on.
  var withRightHalves: CellTerminal {
    var seen = self
    for index in cells.indices where cells[index].width == 2 && index + 1 < cells.count {
      if cells[index + 1].looks(like: Cell(style: cells[index].style)) {
        seen.cells[index + 1] = Cell(glyph: 0, style: cells[index].style)
      }
    }
    return seen
  }
}
