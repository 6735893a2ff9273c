import Exploration
import Explorer
import RaftCore
import Simulation

/// What is said of exploring, in one language.
package protocol ExploringPhrases {
  /// A move in a few words: `AppendEntries from S1 arrives at S2`.
  func text(of move: Move) -> String
  /// A part of a server's state that changes, from what to what.
  func text(of part: Difference.Part, in difference: Difference) -> String
  func sends(_ message: String, to servers: [ServerID]) -> String
  /// A move changes nothing at its server, and nothing is sent.
  var noDifference: String { get }
  func text(of refusal: ExploringStart.Refusal) -> String
  func text(of misfit: ExploringGoal.Misfit) -> String
  func text(of failure: ExploredPath.Failure) -> String
  func text(of error: ModelError) -> String
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

extension Node {
  /// What its role is called; nil while it is down.
  func roleName(_ words: any Phrasebook) -> String? {
    server.flatMap { RaftState($0).role }.map(words.name(of:))
  }
}
