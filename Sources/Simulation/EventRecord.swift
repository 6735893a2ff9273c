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

  /// The rule that tells most about the event.
  package var headline: Rule? { step.firings.headline?.rule }
}

extension Sequence<Firing> {
  /// The firing that tells most about a step; of several the first.
  package var headline: Firing? {
    var best: Firing?
    for firing in self where firing.rule.weightInStory > best?.rule.weightInStory ?? 0 {
      best = firing
    }
    return best
  }
}

extension Rule {
  /// How much a firing tells of a step, against the others of the same step: 1 or more.
  ///
  /// What decides something comes before what prepares it, and that before what always happens.
  fileprivate var weightInStory: Int {
    switch self {
    case .becomeLeader: 10
    case .commitOnlyCurrentTerm, .advanceCommit, .deleteConflicting: 9
    case .refuseStaleCandidate, .oneVotePerTerm, .upToDateCheck, .refuseStaleLeader,
      .consistencyCheck, .grantVote, .startElection:
      8
    case .appendEntries, .appendCommand, .backUpNextIndex, .backUpByTerm, .redirectClient: 7
    case .candidateFindsLeader, .commitBoundedByLastNew, .countVote: 6
    case .stepDownOnHigherTerm, .startAsFollower, .recoverFromDisk: 5
    case .applyCommitted, .answerClient, .clientSerialNumbers: 4
    case .sendEntries, .electionTimeout, .appendNoOp, .announceLeadership: 3
    case .entriesStored, .heartbeat, .hearLeader, .ignoreStaleReply: 2
    case .persistBeforeAnswering, .acknowledgeEntries, .randomizedTimeouts, .pipelining: 1
    }
  }
}
