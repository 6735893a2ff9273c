/// A clock of a machine, which may run at another speed than time, and may jump.
package struct LocalClock: Hashable, Sendable {
  /// Its speed, in thousandths of the right one.
  package private(set) var rate = 1000
  /// What it showed at a moment, since when it runs at its present speed.
  private var reading: Time
  private var readAt: Time = 0

  /// A clock that shows this at the beginning of time, in microseconds.
  init(showing reading: Time = 0) { self.reading = reading }

  /// What it shows, in microseconds.
  package func reading(at now: Time) -> Time {
    let span = now - readAt
    return reading + (rate == 1000 ? span : span * rate / 1000)
  }

  /// How much time passes while it goes on by `span`.
  ///
  /// Hardly any clock is wrong, and a division is slow. By a fast clock the shortest spans would be
  /// none, and such a timer would never let time go on.
  func duration(of span: TimeSpan) -> TimeSpan { rate == 1000 ? span : max(1, span * 1000 / rate) }

  /// From now on it runs at another speed.
  mutating func run(permille: Int, from now: Time) {
    reading = reading(at: now)
    readAt = now
    rate = permille
  }

  /// It jumps ahead by `span`, or back where that is negative.
  mutating func jump(by span: TimeSpan, at now: Time) {
    reading = reading(at: now) + span
    readAt = now
  }
}
