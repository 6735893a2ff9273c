import ClientPrograms
import KeyValue
import RaftCore
import Simulation

// What becomes of what programs ask and are answered.
extension English {
  package func arrives(_ call: ProgramCall, of program: ProgramID, at party: Party) -> Phrase {
    "\(program)'s request \(strong: "arrives") at \(name(of: party)): \(describe(call))."
  }

  package func isLost(
    _ call: ProgramCall, of program: ProgramID, to party: Party, by loss: Loss
  ) -> Phrase {
    """
    \(program)'s request to \(name(of: party)) \(strong: lost(by: loss))\(reason(loss, to: party)): \
    \(describe(call)).
    """
  }

  package func timesOut(
    _ call: ProgramCall, of program: ProgramID, after milliseconds: Int
  ) -> Phrase {
    """
    \(program)'s request \(strong: "times out") after \(count: milliseconds) ms by its clock; \
    whether it was done is unknown: \(describe(call)).
    """
  }

  package func arrives(
    _ answer: ProgramAnswer, from party: Party, at program: ProgramID
  ) -> Phrase {
    "\(program) \(strong: "gets an answer") from \(name(of: party)): \(describe(answer))."
  }

  package func isLost(
    _ answer: ProgramAnswer, from party: Party, to program: ProgramID, by loss: Loss
  ) -> Phrase {
    """
    The answer of \(name(of: party)) to \(program) \(strong: lost(by: loss))\
    \(reason(loss, to: .program(program))): \(describe(answer)).
    """
  }

  package func arrives(
    _ failure: CallFailure, from party: Party, at program: ProgramID
  ) -> Phrase {
    "\(program) \(strong: "gets no answer") from \(name(of: party)): \(describe(failure))."
  }

  package func comesTooLate(
    _ answer: ProgramAnswer, from party: Party, at program: ProgramID
  ) -> Phrase {
    """
    The answer of \(name(of: party)) comes \(strong: "too late") to \(program), which does not wait \
    for it any more: \(describe(answer)).
    """
  }

  package func arrives(
    _ notice: Watcher.Response, from server: ServerID, at program: ProgramID
  ) -> Phrase {
    "\(program)'s watch on \(server) \(strong: "tells it"): \(describe(notice))."
  }

  package func isLost(
    _ notice: Watcher.Response, from server: ServerID, to program: ProgramID, by loss: Loss
  ) -> Phrase {
    """
    The notice of \(program)'s watch on \(server) \(strong: lost(by: loss))\
    \(reason(loss, to: .program(program))): \(describe(notice)).
    """
  }

  package func breaksWatch(of program: ProgramID, at server: ServerID) -> Phrase {
    "\(program)'s watch on \(server) \(strong: "breaks"): it will tell nothing more."
  }

  /// The name of a party within a sentence.
  func name(of party: Party) -> Phrase {
    party == .program(.resource) ? "the \(party.name)" : party.name
  }

  private func lost(by loss: Loss) -> String {
    switch loss {
    case .chance, .cut, .receiverDown: "is lost"
    case .dropped: "is dropped"
    }
  }

  private func reason(_ loss: Loss, to party: Party) -> Phrase {
    switch loss {
    case .chance, .dropped: ""
    case .cut: ", as the link is cut"
    case .receiverDown: ", as \(name(of: party)) is down"
    }
  }
}

// Belief against truth.
extension English {
  package func believe(_ programs: [ProgramID], afterSeveral span: Int?) -> Phrase {
    let before: Phrase =
      if let span { "; for \(count: span) ms there were several" } else { "" }
    let names: Phrase = .list(programs.map { "\($0)" }, separator: ", ", last: " and ")
    return switch programs.count {
    case 0: "\(strong: "No pod believes") that it leads now\(before)."
    case 1: "\(strong: "Only") \(names) \(strong: "believes that it leads") now\(before)."
    default:
      "Now \(count: programs.count) pods \(strong: "believe that they lead"), \(names)\(before)."
    }
  }

  package func isTakenFromDeposed(
    _ program: ProgramID, token: Token?, since milliseconds: Int, holder: ProgramID?
  ) -> Phrase {
    let now: Phrase = if let holder { "\(holder) leads" } else { "nobody leads" }
    return """
      Work of \(program)\(withToken(token)) \(strong: "is taken although") \(program) \
      \(strong: "is deposed"): by etcd it has not led for \(count: milliseconds) ms, and \(now).
      """
  }
}

// In a few words.
extension English {
  package func describe(_ call: ProgramCall) -> Phrase {
    switch call {
    case .request(let request, let way): "\(describe(request))\(describe(way))"
    case .keepAlive(let lease): "keepalive of lease \(lease: lease)"
    case .timeToLive(let lease): "time to live of lease \(lease: lease)"
    case .api(.get(let name)): "get \(command: name)"
    case .api(.create(let name, _)): "create \(command: name)"
    case .api(.update(let name, _, let version)):
      "update \(command: name) at version \(revision: version)"
    case .work(let work):
      if let token = work.token { "work, token \(count: token)" } else { "work, no token" }
    }
  }

  private func describe(_ way: Operation.Way) -> Phrase {
    switch way {
    case .log, .linearizable: ""
    case .lease: ", by the leader's lease"
    case .serializable: ", as it stands there"
    }
  }

