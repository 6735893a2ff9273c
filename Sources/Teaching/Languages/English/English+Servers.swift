import RaftCore
import Simulation

// What every server obeys (§5, §5.1).

// The rules.
extension English {
  package var startAsFollower: RuleText {
    RuleText(
      "Servers start as followers",
      """
      A server begins as a follower, in term 0 with an empty log, and stays a follower as long as \
      it hears from a leader or candidate.
      """)
  }

  package var recoverFromDisk: RuleText {
    RuleText(
      "Recover what the disk kept",
      """
      After a crash a server reads currentTerm, votedFor and its log from its disk. Everything \
      else, commitIndex too, it must learn again.
      """)
  }

  package var stepDownOnHigherTerm: RuleText {
    RuleText(
      "A higher term makes a follower",
      """
      A server that sees a term higher than its own, in any request or reply, takes over that \
      term and becomes a follower.
      """,
      without: """
        A deposed leader carries its office into the newer term: two servers lead in one term, \
        and each commits entries of its own.
        """)
  }

  package var ignoreStaleReply: RuleText {
    RuleText(
      "Ignore what comes too late",
      """
      A reply to a request of an older term, or to one whose matter is settled by now, changes \
      nothing.
      """)
  }

  package var persistBeforeAnswering: RuleText {
    RuleText(
      "Persist before answering",
      """
      What a server changes of currentTerm, votedFor and log[] must be on stable storage before \
      it answers the RPC.
      """,
      without: """
        A crash makes a server forget a vote or an entry that it has vouched for: it votes twice \
        in a term, or a committed entry is lost.
        """)
  }

  package var applyCommitted: RuleText {
    RuleText(
      "Apply what is committed",
      """
      While commitIndex > lastApplied, a server applies the next entry to its state machine, in \
      the order of the log.
      """)
  }
}

// What is said when one fires.
extension English {
  package func starts(_ server: ServerID) -> Phrase {
    "\(server) \(strong: "starts as a follower"), in term \(term: 0) and with an empty log."
  }

  package func recovers(
    _ server: ServerID, term: Term, votedFor: ServerID?, lastLog: LogPosition
  ) -> Phrase {
    let log: Phrase = lastLog == .start ? "an empty log" : "a log up to \(at(lastLog))"
    return """
      \(server) \(strong: "restarts as a follower"): its disk kept term \(term: term), \
      \(vote(of: server, for: votedFor)) and \(log); its commitIndex is \(index: 0) again.
      """
  }

  /// What a server did with its vote.
  private func vote(of server: ServerID, for candidate: ServerID?) -> Phrase {
    switch candidate {
    case nil: "no vote"
    case server: "its vote for itself"
    case let other?: "its vote for \(other)"
    }
  }

  package func leaderStepsDown(
    _ server: ServerID, own: Term, theirs: Term, of sender: ServerID
  ) -> Phrase {
    """
    \(sender)'s message carries term \(term: theirs), \(server) leads term \(term: own): \
    \(server) \(strong: "steps down") and is a follower in term \(term: theirs).
    """
  }

  package func candidateGivesUp(
    _ server: ServerID, own: Term, theirs: Term, of sender: ServerID
  ) -> Phrase {
    """
    \(sender)'s message carries term \(term: theirs), \(server) is a candidate in term \
    \(term: own): it \(strong: "gives up its candidacy"), a follower in term \(term: theirs).
    """
  }

  package func movesOn(
    _ server: ServerID, own: Term, theirs: Term, of sender: ServerID
  ) -> Phrase {
    """
    \(sender)'s message carries term \(term: theirs), \(server) is in term \(term: own): it \
    \(strong: "moves on to term") \(term: theirs), as a follower that has not voted yet.
    """
  }

  package func staysInRole(
    _ server: ServerID, _ role: RoleState, own: Term, theirs: Term, of sender: ServerID
  ) -> Phrase {
    """
    \(sender)'s message carries term \(term: theirs), \(server) is in term \(term: own): it takes \
    the term but \(strong: "stays \(name(of: role))"), the rule being off.
    """
  }

  package func ignoresOldReply(
    _ server: ServerID, own: Term, theirs: Term, of sender: ServerID
  ) -> Phrase {
    """
    \(server) \(strong: "ignores") \(sender)'s reply: it is of term \(term: theirs), \(server) is \
    in term \(term: own).
    """
  }

