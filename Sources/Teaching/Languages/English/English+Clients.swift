import RaftCore

// How clients are served (§8).

// The rules.
extension English {
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

// What is said when one fires.
extension English {
  package func redirects(_ server: ServerID, to leader: ServerID?) -> Phrase {
    if let leader {
      "\(server) is not the leader: it \(strong: "sends the client on") to \(leader)."
    } else {
      """
      \(server) is not the leader and knows of none: it \(strong: "sends the client away") to ask \
      another server.
      """
    }
  }
}
