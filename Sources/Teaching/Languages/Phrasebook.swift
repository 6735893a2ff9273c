import RaftCore

/// Everything that can be said about a cluster, in one language.
///
/// Each requirement is one fact, and its arguments are the numbers that the sentence must contain.
/// Which fact a firing is, the `Narrator` decides, the same for all languages. A phrasebook only
/// words it: at most 160 columns, the comparison and its outcome, in the paper's terms.
package protocol Phrasebook: Sendable, RuleTexts, ServerPhrases, ElectionPhrases, LeaderPhrases,
  FollowerPhrases, ClientPhrases, MessagePhrases, EventPhrases, ScriptPhrases, ReadingPhrases,
  SessionPhrases
{
  /// The name of a role.
  func name(of role: Role) -> String
  /// Where a rule stands, such as `§5.4.1 · RequestVote RPC, receiver 2`.
  func text(of source: Source) -> String
  /// What the blank entry of a new leader is called where a command would stand (§8).
  var noOp: Phrase { get }
  /// Said of a rule that may be switched off.
  var canBeSwitchedOff: String { get }
  /// Before what goes wrong when it is.
  var without: String { get }
  /// One sentence for a firing that has none of its own.
  func otherwise(_ server: ServerID, follows rule: RuleText) -> Phrase
}

/// What happens to any server (§5, §5.1).
package protocol ServerPhrases {
  func starts(_ server: ServerID) -> Phrase
  func recovers(_ server: ServerID, term: Term, votedFor: ServerID?, lastLog: LogPosition) -> Phrase
  func leaderStepsDown(_ server: ServerID, own: Term, theirs: Term, of sender: ServerID) -> Phrase
  func candidateGivesUp(_ server: ServerID, own: Term, theirs: Term, of sender: ServerID) -> Phrase
  /// A server that was a follower, or is not known to have been anything else.
  func movesOn(_ server: ServerID, own: Term, theirs: Term, of sender: ServerID) -> Phrase
  /// With the rule switched off: the server takes the term over and stays what it is.
  func staysInRole(_ server: ServerID, _ role: Role, own: Term, theirs: Term, of sender: ServerID)
    -> Phrase
  /// A reply to a request of an older term.
  func ignoresOldReply(_ server: ServerID, own: Term, theirs: Term, of sender: ServerID) -> Phrase
  /// A vote, or its refusal, after the election is decided.
  func ignoresLateVote(_ server: ServerID, of voter: ServerID, term: Term, granted: Bool) -> Phrase
  /// A reply that only a candidate, or only a leader, has a use for, when the server is not in that
  /// role any more.
  func ignoresReplyAsFollower(_ server: ServerID, of sender: ServerID, isVote: Bool) -> Phrase
  /// A refusal of entries that is about an earlier message.
  func ignoresLateRefusal(_ server: ServerID, of follower: ServerID) -> Phrase
  /// A reply that comes too late, in words for any kind.
  func ignoresLateReply(_ server: ServerID, of sender: ServerID) -> Phrase
  /// Two leaders in one term: only with a safety rule switched off.
  func ignoresOtherLeader(_ server: ServerID, other: ServerID, term: Term) -> Phrase
  /// A timer that ran out when the server had no use for it.
  func runsOutForNothing(_ server: ServerID, _ timer: Timer) -> Phrase
  /// Entries reached the disk; `counts` when the server is a leader that now counts itself.
  func stored(_ server: ServerID, entries: ClosedRange<LogIndex>, counts: Bool) -> Phrase
  /// A candidate's own vote reached the disk.
  func storedOwnVote(_ server: ServerID, term: Term) -> Phrase
  /// A term and a vote reached the disk.
  func storedVote(_ server: ServerID, term: Term, for candidate: ServerID) -> Phrase
  /// A term without a vote reached the disk.
  func storedTerm(_ server: ServerID, term: Term) -> Phrase
  /// With `persistBeforeAnswering` switched off: a write that no answer waited for.
  func storedTooLate(_ server: ServerID, term: Term, votedFor: ServerID?, last: LogIndex) -> Phrase
  /// `commands` is empty when they are not known or too many.
  func applies(_ server: ServerID, entries: ClosedRange<LogIndex>, commands: [Phrase]) -> Phrase
}

