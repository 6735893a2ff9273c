/// A colour as the program means it; what the terminal can show of it is `reduced(to:)`'s matter.
package enum Color: Sendable, Hashable {
  /// The terminal's own foreground or background.
  case standard
  /// One of the terminal's 16 named colours, 0 to 15: the user's own palette.
  case ansi(UInt8)
  /// One of the fixed colours 16 to 255: the 6x6x6 cube and the ramp of greys.
  case indexed(UInt8)
  /// 24 bits of red, green and blue.
  case rgb(UInt8, UInt8, UInt8)

  package static let black = Color.ansi(0)
  package static let red = Color.ansi(1)
  package static let green = Color.ansi(2)
  package static let yellow = Color.ansi(3)
  package static let blue = Color.ansi(4)
  package static let magenta = Color.ansi(5)
  package static let cyan = Color.ansi(6)
  package static let white = Color.ansi(7)
  package static let brightBlack = Color.ansi(8)
  package static let brightRed = Color.ansi(9)
  package static let brightGreen = Color.ansi(10)
  package static let brightYellow = Color.ansi(11)
  package static let brightBlue = Color.ansi(12)
  package static let brightMagenta = Color.ansi(13)
  package static let brightCyan = Color.ansi(14)
  package static let brightWhite = Color.ansi(15)
}

extension Color {
  /// 26 bits: two that name the case, 24 of payload.
  var bits: UInt64 {
    switch self {
    case .standard: 0
    case .ansi(let index): 1 << 24 | UInt64(index)
    case .indexed(let index): 2 << 24 | UInt64(index)
    case .rgb(let red, let green, let blue):
      3 << 24 | UInt64(red) << 16 | UInt64(green) << 8 | UInt64(blue)
    }
  }

  init(bits: UInt64) {
    switch bits >> 24 & 3 {
    case 0: self = .standard
    case 1: self = .ansi(UInt8(truncatingIfNeeded: bits))
    case 2: self = .indexed(UInt8(truncatingIfNeeded: bits))
    default:
      self = .rgb(
        UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8),
        UInt8(truncatingIfNeeded: bits))
    }
  }
}
