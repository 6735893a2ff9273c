import KeyValue
import RaftCore
import Simulation

// Exactly once: clients' sessions (Ongaro's dissertation, §6.3).

// The rules.
extension English {
  package var openSession: RuleText {
    RuleText(
      "Open a session",
      """
      A client asks for a session through the log. The index of that entry is its number, so that all \
      servers open the same one.
      """)
  }

  package var executeInSession: RuleText {
    RuleText(
      "Execute once, and keep the answer",
      """
      A command is executed in its client's session, which keeps the answer until the client asks for \
      something else: that shows that it has heard it.
      """)
  }

  package var refuseWithoutSession: RuleText {
    RuleText(
      "No session, no execution",
      """
      A command of a session that the state machine does not know is not executed, and its client is \
      told that the session has expired.
      """,
      without: """
        A retry whose session has expired is given a session and executed again: one request takes \
        effect twice.
        """)
  }

  package var expireSession: RuleText {
    RuleText(
      "Sessions expire by the log",
      """
      With more sessions than there may be, the one used least recently expires. Entries alone decide \
      which, so that all servers drop the same one.
      """)
  }
}

// What is said when one fires.
extension English {
  package func asksForSession(
    _ client: ClientID, at server: ServerID, for operation: Operation
  ) -> Phrase {
    """
    \(client) \(strong: "asks") \(server) \(strong: "for a session") first, in which it will ask for \
    \(command: operation.description).
    """
  }

  package func opensSession(
    _ server: ServerID, _ session: LogIndex, of client: ClientID, again index: LogIndex?
  ) -> Phrase {
    guard let index else {
      return """
        \(server) \(strong: "opens session") \(index: session) for \(client): the index of the entry is \
        its number.
        """
    }
    return """
      \(server) \(strong: "opens session") \(index: session) for \(client) \(strong: "again"), at entry \
      \(index: index): it knows no such session.
      """
  }

  package func executes(
    _ server: ServerID, _ request: RequestID, in session: LogIndex, at index: LogIndex,
    discarding discarded: Int?
  ) -> Phrase {
    let older: Phrase =
      discarded.map { "; the answer to \(count: $0) is discarded, the client has it" } ?? ""
    return """
      \(server) \(strong: "executes") \(request.client)'s request \(count: request.serial) in session \
      \(index: session), at entry \(index: index), and keeps the answer\(older).
      """
  }

  package func repeats(
    _ server: ServerID, _ request: RequestID, in session: LogIndex, at index: LogIndex, latest: Int
  ) -> Phrase {
    let reason: Phrase =
      latest == request.serial
      ? "it was executed before, and is answered as then"
      : "the client has asked for request \(count: latest) since"
    return """
      \(server) \(strong: "does not execute") entry \(index: index) \(strong: "again"), \
      \(request.client)'s request \(count: request.serial) in session \(index: session): \(reason).
      """
  }

  package func refusesWithoutSession(
    _ server: ServerID, _ request: RequestID, in session: LogIndex, at index: LogIndex
  ) -> Phrase {
    """
    \(server) \(strong: "does not execute") entry \(index: index), \(request.client)'s request \
    \(count: request.serial): there is \(strong: "no session") \(index: session) any more.
    """
  }

  package func expires(
    _ server: ServerID, _ session: LogIndex, of client: ClientID, usedAt: LogIndex, limit: Int
  ) -> Phrase {
    """
    \(client)'s session \(index: session) \(strong: "expires") at \(server): there may be \
    \(count: limit), and it is the one used least recently, at entry \(index: usedAt).
    """
  }
}
