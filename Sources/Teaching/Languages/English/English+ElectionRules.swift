// What every server obeys, and how a leader is elected (§5.1, §5.2, §5.4.1).
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
      A new candidate increments currentTerm, votes for itself, starts its election timer anew \
      and sends RequestVote to all other servers.
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
      up-to-date, grants its vote and starts its election timer anew.
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
