/// How much moves on the screen by itself: the one place that says so.
package enum Motion: String, CaseIterable, Hashable, Sendable {
  /// Messages glide, gauges shrink, as smoothly as the terminal shows it.
  case full
  /// Pictures follow each other slowly, and nothing glides.
  case reduced

  /// The shortest time between two frames while time runs, thirty frames a second, which slow
  /// lines can take.
  package var frameInterval: Duration {
    switch self {
    case .full: .milliseconds(33)
    case .reduced: .milliseconds(500)
    }
  }

  /// How far a message is drawn on its way, of all columns: in reduced motion it rests in the middle.
  func place(of gone: Int, total: Int, columns: Int) -> Int {
    switch self {
    case .full: min(columns - 1, gone * columns / total)
    case .reduced: columns / 2
    }
  }
}
