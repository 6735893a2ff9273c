import ClientPrograms
import KeyValue

/// A component's own copy of the record of a Lease object, and what it knows of it by its own clock.
package struct RecordCopy: Hashable, Sendable {
  /// The holder's name; empty when the record names nobody.
  package let holder: String
  /// Whether that is the component itself.
  package let isOwn: Bool
  /// The resourceVersion of the copy.
  package let version: Revision
  /// leaseTransitions.
  package let transitions: Int
  /// When the component last saw the record change, and when it counts it as expired.
  package let observed: Int
  package let expires: Int
  /// What its clock shows.
  package let clock: Int

  /// The copy that an evidence tells of; nil where it tells of none.
  init?(_ evidence: ElectionEvidence, of program: ProgramID) {
    guard case .record(let record, let version, let observed, let expires, let clock) = evidence
    else { return nil }
    holder = record.holder
    isOwn = record.holder == program.description
    self.version = version
    transitions = record.transitions
    self.observed = observed
    self.expires = expires
    self.clock = clock
  }
}
