import RaftCore

// What a leader does (§5.2, §5.3, §5.4.2).

// The rules.
extension English {
  package var announceLeadership: RuleText {
    RuleText(
      "Announce the outcome",
      """
      A new leader sends AppendEntries to all others at once, to establish its authority and \
      prevent new elections.
      """)
  }

  package var appendNoOp: RuleText {
    RuleText(
      "Open the term with a no-op",
      """
      A new leader appends a blank entry of its own term: when that is committed, all entries \
      before it are, and the leader knows which.
      """,
      without: """
        Nothing unsafe happens, but entries of earlier terms stay uncommitted until a client \
        happens to write.
        """)
  }

  package var heartbeat: RuleText {
    RuleText(
      "Heartbeats",
      """
      The leader repeats AppendEntries during idle periods, at an interval well below the \
      election timeout, so that no follower times out.
      """)
  }

  package var postponeHeartbeat: RuleText {
    RuleText(
      "Put off the heartbeat",
      """
      When every follower has just been sent entries, the heartbeat timer restarts: heartbeats are \
      for idle periods. With even one left out it runs on, and the heartbeat tries that one again.
      """)
  }

  package var appendCommand: RuleText {
    RuleText(
      "The leader takes the command",
      "A leader appends a client's command to its own log, as a new entry of its term.")
  }

  package var sendEntries: RuleText {
    RuleText(
      "Replicate the entries",
      """
      If the last log index is at least nextIndex for a follower, the leader sends it \
      AppendEntries with the entries that start at nextIndex.
      """)
  }

  package var pipelining: RuleText {
    RuleText(
      "Send without waiting",
      """
      Once a follower's log is known to agree, the leader moves its nextIndex on when it sends, \
      not when it hears back: several AppendEntries are on their way at once.
      """,
      without: """
        Nothing unsafe happens, but each follower gets one message per round trip, and writes \
        wait for each other.
        """)
  }

  package var entriesStored: RuleText {
    RuleText(
      "Note what a follower stores",
      """
      When AppendEntries succeeds, the leader updates nextIndex and matchIndex of that follower; \
      late or repeated replies never move them back.
      """)
  }

  package var backUpNextIndex: RuleText {
    RuleText(
      "Go back an entry and retry",
      """
      If AppendEntries fails because the logs are inconsistent, the leader decrements nextIndex \
      of that follower and tries again.
      """)
  }

  package var backUpByTerm: RuleText {
    RuleText(
      "Go back a term and retry",
      """
      With its refusal a follower names the term of the conflicting entry and the first index it \
      stores for it, so that the leader goes back a term at a time.
      """,
      without: """
        Nothing unsafe happens, but the leader goes back one entry per round trip, and a follower \
        far behind is slow to catch up.
        """)
  }

  package var advanceCommit: RuleText {
    RuleText(
      "A majority commits",
      """
      When a majority stores an entry of the leader's current term, the leader sets commitIndex \
      to it: that entry and all before it are committed.
      """)
  }

  package var commitOnlyCurrentTerm: RuleText {
    RuleText(
      "Count copies of the current term only",
      """
      A leader never commits an entry of an earlier term by counting its copies. It is committed \
      along with the first entry of the leader's own term that is.
      """,
      without: """
        As in Figure 8, a leader commits an old entry that a majority stores, and a later leader, \
        lawfully elected, overwrites it.
        """)
  }

  package var answerClient: RuleText {
    RuleText(
      "Answer when it is applied",
      "A leader answers a client when the command has been applied to the state machine.")
  }
}

// What is said when one fires.
extension English {
  package func announces(_ server: ServerID, term: Term) -> Phrase {
    """
    \(server) \(strong: "tells all others at once") that it leads term \(term: term), before \
    another of them starts an election.
    """
  }

  package func leadsNobody(_ server: ServerID, term: Term) -> Phrase {
    "\(server) leads term \(term: term) and is \(strong: "the only server"): no other is to be told."
  }

  package func appendsNoOp(_ server: ServerID, index: LogIndex, term: Term?) -> Phrase {
    let what: Phrase = if let term { "of term \(term: term)" } else { "of its term" }
    return """
      \(server) \(strong: "appends a no-op") as entry \(index: index), \(what): once that is \
      committed, so is every entry before it.
      """
  }

  package func heartbeat(_ server: ServerID, term: Term) -> Phrase {
    """
    \(server)'s \(strong: "heartbeat") is due: AppendEntries to all others shows that it still \
    leads term \(term: term).
    """
  }

