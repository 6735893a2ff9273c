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
    let claim = environment("COLORTERM")
    let hasDirect = claim == "truecolor" || claim == "24bit"
    let chosen = ColorDepth.chosen(
      wanted: wanted, terminal: hasDirect ? .direct : .indexed, environment: environment)
    guard chosen == .direct else { return type }
    let variant = (type.hasSuffix("-256color") ? String(type.dropLast(9)) : type) + "-direct"
    return cn_look_up(variant) == cn_terminal_good ? variant : type
  }
}
