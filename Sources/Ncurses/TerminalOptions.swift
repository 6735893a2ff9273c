import Screen

/// What the user wants of the terminal.
package struct TerminalOptions: Sendable, Equatable {
  /// The colours that the command line asks for; nil leaves it to the environment and the
  /// terminal.
  package var colors: ColorDepth?
  /// Whether clicks and the wheel come to the program; if not, they select text as usual.
  package var mouse: Bool
  /// Which graphemes ASCII stands in for. Without UTF-8 it is all of them anyway.
  package var ascii: AsciiFallback?

  package init(colors: ColorDepth? = nil, mouse: Bool = true, ascii: AsciiFallback? = nil) {
    self.colors = colors
    self.mouse = mouse
    self.ascii = ascii
  }
}
