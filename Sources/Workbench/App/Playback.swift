import Simulation
import Teaching

/// How fast virtual time runs, and whether it does.
package struct Playback: Hashable, Sendable {
  package internal(set) var isRunning = false
  /// Which of `speeds`.
  private(set) var place: Int
  /// Virtual time owed, in thousandths of a microsecond: what was too short for a whole one.
  private var owed: TimeSpan = 0

  /// Speeds, in thousandths of real time: from a thousandth to ten times.
  package static let speeds = [
    1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2000, 5000, 10_000,
  ]

  /// The speed at the start: a fortieth of real time, at which an election can be followed.
  package static let standard = 25

  /// The speed at the start where there are pods: a quarter of real time, at which their seconds can be
  /// waited for.
  package static let withPods = 250

  /// The speed nearest to the given one, in thousandths of real time.
  package init(permille: Int = standard) {
    place = Self.speeds.indices.min {
      abs(Self.speeds[$0] - permille) < abs(Self.speeds[$1] - permille)
    }!
  }

  /// Thousandths of real time.
  package var permille: Int { Self.speeds[place] }

  /// The speed as it is shown: `x1/40`, `x2`.
  package var name: String {
    permille >= 1000 ? "x\(permille / 1000)" : "x1/\(1000 / permille)"
  }

  /// Takes the speed nearest to the given one, in thousandths of real time.
  mutating func setSpeed(permille: Int) { place = Playback(permille: permille).place }

  mutating func faster() { place = min(place + 1, Self.speeds.count - 1) }
  mutating func slower() { place = max(place - 1, 0) }

  /// How much virtual time passes in a span of real time.
  mutating func virtual(of real: Duration) -> TimeSpan {
    owed += real.microseconds * permille
    defer { owed %= 1000 }
    return owed / 1000
  }
}
