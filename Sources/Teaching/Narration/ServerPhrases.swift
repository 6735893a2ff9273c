import RaftCore
import Simulation

/// What every server obeys (§5, §5.1): the rules, and what is said when one fires.
package protocol ServerPhrases {
  var startAsFollower: RuleText { get }
  var recoverFromDisk: RuleText { get }
  var stepDownOnHigherTerm: RuleText { get }
  var ignoreStaleReply: RuleText { get }
  var persistBeforeAnswering: RuleText { get }
  var applyCommitted: RuleText { get }

  func starts(_ server: ServerID) -> Phrase
  func recovers(_ server: ServerID, term: Term, votedFor: ServerID?, lastLog: LogPosition) -> Phrase
  func leaderStepsDown(_ server: ServerID, own: Term, theirs: Term, of sender: ServerID) -> Phrase
  func candidateGivesUp(_ server: ServerID, own: Term, theirs: Term, of sender: ServerID) -> Phrase
  /// A server that was a follower, or is not known to have been anything else.
  func movesOn(_ server: ServerID, own: Term, theirs: Term, of sender: ServerID) -> Phrase
  /// With the rule switched off: the server takes the term over and stays what it is.
  func staysInRole(
    _ server: ServerID, _ role: RoleState, own: Term, theirs: Term, of sender: ServerID
  )
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

// What is said of a firing.
extension Narrator {
  func recoverFromDisk(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .recovered(let term, let votedFor, let lastLog) = firing.evidence else { return nil }
    return words.recovers(scene.server, term: term, votedFor: votedFor, lastLog: lastLog)
  }

  func stepDownOnHigherTerm(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .terms(let sender, let theirs, let own) = firing.evidence else { return nil }
    let server = scene.server
    if !scene.obeys(.stepDownOnHigherTerm), let role = (scene.after ?? scene.before)?.role,
      !role.isFollower
    {
      return words.staysInRole(server, role, own: own, theirs: theirs, of: sender)
    }
    // Only a leader has a heartbeat timer to stop.
    let wasLeader =
      scene.before?.role?.isLeader ?? scene.effects(of: firing).stops(.heartbeat)
    if wasLeader { return words.leaderStepsDown(server, own: own, theirs: theirs, of: sender) }
    return scene.before?.role?.isCandidate == true
      ? words.candidateGivesUp(server, own: own, theirs: theirs, of: sender)
      : words.movesOn(server, own: own, theirs: theirs, of: sender)
  }

  func ignoreStaleReply(_ firing: Firing, _ scene: Scene) -> Phrase? {
    if let phrase = ignoredOfFeatures(firing, scene) { return phrase }
    if case .leader(let other, let term) = firing.evidence {
      return words.ignoresOtherLeader(scene.server, other: other, term: term)
    }
    guard case .terms(let sender, let theirs, let own) = firing.evidence else { return nil }
    return theirs == own
      ? lateReply(of: sender, term: own, scene)
      : words.ignoresOldReply(scene.server, own: own, theirs: theirs, of: sender)
  }

  /// What comes too late of the messages that features bring: not all of it is a reply.
  private func ignoredOfFeatures(_ firing: Firing, _ scene: Scene) -> Phrase? {
    let server = scene.server
    guard let body = scene.message?.body else { return nil }
    switch body {
    case .preVote:
      guard case .terms(let sender, let nextTerm, let own) = firing.evidence else { return nil }
      return words.ignoresOldPreVote(server, of: sender, nextTerm: nextTerm, own: own)
    case .preVoteReply:
      guard case .terms(let sender, let nextTerm, _) = firing.evidence else { return nil }
      return words.ignoresPreVote(server, of: sender, nextTerm: nextTerm)
    case .timeoutNow:
      if case .terms(let sender, let theirs, let own) = firing.evidence {
        return words.ignoresOldTimeoutNow(server, of: sender, theirs: theirs, own: own)
      }
      guard case .leader(let sender, let term) = firing.evidence else { return nil }
      return words.ignoresTimeoutNow(server, of: sender, term: term)
    case .readIndexReply:
      guard case .leader = firing.evidence, let sender = scene.message?.from else { return nil }
      return words.ignoresReadIndex(server, of: sender)
    case .requestVote, .requestVoteReply, .appendEntries, .appendEntriesReply, .readIndex, .propose,
      .installSnapshot:
      return nil
    }
  }

  /// A reply of this term whose matter is settled.
  private func lateReply(of sender: ServerID, term: Term, _ scene: Scene) -> Phrase {
    let server = scene.server
    guard let role = (scene.after ?? scene.before)?.role, let message = scene.message else {
      return words.ignoresLateReply(server, of: sender)
    }
    switch (message.body, role) {
    case (.requestVoteReply, .follower):
      return words.ignoresReplyAsFollower(server, of: sender, isVote: true)
    case (.requestVoteReply(let granted), .leader):
      return words.ignoresLateVote(server, of: sender, term: term, granted: granted)
    case (.requestVoteReply, .preCandidate):
      return words.ignoresReplyAsFollower(server, of: sender, isVote: true)
    case (.appendEntriesReply, .follower), (.appendEntriesReply, .preCandidate),
      (.appendEntriesReply, .candidate):
      return words.ignoresReplyAsFollower(server, of: sender, isVote: false)
    case (.appendEntriesReply, .leader): return words.ignoresLateRefusal(server, of: sender)
    case (.requestVoteReply, .candidate), (.requestVote, _), (.appendEntries, _), (.preVote, _),
      (.preVoteReply, _), (.timeoutNow, _), (.readIndex, _), (.readIndexReply, _), (.propose, _),
      (.installSnapshot, _):
      return words.ignoresLateReply(server, of: sender)
    }
  }

  /// A write holds the whole of term and vote, and what of the log it changes.
  func persistBeforeAnswering(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .written(let write) = firing.evidence else { return nil }
    let server = scene.server
    guard scene.obeys(.persistBeforeAnswering) else {
      return words.storedTooLate(
        server, term: write.term, votedFor: write.votedFor, last: write.through)
    }
    if write.snapshot > 0 { return words.storedSnapshot(server, through: write.snapshot) }
    if write.through > write.keeping {
      let entries = (write.keeping + 1)...write.through
      let leads =
        scene.after.map { $0.role?.isLeader == true && $0.currentTerm == write.term } ?? false
      return words.stored(server, entries: entries, counts: leads)
    }
    guard let votedFor = write.votedFor else {
      return words.storedTerm(server, term: write.term)
    }
    // A vote for itself counts only in the term that it was given in, and in its election.
    let counts =
      scene.after.map {
        $0.currentTerm == write.term && $0.role?.isFollower == false
          && $0.role?.isPreCandidate == false
      } ?? true
    return votedFor == server && counts
      ? words.storedOwnVote(server, term: write.term)
      : words.storedVote(server, term: write.term, for: votedFor)
  }

  func applyCommitted(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .entries(let after, let through, _) = firing.evidence else { return nil }
    let entries = (after + 1)...through
    return words.applies(
      scene.server, entries: entries, commands: names(of: entries, in: scene.after?.log))
  }
}
