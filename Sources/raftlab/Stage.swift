import Screen
import Workbench

/// Plays the application on a display: input in, frames out.
enum Stage {
  /// The shortest time between two frames, in milliseconds: 60 frames a second.
  private static let frame = 16

  /// Runs until the user has had enough, or the display is gone.
  ///
  /// While nothing moves by itself it waits for input, and costs nothing.
  ///
  /// - Returns: the signal that ended it, if one did.
  static func play<Screen: Display & ~Copyable>(
    _ laboratory: inout Laboratory, on display: inout Screen
  ) -> Signal? {
    let clock = ContinuousClock()
    display.present(laboratory.frame())
    var latest = clock.now
    while !laboratory.isDone {
      let timeout = laboratory.isAnimated ? frame : nil
      guard let event = display.nextEvent(timeoutMilliseconds: timeout) else { return nil }
      let now = clock.now
      laboratory.tick(microseconds(from: latest, to: now))
      latest = now
      laboratory.handle(event)
      if case .terminate(let signal) = event { return signal }
      display.present(laboratory.frame())
    }
    return nil
  }

  private static func microseconds(
    from start: ContinuousClock.Instant, to end: ContinuousClock.Instant
  ) -> Int {
    let elapsed = (end - start).components
    return Int(elapsed.seconds) * 1_000_000 + Int(elapsed.attoseconds / 1_000_000_000_000)
  }
}
