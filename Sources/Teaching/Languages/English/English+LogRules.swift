// How the log is replicated and committed, and how clients are served (§5.3, §5.4.2, §8).
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
      When every follower has just been sent entries, the heartbeat timer starts anew: heartbeats \
      are for idle periods. With even one left out it runs on, and the heartbeat tries that one \
      again.
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

  package var hearLeader: RuleText {
    RuleText(
      "Hear from the leader",
      "AppendEntries of the current leader starts a follower's election timer anew.")
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

  package var redirectClient: RuleText {
    RuleText(
      "Only the leader serves clients",
      """
      A server that is not the leader turns a client's request down, and names the most recent \
      leader that it has heard from.
      """)
  }

  package var clientSerialNumbers: RuleText {
    RuleText(
      "Serial numbers for requests",
      """
      A client numbers its commands. The state machine remembers the latest number executed for \
      each client, and does not execute a command twice.
      """,
      without: """
        A command whose answer was lost is executed a second time when the client tries again.
        """)
  }
}