  package func ignoresLateVote(
    _ server: ServerID, of voter: ServerID, term: Term, granted: Bool
  ) -> Phrase {
    let answer: Phrase = granted ? "\(voter)'s vote" : "\(voter)'s refusal to vote"
    return """
      \(answer) comes late and \(strong: "changes nothing"): \(server)'s election in term \
      \(term: term) is decided.
      """
  }

  package func ignoresReplyAsFollower(
    _ server: ServerID, of sender: ServerID, isVote: Bool
  ) -> Phrase {
    isVote
      ? "\(server) \(strong: "ignores") \(sender)'s answer: it is not a candidate any more."
      : "\(server) \(strong: "ignores") \(sender)'s answer: it is not the leader any more."
  }

  package func ignoresLateRefusal(_ server: ServerID, of follower: ServerID) -> Phrase {
    """
    \(server) \(strong: "ignores") \(follower)'s refusal: it answers an earlier AppendEntries than \
    the one that now counts.
    """
  }

  package func ignoresLateReply(_ server: ServerID, of sender: ServerID) -> Phrase {
    "\(server) \(strong: "ignores") \(sender)'s reply: it comes too late to change anything."
  }

  package func ignoresOtherLeader(_ server: ServerID, other: ServerID, term: Term) -> Phrase {
    """
    \(server) \(strong: "ignores") an AppendEntries of \(other): both lead term \(term: term), \
    which the rules in force did not prevent.
    """
  }
}

// What reached the disk, and what reaches the state machine.
extension English {
  package func stored(
    _ server: ServerID, entries: ClosedRange<LogIndex>, counts: Bool
  ) -> Phrase {
    counts
      ? """
      \(entriesAre(entries)) \(strong: "on") \(server)'s \(strong: "disk"): the leader may now \
      count itself among those that store \(entries.count == 1 ? "it" : "them").
      """
      : """
      \(entriesAre(entries)) \(strong: "on") \(server)'s \(strong: "disk"): an answer that waited \
      for \(entries.count == 1 ? "it" : "them") may leave now.
      """
  }

  package func storedOwnVote(_ server: ServerID, term: Term) -> Phrase {
    """
    \(server)'s vote for itself in term \(term: term) is \(strong: "on its disk"): now it counts, \
    and may be told to others.
    """
  }

  package func storedVote(_ server: ServerID, term: Term, for candidate: ServerID) -> Phrase {
    candidate == server
      ? "\(server)'s vote for itself in term \(term: term) is \(strong: "on its disk")."
      : """
      \(server)'s vote for \(candidate) in term \(term: term) is \(strong: "on its disk"): the \
      answer may leave now.
      """
  }

  package func storedTerm(_ server: ServerID, term: Term) -> Phrase {
    """
    Term \(term: term), without a vote so far, is \(strong: "on") \(server)'s \(strong: "disk"): \
    what waited for it may leave now.
    """
  }

  package func runsOutForNothing(_ server: ServerID, _ timer: Timer) -> Phrase {
    switch timer {
    case .election: "\(server)'s election timer runs out, and \(strong: "nothing follows")."
    case .heartbeat: "\(server)'s heartbeat timer runs out, and \(strong: "nothing follows")."
    case .quorum: "\(server)'s CheckQuorum timer runs out, and \(strong: "nothing follows")."
    case .transfer: "\(server)'s transfer timer runs out, and \(strong: "nothing follows")."
    }
  }

  package func storedTooLate(
    _ server: ServerID, term: Term, votedFor: ServerID?, last: LogIndex
  ) -> Phrase {
    """
    \(server)'s disk \(strong: "catches up"): term \(term: term), \
    \(vote(of: server, for: votedFor)), entries up to \(index: last). Its answer did not wait for \
    that: the rule is off.
    """
  }

  package func applies(
    _ server: ServerID, entries: ClosedRange<LogIndex>, commands: [Phrase]
  ) -> Phrase {
    """
    \(entriesAre(entries)) committed: \(server) \(strong: "applies") \
    \(entries.count == 1 ? "it" : "them in order") to its state machine\(bracketed(commands)).
    """
  }
}
