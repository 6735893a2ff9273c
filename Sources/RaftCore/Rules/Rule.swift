/// One sentence of the paper that can make a server do something.
///
/// Everything that a server does is the firing of one of these. Some can be switched off, because
/// the best way to see why a sentence is in the paper is to remove it; see `RuleSet`.
@usableFromInline package enum Rule: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  // All servers.
  case startAsFollower
  case recoverFromDisk
  case stepDownOnHigherTerm
  case ignoreStaleReply
  case persistBeforeAnswering
  case applyCommitted

  // Elections.
  case randomizedTimeouts
  case electionTimeout
  case startElection
  case refuseStaleCandidate
  case oneVotePerTerm
  case upToDateCheck
  case grantVote
  case countVote
  case becomeLeader
  case candidateFindsLeader

  // Leaders.
  case announceLeadership
  case appendNoOp
  case heartbeat
  case postponeHeartbeat
  case appendCommand
  case sendEntries
  case pipelining
  case entriesStored
  case backUpNextIndex
  case backUpByTerm
  case advanceCommit
  case commitOnlyCurrentTerm
  case answerClient

  // Followers.
  case hearLeader
  case refuseStaleLeader
  case consistencyCheck
  case deleteConflicting
  case appendEntries
  case commitBoundedByLastNew
  case acknowledgeEntries

  // Clients.
  case redirectClient
  case clientSerialNumbers

  /// The name used on the command line and in scripts: lower case, words joined by hyphens.
  package var id: String {
    switch self {
    case .startAsFollower: "start-as-follower"
    case .recoverFromDisk: "recover-from-disk"
    case .stepDownOnHigherTerm: "step-down-on-higher-term"
    case .ignoreStaleReply: "ignore-stale-reply"
    case .persistBeforeAnswering: "persist-before-answering"
    case .applyCommitted: "apply-committed"
    case .randomizedTimeouts: "randomized-timeouts"
    case .electionTimeout: "election-timeout"
    case .startElection: "start-election"
    case .refuseStaleCandidate: "refuse-stale-candidate"
    case .oneVotePerTerm: "one-vote-per-term"
    case .upToDateCheck: "up-to-date-check"
    case .grantVote: "grant-vote"
    case .countVote: "count-vote"
    case .becomeLeader: "become-leader"
    case .candidateFindsLeader: "candidate-finds-leader"
    case .announceLeadership: "announce-leadership"
    case .appendNoOp: "append-no-op"
    case .heartbeat: "heartbeat"
    case .postponeHeartbeat: "postpone-heartbeat"
    case .appendCommand: "append-command"
    case .sendEntries: "send-entries"
    case .pipelining: "pipelining"
    case .entriesStored: "entries-stored"
    case .backUpNextIndex: "back-up-next-index"
    case .backUpByTerm: "back-up-by-term"
    case .advanceCommit: "advance-commit"
    case .commitOnlyCurrentTerm: "commit-only-current-term"
    case .answerClient: "answer-client"
    case .hearLeader: "hear-leader"
    case .refuseStaleLeader: "refuse-stale-leader"
    case .consistencyCheck: "consistency-check"
    case .deleteConflicting: "delete-conflicting"
    case .appendEntries: "append-entries"
    case .commitBoundedByLastNew: "commit-bounded-by-last-new"
    case .acknowledgeEntries: "acknowledge-entries"
    case .redirectClient: "redirect-client"
    case .clientSerialNumbers: "client-serial-numbers"
    }
  }

  /// The rule with the given `id`.
  package init?(id: String) {
    guard let rule = Self.allCases.first(where: { $0.id == id }) else { return nil }
    self = rule
  }

  /// The section of the paper (extended version) that states it.
  package var section: String {
    switch self {
    case .startAsFollower, .electionTimeout, .startElection, .grantVote, .countVote,
      .becomeLeader, .candidateFindsLeader, .announceLeadership, .heartbeat, .postponeHeartbeat,
      .hearLeader, .randomizedTimeouts, .oneVotePerTerm:
      "5.2"
    case .stepDownOnHigherTerm, .ignoreStaleReply, .refuseStaleCandidate, .refuseStaleLeader:
      "5.1"
    case .recoverFromDisk, .persistBeforeAnswering: "5, Figure 2"
    case .upToDateCheck: "5.4.1"
    case .commitOnlyCurrentTerm: "5.4.2"
    case .advanceCommit: "5.3, 5.4"
    case .applyCommitted, .appendCommand, .sendEntries, .pipelining, .entriesStored,
      .backUpNextIndex, .backUpByTerm, .answerClient, .consistencyCheck, .deleteConflicting,
      .appendEntries, .commitBoundedByLastNew, .acknowledgeEntries:
      "5.3"
    case .appendNoOp, .redirectClient, .clientSerialNumbers: "8"
    }
  }

  /// What switching a rule off puts at risk.
  package enum Weight: Sendable {
    /// It cannot be switched off: without it there is no Raft to look at.
    case essential
    /// Only speed or availability suffers without it.
    case optional
    /// Without it a safety property can be violated.
    case safety
  }

  /// Whether the rule may be switched off, and what is lost without it.
  package var weight: Weight {
    switch self {
    case .stepDownOnHigherTerm, .persistBeforeAnswering, .oneVotePerTerm, .upToDateCheck,
      .commitOnlyCurrentTerm, .consistencyCheck, .deleteConflicting, .commitBoundedByLastNew,
      .clientSerialNumbers:
      .safety
    case .randomizedTimeouts, .appendNoOp, .pipelining, .backUpByTerm: .optional
    default: .essential
    }
  }

  /// Whether the rule may be switched off.
  package var isSwitchable: Bool { weight != .essential }
}

/// Which rules are in force. All are, unless switched off.
@usableFromInline package struct RuleSet: Hashable, Sendable {
  @usableFromInline var off: UInt64 = 0

  /// All rules in force.
  package init() {}

  /// All rules but some.
  ///
  /// - Precondition: each of `rules` may be switched off.
  package init(without rules: some Sequence<Rule>) {
    for rule in rules { self[rule] = false }
  }

  /// Whether a rule is in force.
  ///
  /// - Precondition: only a rule with `isSwitchable` is set to false.
  package subscript(rule: Rule) -> Bool {
    @inlinable get { off & (1 &<< UInt64(rule.rawValue)) == 0 }
    set {
      precondition(newValue || rule.isSwitchable, "\(rule.id) cannot be switched off")
      if newValue {
        off &= ~(1 << UInt64(rule.rawValue))
      } else {
        off |= 1 << UInt64(rule.rawValue)
      }
    }
  }

  /// The rules that are switched off, in the order of `Rule.allCases`.
  package var switchedOff: [Rule] { Rule.allCases.filter { !self[$0] } }
}
