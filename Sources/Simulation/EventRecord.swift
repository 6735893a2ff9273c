import RaftCore

/// What history keeps of every event: enough to find it again; all else comes back by replaying it.
///
/// 16 bytes, so that a history of a million events stays small.
package struct EventRecord: Hashable, Sendable {
  package var time: Time
  /// The most telling rule that fired, if one did.
  package var rule: Rule?
  package var kind: Kind
  /// The number of the server that it happened at; 0 when at none.
  private var server: UInt8
  package var milestones: Milestones
  /// Whether nothing changed but timers; see `Event.isRoutine`.
  package var isRoutine: Bool

  /// The kind of thing that happened.
  package enum Kind: UInt8, CaseIterable, Hashable, Sendable {
    case stimulus
    case message
    case loss
    case timer
    case disk
    case client
  }

  /// The server that it happened at, if it is one.
  package var serverID: ServerID? { server == 0 ? nil : ServerID(Int(server)) }

  init(_ event: borrowing Event) {
    time = event.time
    rule = event.headline
    kind = event.kind
    server = UInt8(event.server?.number ?? 0)
    milestones = event.milestones
    isRoutine = event.isRoutine
  }
}

extension Event {
  /// The kind of thing that happened.
  package var kind: EventRecord.Kind {
    switch happening {
    case .quiet, .stimulus: .stimulus
    case .delivered: message == nil ? .client : .message
    case .lost: .loss
    case .timeout: .timer
    case .written: .disk
    case .answered, .retried, .gaveUp, .asked: .client
    }
  }

  /// The rule that tells most about the event: the one that changed most, and of those the last.
  package var headline: Rule? {
    step.firings.max { $0.rule.rank < $1.rule.rank }?.rule
  }
}

extension Rule {
  /// How much a firing of the rule tells: a change of leader most, a timer started anew least.
  fileprivate var rank: Int {
    switch self {
    case .becomeLeader: 9
    case .startElection, .advanceCommit, .deleteConflicting: 8
    case .candidateFindsLeader, .commitOnlyCurrentTerm, .oneVotePerTerm, .upToDateCheck,
      .consistencyCheck, .backUpByTerm, .backUpNextIndex, .refuseStaleCandidate,
      .refuseStaleLeader:
      7
    case .appendEntries, .appendCommand, .redirectClient, .grantVote: 6
    case .stepDownOnHigherTerm, .commitBoundedByLastNew: 5
    case .countVote, .recoverFromDisk, .entriesStored: 4
    case .applyCommitted, .answerClient: 3
    case .heartbeat, .persistBeforeAnswering, .sendEntries: 2
    case .acknowledgeEntries: 1
    default: 0
    }
  }
}
