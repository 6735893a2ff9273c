import Exploration
import Explorer
import RaftCore
import Simulation

extension ExploredPath {
  /// A move, told: the acts that it is, and all that happens by them, with the reasons.
  package struct Told: Hashable, Sendable {
    /// Counted from 1.
    package let number: Int
    package let move: Move
    /// As scripts write them.
    package let acts: [String]
    package let sentences: [Sentence]
  }

  /// Whether it is a write that the model has on disk at once: that an act does it is not to be told,
  /// but what follows from it is.
  private func isPartOfMove(_ event: Happening) -> Bool {
    guard trace.model.disk == .atomic, event.violation == nil else { return false }
    guard case .stimulus(.sync) = event.what else { return false }
    return true
  }

  /// The way, move by move.
  package func story(in language: Language) -> [Told] {
    let narrator = Narrator(in: language)
    var replay = timeline
    return steps.enumerated().map { place, step in
      var sentences: [Sentence] = []
      for event in step.events {
        replay.seek(to: event)
        guard let latest = replay.latest else { continue }
        let told = narrator.story(of: latest, in: replay.state)
        sentences += isPartOfMove(latest) ? told.drop { $0.rule == nil } : told[...]
      }
      return Told(
        number: place + 1, move: step.move, acts: step.acts.map(\.text), sentences: sentences)
    }
  }
}
