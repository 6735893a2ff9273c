import RaftCore

extension English {
  package func announces(_ server: ServerID, term: Term) -> Phrase {
    """
    \(server) \(strong: "tells all others at once") that it leads term \(term: term), before \
    another of them starts an election.
    """
  }

  package func leadsNobody(_ server: ServerID, term: Term) -> Phrase {
    "\(server) leads term \(term: term) and is \(strong: "the only server"): it has nobody to tell."
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
    (\(list(reached))), so the timer starts anew.
    """
  }

  package func takesCommand(
    _ server: ServerID, _ command: Phrase?, index: LogIndex, term: Term?
  ) -> Phrase {
    let what: Phrase = if let command { " \(command)" } else { "" }
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
      \(follower) \(strong: "answers") \(server): nothing new, matchIndex stays \
      \(index: matchIndex), nextIndex \(index: nextIndex).
      """
  }

  package func notesNoMatch(
    _ server: ServerID, follower: ServerID, nextIndex: LogIndex
  ) -> Phrase {
    """
    \(follower) \(strong: "answers") \(server): no entry is known to agree yet, matchIndex \
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
    let what: Phrase = if let command { ", \(command)," } else { "" }
    return """
      \(server) \(strong: "answers the client"): entry \(index: index)\(what) is applied to the \
      state machine.
      """
  }
}
