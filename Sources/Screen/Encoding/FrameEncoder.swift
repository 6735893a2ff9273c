/// Turns what a terminal shows into the next frame, in few bytes.
///
/// For terminals that understand ECMA-48 as xterm does. It remembers the terminal's picture, its
/// style and its cursor, and sends what differs: lines that moved are scrolled, blanks are erased,
/// only those parts of a style change that change, and nobody is told the foreground of a blank.
/// What is sent is not sent from the top down: what has the style that is set comes first, since a
/// way to another place takes fewer bytes than another style.
package struct FrameEncoder: Sendable {
  package let dialect: Dialect
  /// What the last frame takes; empty when it changed nothing. The buffer is used again.
  package internal(set) var bytes: [UInt8] = []

  var size = Size.zero
  /// What the terminal shows, row by row.
  var screen: [[Cell]] = []
  /// The style that is set; nil when it is not known.
  var style: Style?
  /// Where the next character will stand; nil when it is not known.
  var cursor: Point?
  /// What has to be sent, from the top down. The buffer is used again.
  var pieces: [Piece] = []
  /// Styles as they are shown, by what they were meant to be.
  private var resolved: [Style: Style] = [:]
  /// The one that was looked up last.
  private var latest: (meant: Style, shown: Style)?
  private var isKnown = false

  /// Stands for cells of which nothing is known: no cell looks like it.
  static let unknown = Cell(glyph: .max, style: .plain)

  /// - Parameter shown: what the terminal shows already, if that is known.
  package init(_ dialect: Dialect, shown: Surface? = nil) {
    self.dialect = dialect
    guard let shown else { return }
    size = shown.size
    screen = shown.rows
    isKnown = true
  }

  /// What the terminal shows is not known any more: the next frame is drawn from nothing.
  package mutating func forget() {
    isKnown = false
    style = nil
    cursor = nil
  }

  /// Works out what leads to a frame.
  package mutating func encode(_ surface: Surface) {
    bytes.removeAll(keepingCapacity: true)
    bytes += dialect.frameBegins
    let start = bytes.count
    var rows: [Int]
    if isKnown, size == surface.size {
      rows = (0..<size.rows).filter { !screen[$0].isSame(as: surface.rows[$0]) }
      if dialect.scrolls { rows = scroll(towards: surface.rows, changed: rows) }
    } else {
      clear(for: surface)
      rows = Array(0..<size.rows)
    }
    pieces.removeAll(keepingCapacity: true)
    for row in rows { addPieces(of: row, in: surface.rows[row]) }
    writePieces(of: surface.rows)
    screen = surface.rows
    if bytes.count == start {
      bytes.removeAll(keepingCapacity: true)
    } else {
      bytes += dialect.frameEnds
    }
  }

  /// Starts on an empty screen, in the frame's own background where erasing takes it.
  private mutating func clear(for surface: Surface) {
    size = surface.size
    style = nil
    cursor = nil
    let ground = surface.rows.last?.last?.style.background ?? .standard
    let blank = Cell(style: dialect.erases ? Style(on: ground) : .plain)
    select(resolve(blank.style))
    bytes += [0x1B, 0x5B, 0x32, 0x4A]
    screen = Array(repeating: Array(repeating: blank, count: size.columns), count: size.rows)
    isKnown = true
  }

  /// A style as the terminal shows it.
  mutating func resolve(_ style: Style) -> Style {
    if let latest, latest.meant == style { return latest.shown }
    if let known = resolved[style] {
      latest = (style, known)
      return known
    }
    let shown = dialect.shown(style)
    resolved[style] = shown
    latest = (style, shown)
    return shown
  }

  /// The same, where nothing may be remembered.
  func shown(_ style: Style) -> Style { resolved[style] ?? dialect.shown(style) }
}

extension FrameEncoder {
  /// Whether one cell need not be sent where the other is.
  func isSame(_ one: Cell, _ other: Cell) -> Bool {
    dialect.tellsBlanksApart ? one == other : one.looks(like: other)
  }

  /// Whether nothing but the background of a cell counts.
  func isGround(_ cell: Cell) -> Bool { !dialect.tellsBlanksApart && cell.isErasable }
}

extension [Cell] {
  /// Whether a row is the same to the last bit. Most rows of most frames are, and those that were
  /// copied are even in the same memory.
  func isSame(as other: [Cell]) -> Bool {
    guard count == other.count else { return false }
    return withUnsafeBytes { one in
      other.withUnsafeBytes { other in
        guard let one = one.baseAddress, let there = other.baseAddress else { return true }
        return one == there || Self.areSame(one, there, count: other.count)
      }
    }
  }

  /// Whether so many bytes are the same. What differs is gathered and looked at once: that takes a
  /// quarter of the instructions of a look at each block, on processors whose kind nobody knows.
  private static func areSame(
    _ one: UnsafeRawPointer, _ other: UnsafeRawPointer, count: Int
  ) -> Bool {
    typealias Block = SIMD8<UInt64>
    let size = MemoryLayout<Block>.size
    var difference = Block.zero
    var place = 0
    while place + size <= count {
      difference |=
        one.loadUnaligned(fromByteOffset: place, as: Block.self)
        ^ other.loadUnaligned(fromByteOffset: place, as: Block.self)
      place += size
    }
    // A cell is two words, and so no byte is left over.
    while place < count {
      difference[0] |=
        one.load(fromByteOffset: place, as: UInt64.self)
        ^ other.load(fromByteOffset: place, as: UInt64.self)
      place += MemoryLayout<UInt64>.size
    }
    return difference == .zero
  }
}

extension Cell {
  /// Whether nobody could tell them apart: of a blank only the background is seen.
  func looks(like other: Cell) -> Bool {
    self == other
      || isErasable && other.isErasable && style.background == other.style.background
  }

  /// A blank that is nothing but background.
  var isErasable: Bool { isBlank && style.showsBlanks }
}

extension Style {
  /// Whether a blank written in it is nothing but background.
  var showsBlanks: Bool { attributes.isDisjoint(with: [.underline, .reverse]) }
}
