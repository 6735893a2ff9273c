/// One sentence of the paper that can make a server do something.
///
/// Everything that a server does is the firing of one of these. Some can be switched off, because
/// the best way to see why a sentence is in the paper is to remove it; see `RuleSet`. The cases stand
/// in the order of Figure 2, those that it leaves to the text where they belong. What is known of a
/// rule besides stands in its row; see `RuleFacts`.
@usableFromInline package enum Rule: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  // All servers.
  case startAsFollower
  case applyCommitted
  case stepDownOnHigherTerm
  case persistBeforeAnswering
  case recoverFromDisk
  case ignoreStaleReply

  // Followers.
  case hearLeader
  case electionTimeout
  case randomizedTimeouts

  // Candidates.
  case startElection
  case countVote
  case becomeLeader
  case candidateFindsLeader

  // Leaders.
  case announceLeadership
  case appendNoOp
  case heartbeat
  case postponeHeartbeat
  case appendCommand
  case answerClient
  case sendEntries
  case pipelining
  case entriesStored
  case backUpNextIndex
  case backUpByTerm
  case advanceCommit
  case commitOnlyCurrentTerm

  // RequestVote RPC, the receiver.
  case refuseStaleCandidate
  case oneVotePerTerm
  case upToDateCheck
  case grantVote

  // AppendEntries RPC, the receiver.
  case refuseStaleLeader
  case consistencyCheck
  case deleteConflicting
  case appendEntries
  case commitBoundedByLastNew
  case acknowledgeEntries

  // Clients.
  case redirectClient
  case clientSerialNumbers

  // Beyond Figure 2: PreVote.
  case askForPreVotes
  case refuseStalePreVote
  case preVoteLeaderHeard
  case preVoteUpToDate
  case grantPreVote
  case countPreVote
  case preCandidateFindsLeader

  // CheckQuorum.
  case quorumHeard
  case stepDownWithoutQuorum
  case disregardVote

  // Leadership transfer.
  case beginTransfer
  case refuseDuringTransfer
  case sendTimeoutNow
  case obeyTimeoutNow
  case giveUpTransfer
  case stopAfterTransfer

  // Reads that write nothing.
  case askForReadIndex
  case readAfterOwnTerm
  case beginRead
  case roundAfterRead
  case confirmLeadership
  case applyBeforeRead
  case answerRead
  case serializableRead

  // Reads by the clock.
  case readByLease
  case leaseExpired
  case leaseClockBound
  case leasePresentClock
  case noLeaseAfterTimeoutNow

  // Requests that are handed on.
  case forwardProposal
  case dropForwarded

  // As etcd does it.
  case fallBackWhenRefused

  // Snapshots.
  case takeSnapshot
  case discardLog
  case sendSnapshot
  case ignoreOlderSnapshot
  case keepMatchingSuffix
  case installSnapshot

  // Clients' sessions.
  case openSession
  case executeInSession
  case refuseWithoutSession
  case expireSession

  // Membership.
  case appendConfiguration
  case configurationInForce
  case configurationRolledBack
  case configurationApplied
  case oneChangeAtATime
  case changeAfterOwnTerm
  case oneServerPerChange
  case onlyVotersCampaign
  case stepDownWhenRemoved
  case learnersDoNotCount
  case promoteWhenCaughtUp
  case noCampaignUnapplied

  // Joint consensus.
  case bothMajorities
  case leaveJoint
  case leaveJointAfterCommit
}

extension Rule {
  /// The rule with the given `id`.
  package init?(id: String) {
    guard let rule = Self.allCases.first(where: { $0.id == id }) else { return nil }
    self = rule
  }

  /// The name used on the command line and in scripts: lower case, words joined by hyphens.
  package var id: String { facts.id.description }

  /// The section of the paper (extended version) that states it, such as `5.3, 5.4`; of a rule that
  /// the paper does not have, that of Ongaro's dissertation: `dissertation 9.6`.
  package var section: String {
    let section = facts.section.description
    if section.isEmpty, case .dissertation(let number)? = facts.place {
      return "dissertation \(number)"
    }
    return section
  }

  /// Where it is stated.
  package var source: Source {
    Source(section: facts.section.description, place: facts.place)
  }

  /// What switching a rule off puts at risk.
  @usableFromInline package enum Weight: Sendable, BitwiseCopyable {
    /// It cannot be switched off: without it there is no Raft to look at.
    case essential
    /// Only speed or availability suffers without it.
    case optional
    /// Without it a safety property can be violated.
    case safety
  }

  /// Whether the rule may be switched off, and what is lost without it.
  package var weight: Weight { facts.weight }

  /// Whether the rule may be switched off.
  package var isSwitchable: Bool { weight != .essential }

  /// The feature that it belongs to; nil for what plain Raft has.
  package var feature: Feature? { facts.feature }
}

extension Rule {
  /// The parts of Figure 2, and what goes beyond it.
  @usableFromInline package enum Group: CaseIterable, Hashable, Sendable, BitwiseCopyable {
    case allServers, followers, candidates, leaders, requestVote, appendEntries, clients
    case preVote, checkQuorum, transfer, reads, leases, forwarding, etcd, snapshots
    case sessions
    case membership, joint

    /// Whether it is beyond Figure 2.
    package var isBeyond: Bool {
      switch self {
      case .allServers, .followers, .candidates, .leaders, .requestVote, .appendEntries, .clients:
        false
      case .preVote, .checkQuorum, .transfer, .reads, .leases, .forwarding, .etcd, .snapshots,
        .sessions, .membership, .joint:
        true
      }
    }

    /// The rules of a part, in the order in which the figure has them.
    package var rules: [Rule] { Rule.allCases.filter { $0.facts.group == self } }
  }
}
