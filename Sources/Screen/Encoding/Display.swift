/// Something that shows surfaces and tells what its user does: a terminal or, in tests, memory.
package protocol Display: ~Copyable {
  /// The size that the next frame should have.
  var size: Size { get }

  /// Shows a surface. One of another size is cut or leaves the rest blank.
  mutating func present(_ surface: Surface)

  /// Draws the next frame anew, whatever is on the screen: something else may have written there.
  mutating func redraw()

  /// Takes clicks and the wheel for the application, or leaves them to the terminal, where they
  /// select text. Does nothing where there is no mouse.
  mutating func listen(toMouse isWanted: Bool)

  /// Asks the terminal to put a text on the clipboard; it may ignore that. Does nothing where nobody
  /// could be asked.
  mutating func copy(_ text: String)

  /// Waits for the next event: for ever when given nil, else so long at most, and then gives
  /// `.idle`.
  ///
  /// - Returns: nil once there is nothing more to come, because the terminal is gone.
  mutating func nextEvent(within timeout: Duration?) -> InputEvent?
}

extension Display where Self: ~Copyable {
  package mutating func redraw() {}
  package mutating func listen(toMouse isWanted: Bool) {}
  package mutating func copy(_ text: String) {}
}