  package func postponesHeartbeat(_ server: ServerID, reached: ServerSet) -> Phrase {
    """
    \(server) \(strong: "puts off its heartbeat"): it has just sent AppendEntries to all others \
    (\(list(reached))), so the timer restarts.
    """
  }

  package func takesCommand(
    _ server: ServerID, _ command: Phrase?, index: LogIndex, term: Term?
  ) -> Phrase {
    let what: Phrase =
      if let command { command.isOneName ? " \(command)" : " (\(command))" } else { "" }
    let office: Phrase = if let term { ", of term \(term: term)" } else { "" }
    return """
      \(server) \(strong: "appends") the client's command\(what) to its log as entry \
      \(index: index)\(office).
      """
  }

  package func sends(
    _ server: ServerID, entries: ClosedRange<LogIndex>, to follower: ServerID, next: LogIndex?
  ) -> Phrase {
    let then: Phrase =
      if let next { ", and \(server) makes it \(index: next) without waiting" } else { "" }
    return """
      \(server) \(strong: "sends") \(self.entries(entries)) to \(follower): its nextIndex was \
      \(index: entries.lowerBound)\(then).
      """
  }

  package func notesMatch(
    _ server: ServerID, follower: ServerID, matchIndex: LogIndex, nextIndex: LogIndex, isNews: Bool
  ) -> Phrase {
    isNews
      ? """
      \(server) learns that \(follower)'s log \(strong: "agrees") with its own up to entry \
      \(index: matchIndex): matchIndex \(index: matchIndex), nextIndex \(index: nextIndex).
      """
      : """
      \(server) \(strong: "hears from") \(follower): nothing new, matchIndex stays \
      \(index: matchIndex), nextIndex \(index: nextIndex).
      """
  }

  package func notesNoMatch(
    _ server: ServerID, follower: ServerID, nextIndex: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "hears from") \(follower): no entry is known to agree yet, matchIndex \
    \(index: 0), nextIndex \(index: nextIndex).
    """
  }

  package func backsUp(
    _ server: ServerID, follower: ServerID, from: LogIndex, to: LogIndex
  ) -> Phrase {
    """
    \(server) moves \(follower)'s nextIndex \(strong: "back") from \(index: from) to \
    \(index: to) and tries again: \(follower)'s log does not fit.
    """
  }

  package func backsUpByTerm(
    _ server: ServerID, follower: ServerID, from: LogIndex, to: LogIndex, conflictTerm: Term?
  ) -> Phrase {
    if let conflictTerm {
      """
      \(server) moves \(follower)'s nextIndex \(strong: "back") over term \(term: conflictTerm), \
      from \(index: from) to \(index: to): \(follower) has an entry of that term there.
      """
    } else {
      """
      \(server) moves \(follower)'s nextIndex \(strong: "back") from \(index: from) to \
      \(index: to) and tries again: \(follower)'s log is too short.
      """
    }
  }

  package func triesAgain(
    _ server: ServerID, follower: ServerID, nextIndex: LogIndex
  ) -> Phrase {
    "\(server) \(strong: "tries again") from nextIndex \(index: nextIndex): \(follower) refused."
  }

  package func commits(
    _ server: ServerID, index: LogIndex, term: Term, on holders: ServerSet
  ) -> Phrase {
    """
    \(server) \(strong: "commits") entry \(index: index) of term \(term: term) and all before it: \
    it is stored on \(list(holders)), a majority.
    """
  }

  package func mayNotCommit(
    _ server: ServerID, index: LogIndex, term: Term, currentTerm: Term, on holders: ServerSet
  ) -> Phrase {
    """
    \(server) \(strong: "may not commit") entry \(index: index) by counting: it is on a majority, \
    \(list(holders)), but of term \(term: term), and \(server) leads term \(term: currentTerm).
    """
  }

  package func commitsOldTerm(
    _ server: ServerID, index: LogIndex, term: Term, currentTerm: Term, on holders: ServerSet
  ) -> Phrase {
    """
    \(server) \(strong: "commits by counting") entry \(index: index) of term \(term: term): it is \
    on \(list(holders)), \(server) leads term \(term: currentTerm), and the rule is off.
    """
  }

  package func answersClient(
    _ server: ServerID, index: LogIndex, command: Phrase?
  ) -> Phrase {
    let what: Phrase =
      if let command { command.isOneName ? ", \(command)," : " (\(command))" } else { "" }
    return """
      \(server) \(strong: "answers the client"): entry \(index: index)\(what) is applied to the \
      state machine.
      """
  }
}
