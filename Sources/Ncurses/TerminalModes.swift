/// The modes that terminals of xterm's kind have beyond the terminal database.
struct TerminalModes {
  let areUnderstood: Bool
  var mouse: Bool
  /// Whether frames are written past ncurses, which then does not know what to take back.
  var writesFrames = false

  /// Consoles and video terminals older than these modes are not asked for them.
  init(type: String, mouse: Bool) {
    let older = ["linux", "vt", "ansi", "cons", "sun", "wy", "adm", "pcansi"]
    areUnderstood = !older.contains { type.hasPrefix($0) }
    self.mouse = mouse
  }

  /// Bracketed paste, focus reports, and mouse buttons with plain decimal coordinates.
  var enter: String {
    guard areUnderstood else { return "" }
    return "\u{1B}[?2004h\u{1B}[?1004h" + (mouse ? "\u{1B}[?1000h\u{1B}[?1006h" : "")
  }

  /// Turns the reports of mouse buttons on or off, as `mouse` now says.
  var mouseChange: String {
    guard areUnderstood else { return "" }
    return mouse ? "\u{1B}[?1000h\u{1B}[?1006h" : "\u{1B}[?1006l\u{1B}[?1000l"
  }

  /// Takes back all of them, whether or not the mouse was on, and ends a frame that was cut off.
  var leave: String {
    let plain = writesFrames ? "\u{1B}[m\u{1B}[r" : ""
    guard areUnderstood else { return plain }
    return plain + "\u{1B}[?2026l\u{1B}[?1006l\u{1B}[?1000l\u{1B}[?1004l\u{1B}[?2004l"
  }

  /// Between these two the terminal holds its picture, so that no half-drawn frame is seen.
  var beginFrame: String { areUnderstood ? "\u{1B}[?2026h" : "" }
  var endFrame: String { areUnderstood ? "\u{1B}[?2026l" : "" }
}
