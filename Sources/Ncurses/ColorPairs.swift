import CNcurses
import Screen

/// ncurses' table of colour pairs, filled as pairs are needed and started anew when it is full.
struct ColorPairs {
  /// How many colours the screen shows: what was chosen, within what the terminal has.
  let depth: ColorDepth
  private let terminal: ColorDepth
  private let limit: Int
  private var numbers: [UInt64: Int32] = [:]

  /// More pairs than any theme has, fewer than any ncurses refuses.
  private static let bound = 4096

  /// - Parameters:
  ///   - wanted: what the command line says.
  ///   - environment: looks an environment variable up.
  init(wanted: ColorDepth?, environment: (String) -> String?) {
    terminal = ColorPairs.depth(colors: Int(cn_colors()))
    let chosen = ColorDepth.chosen(wanted: wanted, terminal: terminal, environment: environment)
    depth = min(chosen, terminal)
    limit = min(Int(cn_pairs()) - 1, Self.bound)
  }

  static func depth(colors: Int) -> ColorDepth {
    switch colors {
    case ..<8: .mono
    case ..<16: .ansi8
    case ..<256: .ansi16
    case ..<(1 << 24): .indexed
    default: .direct
    }
  }

  /// Forgets all pairs. Everything on the screen must then be drawn anew.
  mutating func removeAll() { numbers.removeAll(keepingCapacity: true) }

  /// The number of a style's pair, or nil if there is no room for it.
  mutating func pair(for style: Style) -> Int32? {
    let front = number(style.foreground.reduced(to: depth))
    let back = number(style.background.reduced(to: depth))
    if front < 0, back < 0 { return 0 }
    let key = UInt64(UInt32(bitPattern: front)) << 32 | UInt64(UInt32(bitPattern: back))
    if let known = numbers[key] { return known }
    guard numbers.count < limit else { return nil }
    let next = Int32(numbers.count + 1)
    guard cn_init_pair(next, front, back) else { return nil }
    numbers[key] = next
    return next
  }

  /// Attributes for ncurses: eight colours tell the bright ones by setting them bold.
  func attributes(for style: Style) -> Int32 {
    var attributes = Int32(style.attributes.rawValue)
    if depth == .ansi8, case .ansi(8...) = style.foreground.reduced(to: depth) {
      attributes |= Int32(cn_bold.rawValue)
    }
    return attributes
  }

  /// ncurses' number of a colour; -1 is the terminal's own.
  private func number(_ color: Color) -> Int32 {
    switch color {
    case .standard: return -1
    case .ansi(let index) where depth == .ansi8: return Int32(index & 7)
    case .ansi(let index) where terminal != .direct || index < 8: return Int32(index)
    case .indexed(let index) where terminal != .direct: return Int32(index)
    default:
      let (red, green, blue) = color.components
      let value = Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
      // Direct terminals take the numbers below 8 for their named colours.
      return 1..<8 ~= value ? 8 : value
    }
  }
}
