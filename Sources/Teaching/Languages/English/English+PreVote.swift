import RaftCore
import Simulation

// Asking before standing for election (Ongaro's dissertation, §9.6).

// The rules.
extension English {
  package var askForPreVotes: RuleText {
    RuleText(
      "Ask before standing for election",
      """
      Before a server raises its term, it asks whether a majority would vote for it in the next \
      one. Only then does it become a candidate.
      """)
  }

  package var refuseStalePreVote: RuleText {
    RuleText(
      "Answer a pre-vote for an old term",
      """
      A pre-vote for a term that has begun already is refused. The refusal carries the newer term, \
      so that whoever asks learns of it.
      """,
      without: """
        Two servers may wait for each other for ever, one with the longer log, the other with the \
        higher term: nobody is ever elected.
        """)
  }

  package var preVoteLeaderHeard: RuleText {
    RuleText(
      "No pre-vote while a leader is heard",
      """
      A server that heard from a leader within the shortest election timeout would vote for nobody \
      else: one that comes back deposes no leader.
      """,
      without: """
        A server that hears nothing but has an up-to-date log finds a majority for its election, \
        and deposes a leader that all others hear well.
        """)
  }

  package var preVoteUpToDate: RuleText {
    RuleText(
      "Pre-votes for up-to-date logs only",
      """
      A server would not vote for one whose log is less up-to-date than its own: the same \
      comparison as for a vote (§5.4.1).
      """)
  }

  package var grantPreVote: RuleText {
    RuleText(
      "Say that one would vote",
      """
      A server that hears no leader would vote for one with an up-to-date log. It promises nothing \
      by that: its term, its vote and its timer stay as they are.
      """)
  }

  package var countPreVote: RuleText {
    RuleText(
      "Count the pre-votes",
      """
      A pre-candidate counts who would vote for it, itself included. With a majority it raises its \
      term and starts the election.
      """)
  }

  package var preCandidateFindsLeader: RuleText {
    RuleText(
      "A leader ends the asking",
      """
      A pre-candidate that hears from the leader of its term is a follower again. It has changed \
      nothing that would have to be undone.
      """)
  }
}

// What is said when one fires.
extension English {
  package func asksForPreVotes(
    _ server: ServerID, nextTerm: Term, needed: Int, of members: Int
  ) -> Phrase {
    members == 1
      ? """
      \(server) \(strong: "needs no other's pre-vote") for term \(term: nextTerm): alone in its \
      cluster, it needs \(count: needed), its own.
      """
      : """
      \(server) \(strong: "asks who would vote for it") in term \(term: nextTerm): it needs \
      \(count: needed) of \(count: members), itself included, and its term stays \
      \(term: nextTerm - 1).
      """
  }

  package func preVotesFail(_ server: ServerID, nextTerm: Term) -> Phrase {
    """
    \(server)'s \(strong: "election timer runs out") again: too few servers have said that they \
    would vote for it in term \(term: nextTerm).
    """
  }

  package func refusesOldPreVote(
    _ server: ServerID, of candidate: ServerID, nextTerm: Term, own: Term
  ) -> Phrase {
    """
    \(server) \(strong: "refuses the pre-vote") of \(candidate): \(candidate) asks for term \
    \(term: nextTerm), \(server) is in term \(term: own) already, and says so.
    """
  }

  package func ignoresOldPreVote(
    _ server: ServerID, of candidate: ServerID, nextTerm: Term, own: Term
  ) -> Phrase {
    """
    \(server) \(strong: "drops the pre-vote") of \(candidate): it is for term \(term: nextTerm), \
    \(server) is in term \(term: own) already, and the rule to say so is off.
    """
  }

  package func refusesPreVote(
    _ server: ServerID, of candidate: ServerID?, heard leader: ServerID, ago: TimeSpan,
    timeout: TimeSpan, answers: Bool
  ) -> Phrase {
    """
    \(refusal(server, candidate, answers)): \(heard(leader, ago: ago, timeout: timeout)).
    """
  }

  package func refusesPreVoteAsLeader(
    _ server: ServerID, of candidate: ServerID?, answers: Bool
  ) -> Phrase {
    "\(refusal(server, candidate, answers)): \(server) is the leader itself."
  }

  /// Why a server counts on the leader that it heard from.
  func heard(_ leader: ServerID, ago: TimeSpan, timeout: TimeSpan) -> Phrase {
    ago < 0
      ? "it heard the leader \(leader), and its clock was set back since"
      : """
      it heard the leader \(leader) \(ms(ago)) ago, less than an election timeout (\(ms(timeout)))
      """
  }

  /// `S2 refuses the pre-vote of S4`, or what etcd does.
  private func refusal(_ server: ServerID, _ candidate: ServerID?, _ answers: Bool) -> Phrase {
    let whose: Phrase = if let candidate { " of \(candidate)" } else { "" }
    return answers
      ? "\(server) \(strong: "refuses the pre-vote")\(whose)"
      : "\(server) \(strong: "leaves the pre-vote")\(whose) \(strong: "without an answer")"
  }

  package func refusesPreVoteOfOldLog(
    _ server: ServerID, _ candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase {
    """
    \(server) \(strong: "would not vote for") \(candidate): \
    \(whyOwnLogIsNewer(candidate, theirs: theirs, own: own)).
    """
  }

  package func wouldVote(
    _ server: ServerID, for candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase {
    let start: Phrase = "\(server) \(strong: "would vote for") \(candidate)"
    if theirs == own {
      return theirs == .start
        ? "\(start): both logs are empty. It promises nothing by that, and its timer runs on."
        : """
        \(start): both logs end at \(at(own)). It promises nothing by that, and its timer runs on.
        """
    }
    let mine: Phrase = own == .start ? "its own is empty" : "its own at \(at(own))"
    return """
      \(start): \(candidate)'s log ends at \(at(theirs)), \(mine). It promises nothing by that, and \
      its timer runs on.
      """
  }

  package func wouldVoteForOldLog(
    _ server: ServerID, for candidate: ServerID, theirs: LogPosition, own: LogPosition
  ) -> Phrase {
    let end: Phrase = theirs == .start ? "is empty" : "ends at \(at(theirs))"
    return """
      \(server) \(strong: "would vote for") \(candidate) though \(candidate)'s log \(end) and its \
      own at \(at(own)): the up-to-date check is off.
      """
  }

  package func countsPreVote(
    _ server: ServerID, of voter: ServerID, votes: ServerSet, needed: Int
  ) -> Phrase {
    """
    \(voter) \(strong: "would vote for") \(server): that makes \(count: votes.count) of the \
    \(count: needed) that it needs (\(list(votes))).
    """
  }

  package func countsPreVoteRefusal(
    _ server: ServerID, of voter: ServerID, votes: Int, needed: Int
  ) -> Phrase {
    """
    \(voter) \(strong: "would not vote for") \(server): it still has \(count: votes) of the \
    \(count: needed) that it needs.
    """
  }

  package func ignoresPreVote(_ server: ServerID, of voter: ServerID, nextTerm: Term) -> Phrase {
    """
    \(server) \(strong: "ignores") \(voter)'s answer: it no longer asks who would vote for it in \
    term \(term: nextTerm).
    """
  }

  package func stopsAsking(_ server: ServerID, _ leader: ServerID, term: Term) -> Phrase {
    """
    \(server) \(strong: "stops asking") who would vote for it: \(leader)'s AppendEntries shows that \
    \(leader) leads term \(term: term).
    """
  }
}
