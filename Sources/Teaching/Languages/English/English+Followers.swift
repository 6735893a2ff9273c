import RaftCore

// What a follower does with AppendEntries (§5.1, §5.3).

// The rules.
extension English {
  package var hearLeader: RuleText {
    RuleText(
      "Hear from the leader",
      "AppendEntries of the current leader restarts a follower's election timer.")
  }

  package var refuseStaleLeader: RuleText {
    RuleText(
      "Refuse leaders of older terms",
      """
      AppendEntries whose term is lower than the receiver's currentTerm is refused; the term in \
      the reply tells the old leader that its time is over.
      """)
  }

  package var consistencyCheck: RuleText {
    RuleText(
      "The consistency check",
      """
      A follower refuses AppendEntries if its log has no entry at prevLogIndex whose term is \
      prevLogTerm.
      """,
      without: """
        Logs that agree in an entry can differ before it: gaps and wrong entries are committed, \
        and the state machines part ways.
        """)
  }

  package var deleteConflicting: RuleText {
    RuleText(
      "Delete conflicting entries",
      """
      If an existing entry has the index of a new one but another term, the follower deletes it \
      and all that follow it.
      """,
      without: """
        What a deposed leader left behind stays in the log, and is applied in the place of \
        committed entries.
        """)
  }

  package var appendEntries: RuleText {
    RuleText(
      "Append new entries",
      "A follower appends those of the entries that are not in its log already.")
  }

  package var commitBoundedByLastNew: RuleText {
    RuleText(
      "Follow the leader's commitIndex",
      """
      If leaderCommit > commitIndex, a follower sets commitIndex to the smaller of leaderCommit \
      and the index of the last new entry.
      """,
      without: """
        A follower applies entries at the end of its log that were never compared with the \
        leader's, and that may be wrong.
        """)
  }

  package var acknowledgeEntries: RuleText {
    RuleText(
      "Acknowledge the entries",
      """
      A follower whose log holds the previous entry and the new ones answers true, and the leader \
      may count on that.
      """)
  }
}

// What is said when one fires.
extension English {
  package func hears(
    _ server: ServerID, from leader: ServerID, term: Term, restart: ElectionRestart?
  ) -> Phrase {
    """
    \(server) \(strong: "hears from its leader") \(leader) in term \(term: term): its election \
    timer \(restarts(restart)).
    """
  }

  package func refusesOldLeader(
    _ server: ServerID, _ leader: ServerID, theirs: Term, own: Term
  ) -> Phrase {
    """
    \(server) \(strong: "refuses") \(leader)'s AppendEntries: \(leader) leads term \
    \(term: theirs), but \(server) is in term \(term: own) already.
    """
  }

  package func refusesGap(
    _ server: ServerID, from leader: ServerID?, previous: LogPosition, ownLast: LogIndex
  ) -> Phrase {
    let own: Phrase =
      ownLast == 0 ? "\(server)'s log is empty" : "\(server)'s log ends at entry \(index: ownLast)"
    return "\(refusal(server, leader)): it follows \(at(previous)), but \(own)."
  }

  package func refusesMismatch(
    _ server: ServerID, from leader: ServerID?, previous: LogPosition, ownTerm: Term
  ) -> Phrase {
    """
    \(refusal(server, leader)): it follows \(at(previous)), but \(server)'s entry \
    \(index: previous.index) is of term \(term: ownTerm).
    """
  }

  private func refusal(_ server: ServerID, _ leader: ServerID?) -> Phrase {
    let whose: Phrase = if let leader { "\(leader)'s" } else { "the leader's" }
    return "\(server) \(strong: "refuses") \(whose) AppendEntries"
  }

  package func deletes(
    _ server: ServerID, entries: ClosedRange<LogIndex>, own: Term, theirs: Term
  ) -> Phrase {
    let first: Phrase =
      entries.count == 1 ? "it is" : "its entry \(index: entries.lowerBound) is"
    return """
      \(server) \(strong: "deletes") \(self.entries(entries)): \(first) of term \(term: own), \
      the leader's of term \(term: theirs).
      """
  }

  package func appends(
    _ server: ServerID, entries: ClosedRange<LogIndex>, commands: [Phrase], previous: LogPosition?
  ) -> Phrase {
    let what: Phrase = "\(self.entries(entries))\(bracketed(commands))"
    guard let previous else { return "\(server) \(strong: "appends") \(what) to its log." }
    return previous == .start
      ? """
      \(server) \(strong: "appends") \(what): \(entries.count == 1 ? "it is" : "they are") the \
      first of its log.
      """
      : "\(server) \(strong: "appends") \(what): the entry before, \(at(previous)), matches."
  }

  package func appendsUnchecked(_ server: ServerID, entries: ClosedRange<LogIndex>) -> Phrase {
    """
    \(server) \(strong: "appends") what comes, as \(self.entries(entries)), without a look at the \
    entry before: the consistency check is off.
    """
  }

  package func followsCommit(
    _ server: ServerID, from before: LogIndex, to leaderCommit: LogIndex
  ) -> Phrase {
    """
    \(server)'s \(strong: "commitIndex") goes from \(index: before) to \(index: leaderCommit): the \
    leader has committed up to entry \(index: leaderCommit).
    """
  }

  package func followsCommitBounded(
    _ server: ServerID, from before: LogIndex, leaderCommit: LogIndex, lastNew: LogIndex
  ) -> Phrase {
    """
    \(server)'s \(strong: "commitIndex") goes from \(index: before) to \(index: lastNew): the \
    leader has committed up to \(index: leaderCommit), but the logs are compared only up to \
    \(index: lastNew).
    """
  }

  package func followsCommitUnbounded(
    _ server: ServerID, leaderCommit: LogIndex, lastNew: LogIndex
  ) -> Phrase {
    """
    \(server)'s \(strong: "commitIndex") goes to \(index: leaderCommit), though the logs are \
    compared only up to \(index: lastNew): the bound is off.
    """
  }

  package func acknowledges(
    _ server: ServerID, entries: ClosedRange<LogIndex>, to leader: ServerID, waiting: Bool
  ) -> Phrase {
    let start: Phrase = "\(server) \(strong: "acknowledges") \(self.entries(entries)) to \(leader)"
    return waiting
      ? "\(start); the answer leaves when its disk holds \(entries.count == 1 ? "it" : "them")."
      : "\(start) at once and does not wait for its disk: the rule is off."
  }

  package func acknowledgesHeartbeat(
    _ server: ServerID, of leader: ServerID, agreeing: LogIndex
  ) -> Phrase {
    agreeing == 0
      ? "\(server) \(strong: "acknowledges") \(leader)'s AppendEntries, which brings no entries."
      : """
      \(server) \(strong: "acknowledges") \(leader)'s AppendEntries: no new entries, and the logs \
      agree up to entry \(index: agreeing).
      """
  }
}
