import Screen

/// Lets through no more frames a second than asked for, and none twice; the last one always.
struct FrameLimiter: Sendable {
  /// A frame and when it is shown, counted from the beginning.
  struct Frame: Sendable, Equatable {
    var surface: Surface
    var time: Duration
  }

  private let interval: Duration
  private var last: Frame?
  /// Came too early; shown when its time has come, unless another one comes first.
  private var early: Frame?

  /// - Precondition: `rate`, in frames a second, is positive.
  init(rate: Int) {
    precondition(rate > 0)
    interval = .microseconds(1_000_000 / rate)
  }

  /// The frames that are to be recorded by now; times never fall.
  mutating func take(_ surface: Surface, at time: Duration) -> [Frame] {
    var frames = due(by: time)
    guard surface != (early ?? last)?.surface else { return frames }
    let frame = Frame(surface: surface, time: time)
    if let last, time < last.time + interval {
      early = frame
    } else {
      frames.append(frame)
      last = frame
    }
    return frames
  }

  /// What is left at the end.
  mutating func finish(at time: Duration) -> [Frame] {
    var frames = due(by: time)
    if var frame = early.take(), frame.surface != last?.surface {
      frame.time = time
      frames.append(frame)
      last = frame
    }
    return frames
  }

  /// The frame that came too early, once its time has come.
  private mutating func due(by time: Duration) -> [Frame] {
    guard let last, last.time + interval <= time, var frame = early.take() else { return [] }
    guard frame.surface != last.surface else { return [] }
    frame.time = last.time + interval
    self.last = frame
    return [frame]
  }
}
