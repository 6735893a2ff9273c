import CNcurses
import Screen

extension Dialect {
  /// What the terminal that is open understands, as the terminal database has it; nil when it is one
  /// that ncurses has to draw on.
  ///
  /// - Parameters:
  ///   - depth: the colours to send. More than the database knows of are sent only in 24 bits.
  ///   - modes: which mark the beginning and the end of a frame.
  init?(ofTerminalShowing depth: ColorDepth, in modes: TerminalModes) {
    let terminal = cn_terminal_dialect()
    guard terminal.is_known else { return nil }
    self.init(
      depth: depth == .direct ? depth : min(depth, ColorPairs.depth(colors: Int(cn_colors()))))
    attributes = Attributes(rawValue: UInt8(truncatingIfNeeded: terminal.attributes))
    endsAttributes = terminal.ends_attributes
    tellsBlanksApart = false
    erases = terminal.erases
    scrolls = terminal.scrolls
    // ncurses has turned off that the line puts a return before each.
    feedsKeepColumns = true
    feedsBack = true
    switch terminal.direct_form {
    case 1: direct = .semicolons
    case 2: direct = .colons
    case 3: direct = .colonsWithSpace
    default: break
    }
    hasIndexed = terminal.direct_form == 0
    frameBegins = Array(modes.beginFrame.utf8)
    frameEnds = Array(modes.endFrame.utf8)
  }
}
