import RaftCore
import Simulation

// Reads by the leader's clock (Ongaro's dissertation, §6.4.1).

// The rules.
extension English {
  package var readByLease: RuleText {
    RuleText(
      "Read by the lease",
      """
      While its lease lasts, a leader answers reads without a round: the majority that answered \
      its last round elects nobody else for so long.
      """)
  }

  package var leaseExpired: RuleText {
    RuleText(
      "No lease, so a round",
      """
      A leader whose lease is over, or that has none yet, begins a round for the read, as it would \
      without leases.
      """)
  }

  package var leaseClockBound: RuleText {
    RuleText(
      "A lease allows for unequal clocks",
      """
      A lease lasts an election timeout divided by the clock bound: by that factor another \
      server's clock may be faster than the leader's.
      """,
      without: """
        A voter whose clock is a little faster helps to elect another leader while the old one \
        still counts on its lease and answers reads.
        """)
  }

  package var leasePresentClock: RuleText {
    RuleText(
      "Look at the clock for each read",
      """
      A leader compares its lease with what its clock shows at the moment of the answer, not with \
      a time that it read before.
      """,
      without: """
        A leader that stood still goes by an old time: it takes a lease that is long over for a \
        good one, and its reads miss writes.
        """)
  }

  package var noLeaseAfterTimeoutNow: RuleText {
    RuleText(
      "No lease after TimeoutNow",
      """
      A leader that has sent TimeoutNow counts on no lease any more in its term: the target is \
      voted for at once, whatever voters promised.
      """,
      without: """
        The target is elected while the old leader still counts on its lease: reads there miss \
        writes that the new leader has acknowledged.
        """)
  }
}

// What is said when one fires.
extension English {
  package func readsByLease(
    _ server: ServerID, _ client: ClientID, age: TimeSpan, length: TimeSpan, isOldTime: Bool
  ) -> Phrase {
    let time: Phrase = isOldTime ? "by an old time" : "by its clock"
    let sent: Phrase =
      age < 0
      ? "\(time) the round that a majority answered is not even sent yet"
      : "\(time) the round that a majority answered was sent \(ms(age)) ago"
    return """
      \(server)'s \(strong: "lease lasts"), and the read of \(client) needs no message: \(sent), and \
      a lease lasts \(ms(length)).
      """
  }

  package func readsAsLeader(_ server: ServerID, _ client: ClientID) -> Phrase {
    """
    \(server) \(strong: "leads, and answers") the read of \(client) without a message: as etcd's \
    library does, it looks at no clock.
    """
  }

  package func leaseIsOver(
    _ server: ServerID, _ client: ClientID, age: TimeSpan, length: TimeSpan
  ) -> Phrase {
    """
    \(server)'s \(strong: "lease is over"), and the read of \(client) needs a round: the one that a \
    majority answered was sent \(ms(age)) ago, and a lease lasts \(ms(length)).
    """
  }

  package func hasNoLease(_ server: ServerID, _ client: ClientID) -> Phrase {
    """
    \(server) \(strong: "has no lease"), and the read of \(client) needs a round: it knows of none \
    that a majority has answered.
    """
  }

  package func hasNoLeaseAfterTimeoutNow(_ server: ServerID, _ client: ClientID) -> Phrase {
    """
    \(server) \(strong: "counts on no lease"), and the read of \(client) needs a round: bidden by \
    TimeoutNow, another server may be elected at any moment.
    """
  }
}
