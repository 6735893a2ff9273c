import Exploration
import Explorer
import RaftCore
import Simulation

/// What is said of exploring, in one language.
package protocol ExploringPhrases {
  /// A move in a few words: `AppendEntries from S1 arrives at S2`.
  func text(of move: Move) -> String
  /// The same where it is said already at which server: `arrives: AppendEntries from S1, term 3`.
  func brief(_ move: Move) -> String
  /// A part of a server's state that changes, from what to what.
  func text(of part: Difference.Part, in difference: Difference) -> String
  /// Parts of a difference, or rules that fire, one after the other.
  func joined(_ parts: [String]) -> String
  func sends(_ message: String, to servers: [ServerID]) -> String
  /// A move changes nothing at its server, and nothing is sent.
  var noDifference: String { get }
  /// A message is in flight no more, or twice.
  var isGone: String { get }
  var isThereTwice: String { get }
  func text(of refusal: ExploringStart.Refusal) -> String
  func text(of misfit: ExploringGoal.Misfit) -> String
  func text(of failure: ExploredPath.Failure) -> String
  func text(of error: ModelError) -> String
  /// How far a search has come, with its states in a second, where these are known.
  func text(of figures: Figures, rate: String?) -> String
  /// How likely any two different states were taken for one.
  func odds(_ odds: Double) -> String
  /// So many steps led beyond the bounds on terms, logs or messages.
  func cut(_ count: Int) -> String
  func neverFired(_ rules: [Rule]) -> String
}

extension Language {
  /// What this language says of exploring.
  package var exploringPhrases: any ExploringPhrases {
    switch self {
    case .english: English()
    case .chinese: Chinese()
    }
  }
}

extension Figures {
  /// One in how many searches with such odds takes two states for one; nil where that is beyond all
  /// counting.
  package static func chances(of odds: Double) -> Int? {
    odds > 1e-15 ? Int((1 / odds).rounded()) : nil
  }
}

extension Node {
  /// What its role is called; nil while it is down.
  func roleName(_ words: any Phrasebook) -> String? {
    server.flatMap { RaftState($0).role }.map(words.name(of:))
  }
}
