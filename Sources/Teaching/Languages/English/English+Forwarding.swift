import RaftCore
import Simulation

// What followers hand on to the leader (Ongaro's dissertation, §6.2).

// The rules.
extension English {
  package var forwardProposal: RuleText {
    RuleText(
      "Hand a command on to the leader",
      """
      A follower hands a client's command on to the leader and expects no answer. It answers the \
      client when it applies the command itself.
      """)
  }

  package var dropForwarded: RuleText {
    RuleText(
      "Drop what is handed on in vain",
      """
      A server that is not the leader drops what another hands on to it; a leader that is handing \
      over drops commands. Nobody repeats them: the client must ask again.
      """)
  }
}

// What is said when one fires.
extension English {
  package func handsOn(_ server: ServerID, _ client: ClientID, to leader: ServerID) -> Phrase {
    """
    \(server) \(strong: "hands on") the command of \(client) to the leader \(leader), and will \
    answer \(client) when it applies the command itself.
    """
  }

  package func dropsForwarded(
    _ server: ServerID, _ client: ClientID, from follower: ServerID?, isRead: Bool,
    isHandingOver: Bool
  ) -> Phrase {
    let what: Phrase = isRead ? "the read of \(client)" : "the command of \(client)"
    let whose: Phrase = if let follower { " that \(follower) hands on" } else { "" }
    let reason: Phrase = isHandingOver ? "it is handing over" : "it is not the leader"
    return """
      \(server) \(strong: "drops") \(what)\(whose): \(reason). \(client) must ask again.
      """
  }
}
