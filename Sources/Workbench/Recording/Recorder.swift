import Screen

/// What records the screen while somebody works at it.
struct Recorder: Sendable {
  /// The most frames a second.
  static let rate = 30

  private var now = Duration.zero
  private var cast: Asciicast
  private var sieve = FrameLimiter(rate: rate)
  private var isBegun = false

  init(size: Size, theme: Theme) {
    cast = Asciicast(version: .two, size: size, title: "raftlab", theme: theme)
  }

  /// Real time passes.
  mutating func pass(_ elapsed: Duration) { now += elapsed }

  /// What the recording grows by when a frame is shown.
  mutating func take(_ frame: Surface) -> String {
    let header = isBegun ? "" : cast.header
    isBegun = true
    return header + text(of: sieve.take(frame, at: now))
  }

  /// What it ends with.
  mutating func end() -> String {
    let frames = sieve.finish(at: now)
    return text(of: frames) + cast.end(at: now)
  }

  private mutating func text(of frames: [FrameLimiter.Frame]) -> String {
    frames.map { cast.frame($0.surface, at: $0.time) }.joined()
  }
}
