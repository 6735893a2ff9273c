import Simulation

extension Timeline {
  /// What happened at an event, in a sentence; nil where there is nothing to tell.
  package func headline(ofEvent number: Int, in language: Language) -> String? {
    let look = look(after: number)
    let narrator = Narrator(
      in: language, naming: look.state.post?.requests, look.state.entries)
    return look.happening.flatMap { narrator.headline(of: $0, in: look.state)?.text }
  }
}
