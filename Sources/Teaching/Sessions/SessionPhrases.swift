import Simulation

/// What is said of sessions, in one language.
package protocol SessionPhrases {
  func text(of damage: ShareCode.ReadError) -> String
  func text(of trouble: JournalReading.ReadError) -> String
  func text(of loss: JournalReading.Loss) -> String
  func text(of divergence: SessionReplay.Divergence) -> String
  func text(of reason: Script.LengthError) -> String
  /// It takes too many events to repeat it.
  func takesTooMany(events: Int, limit: Int) -> String
  /// What was repeated, and how many of the events were held against digests.
  func repeated(events: Int, acts: Int, branches: Int, proven: Int) -> String
  /// A session in a list.
  func listed(milliseconds: Int, events: Int, acts: Int, branches: Int) -> String
  func noSession(_ name: String?) -> String
  func inUse(_ name: String) -> String
  /// After a run of several branches was written as a script, which holds one.
  func holdsOneBranch(_ number: Int, of count: Int) -> String
  func pruned(_ count: Int) -> String
  /// A session that was given as a code.
  var code: String { get }
  /// While it is being repeated.
  var repeating: String { get }
}

extension Language {
  /// What this language says of sessions.
  package var sessionPhrases: any SessionPhrases { phrasebook }
}
