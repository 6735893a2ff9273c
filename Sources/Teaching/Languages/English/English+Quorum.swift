import RaftCore
import Simulation

// A leader that hears no majority (Ongaro's dissertation, §6.2, §4.2.3).

// The rules.
extension English {
  package var quorumHeard: RuleText {
    RuleText(
      "A leader looks who still answers",
      """
      A leader looks whether it heard from a majority, itself included, within an election \
      timeout. If so, it leads on.
      """)
  }

  package var stepDownWithoutQuorum: RuleText {
    RuleText(
      "Step down without a majority",
      """
      A leader that hears from no majority for an election timeout steps down, in its term, and \
      tells the clients that wait: it can commit nothing, and another may lead.
      """)
  }

  package var disregardVote: RuleText {
    RuleText(
      "While a leader is heard, no vote",
      """
      A server that heard from a leader within the shortest election timeout gives no vote and \
      takes over no higher term, unless the leader is handing over.
      """,
      without: """
        A server that was cut off deposes a healthy leader with its higher term; and a leader \
        that counts on its lease answers reads that are out of date.
        """)
  }
}

// What is said when one fires.
extension English {
  package func hearsQuorum(
    _ server: ServerID, from others: ServerSet, within span: TimeSpan?, needed: Int
  ) -> Phrase {
    others.isEmpty
      ? "\(server) \(strong: "counts on its majority"): it needs \(count: needed), itself."
      : """
      \(server) \(strong: "counts on its majority"): \(since(span)) it heard from \(list(others)), \
      which makes \(count: others.count + 1) with itself; it needs \(count: needed).
      """
  }

  package func beginsToWatchQuorum(
    _ server: ServerID, timeout: TimeSpan, needed: Int
  ) -> Phrase {
    """
    \(server) \(strong: "begins to look") whether it hears a majority: from now on it steps down \
    when \(ms(timeout)) pass in which it does not hear from \(count: needed), itself included.
    """
  }

  package func stepsDownWithoutQuorum(
    _ server: ServerID, heard others: ServerSet, within span: TimeSpan?, needed: Int
  ) -> Phrase {
    let heard: Phrase = others.isEmpty ? "from nobody" : "only from \(list(others))"
    return """
      \(server) \(strong: "steps down") but stays in its term: \(since(span)) it heard \(heard), \
      which makes \(count: others.count + 1) with itself; a majority is \(count: needed).
      """
  }

  /// `within 150 ms`, or where etcd looks at marks instead: `since it last looked`.
  private func since(_ span: TimeSpan?) -> Phrase {
    if let span { "within \(ms(span))" } else { "since it last looked" }
  }

  package func disregardsVote(
    _ server: ServerID, for candidate: ServerID?, term: Term?, heard leader: ServerID,
    ago: TimeSpan, timeout: TimeSpan, answers: Bool
  ) -> Phrase {
    """
    \(disregard(server, candidate, term, answers)): \(heard(leader, ago: ago, timeout: timeout)).
    """
  }

  package func disregardsVoteAsLeader(
    _ server: ServerID, for candidate: ServerID?, term: Term?, answers: Bool
  ) -> Phrase {
    "\(disregard(server, candidate, term, answers)): \(server) is the leader itself."
  }

  package func disregardsVoteAfterStart(
    _ server: ServerID, for candidate: ServerID?, term: Term?, ago: TimeSpan, timeout: TimeSpan,
    answers: Bool
  ) -> Phrase {
    """
    \(disregard(server, candidate, term, answers)): \(server) started \(ms(ago)) ago, and may \
    have heard from a leader less than \(ms(timeout)) ago.
    """
  }

  /// `S2 refuses its vote to S4 and does not take over term 6`, or what etcd does.
  private func disregard(
    _ server: ServerID, _ candidate: ServerID?, _ term: Term?, _ answers: Bool
  ) -> Phrase {
    let whose: Phrase = if let candidate { "\(candidate)'s request" } else { "a request" }
    let whom: Phrase = if let candidate { " to \(candidate)" } else { "" }
    if answers {
      let rest: Phrase = if let term { " and does not take over term \(term: term)" } else { "" }
      return "\(server) \(strong: "refuses its vote")\(whom)\(rest)"
    }
    let place: Phrase = if let term { " in term \(term: term)" } else { "" }
    return "\(server) \(strong: "ignores") \(whose) for a vote\(place)"
  }
}
