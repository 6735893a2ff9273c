import Screen
import Simulation
import Teaching

/// A laboratory at which cues are carried out, at a pace that can be followed, with a sink running.
///
/// Knows no clock: time is what it says, and so the same cues give the same sink.
package struct KeyRecording: ~Copyable, Sendable {
  package private(set) var laboratory: Laboratory
  /// How far it has come, in the sink's time.
  package private(set) var now = Duration.zero
  let pacing: Pacing
  /// Between two frames while something moves.
  private let interval: Duration

  /// - Parameters:
  ///   - laboratory: where it begins.
  ///   - pacing: how long things stay.
  ///   - rate: frames a second while something moves, 1 to 60.
  package init(_ laboratory: Laboratory, pacing: Pacing = Pacing(), rate: Int = 20) {
    precondition((1...60).contains(rate))
    self.laboratory = laboratory
    self.pacing = pacing
    interval = .microseconds(1_000_000 / rate)
  }

  // MARK: Keys

  /// Carries out all cues and ends the sink.
  ///
  /// - Parameter progress: is told how many cues are done.
  /// - Returns: what the sink's file holds.
  package mutating func play(
    _ cues: [RecordedStep], on sink: inout some RecordingSink, progress: (Int) -> Void = { _ in }
  ) -> String {
    show(on: &sink)
    hold(pacing.edge, on: &sink)
    for (place, cue) in cues.enumerated() {
      let next = place + 1 < cues.count ? cues[place + 1] : nil
      perform(cue, before: next, on: &sink)
      progress(place + 1)
    }
    hold(pacing.edge, on: &sink)
    return sink.develop(at: now)
  }

  /// - Parameter next: the cue after it; a pause there is how long this one stays.
  private mutating func perform(
    _ cue: RecordedStep, before next: RecordedStep?, on sink: inout some RecordingSink
  ) {
    switch cue {
    case .mark(let title): sink.mark(title, at: now)
    case .pause(let span): hold(span, on: &sink)
    case .key(let key, let isFollowed):
      sink.press([key], at: now)
      let position = laboratory.history.position
      laboratory.handle(.key(key))
      laboratory.finishView()
      laboratory.dropRequests()
      show(on: &sink)
      if case .pause = next { return }
      if isFollowed { return hold(pacing.brisk, on: &sink) }
      let news = laboratory.news(since: position)
      hold(news.isEmpty ? pacing.beat : pacing.time(toRead: news), on: &sink)
    }
  }

  // MARK: Time

  /// Shows the laboratory as it is now.
  mutating func show(on sink: inout some RecordingSink) { sink.show(laboratory.frame(), at: now) }

  /// Lets sink time pass, and the laboratory's with it if it runs.
  mutating func hold(_ span: Duration, on sink: inout some RecordingSink) {
    let end = now + span
    while laboratory.isAnimated, now < end {
      let step = min(interval, end - now)
      laboratory.tick(step)
      now += step
      show(on: &sink)
    }
    if now < end { laboratory.tick(end - now) }
    now = end
  }

  /// Lets a change go on bit by bit until it is over, a frame at a time.
  ///
  /// - Parameter change: is given the span of sink time; says whether it is over.
  mutating func animate(
    on sink: inout some RecordingSink, _ change: (inout Laboratory, Duration) -> Bool
  ) {
    var isOver = false
    while !isOver {
      isOver = change(&laboratory, interval)
      now += interval
      show(on: &sink)
    }
  }

  /// Changes the laboratory, and shows it.
  mutating func change(on sink: inout some RecordingSink, _ body: (inout Laboratory) -> Void) {
    change(body)
    show(on: &sink)
  }

  /// Changes the laboratory, to be shown later.
  mutating func change(_ body: (inout Laboratory) -> Void) { body(&laboratory) }
}

extension Laboratory {
  /// A performance writes its own sink and nothing else.
  fileprivate mutating func dropRequests() { wishes.files.removeAll() }

  /// What is new to read since an event: a notice, and what the latest event was.
  fileprivate func news(since position: Int) -> String {
    var news = notice.map { said($0) } ?? ""
    if history.position != position, let event = history.latest {
      news += narrator.headline(of: event, in: run.state)?.text ?? ""
    }
    return news
  }
}
