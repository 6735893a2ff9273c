import RaftCore
import Simulation

// Reads that write nothing to the log (Ongaro's dissertation, §6.4).

// The rules.
extension English {
  package var askForReadIndex: RuleText {
    RuleText(
      "A follower asks what to apply",
      """
      A follower that a client reads from asks the leader up to where the log must be applied, and \
      answers from its own state machine once it is.
      """)
  }

  package var readAfterOwnTerm: RuleText {
    RuleText(
      "First an entry of the own term",
      """
      A leader serves no read before an entry of its own term is committed: until then it may not \
      know the latest entries that were committed before it led.
      """,
      without: """
        A new leader answers from a commitIndex that lags behind: the read misses a write that was \
        acknowledged before.
        """)
  }

  package var beginRead: RuleText {
    RuleText(
      "Take down the readIndex",
      """
      A leader notes its commitIndex as the readIndex of a read, and begins a round of \
      AppendEntries to learn whether it still leads.
      """)
  }

  package var roundAfterRead: RuleText {
    RuleText(
      "The round begins after the read",
      """
      Only a round of AppendEntries that was begun after the read came can show that the server \
      still led when it came.
      """,
      without: """
        Answers to an older round confirm the read, though another leader may have been elected \
        and have acknowledged writes since.
        """)
  }

  package var confirmLeadership: RuleText {
    RuleText(
      "A majority confirms the leader",
      """
      A read goes on when a majority, the leader included, has answered its round: so no newer \
      leader had acknowledged anything before the read came.
      """,
      without: """
        A deposed leader that does not know it answers from its old state: the read misses writes \
        that another leader has acknowledged.
        """)
  }

  package var applyBeforeRead: RuleText {
    RuleText(
      "Apply up to the readIndex first",
      """
      A read waits until the state machine of the server that answers has applied all entries up \
      to the readIndex.
      """,
      without: """
        The read is answered from a state machine that lags behind, and misses writes that were \
        acknowledged before.
        """)
  }

  package var answerRead: RuleText {
    RuleText(
      "Answer the read",
      """
      Once entries up to the readIndex are applied, the server asks its state machine and answers. \
      Nothing is written to the log.
      """)
  }

  package var serializableRead: RuleText {
    RuleText(
      "Read what is there",
      """
      Any server answers a serializable read at once, from its own state machine and without \
      asking others. The answer may be old.
      """)
  }
}

// What is said when one fires.
extension English {
  package var ownCheck: String { "its own check" }

  package func asksForReadIndex(
    _ server: ServerID, of leader: ServerID, for client: ClientID
  ) -> Phrase {
    """
    \(server) \(strong: "asks the leader") \(leader) for the readIndex: up to there it must apply \
    the log before it answers \(client).
    """
  }

  package func ignoresReadIndex(_ server: ServerID, of leader: ServerID) -> Phrase {
    "\(server) \(strong: "ignores") \(leader)'s readIndex: no read waits for it any more."
  }

  package func waitsForOwnTerm(
    _ server: ServerID, _ client: ClientID, committed: LogPosition, currentTerm: Term
  ) -> Phrase {
    let start: Phrase = "\(server) \(strong: "lets") \(client)'s \(strong: "read wait")"
    return committed.index == 0
      ? """
      \(start): it knows of no committed entry yet, and needs one of its own term \
      \(term: currentTerm).
      """
      : """
      \(start): the last entry that it knows to be committed is \(at(committed)), and it needs one \
      of its own term \(term: currentTerm).
      """
  }

  package func beginsRound(
    _ server: ServerID, _ round: Int, for client: ClientID, at asker: ServerID?, index: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "begins round") \(count: round) for \(read(of: client, at: asker)), with \
    readIndex \(index: index): when a majority has answered, it knows that it still leads.
    """
  }

  package func readsAlone(_ server: ServerID, _ client: ClientID, index: LogIndex) -> Phrase {
    """
    \(server) \(strong: "asks nobody") for the read of \(client): alone in its cluster it leads; \
    the readIndex is \(index: index).
    """
  }

  package func readsUnconfirmed(
    _ server: ServerID, _ client: ClientID, at asker: ServerID?, index: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "believes that it leads") and asks nobody for \(read(of: client, at: asker)), \
    readIndex \(index: index): the rule is off.
    """
  }

  package func takesOlderRound(
    _ server: ServerID, _ round: Int, for client: ClientID, at asker: ServerID?, index: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "takes an older round") for \(read(of: client, at: asker)), readIndex \
    \(index: index): round \(count: round) began before it came, and the rule is off.
    """
  }

  /// `the read of C1`, and where its client asks if that is a follower.
  private func read(of client: ClientID, at asker: ServerID?) -> Phrase {
    if let asker { "the read of \(client) at \(asker)" } else { "the read of \(client)" }
  }

  package func isConfirmed(
    _ server: ServerID, for client: ClientID, round: Int, by others: ServerSet, needed: Int
  ) -> Phrase {
    """
    \(server) \(strong: "is confirmed as leader") for the read of \(client): round \(count: round) \
    is answered by \(list(others)), with itself \(count: others.count + 1), and \(count: needed) are \
    needed.
    """
  }

  package func tellsReadIndex(_ index: LogIndex, to asker: ServerID) -> Phrase {
    " It tells \(asker) the readIndex, \(index: index)."
  }

  package func waitsForApply(
    _ server: ServerID, _ client: ClientID, index: LogIndex, lastApplied: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "waits") before it answers the read of \(client): it must apply entries up \
    to \(index: index), and has up to \(index: lastApplied).
    """
  }

  package func answersRead(
    _ server: ServerID, _ client: ClientID, index: LogIndex, lastApplied: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "answers the read") of \(client) from its state machine: the readIndex is \
    \(index: index), and it has applied entries up to \(index: lastApplied).
    """
  }

  package func answersReadTooEarly(
    _ server: ServerID, _ client: ClientID, index: LogIndex, lastApplied: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "answers the read") of \(client) without waiting: it has applied entries up \
    to \(index: lastApplied), the readIndex is \(index: index), and the rule is off.
    """
  }

  package func tellsReadIndex(
    _ server: ServerID, _ index: LogIndex, for client: ClientID, to asker: ServerID
  ) -> Phrase {
    """
    \(server) \(strong: "tells") \(asker) \(strong: "the readIndex") for the read of \(client): \
    \(index: index), without having asked a majority.
    """
  }

  package func answersFromWhatItHas(
    _ server: ServerID, _ client: ClientID, lastApplied: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "answers the read") of \(client) with what it has: it has applied entries \
    up to \(index: lastApplied), and asks nobody whether there are more.
    """
  }
}
