/// How many colours a terminal shows.
package enum ColorDepth: Sendable, Hashable, CaseIterable, Comparable {
  /// None: bold, reverse and their like remain.
  case mono
  /// The first 8 named ones; bright ones are shown bold.
  case ansi8
  /// The 16 named ones.
  case ansi16
  /// 256 of them, of which 16 to 255 are fixed.
  case indexed
  /// 24 bits.
  case direct
}

extension ColorDepth {
  /// What decides about colours, strongest first: the command line, NO_COLOR, CLICOLOR_FORCE
  /// and FORCE_COLOR, then the terminal itself.
  ///
  /// - Parameters:
  ///   - wanted: what the command line says, if anything.
  ///   - terminal: what the terminal can do.
  ///   - environment: looks an environment variable up.
  package static func chosen(
    wanted: ColorDepth?, terminal: ColorDepth, environment: (String) -> String?
  ) -> ColorDepth {
    if let wanted { return wanted }
    if let value = environment("NO_COLOR"), !value.isEmpty { return .mono }
    switch environment("FORCE_COLOR") {
    case "0", "false": return .mono
    case "2": return max(terminal, .indexed)
    case "3": return .direct
    case .some: return max(terminal, .ansi16)
    case nil: break
    }
    if let value = environment("CLICOLOR_FORCE"), !value.isEmpty, value != "0" {
      return max(terminal, .ansi16)
    }
    return terminal
  }
}

extension Color {
  /// The nearest colour that a terminal of this depth shows. What a terminal already shows
  /// stays as it is.
  package func reduced(to depth: ColorDepth) -> Color {
    switch (depth, self) {
    case (_, .standard), (.direct, _): self
    case (.mono, _): .standard
    case (.indexed, .rgb(let red, let green, let blue)):
      .indexed(Palette.nearestFixed(red, green, blue))
    case (.indexed, _): self
    case (.ansi16, .ansi), (.ansi8, .ansi): self
    case (.ansi16, _), (.ansi8, _):
      .ansi(Palette.nearestNamed(components))
    }
  }

  /// Red, green and blue; for the 16 named colours those that xterm gives them.
  package var components: (red: UInt8, green: UInt8, blue: UInt8) {
    switch self {
    case .standard: (229, 229, 229)
    case .ansi(let index): Palette.named[Int(index) & 15]
    case .indexed(let index): Palette.fixed(index)
    case .rgb(let red, let green, let blue): (red, green, blue)
    }
  }
}

/// The colours behind the numbers.
enum Palette {
  typealias Components = (red: UInt8, green: UInt8, blue: UInt8)

  static let named: [Components] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0),
    (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0),
    (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
  ]

  private static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]

  /// The colour of a number; below 16 those that xterm gives.
  static func fixed(_ index: UInt8) -> Components {
    switch index {
    case ..<16: return named[Int(index)]
    case ..<232:
      let cube = Int(index) - 16
      return (levels[cube / 36], levels[cube / 6 % 6], levels[cube % 6])
    default:
      let grey = 8 + 10 * (index - 232)
      return (grey, grey, grey)
    }
  }

  /// The number from 16 to 255 whose colour is nearest.
  static func nearestFixed(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
    let target = (red, green, blue)
    func level(_ value: UInt8) -> Int {
      levels.indices.min { distance(levels[$0], value) < distance(levels[$1], value) } ?? 0
    }
    let cube = UInt8(16 + 36 * level(red) + 6 * level(green) + level(blue))
    // The grey that is nearest under weighted squares is the one nearest to the weighted mean.
    let tenfold = 3 * Int(red) + 6 * Int(green) + Int(blue)
    let grey = UInt8(232 + max(0, min(23, (tenfold - 30) / 100)))
    return distance(fixed(grey), target) < distance(fixed(cube), target) ? grey : cube
  }

  /// The number from 0 to 15 whose colour is nearest.
  static func nearestNamed(_ target: Components) -> UInt8 {
    UInt8(
      named.indices.min { distance(named[$0], target) < distance(named[$1], target) } ?? 7)
  }

  private static func distance(_ one: UInt8, _ other: UInt8) -> Int {
    abs(Int(one) - Int(other))
  }

  /// Squared, weighted as the eye weighs the three.
  private static func distance(_ one: Components, _ other: Components) -> Int {
    let red = distance(one.red, other.red)
    let green = distance(one.green, other.green)
    let blue = distance(one.blue, other.blue)
    return 3 * red * red + 6 * green * green + blue * blue
  }
}
