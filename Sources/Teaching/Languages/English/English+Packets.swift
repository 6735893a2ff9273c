import KeyValue
import RaftCore
import Simulation

extension English {
  package func name(of packet: Packet) -> Phrase {
    switch packet {
    case .message(let message):
      """
      \(message.from)'s \(Phrase(stringLiteral: name(of: message.body))) to \(message.to)
      """
    case .request(let operation, let server, _):
      "\(ClientID(operation.client))'s request to \(server)"
    case .answer(_, let client, let server, _): "\(server)'s answer to \(client)"
    case .letter(let letter): name(of: letter)
    }
  }

  package func nothingFollows(_ packet: Packet) -> Phrase {
    "\(name(of: packet)) \(strong: "changes nothing"): it does not concern the receiver any more."
  }

  package func isLost(_ packet: Packet, by loss: Loss) -> Phrase {
    switch loss {
    case .chance: return "\(name(of: packet)) \(strong: "is lost") on the way."
    case .dropped: return "\(name(of: packet)) \(strong: "is dropped")."
    case .cut:
      return "\(name(of: packet)) \(strong: "is lost"): the link was cut while it was on its way."
    case .receiverDown:
      if case .letter(let letter) = packet {
        return "\(name(of: packet)) \(strong: "is lost"): \(letter.to.name) is down."
      }
      guard let receiver = packet.receiver else {
        return "\(name(of: packet)) \(strong: "is lost"): there is no receiver."
      }
      return "\(name(of: packet)) \(strong: "is lost"): \(receiver) is down."
    }
  }

  package func isDuplicated(_ packet: Packet) -> Phrase {
    "\(name(of: packet)) is \(strong: "duplicated"): the copy goes its own way."
  }

  package func isHeld(_ packet: Packet) -> Phrase {
    "\(name(of: packet)) is \(strong: "held back") until it is released."
  }

  package func isDelivered(_ packet: Packet) -> Phrase {
    "\(name(of: packet)) is \(strong: "delivered now"), ahead of its time."
  }

  package func fields(of packet: Packet) -> Phrase {
    switch packet {
    case .message(let message): return fields(of: message)
    case .request(let operation, _, _):
      let session: Phrase =
        operation.session > 0 ? "  session \(index: LogIndex(operation.session))" : ""
      return "\(command: operation.description)  serial \(count: operation.serial)\(session)"
    case .answer(.done(let outcome, let index), _, _, let serial):
      return "\(result(outcome))  index \(index: index)  serial \(count: serial)"
    case .answer(.redirect(let leader), _, _, let serial):
      let hint: Phrase = if let leader { "ask \(leader)" } else { "leader unknown" }
      return "\(strong: "not the leader")  \(hint)  serial \(count: serial)"
    case .letter(let letter): return describe(letter)
    }
  }

  func result(_ outcome: Store.Outcome) -> Phrase {
    switch outcome {
    case .written: "written"
    case .value(let value?): "value \(command: value.description)"
    case .value(nil): "no value"
    case .superseded: "superseded"
    case .sessionOpened: "session opened"
    case .sessionExpired: "session expired"
    }
  }
}

// What clients do.
extension English {
  package func asks(_ client: ClientID, for operation: Operation?, at server: ServerID?) -> Phrase {
    let whom: Phrase = if let server { " \(server)" } else { "" }
    guard let operation else { return "\(client) \(strong: "asks")\(whom) for something." }
    return switch operation.kind {
    case .openSession: "\(client) \(strong: "asks")\(whom) for a \(strong: "session")."
    case .write: "\(client) \(strong: "asks")\(whom) to write \(command: operation.description)."
    case .read:
      """
      \(client) \(strong: "asks")\(whom) for the value of \(command: operation.key.description)\
      \(way(of: operation)).
      """
    }
  }

  /// How a read is to be answered, where not through the log.
  private func way(of operation: Operation) -> Phrase {
    switch operation.way {
    case .log: ""
    case .linearizable: ", as up to date as through the log"
    case .lease: ", by the leader's lease"
    case .serializable: ", as it stands there"
    }
  }

  package func gets(
    _ client: ClientID, _ outcome: Store.Outcome, index: LogIndex, from server: ServerID
  ) -> Phrase {
    let start: Phrase = "\(client) \(strong: "gets its answer") from \(server)"
    return switch outcome {
    case .written: "\(start): its write is done, as entry \(index: index)."
    case .value(let value?):
      "\(start): the value read is \(command: value.description), as of entry \(index: index)."
    case .value(nil): "\(start): the key has no value, as of entry \(index: index)."
    case .superseded: "\(start), but to a request that it has long left behind."
    case .sessionOpened: "\(start): it has session \(index: index)."
    case .sessionExpired:
      "\(start): its \(strong: "session has expired"). Whether an earlier try took effect it cannot know."
    }
  }

  package func getsTooLate(
    _ client: ClientID, index: LogIndex, from server: ServerID
  ) -> Phrase {
    """
    \(client) hears from \(server) about entry \(index: index) \(strong: "too late"): it has \
    given that request up, or was answered before.
    """
  }

  package func isRedirected(
    _ client: ClientID, from server: ServerID, to leader: ServerID?, follows: Bool
  ) -> Phrase {
    switch (leader, follows) {
    case (let leader?, true):
      """
      \(client) learns from \(server) that \(leader) is the leader, and \(strong: "asks") \
      \(leader) at once.
      """
    case (let leader?, false):
      """
      \(client) \(strong: "hears") from \(server) that \(leader) is the leader, but does not need \
      it.
      """
    case (nil, _):
      "\(client) \(strong: "hears") from \(server) that it knows of no leader, and waits a while."
    }
  }

  package func retries(_ client: ClientID, at server: ServerID) -> Phrase {
    """
    \(client) has waited in vain and \(strong: "tries again") with \(server): same request, same \
    serial number.
    """
  }

  package func givesUp(_ client: ClientID) -> Phrase {
    """
    \(client) \(strong: "gives up"): whether its request was carried out, or still will be, it \
    cannot know.
    """
  }
}
