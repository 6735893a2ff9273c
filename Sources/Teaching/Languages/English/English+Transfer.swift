import RaftCore
import Simulation

// Handing over on purpose (Ongaro's dissertation, §3.10).

// The rules.
extension English {
  package var beginTransfer: RuleText {
    RuleText(
      "Hand over on purpose",
      """
      A leader that is to hand over takes no new commands, brings the target up to date, and gives \
      up after an election timeout.
      """)
  }

  package var refuseDuringTransfer: RuleText {
    RuleText(
      "No commands while handing over",
      """
      While it hands over, a leader turns clients' commands away: with ever more to send, the \
      target might never catch up.
      """,
      without: """
        Under load the target may never catch up: the leader keeps appending entries, and gives up \
        handing over.
        """)
  }

  package var sendTimeoutNow: RuleText {
    RuleText(
      "Bid the target to start its election",
      """
      As soon as the target stores all entries of the leader, the leader sends it TimeoutNow: its \
      log is as up-to-date as any can be.
      """)
  }

  package var obeyTimeoutNow: RuleText {
    RuleText(
      "Start the election at once",
      """
      Bidden by its leader, a server starts an election without waiting for its timer or asking \
      for pre-votes. Its requests say that the leader wants it so.
      """)
  }

  package var giveUpTransfer: RuleText {
    RuleText(
      "Give up handing over",
      """
      If it still leads after an election timeout, the leader gives up handing over and takes \
      commands again. A TimeoutNow on its way may still arrive.
      """)
  }

  package var stopAfterTransfer: RuleText {
    RuleText(
      "Stop when handed over",
      """
      A leader that is told to stop hands over first. It goes down when it leads no more, or has \
      given up, and its disk has what it promised.
      """)
  }
}

// What is said when one fires.
extension English {
  package func beginsTransfer(
    _ server: ServerID, to target: ServerID, matchIndex: LogIndex, lastIndex: LogIndex,
    takesCommands: Bool
  ) -> Phrase {
    let commands: Phrase =
      takesCommands ? "it still takes commands" : "it takes no commands meanwhile"
    return """
      \(server) \(strong: "begins to hand over") to \(target): \(commands), and \
      \(stores(target, matchIndex, of: lastIndex)).
      """
  }

  /// How far the target of a transfer has come.
  private func stores(
    _ target: ServerID, _ matchIndex: LogIndex, of lastIndex: LogIndex
  ) -> Phrase {
    if matchIndex == lastIndex {
      "\(target) stores all that it does, up to entry \(index: lastIndex)"
    } else if matchIndex == 0 {
      "\(target) is not known to store any of its entries up to \(index: lastIndex)"
    } else {
      "\(target) is known to store entries up to \(index: matchIndex) of \(index: lastIndex)"
    }
  }

  package func turnsAway(
    _ server: ServerID, _ client: ClientID, handingOverTo target: ServerID
  ) -> Phrase {
    """
    \(server) \(strong: "turns") \(client) \(strong: "away"): it is handing over to \(target), and \
    takes no commands meanwhile.
    """
  }

  package func sendsTimeoutNow(
    _ server: ServerID, to target: ServerID, lastIndex: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "bids") \(target) \(strong: "to start an election") at once (TimeoutNow): \
    \(target) stores all that it does, up to entry \(index: lastIndex).
    """
  }

  package func obeysTimeoutNow(
    _ server: ServerID, _ leader: ServerID, term: Term, asksFirst: Bool
  ) -> Phrase {
    let others: Phrase =
      asksFirst
      ? "it waits for no timer and asks for no pre-votes" : "it does not wait for its timer"
    return """
      \(server) \(strong: "obeys") \(leader), the leader of term \(term: term), and starts an \
      election: \(others).
      """
  }

  package func ignoresOldTimeoutNow(
    _ server: ServerID, of leader: ServerID, theirs: Term, own: Term
  ) -> Phrase {
    """
    \(server) \(strong: "ignores") \(leader)'s TimeoutNow: it is of term \(term: theirs), \
    \(server) is in term \(term: own).
    """
  }

  package func ignoresTimeoutNow(_ server: ServerID, of leader: ServerID, term: Term) -> Phrase {
    """
    \(server) \(strong: "ignores") \(leader)'s TimeoutNow: \(server) leads term \(term: term) itself.
    """
  }

  package func givesUpTransfer(
    _ server: ServerID, to target: ServerID, matchIndex: LogIndex, lastIndex: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "gives up handing over") to \(target) and leads on: its time is up, and \
    \(stores(target, matchIndex, of: lastIndex)).
    """
  }

  package func stops(_ server: ServerID, target: ServerID, leads: Bool) -> Phrase {
    leads
      ? """
      \(server) \(strong: "goes down"), as it was told to: it has waited long enough for \(target) to \
      take over, and others must elect a leader now.
      """
      : """
      \(server) \(strong: "goes down"), as it was told to: it leads no more, and its disk has what it \
      promised.
      """
  }
}
