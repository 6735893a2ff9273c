import RaftCore
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
    case inVain(String, within: TimeSpan, instead: Instead)
    /// The script has had so many events, over all its steps: it may have no more.
    case tooManyEvents(limit: Int)
    /// The script goes on with another cluster, which cannot be begun here.
    case noOtherCluster
    /// None of a question's choices is right, or what decides it cannot be told.
    case noChoice(value: String)
  }

  /// What was so, and what did happen, where something was waited for in vain.
  package struct Instead: Hashable, Sendable {
    /// What was so at the end in place of each fact that did not hold.
    package var unmet: [Fact] = []
    /// The rules that fired in the meantime, each with those that it fired at; only where something
    /// that happens was waited for.
    package var fired: [Fired] = []

    package struct Fact: Hashable, Sendable {
      package var expected: String
      package var actual: String
    }

    package struct Fired: Hashable, Sendable {
      /// The rule's name.
      package var rule: String
      package var places: [Party]
      package var count: Int
    }
  }

  /// The failure on one line: `lesson.yaml:12: expected leader S2, was S4`.
  package func text(in language: Language, file: String) -> String {
    "\(file):\(line): \(language.scriptPhrases.text(of: kind))"
  }
}
