import Screen
import Testing

/// A terminal in memory: understands what ncurses sends to `TERM=xterm-256color`.
struct VirtualTerminal {
  private(set) var size: Size
  /// Private modes that are set, such as 1049, the alternate screen, and 25, the cursor.
  private(set) var modes: Set<Int> = [7, 25]
  /// Sequences that were not understood; tests expect none.
  private(set) var unknown: [String] = []
  /// Frames that came between the marks of synchronized output.
  private(set) var frames = 0

  /// One grapheme a cell; empty for the right half of a wide one.
  private var cells: [String]
  private var mainCells: [String] = []
  private var cursor = Point.zero
  private var savedCursor = Point.zero
  private var wrapsNext = false
  private var margins: ClosedRange<Int>
  private var state = State.text
  private var bytes: [UInt8] = []
  private var last = ""

  private enum State {
    case text
    case escape
    case control(String)
    case charset
    case command(sawEscape: Bool)
  }

  init(size: Size) {
    self.size = size
    cells = Array(repeating: " ", count: size.columns * size.rows)
    margins = 0...max(0, size.rows - 1)
  }

  var isAlternate: Bool { modes.contains(1049) }

  /// The rows of the screen, blanks at their ends cut off.
  var rows: [String] {
    (0..<size.rows).map { row in
      var line = cells[row * size.columns..<(row + 1) * size.columns].joined()
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  var text: String { rows.joined(separator: "\n") }

  func contains(_ text: String) -> Bool { rows.contains { $0.contains(text) } }

  mutating func resize(_ new: Size) {
    let old = self
    size = new
    margins = 0...max(0, new.rows - 1)
    cells = Array(repeating: " ", count: new.columns * new.rows)
    for row in 0..<min(old.size.rows, new.rows) {
      for column in 0..<min(old.size.columns, new.columns) {
        cells[row * new.columns + column] = old.cells[row * old.size.columns + column]
      }
    }
    mainCells = Array(repeating: " ", count: cells.count)
    move(to: cursor)
  }

  /// Takes output as it comes, cut anywhere.
  mutating func feed(_ output: [UInt8]) {
    bytes += output
    // An incomplete character at the end waits for the rest.
    var end = bytes.count
    for back in 1...4 where back <= bytes.count {
      let byte = bytes[bytes.count - back]
      if byte < 0x80 { break }
      if byte >= 0xC0 {
        let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        if length > back { end = bytes.count - back }
        break
      }
    }
    let text = String(decoding: bytes[..<end], as: UTF8.self)
    bytes.removeFirst(end)
    for scalar in text.unicodeScalars { take(scalar) }
  }
}

// MARK: Reading

extension VirtualTerminal {
  private mutating func take(_ scalar: Unicode.Scalar) {
    switch state {
    case .text: takeText(scalar)
    case .escape: takeEscape(scalar)
    case .charset: state = .text
    case .command(let sawEscape):
      if scalar.value == 7 || (sawEscape && scalar == "\\") {
        state = .text
      } else {
        state = .command(sawEscape: scalar.value == 0x1B)
      }
    case .control(let collected):
      if 0x40...0x7E ~= scalar.value {
        state = .text
        perform(collected, scalar)
      } else {
        state = .control(collected + String(scalar))
      }
    }
  }

  private mutating func takeEscape(_ scalar: Unicode.Scalar) {
    state = .text
    switch scalar {
    case "[": state = .control("")
    case "]", "P": state = .command(sawEscape: false)
    case "(", ")": state = .charset
    case "M": cursor.row == margins.lowerBound ? scroll(-1) : move(rows: -1)
    case "7": savedCursor = cursor
    case "8": move(to: savedCursor)
    case "=", ">", "c": break
    default: unknown.append("ESC \(scalar)")
    }
  }

  private mutating func takeText(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x1B: state = .escape
    case 8: move(columns: -1)
    case 9: move(to: Point(column: (cursor.column / 8 + 1) * 8, row: cursor.row))
    case 10: cursor.row == margins.upperBound ? scroll(1) : move(rows: 1)
    case 13: move(to: Point(column: 0, row: cursor.row))
    case 0..<0x20, 0x7F: break
    default: write(scalar)
    }
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    if scalar.properties.generalCategory == .nonspacingMark || scalar.value == 0x200D {
      let column = wrapsNext ? cursor.column : cursor.column - 1
      if column >= 0 { cells[cursor.row * size.columns + column].unicodeScalars.append(scalar) }
      return
    }
    write(String(scalar), width: TextWidth.standard.of(Character(scalar)))
  }

  private mutating func write(_ text: String, width: Int) {
    if wrapsNext || cursor.column + width > size.columns {
      move(to: Point(column: 0, row: cursor.row))
      cursor.row == margins.upperBound ? scroll(1) : move(rows: 1)
    }
    claim(cursor.column..<min(size.columns, cursor.column + width))
    let index = cursor.row * size.columns + cursor.column
    cells[index] = text
    if width == 2, cursor.column + 1 < size.columns { cells[index + 1] = "" }
    last = text
    let next = cursor.column + width
    move(to: Point(column: next, row: cursor.row))
    wrapsNext = next >= size.columns
  }

  /// Takes cells of the cursor's row: a wide grapheme that is cut at either end goes.
  private mutating func claim(_ columns: Range<Int>) {
    let start = cursor.row * size.columns
    if columns.lowerBound > 0, cells[start + columns.lowerBound].isEmpty {
      cells[start + columns.lowerBound - 1] = " "
    }
    if columns.upperBound < size.columns, cells[start + columns.upperBound].isEmpty {
      cells[start + columns.upperBound] = " "
    }
  }
}

// MARK: Doing

extension VirtualTerminal {
  private mutating func move(to point: Point) {
    cursor.column = max(0, min(size.columns - 1, point.column))
    cursor.row = max(0, min(size.rows - 1, point.row))
    wrapsNext = false
  }

