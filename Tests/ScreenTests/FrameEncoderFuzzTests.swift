import TestSupport
import Testing

@testable import Screen

/// Random frames, each after the one before, read by a terminal that keeps all styles.
@Suite("Frames as a terminal reads them") struct FrameEncoderFuzzTests {
  /// What may differ between terminals, and recordings.
  static let dialects: [Dialect] = {
    var plain = Dialect.xterm(depth: .indexed)
    plain.erases = false
    plain.scrolls = false
    plain.feedsKeepColumns = false
    var old = plain
    old.endsAttributes = false
    old.scrolls = true
    return [
      .xterm(depth: .indexed), .xterm(depth: .direct), plain, old, Dialect(depth: .direct),
      Dialect(depth: .indexed), .recording(depth: .direct),
    ]
  }()

  /// A dialect, and the terminals that must understand it besides the usual one.
  static let odd: [(Dialect, CellTerminal.Kind)] = [
    (.xterm(depth: .indexed), .mlterm), (.recording(depth: .direct), .agg),
  ]

  static let styles: [Style] = [
    Style(.indexed(250), on: .indexed(234)), Style(.indexed(250), on: .indexed(234)).bold,
    Style(.indexed(111), on: .indexed(234)), Style(.rgb(9, 99, 199), on: .indexed(234)).italic,
    Style(.indexed(231), on: .indexed(236)).bold, Style(.red, on: .indexed(236)).underlined,
    Style(.brightGreen, on: .black).reversed, .plain,
  ]

  static let words = [
    "S1", "follower", " ", "   ", "1 ", "领导者", "━━━━▶", "── ", "0.2007", "commit 3  applied 3", "，",
    "a",
    "                   ",
  ]

  /// Changes the frame before as views do: words, blanks, areas, and lines that move.
  static func change(_ surface: inout Surface, _ random: inout SeededRandom) {
    let size = surface.size
    for _ in 0..<Int.random(in: 1...14, using: &random) {
      let point = Point(
        column: .random(in: -3..<size.columns + 3, using: &random),
        row: .random(in: 0..<size.rows, using: &random))
      let style = styles.randomElement(using: &random)!
      let area = Rect(
        origin: point,
        size: Size(
          columns: .random(in: 0..<size.columns, using: &random),
          rows: .random(in: 1...3, using: &random)))
      switch Int.random(in: 0..<10, using: &random) {
      case 0: surface.fill(area, style: style)
      case 1: surface.restyle(area) { _ in style }
      case 2:
        let old = surface
        surface.draw(old, at: Point(column: 0, row: .random(in: -3...3, using: &random)))
      default:
        let text = (0..<3).map { _ in words.randomElement(using: &random)! }.joined()
        surface.draw(text, at: point, style: style)
      }
    }
  }

