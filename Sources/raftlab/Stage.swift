import Screen
import Workbench

/// Plays the application on a display: input in, frames out.
enum Stage {
  /// Runs until the user has had enough, or the display is gone.
  ///
  /// While nothing moves by itself it waits for input, and costs nothing.
  ///
  /// - Parameter desk: writes the files that the application asks for.
  /// - Returns: the signal that ended it, if one did.
  static func play<Screen: Display & ~Copyable>(
    _ laboratory: inout Laboratory, on display: inout Screen, with desk: inout FileDesk
  ) -> Signal? {
    let clock = ContinuousClock()
    defer { desk.serveLast(&laboratory) }
    show(&laboratory, on: &display, with: &desk)
    var latest = clock.now
    while !laboratory.isDone {
      let timeout = laboratory.isAnimated ? laboratory.motion.frameMilliseconds : nil
      guard let event = display.nextEvent(timeoutMilliseconds: timeout) else { return nil }
      let now = clock.now
      laboratory.tick(microseconds(from: latest, to: now))
      latest = now
      laboratory.handle(event)
      if case .terminate(let signal) = event { return signal }
      show(&laboratory, on: &display, with: &desk)
    }
    return nil
  }

  /// Shows a frame. What the last act asked for is written before it is seen.
  private static func show<Screen: Display & ~Copyable>(
    _ laboratory: inout Laboratory, on display: inout Screen, with desk: inout FileDesk
  ) {
    desk.serve(&laboratory)
    var frame = laboratory.frame()
    laboratory.record(frame)
    laboratory.drawRecordingSign(into: &frame)
    display.listen(toMouse: laboratory.wantsMouse)
    display.present(frame)
  }

  private static func microseconds(
    from start: ContinuousClock.Instant, to end: ContinuousClock.Instant
  ) -> Int {
    let elapsed = (end - start).components
    return Int(elapsed.seconds) * 1_000_000 + Int(elapsed.attoseconds / 1_000_000_000_000)
  }
}
