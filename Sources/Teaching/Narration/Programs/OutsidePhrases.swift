import ClientPrograms
import KeyValue
import RaftCore
import Simulation

extension Party {
  /// Its name, as what it is.
  package var name: Phrase {
    switch self {
    case .server(let server): "\(server)"
    case .program(let program): "\(program)"
    }
  }
}

/// What becomes of what programs ask and are answered, and who believes that he leads: all that
/// happens outside a program.
package protocol OutsidePhrases: CallPhrases, ProgramActPhrases {
  // Questions.
  func arrives(_ call: ProgramCall, of program: ProgramID, at party: Party) -> Phrase
  func isLost(_ call: ProgramCall, of program: ProgramID, to party: Party, by loss: Loss) -> Phrase
  /// An answer did not come in time; the span is by the asker's own clock.
  func timesOut(_ call: ProgramCall, of program: ProgramID, after milliseconds: Int) -> Phrase

  // Answers.
  func arrives(_ answer: ProgramAnswer, from party: Party, at program: ProgramID) -> Phrase
  func isLost(
    _ answer: ProgramAnswer, from party: Party, to program: ProgramID, by loss: Loss
  ) -> Phrase
  /// An answer that is none. Only a refusal is one that somebody sends.
  func arrives(_ failure: CallFailure, from party: Party, at program: ProgramID) -> Phrase
  /// An answer that nobody waits for any more.
  func comesTooLate(_ answer: ProgramAnswer, from party: Party, at program: ProgramID) -> Phrase

  // Watches.
  func arrives(_ notice: Watcher.Response, from server: ServerID, at program: ProgramID) -> Phrase
  func isLost(
    _ notice: Watcher.Response, from server: ServerID, to program: ProgramID, by loss: Loss
  ) -> Phrase
  /// The connection of a watch breaks, and the program learns it.
  func breaksWatch(of program: ProgramID, at server: ServerID) -> Phrase

  /// A link of a program changes its quality.
  func changesLink(from: Party, to: Party, _ quality: LinkQuality) -> Phrase
  /// A member proposes what it had let wait for a leader.
  func proposesAtLast(_ server: ServerID, _ call: ProgramCall?, of asker: ProgramID) -> Phrase
  /// A leader that is sure of that proposes to revoke leases.
  func revokes(_ server: ServerID, _ leases: [LeaseID]) -> Phrase
  /// What a letter is called: `pod-a's request to S1`.
  func name(of letter: Letter) -> Phrase
  /// What it says, in a few words.
  func describe(_ letter: Letter) -> Phrase
  /// A process begins.
  func starts(_ program: ProgramID) -> Phrase
  /// A timer ran out, and nothing follows.
  func runsOutForNothing(_ program: ProgramID, _ timer: ProgramTimer) -> Phrase

  // Belief against truth.
  /// Who leads by what members have applied from now on; nil: nobody.
  func leads(_ holder: String?, of contest: String) -> Phrase
  /// Who believes now. `span` is for how many milliseconds several have believed, where that has just
  /// come to an end; else nil.
  func believe(_ programs: [ProgramID], afterSeveral span: Int?) -> Phrase
  /// The resource took work of somebody whom etcd had deposed so many milliseconds before. `holder`
  /// leads by etcd now; nil when nobody does.
  func isTakenFromDeposed(
    _ program: ProgramID, token: Token?, since milliseconds: Int, holder: ProgramID?
  ) -> Phrase
}

/// What is asked and answered, in a few words.
package protocol CallPhrases {
  /// `keepalive of lease 21`, `put /leader pod-a if absent, lease 21`, `get kube-scheduler`.
  func describe(_ call: ProgramCall) -> Phrase
  func describe(_ answer: ProgramAnswer) -> Phrase
  func describe(_ notice: Watcher.Response) -> Phrase
  /// What it means that there is no answer.
  func describe(_ failure: CallFailure) -> Phrase
}

// What the languages have in common.
extension Phrasebook {
  /// A value in a few words; nil when it is too long for that, such as a record.
  func short(_ value: Text) -> Phrase? {
    value.count <= 24 ? .name(value.description) : nil
  }

  /// A key by its own, or by the name of the object that it holds.
  func key(_ key: Text) -> Phrase { "\(command: Narrator.object(of: key))" }
}

/// What a transaction of one comparison is for: that is how programs write.
enum GuardedWrite {
  /// The put, and the comparison with a create revision (0: the key is absent).
  case putIfCreated(Text, Text, lease: LeaseID, Revision)
  /// The same with the mod revision.
  case putIfModified(Text, Text, lease: LeaseID, Revision)
  case deleteIfCreated(Text, Revision)

  /// nil where a transaction is something else.
  init?(_ transaction: Transaction) {
    guard transaction.comparisons.count == 1, transaction.then.count == 1,
      let comparison = transaction.comparisons.first, comparison.relation == .equal
    else { return nil }
    switch (comparison.target, transaction.then[0]) {
    case (.createRevision(let revision), .put(let key, let value, let lease)):
      self = .putIfCreated(key, value, lease: lease, revision)
    case (.modRevision(let revision), .put(let key, let value, let lease)):
      self = .putIfModified(key, value, lease: lease, revision)
    case (.createRevision(let revision), .delete(.key(let key))):
      self = .deleteIfCreated(key, revision)
    case (.value, _), (.version, _), (.lease, _), (.createRevision, _), (.modRevision, _):
      return nil
    }
  }
}
