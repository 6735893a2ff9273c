import Screen

/// What the user wants of the terminal.
package struct TerminalOptions: Sendable, Equatable {
  /// The colours that the command line asks for; nil leaves it to the environment and the
  /// terminal.
  package var colors: ColorDepth?
  /// Whether clicks and the wheel come to the program; if not, they select text as usual.
  package var mouse: Bool
  /// The symbols that the terminal's font has; nil leaves it to the locale. Without UTF-8 it is
  /// ASCII anyway.
  package var symbols: SymbolSet?
  /// Whether the font has braille, with which charts are drawn; nil leaves it to the terminal.
  package var braille: Bool?
  /// Whether the terminal is asked for its background wherever that is not painted over, however
  /// many colours there are. With 16 or fewer it is asked anyway.
  package var asksGround: Bool

  package init(
    colors: ColorDepth? = nil, mouse: Bool = true, symbols: SymbolSet? = nil,
    braille: Bool? = nil, asksGround: Bool = false
  ) {
    self.colors = colors
    self.mouse = mouse
    self.symbols = symbols
    self.braille = braille
    self.asksGround = asksGround
  }
}
