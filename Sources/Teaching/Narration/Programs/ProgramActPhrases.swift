import ClientPrograms
import KeyValue
import Simulation

/// What somebody does to programs outside, and to the links between them and to members.
package protocol ProgramActPhrases {
  func crashes(_ program: ProgramID) -> Phrase
  func isStarted(_ program: ProgramID) -> Phrase
  func pauses(_ program: ProgramID) -> Phrase
  func resumes(_ program: ProgramID) -> Phrase
  func isIsolated(_ program: ProgramID) -> Phrase
  func isCut(from: Party, to: Party) -> Phrase
  func isMended(from: Party, to: Party) -> Phrase
  /// The clock's rate in thousandths of the right one.
  func runs(_ program: ProgramID, permille: Int) -> Phrase
  /// The clock jumps, ahead or, where the span is negative, back; in microseconds.
  func jumps(_ program: ProgramID, by span: TimeSpan) -> Phrase
  /// It is to give its leadership up although its work has not ended.
  func isToRelease(_ program: ProgramID) -> Phrase
  /// It is to end in an orderly way.
  func isToEnd(_ program: ProgramID) -> Phrase
  func isToProclaim(_ program: ProgramID, _ value: Text) -> Phrase
  /// What time would have brought comes now; `call` is the question that it is about, if it is known.
  func isMadeDue(_ party: Party, _ due: ProgramDue, of call: ProgramCall?) -> Phrase
  /// A rule of programs is switched.
  func switches(_ rule: ElectionRule, isOn: Bool) -> Phrase
}