/// Elections (§5.2, §5.4.1). A `term` of nil is not known to the narrator.
package protocol ElectionPhrases {
  func hearsNothing(_ server: ServerID, from leader: ServerID?, term: Term) -> Phrase
  func electionFails(_ server: ServerID, term: Term) -> Phrase
  func startsElection(_ server: ServerID, term: Term, needed: Int, of members: Int) -> Phrase
  func refusesOldCandidate(_ server: ServerID, _ candidate: ServerID, theirs: Term, own: Term)
    -> Phrase
  func refusesSecondVote(_ server: ServerID, _ candidate: ServerID, votedFor: ServerID, term: Term?)
    -> Phrase
  func refusesOldLog(
    _ server: ServerID, _ candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase
  func votes(
    _ server: ServerID, for candidate: ServerID, term: Term?, theirs: LogPosition, own: LogPosition
  ) -> Phrase
  /// What giving a vote means for the voter's timer (§5.2); follows the sentence of the vote.
  var startsElectionTimerAnew: Phrase { get }
  /// The same candidate asked twice.
  func votesAgain(_ server: ServerID, for candidate: ServerID, term: Term?) -> Phrase
  /// With `oneVotePerTerm` switched off; `after` is nil when no earlier vote is known.
  func votesTwice(_ server: ServerID, for candidate: ServerID, after: ServerID?, term: Term?)
    -> Phrase
  /// With `upToDateCheck` switched off.
  func votesForOldLog(
    _ server: ServerID, for candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase
  func countsOwnVote(_ server: ServerID, votes: Int, needed: Int) -> Phrase
  func countsVote(_ server: ServerID, of voter: ServerID, votes: ServerSet, needed: Int) -> Phrase
  func countsRefusal(_ server: ServerID, of voter: ServerID, votes: Int, needed: Int) -> Phrase
  func becomesLeader(_ server: ServerID, term: Term?, votes: ServerSet, needed: Int) -> Phrase
  func findsLeader(_ server: ServerID, _ leader: ServerID, term: Term) -> Phrase
}

/// What a leader does (§5.2, §5.3, §5.4.2).
package protocol LeaderPhrases {
  func announces(_ server: ServerID, term: Term) -> Phrase
  /// `announces` in a cluster of one.
  func leadsNobody(_ server: ServerID, term: Term) -> Phrase
  func appendsNoOp(_ server: ServerID, index: LogIndex, term: Term?) -> Phrase
  func heartbeat(_ server: ServerID, term: Term) -> Phrase
  /// `reached` are all the others.
  func postponesHeartbeat(_ server: ServerID, reached: ServerSet) -> Phrase
  func takesCommand(_ server: ServerID, _ command: Phrase?, index: LogIndex, term: Term?) -> Phrase
  /// `next` is the follower's nextIndex afterwards, if the leader moved it on without waiting.
  func sends(
    _ server: ServerID, entries: ClosedRange<LogIndex>, to follower: ServerID, next: LogIndex?
  ) -> Phrase
  /// `isNews` when matchIndex has grown.
  func notesMatch(
    _ server: ServerID, follower: ServerID, matchIndex: LogIndex, nextIndex: LogIndex, isNews: Bool
  ) -> Phrase
  /// matchIndex is still 0.
  func notesNoMatch(_ server: ServerID, follower: ServerID, nextIndex: LogIndex) -> Phrase
  func backsUp(_ server: ServerID, follower: ServerID, from: LogIndex, to: LogIndex) -> Phrase
  /// By terms; `conflictTerm` is nil when the follower's log was too short.
  func backsUpByTerm(
    _ server: ServerID, follower: ServerID, from: LogIndex, to: LogIndex, conflictTerm: Term?
  ) -> Phrase
  /// A refusal after which nextIndex cannot go back.
  func triesAgain(_ server: ServerID, follower: ServerID, nextIndex: LogIndex) -> Phrase
  func commits(_ server: ServerID, index: LogIndex, term: Term, on holders: ServerSet) -> Phrase
  func mayNotCommit(
    _ server: ServerID, index: LogIndex, term: Term, currentTerm: Term, on holders: ServerSet
  ) -> Phrase
  /// With `commitOnlyCurrentTerm` switched off.
  func commitsOldTerm(
    _ server: ServerID, index: LogIndex, term: Term, currentTerm: Term, on holders: ServerSet
  ) -> Phrase
  func answersClient(_ server: ServerID, index: LogIndex, command: Phrase?) -> Phrase
}

/// What a follower does with AppendEntries (§5.1, §5.3).
package protocol FollowerPhrases {
  func hears(_ server: ServerID, from leader: ServerID, term: Term) -> Phrase
  func refusesOldLeader(_ server: ServerID, _ leader: ServerID, theirs: Term, own: Term) -> Phrase
  /// The entry named as previous is missing: the log ends at `ownLast`.
  func refusesGap(
    _ server: ServerID, from leader: ServerID?, previous: LogPosition, ownLast: LogIndex
  ) -> Phrase
  /// The entry named as previous is of another term.
  func refusesMismatch(
    _ server: ServerID, from leader: ServerID?, previous: LogPosition, ownTerm: Term
  ) -> Phrase
  /// `entries` conflict from their first on.
  func deletes(_ server: ServerID, entries: ClosedRange<LogIndex>, own: Term, theirs: Term)
    -> Phrase
  /// `previous` is nil when it is not known.
  func appends(
    _ server: ServerID, entries: ClosedRange<LogIndex>, commands: [Phrase], previous: LogPosition?
  ) -> Phrase
  /// With `consistencyCheck` switched off.
  func appendsUnchecked(_ server: ServerID, entries: ClosedRange<LogIndex>) -> Phrase
  func followsCommit(_ server: ServerID, from before: LogIndex, to leaderCommit: LogIndex)
    -> Phrase
  /// The leader has committed more than what is known to agree.
  func followsCommitBounded(
    _ server: ServerID, from before: LogIndex, leaderCommit: LogIndex, lastNew: LogIndex
  ) -> Phrase
  /// With `commitBoundedByLastNew` switched off.
  func followsCommitUnbounded(_ server: ServerID, leaderCommit: LogIndex, lastNew: LogIndex)
    -> Phrase
  /// `waiting` unless `persistBeforeAnswering` is switched off.
  func acknowledges(
    _ server: ServerID, entries: ClosedRange<LogIndex>, to leader: ServerID, waiting: Bool
  ) -> Phrase
  /// A heartbeat; `agreeing` is where the logs are known to agree up to.
  func acknowledgesHeartbeat(_ server: ServerID, of leader: ServerID, agreeing: LogIndex) -> Phrase
}

/// What servers tell clients (§8).
package protocol ClientPhrases {
  func redirects(_ server: ServerID, to leader: ServerID?) -> Phrase
}

/// Messages on their way: their fields, in one line (Figure 2).
package protocol MessagePhrases {
  /// What the RPC is called, without the direction: `RequestVote`.
  func name(of body: Message.Body) -> String
  /// The fields: `term 4  prev (4, term 4)  entries [5]  commit 3`.
  func fields(of message: Message) -> Phrase
}
