import Screen
import Simulation

/// Frames that test and probe make alike from a seed.
struct RandomFrames {
  private var random: SplitMix64
  let size: Size
  private(set) var surface: Surface

  init(seed: UInt64, size: Size) {
    random = SplitMix64(seed)
    self.size = size
    surface = Surface(size: size)
  }

  private static let pieces = [
    "a", "raft ", "领导者", "，", "e\u{301}", "n\u{303}\u{323}", "👍", "🇨🇭", "★●", "─│┼", "한글", "ｗ", "  ",
    "█▓░",
  ]

  /// Changes a few places of the frame before.
  mutating func advance() {
    for _ in 0..<number(below: 12) + 1 {
      let point = Point(column: number(below: size.columns + 6) - 3, row: number(below: size.rows))
      let style = Style(
        .indexed(UInt8(16 + number(below: 240))), on: .ansi(UInt8(number(below: 16))))
      let text = (0..<number(below: 6)).map { _ in Self.pieces[number(below: Self.pieces.count)] }
      switch number(below: 8) {
      case 0:
        surface.fill(
          Rect(origin: point, size: Size(columns: number(below: 30), rows: number(below: 6))),
          style: style)
      case 1: surface.box(Rect(origin: point, size: Size(columns: 12, rows: 4)), style: style)
      case 2: scroll(up: number(below: 2) == 0)
      default: surface.draw(text.joined(), at: point, style: style)
      }
    }
  }

  /// Moves all lines by one, which ncurses does in the terminal.
  private mutating func scroll(up: Bool) {
    let old = surface
    surface = Surface(size: old.size)
    surface.draw(old, at: Point(column: 0, row: up ? -1 : 1))
  }

  private mutating func number(below limit: Int) -> Int {
    Int(random.next() % UInt64(limit))
  }
}
