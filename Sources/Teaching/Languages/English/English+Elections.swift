import RaftCore

// How a leader is elected (§5.2, §5.4.1).

// The rules.
extension English {
  package var randomizedTimeouts: RuleText {
    RuleText(
      "Randomized election timeouts",
      """
      Every server draws each election timeout at random from a fixed interval, so that mostly \
      one server times out first and wins before the others do.
      """,
      without: """
        All followers time out together, split the vote, and do so again and again: no leader may \
        ever be elected.
        """)
  }

  package var electionTimeout: RuleText {
    RuleText(
      "Silence starts an election",
      """
      A follower that for an election timeout neither hears from the leader nor grants a vote \
      becomes a candidate; a candidate whose timeout elapses starts a new election.
      """)
  }

  package var startElection: RuleText {
    RuleText(
      "Start an election",
      """
      A new candidate increments currentTerm, votes for itself, restarts its election timer and \
      sends RequestVote to all other servers.
      """)
  }

  package var refuseStaleCandidate: RuleText {
    RuleText(
      "Refuse candidates of older terms",
      "A RequestVote whose term is lower than the receiver's currentTerm is refused.")
  }

  package var oneVotePerTerm: RuleText {
    RuleText(
      "One vote per term",
      """
      A server votes for at most one candidate in a term: for the first one that asks and has an \
      up-to-date log.
      """,
      without: "Two candidates can both gather a majority in one term, and lead side by side.")
  }

  package var upToDateCheck: RuleText {
    RuleText(
      "Vote only for up-to-date logs",
      """
      The candidate's log must be at least as up-to-date as the voter's: its last entry is of a \
      later term, or of the same term with an index no lower.
      """,
      without: """
        A server that lacks committed entries can win an election, and then overwrites them on \
        the others.
        """)
  }

  package var grantVote: RuleText {
    RuleText(
      "Grant the vote",
      """
      A server that has given no other vote in this term, and finds the candidate's log \
      up-to-date, grants its vote and restarts its election timer.
      """)
  }

  package var countVote: RuleText {
    RuleText(
      "Count the votes",
      "A candidate counts the votes of its term, its own among them, each server's once.")
  }

  package var becomeLeader: RuleText {
    RuleText(
      "A majority makes the leader",
      """
      A candidate with the votes of a majority of the whole cluster becomes leader. Two \
      majorities always share a server, so a term has at most one leader.
      """)
  }

  package var candidateFindsLeader: RuleText {
    RuleText(
      "A candidate accepts the leader",
      """
      A candidate that receives AppendEntries with a term at least its own recognizes the sender \
      as the leader and returns to follower.
      """)
  }
}

// What is said when one fires.
extension English {
  package func hearsNothing(
    _ server: ServerID, from leader: ServerID?, term: Term, isByHand: Bool
  ) -> Phrase {
    if let leader, isByHand {
      """
      \(server)'s \(strong: "election timer runs out"): \(server) acts as if there were no word from \
      \(leader), the leader of term \(term: term).
      """
    } else if let leader {
      """
      \(server)'s \(strong: "election timer runs out"): no word from \(leader), the leader of term \
      \(term: term), in all that time.
      """
    } else {
      """
      \(server)'s \(strong: "election timer runs out"): it knows of no leader in term \
      \(term: term).
      """
    }
  }

  package func electionFails(_ server: ServerID, term: Term) -> Phrase {
    """
    \(server)'s \(strong: "election timer runs out") again: its election in term \(term: term) \
    brought no majority and no leader.
    """
  }

  package func startsElection(
    _ server: ServerID, term: Term, needed: Int, of members: Int
  ) -> Phrase {
    members == 1
      ? """
      \(server) \(strong: "becomes a candidate") in term \(term: term) and votes for itself: alone \
      in its cluster, it needs \(votes(needed)).
      """
      : """
      \(server) \(strong: "becomes a candidate") in term \(term: term), votes for itself and asks \
      for votes: it needs \(count: needed) of \(count: members).
      """
  }

  package func refusesOldCandidate(
    _ server: ServerID, _ candidate: ServerID, theirs: Term, own: Term
  ) -> Phrase {
    """
    \(server) \(strong: "refuses its vote") to \(candidate): \(candidate) asks for term \
    \(term: theirs), \(server) is in term \(term: own) already.
    """
  }

  package func refusesSecondVote(
    _ server: ServerID, _ candidate: ServerID, votedFor: ServerID, term: Term?
  ) -> Phrase {
    let other: Phrase = votedFor == server ? "itself" : "\(votedFor)"
    return """
      \(server) \(strong: "refuses its vote") to \(candidate): \(inTerm(term)) it has voted for \
      \(other), and a server votes once in a term.
      """
  }

