/// What a terminal tells the application.
package enum InputEvent: Sendable, Hashable {
  case key(Key)
  case mouse(Mouse)
  /// Text pasted in one piece, as it came. It never arrives as keys.
  case paste(String)
  /// The terminal's window has changed, and has this size now. It comes once more when the window
  /// has come to rest, for a frame that nothing has cut.
  case resize(Size)
  /// The terminal's window got or lost the focus.
  case focus(Bool)
  /// Back from a suspension; the display repaints everything with the next frame.
  case resumed
  /// Asked from outside to end. The application should close the display soon: a second signal
  /// ends the process at once, and so does a limit of a few seconds.
  case terminate(Signal)
  /// The time that was allowed passed without anything else.
  case idle
}

/// The signals by which a program is asked to end.
package enum Signal: Int32, Sendable, Hashable {
  case hangup = 1
  case interrupt = 2
  case quit = 3
  case terminate = 15
}

/// Something done with the mouse, at a cell.
package struct Mouse: Sendable, Hashable {
  package enum Action: Sendable, Hashable {
    case press(Button)
    case release(Button)
    case wheelUp, wheelDown
  }

  package enum Button: Sendable, Hashable {
    case left, middle, right
  }

  package var action: Action
  package var point: Point
  package var modifiers: Key.Modifiers

  package init(_ action: Action, at point: Point, modifiers: Key.Modifiers = []) {
    self.action = action
    self.point = point
    self.modifiers = modifiers
  }
}
