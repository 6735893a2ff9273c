import KeyValue
import RaftCore
import Simulation

/// What a client asked for, and what it heard.
package struct ClientEvent: Hashable, Sendable {
  /// Counted from 1 in the order of asking.
  package var call: Int
  package var client: ClientID
  package var member: ServerID
  package var operation: Operation
  package var stage: Stage

  package enum Stage: Hashable, Sendable {
    case asked
    case ended(CallOutcome)
  }
}

/// What became of a call to a member.
package enum CallOutcome: Hashable, Sendable {
  /// Done: the store's revision afterwards, and of a read the value, if the key is there.
  case done(revision: Revision, value: [UInt8]?)
  /// No answer in time, or none that says: it may have been done, may still be, or never.
  case unknown(String)
  /// It was not done, and why.
  case refused(String)
}