  @Test(
    "every frame is what the terminal shows, styles and all, whatever was there", arguments: 1...20)
  func shown(seed: UInt64) throws {
    for (number, dialect) in Self.dialects.enumerated() {
      var random = SeededRandom(seed)
      let size = Size(columns: 12 + Int(seed) * 4, rows: 4 + Int(seed))
      var terminal = CellTerminal(size: size, feedsKeepColumns: dialect.feedsKeepColumns)
      var encoder = FrameEncoder(dialect)
      var surface = Surface(size: size, style: Self.styles[0])
      for frame in 0..<60 {
        Self.change(&surface, &random)
        if frame % 20 == 19 { encoder.forget() }
        encoder.encode(surface)
        terminal.feed(encoder.bytes)
        let wrong = Self.difference(of: surface, from: terminal, to: encoder, in: dialect)
        try #require(
          wrong == nil, "seed \(seed), dialect \(number), frame \(frame), cell \(wrong ?? 0)")
      }
      #expect(terminal.cells.count == size.columns * size.rows)
      #expect(surface.rows.allSatisfy { $0.count == size.columns })
      #expect(surface.rows.count == size.rows)
    }
  }

  @Test("terminals that are odd about wide graphemes show every frame as well", arguments: 1...20)
  func odd(seed: UInt64) throws {
    for (dialect, kind) in Self.odd {
      var random = SeededRandom(seed)
      let size = Size(columns: 12 + Int(seed) * 4, rows: 4 + Int(seed))
      var terminal = CellTerminal(
        size: size, feedsKeepColumns: dialect.feedsKeepColumns, kind: kind)
      var encoder = FrameEncoder(dialect)
      var surface = Surface(size: size, style: Self.styles[0])
      for frame in 0..<60 {
        Self.change(&surface, &random)
        encoder.encode(surface)
        terminal.feed(encoder.bytes)
        let seen = kind == .agg ? terminal.withRightHalves : terminal
        let wrong = Self.difference(of: surface, from: seen, to: encoder, in: dialect)
        try #require(wrong == nil, "seed \(seed), \(kind), frame \(frame), cell \(wrong ?? 0)")
      }
    }
  }

  @Test("an odd terminal is seen to be wrong where nothing is done about it")
  func oddIsAbleToFire() {
    var line = Surface(size: Size(columns: 12, rows: 2))
    line.draw("ab领导者 x", at: .zero)
    var encoder = FrameEncoder(Dialect(depth: .direct))
    var terminal = CellTerminal(size: line.size, feedsKeepColumns: false, kind: .agg)
    encoder.encode(line)
    terminal.feed(encoder.bytes)
    let wrong = Self.difference(
      of: line, from: terminal.withRightHalves, to: encoder, in: encoder.dialect)
    #expect(wrong != nil)
  }

  /// The first cell that a terminal shows otherwise. Millions are compared: neighbours have one
  /// style most of the time.
  private static func difference(
    of surface: Surface, from terminal: CellTerminal, to encoder: FrameEncoder, in dialect: Dialect
  ) -> Int? {
    var style = Style.plain
    var shown = dialect.shown(style)
    var place = 0
    for row in surface.rows {
      for cell in row {
        if cell.style != style {
          style = cell.style
          shown = dialect.shown(style)
        }
        let wanted = Cell(glyph: cell.glyph, style: shown)
        let there = terminal.cells[place]
        if wanted != there, !encoder.isSame(wanted, there) { return place }
        place += 1
      }
    }
    return nil
  }

  @Test("a style takes the bytes that it was said to take", arguments: Self.dialects.indices)
  func costs(dialect: Int) {
    for old in [nil] + Self.styles.map(Optional.init) {
      for new in Self.styles {
        var encoder = FrameEncoder(Self.dialects[dialect])
        encoder.style = old
        let cost = encoder.selectionCost(of: new)
        encoder.select(new)
        // One more is said of colours among the sixteen, which takes nothing worse than time.
        #expect(encoder.bytes.count...encoder.bytes.count + 2 ~= cost)
      }
    }
  }

  @Test(
    "a way takes the bytes that it was said to take, never more than both numbers, nor less than the least",
    arguments: [Dialect.xterm(depth: .indexed), .recording(depth: .indexed)])
  func ways(dialect: Dialect) {
    let size = Size(columns: 30, rows: 14)
    let surface = Surface(size: size)
    var encoder = FrameEncoder(dialect)
    encoder.encode(surface)
    for from in 0..<size.columns * size.rows {
      for to in [0, 1, 29, 31, 45, 61, 200, 210, 211, 390, 419] {
        let start = Point(column: from % size.columns, row: from / size.columns)
        let end = Point(column: to % size.columns, row: to / size.columns)
        encoder.bytes = []
        encoder.cursor = start
        let least = encoder.leastCost(to: end)
        let motion = encoder.motion(to: end, in: surface.rows)
        encoder.move(motion, to: end, of: surface.rows)
        var terminal = CellTerminal(size: size, feedsKeepColumns: dialect.feedsKeepColumns)
        terminal.feed(Array("\u{1B}[\(start.row + 1);\(start.column + 1)H".utf8))
        terminal.feed(encoder.bytes + [0x78])
        let numbers = "\u{1B}[\(end.row + 1);\(end.column + 1)H"
        if encoder.bytes.count != motion.cost || motion.cost > numbers.utf8.count
          || motion.cost < least || terminal.cells[to] != Cell("x")
        {
          Issue.record("\(start) to \(end): \(encoder.bytes), said to take \(motion.cost)")
        }
      }
    }
  }
}
