import Simulation

/// Something that a script expected and that was not so.
package struct ScriptRunError: Error, Hashable, Sendable {
  /// The step, by its place in the script.
  package var step: Int
  /// The line of its source; 0 when it has none.
  package var line: Int
  package var kind: Kind

  package init(step: Int, line: Int, _ kind: Kind) {
    self.step = step
    self.line = line
    self.kind = kind
  }

  package enum Kind: Error, Hashable, Sendable {
    /// A fact that does not hold, and what is so instead.
    case unmet(expected: String, actual: String)
    /// No server, or nothing on its way, is what was described.
    case nobody(String)
    /// An act that cannot be done.
    case refused(Stimulus, Refusal)
    /// What a run waited for did not come about in time.
    case inVain(String, within: TimeSpan)
    /// The script has had so many events, over all its steps: it may have no more.
    case tooManyEvents(limit: Int)
    /// None of a question's choices is right, or what decides it cannot be told.
    case noChoice(value: String)
  }

  /// The failure on one line: `lesson.yaml:12: expected leader S2, was S4`.
  package func text(in language: Language, file: String) -> String {
    "\(file):\(line): \(language.scriptPhrases.text(of: kind))"
  }
}
