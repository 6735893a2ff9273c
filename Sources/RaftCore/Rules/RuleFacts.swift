/// What is known of a rule beside its words: one row a rule. Every table of rules reads it.
///
/// Plain bytes and inlined, so that where only one member is wanted, as for every event of history,
/// nothing but that member is left of the row.
@usableFromInline package struct RuleFacts: Sendable, BitwiseCopyable {
  /// The name on the command line and in scripts: lower case, words joined by hyphens.
  @usableFromInline package let id: StaticString
  /// The part of Figure 2 where it is listed.
  @usableFromInline package let group: Rule.Group
  /// The sections of the paper (extended version) that state it, such as `5.3, 5.4`.
  @usableFromInline package let section: StaticString
  /// The place in them, or in Figure 2, as closely as it can be named.
  @usableFromInline package let place: Source.Place?
  /// Whether it may be switched off, and what is lost then.
  @usableFromInline package let weight: Rule.Weight
  /// How much a firing tells of a step, against the others of the same step: 1 or more.
  ///
  /// What decides something comes before what prepares it, and that before what always happens.
  @usableFromInline package let tells: Int
  /// Whether a firing changes nothing but timers.
  @usableFromInline package let routine: Routine
  /// The turning point that a firing is; nil when it is none.
  @usableFromInline package let turns: TurningPoint?
  /// The feature that it belongs to; nil for what plain Raft has.
  @usableFromInline package let feature: Feature?

  /// When a firing changes nothing but timers.
  @usableFromInline package enum Routine: Sendable, BitwiseCopyable {
    case never
    /// When its evidence shows that nothing is new; see `Evidence.isNews`.
    case withoutNews
    case always
  }

  /// What a run turns on.
  @usableFromInline package enum TurningPoint: Sendable, BitwiseCopyable {
    case leaderElected
    case entryCommitted
    case termChanged
    /// A new term, if the server led the one before: that followers learn of a term one by one is no
    /// turning point.
    case leaderDeposed
  }

  @inlinable package static func row(
    _ id: StaticString, _ group: Rule.Group, _ section: StaticString, _ place: Source.Place? = nil,
    _ weight: Rule.Weight = .essential, tells: Int, routine: Routine = .never,
    turns: TurningPoint? = nil, feature: Feature? = nil
  ) -> RuleFacts {
    RuleFacts(
      id: id, group: group, section: section, place: place, weight: weight, tells: tells,
      routine: routine, turns: turns, feature: feature)
  }

  @inlinable package init(
    id: StaticString, group: Rule.Group, section: StaticString, place: Source.Place?,
    weight: Rule.Weight, tells: Int, routine: Routine, turns: TurningPoint?, feature: Feature?
  ) {
    self.id = id
    self.group = group
    self.section = section
    self.place = place
    self.weight = weight
    self.tells = tells
    self.routine = routine
    self.turns = turns
    self.feature = feature
  }
}

