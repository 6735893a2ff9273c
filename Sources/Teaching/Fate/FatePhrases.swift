import RaftCore
import Simulation

/// What a language says about futures.
package protocol FatePhrases {
  /// How a future may end: at most some twenty columns.
  func text(of question: FateQuestion) -> String
  /// What was drawn, and when a future ends: after which event, and how much later.
  func extent(of study: FateStudy) -> String
  /// From which event on an answer is certain.
  func certain(_ turn: FateTurn, _ question: FateQuestion) -> String
  /// That it is not certain at the last event.
  func uncertain(_ question: FateQuestion) -> String
  /// An event at which a share changed: which, and from where to where, in percent.
  func turn(_ turn: FateTurn, _ question: FateQuestion, from: String, to: String) -> String
  /// What a moment's shares are of: after which event, and when.
  func fateAt(event: Int, time: String) -> String
  /// What there is to note of acts that could not be done, and of futures that were cut; empty where
  /// there is nothing.
  func notes(of study: FateStudy) -> [String]
  /// How shares and their intervals are to be read.
  var fateNote: String { get }
  /// That no share changed much from one moment to the next.
  var noTurns: String { get }
}
