import CNcurses
import Screen

extension TerminalSession {
  static func environment(_ name: String) -> String? {
    cn_environment(name).map { String(cString: $0) }
  }

  /// The type to open: TERM, or its variant with 24-bit colours where the terminal says that it
  /// has them, the database knows the variant, and nothing asks for fewer.
  static func terminalType(wanted: ColorDepth?) throws(TerminalError) -> String {
    guard cn_is_terminal() else { throw .notATerminal }
    guard cn_is_one_terminal() else { throw .twoTerminals }
    guard let type = environment("TERM"), !type.isEmpty else { throw .noType }
    switch cn_look_up(type) {
    case cn_terminal_unknown: throw .unknownType(type)
    case cn_terminal_dumb: throw .dumbType(type)
    default: break
    }
    guard chosenDepth(wanted: wanted, within: .indexed) == .direct else { return type }
    return directVariants(of: type).first { cn_look_up($0) == cn_terminal_good } ?? type
  }

  /// What the variant of a type with 24-bit colours may be called: `xterm-direct` for
  /// `xterm-256color`, `kitty-direct` for `xterm-kitty`.
  private static func directVariants(of type: String) -> [String] {
    let base = type.hasSuffix("-256color") ? String(type.dropLast(9)) : type
    let own = base.hasPrefix("xterm-") ? ["\(base.dropFirst(6))-direct"] : []
    return ["\(base)-direct"] + own
  }

  /// How many colours are sent to a terminal that has so many by the database, unless it says itself
  /// that it has more.
  static func chosenDepth(wanted: ColorDepth?, within known: ColorDepth) -> ColorDepth {
    ColorDepth.chosen(
      wanted: wanted, terminal: claimsDirect ? .direct : known, environment: environment)
  }

  /// Whether the terminal says that it has 24-bit colours. GNU Screen hands on what the terminal
  /// around it said, and has none.
  private static var claimsDirect: Bool {
    let claim = environment("COLORTERM")
    guard claim == "truecolor" || claim == "24bit" else { return false }
    return environment("STY") == nil
  }

  /// Whether charts can be drawn with braille. mlterm asks no other font for what its own lacks.
  static func hasBraille(_ type: String) -> Bool { !type.hasPrefix("mlterm") }
}
