import Screen

/// What a performance is recorded on.
///
/// Times count from the beginning, as its viewers will live through them, and never fall. Frames may repeat.
package protocol RecordingSink {
  mutating func show(_ frame: Surface, at time: Duration)
  /// A chapter begins.
  mutating func mark(_ title: String, at time: Duration)
  /// The frame that is shown says something new, which stays as long as it takes to read.
  mutating func say(at time: Duration)
  /// Keys are pressed, one after the other.
  mutating func press(_ keys: [Key], at time: Duration)
  /// Ends the recording, and gives what its file holds.
  mutating func develop(at end: Duration) -> String
}

extension RecordingSink {
  package mutating func say(at time: Duration) {}
  package mutating func press(_ keys: [Key], at time: Duration) {}
}

/// An asciicast.
package struct CastSink: RecordingSink {
  private var cast: Asciicast
  private var text: String
  private let writesKeys: Bool

  /// - Parameter writesKeys: whether keys are written too. What somebody types is theirs: only if
  ///   they asked for it.
  package init(_ cast: Asciicast, writesKeys: Bool = false) {
    self.cast = cast
    self.writesKeys = writesKeys
    text = cast.header
  }

  package mutating func press(_ keys: [Key], at time: Duration) {
    if writesKeys { text += cast.press(keys, at: time) }
  }

  package mutating func show(_ frame: Surface, at time: Duration) {
    text += cast.frame(frame, at: time)
  }

  package mutating func mark(_ title: String, at time: Duration) {
    text += cast.mark(title, at: time)
  }

  package mutating func develop(at end: Duration) -> String { text + cast.end(at: end) }
}

/// Every frame as text, with its time above it.
package struct TextSink: RecordingSink {
  private var text = ""
  private var shown: String?

  package init() {}

  package mutating func show(_ frame: Surface, at time: Duration) {
    let lines = frame.text
    guard lines != shown else { return }
    shown = lines
    text += "=== \(Asciicast.seconds(time.roundedMilliseconds)) s\n\(lines)"
    if !lines.hasSuffix("\n") { text += "\n" }
  }

  package mutating func mark(_ title: String, at time: Duration) {
    text += "=== \(Asciicast.seconds(time.roundedMilliseconds)) s: \(title)\n"
  }

  package mutating func develop(at end: Duration) -> String { text }
}

/// Single frames: those on the screen at given moments.
package struct StillSink: RecordingSink {
  /// A moment as it is asked for.
  package enum Moment: Hashable, Sendable {
    /// So long after the beginning.
    case time(Duration)
    /// When the chapter with this title, or this number, says something first; when it begins, if
    /// it says nothing.
    case chapter(String)
    case end
  }

  private let wanted: [Moment]
  private var times: [Duration?]
  private var found: [Surface?]
  private var latest: Surface?
  private var chapters = 0
  /// Those of the chapter at hand.
  private var ofChapter: [Int] = []

  package init(of moments: [Moment]) {
    wanted = moments
    found = moments.map { _ in nil }
    times = moments.map { if case .time(let time) = $0 { time } else { nil } }
  }

  package mutating func show(_ frame: Surface, at time: Duration) {
    settle(before: time)
    latest = frame
  }

  package mutating func mark(_ title: String, at time: Duration) {
    settle(before: time)
    chapters += 1
    ofChapter = []
    for place in wanted.indices {
      guard case .chapter(let name) = wanted[place], times[place] == nil else { continue }
      guard name == title || name == "\(chapters)" else { continue }
      times[place] = time
      ofChapter.append(place)
    }
  }

  package mutating func say(at time: Duration) {
    for place in ofChapter { found[place] = latest }
    ofChapter = []
  }

  /// What was on the screen at the moments that are past.
  private mutating func settle(before time: Duration) {
    for place in wanted.indices where found[place] == nil {
      if let wanted = times[place], wanted < time { found[place] = latest }
    }
  }

  package mutating func develop(at end: Duration) -> String {
    for place in wanted.indices {
      if wanted[place] == .end { times[place] = end }
    }
    settle(before: end + .microseconds(1))
    return ""
  }

  /// The frame of each moment, in the order in which they were asked for; nil for one that never
  /// came.
  package var stills: [Surface?] { found }
}