  private func describe(_ request: Request) -> Phrase {
    switch request {
    case .keys(let request): describe(request)
    case .transaction(let transaction): describe(transaction)
    case .compact(let revision): "compact up to revision \(revision: revision)"
    case .grant(let lease, let ttl): "grant lease \(lease: lease), TTL \(count: ttl) s"
    case .revoke(let lease): "revoke lease \(lease: lease)"
    case .checkpoint(let lease, let remaining):
      "checkpoint lease \(lease: lease), \(count: remaining) s left"
    }
  }

  private func describe(_ request: KeyRequest) -> Phrase {
    switch request {
    case .put(let key, let value, let lease): "\(put(key, value))\(with(lease: lease))"
    case .range(.key(let key), _, _): "get \(self.key(key))"
    case .range(let keys, _, _): "get \(command: keys.description)"
    case .delete(.key(let key)): "delete \(self.key(key))"
    case .delete(let keys): "delete \(command: keys.description)"
    }
  }

  private func put(_ key: Text, _ value: Text) -> Phrase {
    if let value = short(value) { "put \(self.key(key)) \(value)" } else { "put \(self.key(key))" }
  }

  private func with(lease: LeaseID) -> Phrase { lease == 0 ? "" : ", lease \(lease: lease)" }

  private func describe(_ transaction: Transaction) -> Phrase {
    switch GuardedWrite(transaction) {
    case .putIfCreated(let key, let value, let lease, 0):
      "\(put(key, value)) if absent\(with(lease: lease))"
    case .putIfCreated(let key, let value, let lease, let revision):
      """
      \(put(key, value)) if its create_revision is \(revision: revision)\(with(lease: lease))
      """
    case .putIfModified(let key, let value, let lease, let revision):
      "\(put(key, value)) if its mod_revision is \(revision: revision)\(with(lease: lease))"
    case .deleteIfCreated(let key, let revision):
      "delete \(self.key(key)) if its create_revision is \(revision: revision)"
    case nil:
      """
      a transaction, comparisons: \(count: transaction.comparisons.count), requests: \
      \(count: transaction.then.count + transaction.otherwise.count)
      """
    }
  }

  package func describe(_ answer: ProgramAnswer) -> Phrase {
    switch answer {
    case .store(let answer): describe(answer)
    case .keptAlive(let lease, let ttl?):
      "lease \(lease: lease) has \(count: ttl) s again"
    case .keptAlive(let lease, nil): "there is no lease \(lease: lease)"
    case .timeToLive(let lease, let time) where time.left < 0: "there is no lease \(lease: lease)"
    case .timeToLive(let lease, let time):
      "lease \(lease: lease) lasts \(count: time.left) s more, of \(count: time.granted) s"
    case .api(let answer): describe(answer)
    case .work(let accepted): accepted ? "the work is taken" : "the work is refused"
    }
  }

  private func describe(_ answer: StoreAnswer) -> Phrase {
    let done: Phrase = "done, revision \(revision: answer.revision)"
    return switch answer.response {
    case .put, .compacted, .revoked, .checkpointed, .transaction(true, _): done
    case .range(let records, _): describe(records, at: answer.revision)
    case .deleted(let number): "\(done), keys deleted: \(count: number)"
    case .transaction(false, _):
      "not done, the comparison failed at revision \(revision: answer.revision)"
    case .granted(let lease, let ttl): "lease \(lease: lease) is granted, TTL \(count: ttl) s"
    case .failed(let error): "\(command: error.description)"
    }
  }

  private func describe(_ records: [KeyRecord], at revision: Revision) -> Phrase {
    guard let record = records.first else { return "no key, revision \(revision: revision)" }
    guard records.count == 1 else {
      return "\(count: records.count) keys, revision \(revision: revision)"
    }
    let value: Phrase = if let value = short(record.value) { " is \(value)" } else { "" }
    return "\(key(record.key))\(value), mod_revision \(revision: record.modRevision)"
  }

  private func describe(_ answer: APIAnswer) -> Phrase {
    switch answer {
    case .object(let record, let version) where record.holder.isEmpty:
      "nobody is the holder, version \(revision: version)"
    case .object(let record, let version):
      "the holder is \(.name(record.holder)), version \(revision: version)"
    case .notFound: "404, there is no such object"
    case .alreadyExists: "409, it exists already"
    case .conflict: "409, it has changed since"
    case .unreadable: "500, what etcd holds is no Lease object"
    }
  }

  package func describe(_ notice: Watcher.Response) -> Phrase {
    switch notice {
    case .changes(let changes, let revision):
      changes.count == 1
        ? describe(changes[0])
        : "\(count: changes.count) changes up to revision \(revision: revision)"
    case .cancelled(let compacted):
      "cancelled, all before revision \(revision: compacted) is compacted"
    }
  }

  private func describe(_ change: KeyRecord) -> Phrase {
    if change.isDeletion {
      return "\(key(change.key)) deleted at revision \(revision: change.modRevision)"
    }
    return "\(put(change.key, change.value)) at revision \(revision: change.modRevision)"
  }

  package func describe(_ failure: CallFailure) -> Phrase {
    switch failure {
    case .timedOut: "no answer came in time, so the request may be done or not"
    case .unavailable: "the request was refused, and nothing of it was done"
    case .connectionLost: "the connection broke, so the request may be done or not"
    }
  }
}
