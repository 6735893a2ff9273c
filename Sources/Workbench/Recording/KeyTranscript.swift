import Screen
import Simulation
import Teaching

/// A recording made of keys, as words: each key, and what happened because of it.
package struct KeyTranscript: ~Copyable, Sendable {
  package private(set) var text = ""
  /// The laboratory after the last key.
  package private(set) var laboratory: Laboratory
  /// Between two looks at a running laboratory.
  private static let step = Duration.milliseconds(50)

  /// Heartbeats and their answers are left out, as lines that say nothing new.
  package init(of cues: [RecordedStep], at laboratory: Laboratory) {
    self.laboratory = laboratory
    for cue in cues { perform(cue) }
  }

  private mutating func perform(_ cue: RecordedStep) {
    switch cue {
    case .mark(let title):
      text += "\(text.isEmpty ? "" : "\n")## \(title)\n\n"
    case .pause(let span):
      var left = span
      while laboratory.isAnimated, left > .zero {
        tell { $0.tick(min(Self.step, left)) }
        left -= Self.step
      }
    case .key(let key, _):
      text += "[\(key.shownName)]\n"
      tell { $0.handle(.key(key)) }
    }
  }

  /// Changes the laboratory and tells what happened by that.
  private mutating func tell(_ change: (inout Laboratory) -> Void) {
    let before = laboratory.history.position
    change(&laboratory)
    laboratory.wishes.files.removeAll()
    if let notice = laboratory.notice { text += "  \(laboratory.said(notice))\n" }
    let timeline = laboratory.history
    guard timeline.position > before else { return }
    // A branch that begins by the change shares all that was before it.
    var look = timeline.look(after: before)
    while look.position < timeline.position, look.next(), let happening = look.happening {
      guard !happening.isRoutine,
        let sentence = laboratory.narrator.headline(of: happening, in: look.state)
      else { continue }
      text += "  \(happening.time.seconds)  \(sentence.text)\n"
    }
  }
}
