import ClientPrograms
import KeyValue
import RaftCore

/// What travels between the cluster and the programs outside it, and among these.
///
/// Two parties talk over a connection: what one sends to the other arrives in the order of sending.
package struct Letter: Hashable, Sendable {
  package let from: Party
  package let to: Party
  package let content: Content
  /// Of what a watch is told: the how manieth letter of that watch it is, counted from 1. What comes
  /// out of turn shows that the connection has lost something.
  package var turn = 0
  /// Up to which entry whoever answers had applied the log; 0 where that says nothing.
  package var index: LogIndex = 0

  package init(from: Party, to: Party, content: Content, turn: Int = 0, index: LogIndex = 0) {
    self.from = from
    self.to = to
    self.content = content
    self.turn = turn
    self.index = index
  }

  package enum Content: Hashable, Sendable {
    /// A question, under the asker's number for it.
    case question(CallNumber, ProgramCall)
    /// Its answer, with the term of the entry that a member applied last: that is not the member's
    /// own term. 0 where the answer is not a member's.
    case answer(CallNumber, ProgramAnswer, term: Term)
    /// There is none.
    case failure(CallNumber, CallFailure)
    /// A watch is asked for, under a number of the asker, from a revision on.
    case watch(Int, KeyRange, from: Revision)
    /// A watch is not needed any more.
    case unwatch(Int)
    /// What a watch is told.
    case notice(Int, Watcher.Response)
    /// The connection that a watch stood on broke.
    case watchLost(Int)
    /// A member hands a question about a lease on to the leader, in the name of a program.
    case handedOn(CallNumber, ProgramCall, asker: ProgramID)
    /// The leader's answer to that; nil when it does not lead.
    case handedBack(CallNumber, ProgramAnswer?, asker: ProgramID)
  }
}

extension Letter.Content {
  /// What kind of letter it is.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case question, answer, failure, watch, unwatch, notice
    case watchLost = "watch-lost"
    case handedOn = "handed-on"
    case handedBack = "handed-back"
  }

  package var kind: Kind {
    switch self {
    case .question: .question
    case .answer: .answer
    case .failure: .failure
    case .watch: .watch
    case .unwatch: .unwatch
    case .notice: .notice
    case .watchLost: .watchLost
    case .handedOn: .handedOn
    case .handedBack: .handedBack
    }
  }
}
