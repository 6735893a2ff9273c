import RaftCore

/// What an event comes to: found in one pass over what fired, as history records it for every event.
struct EventSummary {
  /// The rule that tells most about the event; of several the first.
  var headline: Rule?
  /// Which turning points it is.
  var milestones: Milestones
  /// Whether nothing changed but timers.
  var isRoutine: Bool
}

/// The turning points that one steps to.
package struct Milestones: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let leaderElected = Milestones(rawValue: 1)
  package static let entryCommitted = Milestones(rawValue: 2)
  package static let termChanged = Milestones(rawValue: 4)
  package static let violation = Milestones(rawValue: 8)
}

extension Event {
  /// The rule that tells most about the event.
  package var headline: Rule? { summary.headline }

  /// The firing that tells most about the event.
  package var telling: Firing? { step.firings.headline }

  /// Which turning points this event is.
  package var milestones: Milestones { summary.milestones }

  /// Whether nothing changed but timers: a heartbeat, its arrival, its answer, a packet sent
  /// before.
  package var isRoutine: Bool { summary.isRoutine }

  @inline(__always) var summary: EventSummary {
    step.summary(mayBeRoutine: server != nil && happening.mayBeRoutine, isViolation: isViolation)
  }
}

extension Happening {
  /// The rule that tells most about it.
  package var headline: Rule? { summary.headline }

  /// The firing that tells most about it.
  package var telling: Firing? { step.firings.headline }

  /// Which turning points it is.
  package var milestones: Milestones { summary.milestones }

  /// Whether nothing changed but timers: a heartbeat, its arrival, its answer, a packet sent
  /// before.
  package var isRoutine: Bool { summary.isRoutine }

  private var summary: EventSummary {
    step.summary(mayBeRoutine: server != nil && what.mayBeRoutine, isViolation: violation != nil)
  }
}

extension Happening.What {
  /// Whether it is routine if all that fired is.
  fileprivate var mayBeRoutine: Bool {
    switch self {
    case .delivered, .timeout(.heartbeat): true
    default: false
    }
  }
}

extension Step {
  @inline(__always) fileprivate func summary(
    mayBeRoutine: Bool, isViolation: Bool
  ) -> EventSummary {
    var summary = EventSummary(
      milestones: isViolation ? .violation : [], isRoutine: mayBeRoutine && !isViolation)
    var weight = 0
    for position in 0..<firings.count {
      let rule = firings[position].rule
      if rule.weightInStory > weight {
        summary.headline = rule
        weight = rule.weightInStory
      }
      summary.milestones.formUnion(milestones(at: position))
      if summary.isRoutine { summary.isRoutine = firings[position].isRoutine }
    }
    return summary
  }

  /// Which turning points a firing is.
  @inline(__always) private func milestones(at position: Int) -> Milestones {
    switch firings[position].rule {
    case .becomeLeader: return .leaderElected
    case .advanceCommit: return .entryCommitted
    case .startElection: return .termChanged
    // That followers learn of a new term one by one is no turning point; that a leader does is.
    case .stepDownOnHigherTerm:
      return effects[firings[position].effects].stops(.heartbeat) ? .termChanged : []
    default: return []
    }
  }
}

extension Firing {
  fileprivate var isRoutine: Bool {
    switch (rule, evidence) {
    case (.heartbeat, _), (.hearLeader, _), (.ignoreStaleReply, _): true
    case (.entriesStored, .match(_, let match, _, let before)): match == before
    case (.acknowledgeEntries, .entries(let after, let through, _)): after == through
    default: false
    }
  }
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
    case .persistBeforeAnswering, .acknowledgeEntries, .postponeHeartbeat, .randomizedTimeouts,
      .pipelining:
      1
    }
  }
}

extension Milestones {
  package var names: [String] {
    let all: [(Milestones, String)] = [
      (.leaderElected, "leader-elected"), (.entryCommitted, "entry-committed"),
      (.termChanged, "term-changed"), (.violation, "violation"),
    ]
    return all.filter { contains($0.0) }.map(\.1)
  }
}