  private mutating func move(columns: Int = 0, rows: Int = 0) {
    move(to: cursor.moved(columns: columns, rows: rows))
  }

  private mutating func perform(_ text: String, _ final: Unicode.Scalar) {
    if text.hasPrefix("?") {
      return setModes(text.dropFirst().split(separator: ";").compactMap { Int($0) }, final)
    }
    let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    let count = max(1, numbers.first.flatMap(\.self) ?? 1)
    let second = max(1, (numbers.count > 1 ? numbers[1] : nil) ?? 1)
    switch final {
    case "H", "f": move(to: Point(column: second - 1, row: count - 1))
    case "A": move(rows: -count)
    case "B": move(rows: count)
    case "C": move(columns: count)
    case "D": move(columns: -count)
    case "G": move(to: Point(column: count - 1, row: cursor.row))
    case "d": move(to: Point(column: cursor.column, row: count - 1))
    case "Z": move(to: Point(column: (cursor.column - 1) / 8 * 8, row: cursor.row))
    case "J": eraseDisplay(numbers.first.flatMap(\.self) ?? 0)
    case "K": eraseLine(numbers.first.flatMap(\.self) ?? 0)
    case "X": blank(cursor.column..<min(size.columns, cursor.column + count))
    case "@": shiftRight(count)
    case "P": shiftLeft(count)
    case "L": if margins ~= cursor.row { scroll(-count, from: cursor.row) }
    case "M": if margins ~= cursor.row { scroll(count, from: cursor.row) }
    case "S": scroll(count)
    case "T": scroll(-count)
    case "b": for _ in 0..<count { write(last, width: TextWidth.standard.of(last)) }
    case "r": setMargins(numbers)
    case "m", "h", "l", "t", "q", "p": break
    default: unknown.append("CSI \(text)\(final)")
    }
  }

  private mutating func setModes(_ numbers: [Int], _ final: Unicode.Scalar) {
    for mode in numbers {
      switch (mode, final) {
      case (1049, "h") where !isAlternate:
        mainCells = cells
        savedCursor = cursor
        cells = Array(repeating: " ", count: cells.count)
      case (1049, "l") where isAlternate:
        cells = mainCells
        move(to: savedCursor)
      case (2026, "l") where modes.contains(2026): frames += 1
      default: break
      }
      if final == "h" { modes.insert(mode) } else if final == "l" { modes.remove(mode) }
    }
  }

  private mutating func setMargins(_ numbers: [Int?]) {
    let top = (numbers.first.flatMap(\.self) ?? 1) - 1
    let bottom = ((numbers.count > 1 ? numbers[1] : nil) ?? size.rows) - 1
    if top < bottom, bottom < size.rows { margins = top...bottom }
    move(to: .zero)
  }

  private mutating func blank(_ columns: Range<Int>) {
    guard !columns.isEmpty else { return }
    claim(columns)
    for column in columns { cells[cursor.row * size.columns + column] = " " }
  }

  private mutating func eraseLine(_ kind: Int) {
    switch kind {
    case 0: blank(cursor.column..<size.columns)
    case 1: blank(0..<cursor.column + 1)
    default: blank(0..<size.columns)
    }
  }

  private mutating func eraseDisplay(_ kind: Int) {
    let start = cursor.row * size.columns
    switch kind {
    case 0:
      eraseLine(0)
      for index in cells.indices where index >= start + size.columns { cells[index] = " " }
    case 1:
      eraseLine(1)
      for index in 0..<start { cells[index] = " " }
    default: for index in cells.indices { cells[index] = " " }
    }
  }

  private mutating func shiftRight(_ count: Int) {
    let row = cursor.row * size.columns
    for _ in 0..<min(count, size.columns - cursor.column) {
      cells.remove(at: row + size.columns - 1)
      cells.insert(" ", at: row + cursor.column)
    }
  }

  private mutating func shiftLeft(_ count: Int) {
    let row = cursor.row * size.columns
    for _ in 0..<min(count, size.columns - cursor.column) {
      cells.remove(at: row + cursor.column)
      cells.insert(" ", at: row + size.columns - 1)
    }
  }

  /// Moves the lines between the margins up, or down if negative.
  private mutating func scroll(_ count: Int, from first: Int? = nil) {
    let top = first ?? margins.lowerBound
    let blankRow = Array(repeating: " ", count: size.columns)
    for _ in 0..<min(abs(count), size.rows) {
      let (out, new) = count > 0 ? (top, margins.upperBound) : (margins.upperBound, top)
      cells.removeSubrange(out * size.columns..<(out + 1) * size.columns)
      cells.insert(contentsOf: blankRow, at: new * size.columns)
    }
  }
}

extension VirtualTerminal: CustomTestStringConvertible {
  /// What a failed test shows.
  var testDescription: String { "\(text)\nmodes \(modes.sorted()) unknown \(unknown)" }
}
