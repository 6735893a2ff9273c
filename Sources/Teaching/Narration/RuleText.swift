import RaftCore

/// What is written about a rule in one language.
package struct RuleText: Hashable, Sendable {
  /// A name to put in a list: at most 40 columns.
  package var title: String
  /// The rule in our own words: at most 200 characters.
  package var sentence: String
  /// What goes wrong when the rule is switched off; nil when it cannot be.
  package var without: String?

  package init(_ title: String, _ sentence: String, without: String? = nil) {
    self.title = title
    self.sentence = sentence
    self.without = without
  }
}

/// A text for every rule. One property each, so that the compiler names the ones that are missing.
package protocol RuleTexts {
  var startAsFollower: RuleText { get }
  var recoverFromDisk: RuleText { get }
  var stepDownOnHigherTerm: RuleText { get }
  var ignoreStaleReply: RuleText { get }
  var persistBeforeAnswering: RuleText { get }
  var applyCommitted: RuleText { get }

  var randomizedTimeouts: RuleText { get }
  var electionTimeout: RuleText { get }
  var startElection: RuleText { get }
  var refuseStaleCandidate: RuleText { get }
  var oneVotePerTerm: RuleText { get }
  var upToDateCheck: RuleText { get }
  var grantVote: RuleText { get }
  var countVote: RuleText { get }
  var becomeLeader: RuleText { get }
  var candidateFindsLeader: RuleText { get }

  var announceLeadership: RuleText { get }
  var appendNoOp: RuleText { get }
  var heartbeat: RuleText { get }
  var postponeHeartbeat: RuleText { get }
  var appendCommand: RuleText { get }
  var sendEntries: RuleText { get }
  var pipelining: RuleText { get }
  var entriesStored: RuleText { get }
  var backUpNextIndex: RuleText { get }
  var backUpByTerm: RuleText { get }
  var advanceCommit: RuleText { get }
  var commitOnlyCurrentTerm: RuleText { get }
  var answerClient: RuleText { get }

  var hearLeader: RuleText { get }
  var refuseStaleLeader: RuleText { get }
  var consistencyCheck: RuleText { get }
  var deleteConflicting: RuleText { get }
  var appendEntries: RuleText { get }
  var commitBoundedByLastNew: RuleText { get }
  var acknowledgeEntries: RuleText { get }

  var redirectClient: RuleText { get }
  var clientSerialNumbers: RuleText { get }
}

extension RuleTexts {
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
    }
  }
}
