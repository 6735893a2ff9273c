import RaftCore

// Every rule, with its text and with what is said when it fires.

extension Phrasebook {
  /// What is written about a rule.
  package func text(of rule: Rule) -> RuleText {
    switch rule {
    case .startAsFollower: startAsFollower
    case .recoverFromDisk: recoverFromDisk
    case .stepDownOnHigherTerm: stepDownOnHigherTerm
    case .ignoreStaleReply: ignoreStaleReply
    case .persistBeforeAnswering: persistBeforeAnswering
    case .applyCommitted: applyCommitted
    case .randomizedTimeouts: randomizedTimeouts
    case .electionTimeout: electionTimeout
    case .startElection: startElection
    case .refuseStaleCandidate: refuseStaleCandidate
    case .oneVotePerTerm: oneVotePerTerm
    case .upToDateCheck: upToDateCheck
    case .grantVote: grantVote
    case .countVote: countVote
    case .becomeLeader: becomeLeader
    case .candidateFindsLeader: candidateFindsLeader
    case .announceLeadership: announceLeadership
    case .appendNoOp: appendNoOp
    case .heartbeat: heartbeat
    case .postponeHeartbeat: postponeHeartbeat
    case .appendCommand: appendCommand
    case .sendEntries: sendEntries
    case .pipelining: pipelining
    case .entriesStored: entriesStored
    case .backUpNextIndex: backUpNextIndex
    case .backUpByTerm: backUpByTerm
    case .advanceCommit: advanceCommit
    case .commitOnlyCurrentTerm: commitOnlyCurrentTerm
    case .answerClient: answerClient
    case .hearLeader: hearLeader
    case .refuseStaleLeader: refuseStaleLeader
    case .consistencyCheck: consistencyCheck
    case .deleteConflicting: deleteConflicting
    case .appendEntries: appendEntries
    case .commitBoundedByLastNew: commitBoundedByLastNew
    case .acknowledgeEntries: acknowledgeEntries
    case .redirectClient: redirectClient
    case .clientSerialNumbers: clientSerialNumbers
    case .askForPreVotes: askForPreVotes
    case .refuseStalePreVote: refuseStalePreVote
    case .preVoteLeaderHeard: preVoteLeaderHeard
    case .preVoteUpToDate: preVoteUpToDate
    case .grantPreVote: grantPreVote
    case .countPreVote: countPreVote
    case .preCandidateFindsLeader: preCandidateFindsLeader
    case .quorumHeard: quorumHeard
    case .stepDownWithoutQuorum: stepDownWithoutQuorum
    case .disregardVote: disregardVote
    case .beginTransfer: beginTransfer
    case .refuseDuringTransfer: refuseDuringTransfer
    case .sendTimeoutNow: sendTimeoutNow
    case .obeyTimeoutNow: obeyTimeoutNow
    case .giveUpTransfer: giveUpTransfer
    case .stopAfterTransfer: stopAfterTransfer
    case .askForReadIndex: askForReadIndex
    case .readAfterOwnTerm: readAfterOwnTerm
    case .beginRead: beginRead
    case .roundAfterRead: roundAfterRead
    case .confirmLeadership: confirmLeadership
    case .applyBeforeRead: applyBeforeRead
    case .answerRead: answerRead
    case .serializableRead: serializableRead
    case .readByLease: readByLease
    case .leaseExpired: leaseExpired
    case .leaseClockBound: leaseClockBound
    case .leasePresentClock: leasePresentClock
    case .noLeaseAfterTimeoutNow: noLeaseAfterTimeoutNow
    case .forwardProposal: forwardProposal
    case .dropForwarded: dropForwarded
    case .fallBackWhenRefused: fallBackWhenRefused
    case .takeSnapshot: takeSnapshot
    case .discardLog: discardLog
    case .sendSnapshot: sendSnapshot
    case .ignoreOlderSnapshot: ignoreOlderSnapshot
    case .keepMatchingSuffix: keepMatchingSuffix
    case .installSnapshot: installSnapshot
    case .openSession: openSession
    case .executeInSession: executeInSession
    case .refuseWithoutSession: refuseWithoutSession
    case .expireSession: expireSession
    case .appendConfiguration: appendConfiguration
    case .configurationInForce: configurationInForce
    case .configurationRolledBack: configurationRolledBack
    case .configurationApplied: configurationApplied
    case .oneChangeAtATime: oneChangeAtATime
    case .changeAfterOwnTerm: changeAfterOwnTerm
    case .oneServerPerChange: oneServerPerChange
    case .onlyVotersCampaign: onlyVotersCampaign
    case .stepDownWhenRemoved: stepDownWhenRemoved
    case .learnersDoNotCount: learnersDoNotCount
    case .promoteWhenCaughtUp: promoteWhenCaughtUp
    case .noCampaignUnapplied: noCampaignUnapplied
    case .bothMajorities: bothMajorities
    case .leaveJoint: leaveJoint
    case .leaveJointAfterCommit: leaveJointAfterCommit
    }
  }
}

