/// Why there is no screen.
package enum TerminalError: Error, Equatable, CustomStringConvertible {
  /// Standard input or output is a file or a pipe.
  case notATerminal
  /// Standard input is one terminal and standard output another.
  case twoTerminals
  /// TERM is not set.
  case noType
  /// The terminal database does not know TERM.
  case unknownType(String)
  /// The terminal cannot move its cursor.
  case dumbType(String)
  /// ncurses could not start for another reason.
  case failed(String)

  /// The reason in a sentence.
  package var description: String {
    switch self {
    case .notATerminal: "The screen needs a terminal as standard input and output."
    case .twoTerminals: "The screen needs the same terminal as standard input and output."
    case .noType: "The screen needs to know the terminal, but TERM is not set."
    case .unknownType(let type):
      "The terminal database does not know TERM=\(type); try TERM=xterm-256color."
    case .dumbType(let type):
      "A terminal of type \(type) cannot move its cursor, which the screen needs."
    case .failed(let type): "The screen could not be opened on a terminal of type \(type)."
    }
  }
}
