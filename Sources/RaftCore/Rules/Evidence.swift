/// The numbers that made a rule fire: what was compared with what, before the rule changed
/// anything.
package enum Evidence: Hashable, Sendable, BitwiseCopyable {
  /// The rule needs no comparison.
  case none
  /// What a server finds on its disk when it starts.
  case recovered(term: Term, votedFor: ServerID?, lastLog: LogPosition)
  /// A message's term against the server's own.
  case terms(from: ServerID, theirs: Term, own: Term)
  /// The election timer ran out in this role and term; `leader` is the last one heard of.
  case silence(wasCandidate: Bool, term: Term, leader: ServerID?)
  /// A candidacy begins: the new term, and the majority it needs.
  case candidacy(term: Term, needed: Int, of: Int)
  /// A vote already given in this term stands against a request.
  case votedFor(ServerID, candidate: ServerID)
  /// How the candidate's log ends against how the voter's own does (§5.4.1).
  case lastLogs(candidate: ServerID, theirs: LogPosition, own: LogPosition)
  /// A vote (or its refusal) came in; all votes so far, and how many are needed.
  case vote(from: ServerID, granted: Bool, votes: ServerSet, needed: Int)
  /// A leader of this term is there.
  case leader(ServerID, term: Term)
  /// A leader has just sent AppendEntries to all of these: every follower.
  case sent(to: ServerSet)
  /// Entries (after, through] of the server's own log, and the peer concerned if there is one.
  case entries(after: LogIndex, through: LogIndex, peer: ServerID?)
  /// The previous entry that a leader names, and the term that the follower has there (nil: no
  /// entry).
  case previous(LogPosition, ownTerm: Term?, ownLast: LogIndex)
  /// An entry that conflicts with a new one: same index, other term; the log's last index before.
  case conflict(index: LogIndex, theirs: Term, own: Term, last: LogIndex)
  /// What a follower is now known to store, and what it was known to store before.
  case match(peer: ServerID, matchIndex: LogIndex, nextIndex: LogIndex, before: LogIndex)
  /// nextIndex moves back for a follower that refused; the follower's hint.
  case backUp(peer: ServerID, from: LogIndex, to: LogIndex, conflictTerm: Term?)
  /// Who stores the entry at an index, of which term, against how many are needed.
  case stored(index: LogIndex, term: Term, currentTerm: Term, on: ServerSet, needed: Int)
  /// The leader's commitIndex against the last entry the message vouches for; own commitIndex
  /// before.
  case commit(leaderCommit: LogIndex, lastNew: LogIndex, before: LogIndex)
  /// A client's request, and where its command stands in the log.
  case request(RequestID, index: LogIndex)
  /// The leader that a client is told of, if one is known.
  case leaderHint(ServerID?, request: RequestID)
  /// What reached the disk.
  case written(Write)
}

extension Evidence {
  /// Whether it shows that something was learnt of a log: more entries that match, or that are new.
  package var isNews: Bool {
    switch self {
    case .match(_, let match, _, let before): match != before
    case .entries(let after, let through, _): through != after
    case .none, .recovered, .terms, .silence, .candidacy, .votedFor, .lastLogs, .vote, .leader,
      .sent, .previous, .conflict, .backUp, .stored, .commit, .request, .leaderHint, .written:
      true
    }
  }
}

/// A rule that fired, with the numbers that made it fire and the effects that it caused.
package struct Firing: Hashable, Sendable, BitwiseCopyable {
  package var rule: Rule
  package var evidence: Evidence
  /// Half a word each, because firings are recorded and read all the time.
  private var firstEffect: Int32
  private var endOfEffects: Int32

  /// Where its effects stand in `Step.effects`.
  package var effects: Range<Int> { Int(firstEffect)..<Int(endOfEffects) }

  package init(rule: Rule, evidence: Evidence, effects: Range<Int>) {
    self.rule = rule
    self.evidence = evidence
    firstEffect = Int32(truncatingIfNeeded: effects.lowerBound)
    endOfEffects = Int32(truncatingIfNeeded: effects.upperBound)
  }
}