  /// How a candidate's log ends, and why the voter's own is more up-to-date (§5.4.1).
  func whyOwnLogIsNewer(
    _ candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase {
    let end: Phrase =
      theirs == .start
      ? "\(candidate)'s log is empty" : "\(candidate)'s last entry is \(at(theirs))"
    let reason: Phrase =
      theirs == .start
      ? "which is more up-to-date"
      : theirs.term == own.term ? "which is further in the same term" : "which is of a later term"
    return "\(end), its own is \(at(own)), \(reason)"
  }

  package func refusesOldLog(
    _ server: ServerID, _ candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase {
    """
    \(server) \(strong: "refuses its vote") to \(candidate): \
    \(whyOwnLogIsNewer(candidate, theirs: theirs, own: own)).
    """
  }

  package func votes(
    _ server: ServerID, for candidate: ServerID, term: Term?, theirs: LogPosition, own: LogPosition
  ) -> Phrase {
    let start: Phrase = "\(server) \(strong: "votes for") \(candidate) \(inTerm(term))"
    if theirs == own {
      return theirs == .start
        ? "\(start): it has not voted in it yet, and both logs are empty."
        : "\(start): it has not voted in it yet, and both logs end at \(at(own))."
    }
    let mine: Phrase = own == .start ? "its own is empty" : "its own ends at \(at(own))"
    return "\(start): \(candidate)'s log ends at \(at(theirs)), \(mine), which is less up-to-date."
  }

  package func restartsElectionTimer(_ restart: ElectionRestart?) -> Phrase {
    if let restart {
      " Its timer restarts: \(restart.spanText) ms."
    } else {
      " Its timer restarts."
    }
  }

  /// What a timer does that begins to run anew, with the milliseconds that its gauge shows.
  func restarts(_ restart: ElectionRestart?) -> Phrase {
    guard let restart else { return "restarts" }
    let left: Phrase = restart.leftText.map { " (\($0) were left)" } ?? ""
    return restart.isDrawn
      ? "restarts with a new draw, \(restart.spanText) ms\(left)"
      : "restarts with \(restart.spanText) ms\(left)"
  }

  package func votesAgain(
    _ server: ServerID, for candidate: ServerID, term: Term?
  ) -> Phrase {
    "\(server) \(strong: "repeats its vote") for \(candidate) \(inTerm(term)): it was asked again."
  }

  package func votesTwice(
    _ server: ServerID, for candidate: ServerID, after: ServerID?, term: Term?
  ) -> Phrase {
    let earlier: Phrase =
      switch after {
      case nil: "without asking whether it has voted"
      case server: "though it voted for itself"
      case let other?: "though it voted for \(other)"
      }
    return """
      \(server) \(strong: "votes for") \(candidate) \(earlier) \(inTerm(term)): the rule of one \
      vote per term is off.
      """
  }

  package func votesForOldLog(
    _ server: ServerID, for candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase {
    let end: Phrase = theirs == .start ? "is empty" : "ends at \(at(theirs))"
    return """
      \(server) \(strong: "votes for") \(candidate) though \(candidate)'s log \(end) and its own \
      at \(at(own)): the up-to-date check is off.
      """
  }

  package func countsOwnVote(_ server: ServerID, votes: Int, needed: Int) -> Phrase {
    needed == 1
      ? "\(server) \(strong: "counts its own vote"), and needs no more than that \(count: 1)."
      : """
      \(server) \(strong: "counts its own vote"): \(count: votes) of the \(self.votes(needed)) it \
      needs.
      """
  }

  package func countsVote(
    _ server: ServerID, of voter: ServerID, votes: ServerSet, needed: Int
  ) -> Phrase {
    """
    \(server) \(strong: "counts") \(voter)'s \(strong: "vote"): \(count: votes.count) of the \
    \(self.votes(needed)) it needs (\(list(votes))).
    """
  }

  package func countsRefusal(
    _ server: ServerID, of voter: ServerID, votes: Int, needed: Int
  ) -> Phrase {
    """
    \(voter) \(strong: "refused"): \(server) still has \(count: votes) of the \
    \(self.votes(needed)) it needs.
    """
  }

  package func becomesLeader(
    _ server: ServerID, term: Term?, votes: ServerSet, needed: Int
  ) -> Phrase {
    let office: Phrase = if let term { " of term \(term: term)" } else { "" }
    return """
      \(server) \(strong: "becomes leader")\(office): it has \(self.votes(votes.count)) \
      (\(list(votes))), and \(count: needed) \(needed == 1 ? "makes" : "make") a majority.
      """
  }

  package func findsLeader(_ server: ServerID, _ leader: ServerID, term: Term) -> Phrase {
    """
    \(server) \(strong: "gives up its candidacy"): \(leader)'s AppendEntries shows that \(leader) \
    leads term \(term: term).
    """
  }
}