extension Narrator {
  /// The fact that a firing is; nil when its evidence is none that the rule fires with.
  func fact(_ firing: Firing, _ scene: Scene) -> Phrase? {
    switch firing.rule {
    case .startAsFollower: words.starts(scene.server)
    case .recoverFromDisk: recoverFromDisk(firing, scene)
    case .stepDownOnHigherTerm: stepDownOnHigherTerm(firing, scene)
    case .ignoreStaleReply: ignoreStaleReply(firing, scene)
    case .persistBeforeAnswering: persistBeforeAnswering(firing, scene)
    case .applyCommitted: applyCommitted(firing, scene)
    case .electionTimeout: electionTimeout(firing, scene)
    case .startElection: startElection(firing, scene)
    case .refuseStaleCandidate: refuseStaleCandidate(firing, scene)
    case .oneVotePerTerm: oneVotePerTerm(firing, scene)
    case .upToDateCheck: upToDateCheck(firing, scene)
    case .grantVote: grantVote(firing, scene)
    case .countVote: countVote(firing, scene)
    case .becomeLeader: becomeLeader(firing, scene)
    case .candidateFindsLeader: candidateFindsLeader(firing, scene)
    case .announceLeadership: announceLeadership(firing, scene)
    case .appendNoOp: appendNoOp(firing, scene)
    case .heartbeat: heartbeat(firing, scene)
    case .postponeHeartbeat: postponeHeartbeat(firing, scene)
    case .appendCommand: appendCommand(firing, scene)
    case .sendEntries: sendEntries(firing, scene)
    case .entriesStored: entriesStored(firing, scene)
    case .backUpNextIndex: backUpNextIndex(firing, scene)
    case .backUpByTerm: backUpByTerm(firing, scene)
    case .advanceCommit: advanceCommit(firing, scene)
    case .commitOnlyCurrentTerm: commitOnlyCurrentTerm(firing, scene)
    case .answerClient: answerClient(firing, scene)
    case .hearLeader: hearLeader(firing, scene)
    case .refuseStaleLeader: refuseStaleLeader(firing, scene)
    case .consistencyCheck: consistencyCheck(firing, scene)
    case .deleteConflicting: deleteConflicting(firing, scene)
    case .appendEntries: appendEntries(firing, scene)
    case .commitBoundedByLastNew: commitBoundedByLastNew(firing, scene)
    case .acknowledgeEntries: acknowledgeEntries(firing, scene)
    case .redirectClient: redirectClient(firing, scene)
    case .askForPreVotes: askForPreVotes(firing, scene)
    case .refuseStalePreVote: refuseStalePreVote(firing, scene)
    case .preVoteLeaderHeard: preVoteLeaderHeard(firing, scene)
    case .preVoteUpToDate: preVoteUpToDate(firing, scene)
    case .grantPreVote: grantPreVote(firing, scene)
    case .countPreVote: countPreVote(firing, scene)
    case .preCandidateFindsLeader: preCandidateFindsLeader(firing, scene)
    case .quorumHeard: quorumHeard(firing, scene)
    case .stepDownWithoutQuorum: stepDownWithoutQuorum(firing, scene)
    case .disregardVote: disregardVote(firing, scene)
    case .beginTransfer: beginTransfer(firing, scene)
    case .refuseDuringTransfer: refuseDuringTransfer(firing, scene)
    case .sendTimeoutNow: sendTimeoutNow(firing, scene)
    case .obeyTimeoutNow: obeyTimeoutNow(firing, scene)
    case .giveUpTransfer: giveUpTransfer(firing, scene)
    case .stopAfterTransfer: stopAfterTransfer(firing, scene)
    case .askForReadIndex: askForReadIndex(firing, scene)
    case .readAfterOwnTerm: readAfterOwnTerm(firing, scene)
    case .beginRead: beginRead(firing, scene)
    case .confirmLeadership: confirmLeadership(firing, scene)
    case .applyBeforeRead: applyBeforeRead(firing, scene)
    case .answerRead: answerRead(firing, scene)
    case .serializableRead: serializableRead(firing, scene)
    case .readByLease: readByLease(firing, scene)
    case .leaseExpired: leaseExpired(firing, scene)
    case .noLeaseAfterTimeoutNow: noLeaseAfterTimeoutNow(firing, scene)
    case .forwardProposal: forwardProposal(firing, scene)
    case .dropForwarded: dropForwarded(firing, scene)
    case .fallBackWhenRefused: fallBackWhenRefused(firing, scene)
    case .takeSnapshot: takeSnapshot(firing, scene)
    case .discardLog: discardLog(firing, scene)
    case .sendSnapshot: sendSnapshot(firing, scene)
    case .ignoreOlderSnapshot: ignoreOlderSnapshot(firing, scene)
    case .keepMatchingSuffix: keepMatchingSuffix(firing, scene)
    case .installSnapshot: installSnapshot(firing, scene)
    case .openSession: openSession(firing, scene)
    case .executeInSession: executeInSession(firing, scene)
    case .refuseWithoutSession: refuseWithoutSession(firing, scene)
    case .expireSession: expireSession(firing, scene)
    // It is noted in sessions only; elsewhere it shapes what clients are told.
    case .clientSerialNumbers: repeatRequest(firing, scene)
    case .appendConfiguration: appendConfiguration(firing, scene)
    case .configurationInForce: configurationInForce(firing, scene)
    case .configurationRolledBack: configurationRolledBack(firing, scene)
    case .configurationApplied: configurationApplied(firing, scene)
    case .oneChangeAtATime: oneChangeAtATime(firing, scene)
    case .changeAfterOwnTerm: changeAfterOwnTerm(firing, scene)
    case .oneServerPerChange: oneServerPerChange(firing, scene)
    case .onlyVotersCampaign: onlyVotersCampaign(firing, scene)
    case .stepDownWhenRemoved: stepDownWhenRemoved(firing, scene)
    case .learnersDoNotCount: learnersDoNotCount(firing, scene)
    case .promoteWhenCaughtUp: promoteWhenCaughtUp(firing, scene)
    case .noCampaignUnapplied: noCampaignUnapplied(firing, scene)
    case .bothMajorities: bothMajorities(firing, scene)
    case .leaveJoint: leaveJoint(firing, scene)
    // They shape what other rules do, and never fire themselves.
    case .randomizedTimeouts, .pipelining, .roundAfterRead, .leaseClockBound,
      .leasePresentClock, .leaveJointAfterCommit:
      nil
    }
  }
}