extension Rule {
  /// The rule's row.
  @inlinable @inline(__always) package var facts: RuleFacts {
    switch self {
    case .startAsFollower: .row("start-as-follower", .allServers, "5.2", tells: 5)
    case .applyCommitted: .row("apply-committed", .allServers, "5.3", .allServers, tells: 4)
    case .stepDownOnHigherTerm:
      .row(
        "step-down-on-higher-term", .allServers, "5.1", .allServers, .safety, tells: 5,
        turns: .leaderDeposed)
    case .persistBeforeAnswering:
      .row(
        "persist-before-answering", .allServers, "5, Figure 2", .persistentState, .safety, tells: 1)
    case .recoverFromDisk:
      .row("recover-from-disk", .allServers, "5, Figure 2", .persistentState, tells: 5)
    case .ignoreStaleReply:
      .row("ignore-stale-reply", .allServers, "5.1", tells: 2, routine: .always)
    case .hearLeader: .row("hear-leader", .followers, "5.2", .followers, tells: 2, routine: .always)
    case .electionTimeout: .row("election-timeout", .followers, "5.2", .followers, tells: 3)
    case .randomizedTimeouts:
      .row("randomized-timeouts", .followers, "5.2", nil, .optional, tells: 1)
    case .startElection:
      .row("start-election", .candidates, "5.2", .candidates, tells: 8, turns: .termChanged)
    case .countVote: .row("count-vote", .candidates, "5.2", .candidates, tells: 6)
    case .becomeLeader:
      .row("become-leader", .candidates, "5.2", .candidates, tells: 10, turns: .leaderElected)
    case .candidateFindsLeader:
      .row("candidate-finds-leader", .candidates, "5.2", .candidates, tells: 6)
    case .announceLeadership: .row("announce-leadership", .leaders, "5.2", .leaders, tells: 3)
    case .appendNoOp: .row("append-no-op", .leaders, "8", nil, .optional, tells: 3)
    case .heartbeat: .row("heartbeat", .leaders, "5.2", .leaders, tells: 2, routine: .always)
    case .postponeHeartbeat: .row("postpone-heartbeat", .leaders, "5.2", .leaders, tells: 1)
    case .appendCommand: .row("append-command", .leaders, "5.3", .leaders, tells: 7)
    case .answerClient: .row("answer-client", .leaders, "5.3", .leaders, tells: 4)
    case .sendEntries: .row("send-entries", .leaders, "5.3", .leaders, tells: 3)
    case .pipelining:
      .row("pipelining", .leaders, "5.3", .dissertation("10.2.2"), .optional, tells: 1)
    case .entriesStored:
      .row("entries-stored", .leaders, "5.3", .leaders, tells: 2, routine: .withoutNews)
    case .backUpNextIndex: .row("back-up-next-index", .leaders, "5.3", .leaders, tells: 7)
    case .backUpByTerm: .row("back-up-by-term", .leaders, "5.3", .end, .optional, tells: 7)
    case .advanceCommit:
      .row("advance-commit", .leaders, "5.3, 5.4", .leaders, tells: 9, turns: .entryCommitted)
    case .commitOnlyCurrentTerm:
      .row("commit-only-current-term", .leaders, "5.4.2", .figure(8), .safety, tells: 9)
    case .refuseStaleCandidate:
      .row("refuse-stale-candidate", .requestVote, "5.1", .requestVoteReceiver(1), tells: 8)
    case .oneVotePerTerm:
      .row("one-vote-per-term", .requestVote, "5.2", .requestVoteReceiver(2), .safety, tells: 8)
    case .upToDateCheck:
      .row("up-to-date-check", .requestVote, "5.4.1", .requestVoteReceiver(2), .safety, tells: 8)
    case .grantVote: .row("grant-vote", .requestVote, "5.2", .requestVoteReceiver(2), tells: 8)
    case .refuseStaleLeader:
      .row("refuse-stale-leader", .appendEntries, "5.1", .appendEntriesReceiver(1), tells: 8)
    case .consistencyCheck:
      .row("consistency-check", .appendEntries, "5.3", .appendEntriesReceiver(2), .safety, tells: 8)
    case .deleteConflicting:
      .row(
        "delete-conflicting", .appendEntries, "5.3", .appendEntriesReceiver(3), .safety, tells: 9)
    case .appendEntries:
      .row("append-entries", .appendEntries, "5.3", .appendEntriesReceiver(4), tells: 7)
    case .commitBoundedByLastNew:
      .row(
        "commit-bounded-by-last-new", .appendEntries, "5.3", .appendEntriesReceiver(5), .safety,
        tells: 6)
    case .acknowledgeEntries:
      .row(
        "acknowledge-entries", .appendEntries, "5.3", .appendEntriesResults, tells: 1,
        routine: .withoutNews)
    case .redirectClient: .row("redirect-client", .clients, "8", tells: 7)
    case .clientSerialNumbers: .row("client-serial-numbers", .clients, "8", nil, .safety, tells: 4)

    case .askForPreVotes:
      .row(
        "ask-for-pre-votes", .preVote, "", .dissertation("9.6"), tells: 8, feature: .preVote)
    case .refuseStalePreVote:
      .row(
        "refuse-stale-pre-vote", .preVote, "", .dissertation("9.6"), .optional, tells: 8,
        feature: .preVote)
    case .preVoteLeaderHeard:
      .row(
        "pre-vote-leader-heard", .preVote, "", .dissertation("9.6"), .optional, tells: 8,
        feature: .preVote)
    case .preVoteUpToDate:
      .row("pre-vote-up-to-date", .preVote, "", .dissertation("9.6"), tells: 8, feature: .preVote)
    case .grantPreVote:
      .row("grant-pre-vote", .preVote, "", .dissertation("9.6"), tells: 8, feature: .preVote)
    case .countPreVote:
      .row("count-pre-vote", .preVote, "", .dissertation("9.6"), tells: 6, feature: .preVote)
    case .preCandidateFindsLeader:
      .row(
        "pre-candidate-finds-leader", .preVote, "", .dissertation("9.6"), tells: 6,
        feature: .preVote)

    case .quorumHeard:
      .row(
        "quorum-heard", .checkQuorum, "", .dissertation("6.2"), tells: 2, routine: .always,
        feature: .checkQuorum)
    case .stepDownWithoutQuorum:
      .row(
        "step-down-without-quorum", .checkQuorum, "", .dissertation("6.2"), tells: 10,
        turns: .leaderDeposed, feature: .checkQuorum)
    case .disregardVote:
      .row(
        "disregard-vote", .checkQuorum, "6", .dissertation("4.2.3"), .safety, tells: 8,
        feature: .checkQuorum)

    case .beginTransfer:
      .row(
        "begin-transfer", .transfer, "", .dissertation("3.10"), tells: 9,
        feature: .leadershipTransfer)
    case .refuseDuringTransfer:
      .row(
        "refuse-during-transfer", .transfer, "", .dissertation("3.10"), .optional, tells: 7,
        feature: .leadershipTransfer)
    case .sendTimeoutNow:
      .row(
        "send-timeout-now", .transfer, "", .dissertation("3.10"), tells: 9,
        feature: .leadershipTransfer)
    case .obeyTimeoutNow:
      .row(
        "obey-timeout-now", .transfer, "", .dissertation("3.10"), tells: 9,
        feature: .leadershipTransfer)
    case .giveUpTransfer:
      .row(
        "give-up-transfer", .transfer, "", .dissertation("3.10"), tells: 9,
        feature: .leadershipTransfer)
    case .stopAfterTransfer:
      .row(
        "stop-after-transfer", .transfer, "", .dissertation("3.10"), tells: 9,
        feature: .leadershipTransfer)

    case .askForReadIndex:
      .row("ask-for-read-index", .reads, "", .dissertation("6.4"), tells: 7, feature: .readIndex)
    case .readAfterOwnTerm:
      .row(
        "read-after-own-term", .reads, "8", .dissertation("6.4"), .safety, tells: 8,
        feature: .readIndex)
    case .beginRead:
      .row("begin-read", .reads, "8", .dissertation("6.4"), tells: 7, feature: .readIndex)
    case .roundAfterRead:
      .row(
        "round-after-read", .reads, "8", .dissertation("6.4"), .safety, tells: 6,
        feature: .readIndex)
    case .confirmLeadership:
      .row(
        "confirm-leadership", .reads, "8", .dissertation("6.4"), .safety, tells: 8,
        feature: .readIndex)
    case .applyBeforeRead:
      .row(
        "apply-before-read", .reads, "", .dissertation("6.4"), .safety, tells: 5,
        feature: .readIndex)
    case .answerRead:
      .row("answer-read", .reads, "", .dissertation("6.4"), tells: 6, feature: .readIndex)
    case .serializableRead: .row("serializable-read", .reads, "", .dissertation("6.4"), tells: 7)

    case .readByLease:
      .row("read-by-lease", .leases, "8", .dissertation("6.4.1"), tells: 8, feature: .leaseReads)
    case .leaseExpired:
      .row("lease-expired", .leases, "8", .dissertation("6.4.1"), tells: 7, feature: .leaseReads)
    case .leaseClockBound:
      .row(
        "lease-clock-bound", .leases, "8", .dissertation("6.4.1"), .safety, tells: 1,
        feature: .leaseReads)
    case .leasePresentClock:
      .row(
        "lease-present-clock", .leases, "", .dissertation("6.4.1"), .safety, tells: 1,
        feature: .leaseReads)
    case .noLeaseAfterTimeoutNow:
      .row(
        "no-lease-after-timeout-now", .leases, "", .dissertation("6.4.1"), .safety, tells: 7,
        feature: .leaseReads)

    case .forwardProposal:
      .row(
        "forward-proposal", .forwarding, "", .dissertation("6.2"), tells: 7,
        feature: .forwardProposals)
    case .dropForwarded:
      .row(
        "drop-forwarded", .forwarding, "", .dissertation("6.2"), tells: 7,
        feature: .forwardProposals)

    case .fallBackWhenRefused:
      .row("fall-back-when-refused", .etcd, "5.2", tells: 8, feature: .etcdVariants)

    case .takeSnapshot:
      .row("take-snapshot", .snapshots, "7", .figure(12), tells: 8, feature: .snapshots)
    case .discardLog:
      .row("discard-log", .snapshots, "7", .figure(12), tells: 8, feature: .snapshots)
    case .sendSnapshot:
      .row("send-snapshot", .snapshots, "7", .figure(13), tells: 8, feature: .snapshots)
    case .ignoreOlderSnapshot:
      .row("ignore-older-snapshot", .snapshots, "7", nil, .safety, tells: 8, feature: .snapshots)
    case .keepMatchingSuffix:
      .row(
        "keep-matching-suffix", .snapshots, "7", .figure(13), .safety, tells: 8,
        feature: .snapshots)
    case .installSnapshot:
      .row("install-snapshot", .snapshots, "7", .figure(13), tells: 9, feature: .snapshots)

    case .openSession:
      .row("open-session", .sessions, "8", .dissertation("6.3"), tells: 7, feature: .sessions)
    case .executeInSession:
      .row("execute-in-session", .sessions, "8", .dissertation("6.3"), tells: 3, feature: .sessions)
    case .refuseWithoutSession:
      .row(
        "refuse-without-session", .sessions, "", .dissertation("6.3"), .safety, tells: 9,
        feature: .sessions)
    case .expireSession:
      .row("expire-session", .sessions, "", .dissertation("6.3"), tells: 8, feature: .sessions)

    case .appendConfiguration:
      .row(
        "append-configuration", .membership, "6", .dissertation("4.1"), tells: 9,
        feature: .membership)
    case .configurationInForce:
      .row(
        "configuration-in-force", .membership, "6", .dissertation("4.1"), tells: 8,
        feature: .membership)
    case .configurationRolledBack:
      .row(
        "configuration-rolled-back", .membership, "6", .dissertation("4.1"), tells: 8,
        feature: .membership)
    case .configurationApplied:
      .row(
        "configuration-applied", .membership, "", .dissertation("4.1"), tells: 8,
        feature: .membership)
    case .oneChangeAtATime:
      .row(
        "one-change-at-a-time", .membership, "", .dissertation("4.1"), .safety, tells: 9,
        feature: .membership)
    case .changeAfterOwnTerm:
      .row(
        "change-after-own-term", .membership, "", .dissertation("4.1"), .safety, tells: 9,
        feature: .membership)
    case .oneServerPerChange:
      .row(
        "one-server-per-change", .membership, "", .dissertation("4.1"), .safety, tells: 9,
        feature: .membership)
    case .onlyVotersCampaign:
      .row(
        "only-voters-campaign", .membership, "6", .dissertation("4.2.2"), tells: 6,
        feature: .membership)
    case .stepDownWhenRemoved:
      .row(
        "step-down-when-removed", .membership, "6", .dissertation("4.2.2"), .optional, tells: 10,
        turns: .leaderDeposed, feature: .membership)
    case .learnersDoNotCount:
      .row(
        "learners-do-not-count", .membership, "6", .dissertation("4.2.1"), .safety, tells: 7,
        feature: .membership)
    case .promoteWhenCaughtUp:
      .row(
        "promote-when-caught-up", .membership, "6", .dissertation("4.2.1"), .optional, tells: 9,
        feature: .membership)
    case .noCampaignUnapplied:
      .row(
        "no-campaign-unapplied", .membership, "", .dissertation("4.1"), .safety, tells: 8,
        feature: .membership)

    case .bothMajorities:
      .row(
        "both-majorities", .joint, "6", .dissertation("4.3"), .safety, tells: 7,
        feature: .jointConsensus)
    case .leaveJoint:
      .row(
        "leave-joint", .joint, "6", .dissertation("4.3"), tells: 9, feature: .jointConsensus)
    case .leaveJointAfterCommit:
      .row(
        "leave-joint-after-commit", .joint, "6", .dissertation("4.3"), .safety, tells: 1,
        feature: .jointConsensus)
    }
  }
}
