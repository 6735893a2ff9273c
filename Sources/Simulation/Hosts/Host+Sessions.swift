import KeyValue
import RaftCore

// Sessions of clients in the state machine (Ongaro's dissertation, §6.3). Raft knows nothing of them:
// what applying an entry did is noted here, as rules that fired.
extension Host {
  /// What its state machine's sessions are subject to.
  var sessionRules: Store.SessionRules {
    let rules = server.configuration.rules
    return Store.SessionRules(
      limit: sessionLimit, deduplicates: rules[.clientSerialNumbers],
      refusesUnknown: rules[.refuseWithoutSession])
  }

  /// Applies an operation of a session to the state machine, and notes what that did.
  @inline(never) mutating func apply(_ operation: Operation, at index: LogIndex) {
    lastOfSession = index
    let rules = sessionRules
    let use = member.apply(operation, at: index, rules)
    let isOpening = operation.kind == .openSession
    let evidence = Evidence.session(
      RequestID(operation), session: isOpening ? index : LogIndex(operation.session),
      index: index, latest: use.before?.serial ?? 0)
    switch use.kind {
    case .opened: note(.openSession, because: evidence)
    case .executed:
      // With the rule off that asks for one, who has no session is given one.
      if use.before == nil { note(.openSession, because: evidence) }
      note(.executeInSession, because: evidence)
    case .repeated: note(.clientSerialNumbers, because: evidence)
    case .refused: note(.refuseWithoutSession, because: evidence)
    }
    if let expired = use.expired {
      note(
        .expireSession,
        because: .expiry(
          RequestID(client: expired.client, serial: expired.serial), session: expired.id,
          usedAt: expired.usedAt, limit: rules.limit))
    }
  }

  private mutating func note(_ rule: Rule, because evidence: Evidence) {
    sessionNotes.append(SessionNote(rule: rule, evidence: evidence))
  }

  /// What was noted becomes part of the step whose effects are carried out.
  @inline(never) mutating func tellSessionNotes(in step: inout Step) {
    for note in sessionNotes { step.note(note.rule, because: note.evidence) }
    sessionNotes.removeAll(keepingCapacity: true)
  }

  /// What the request of the paper's client gave whose entry stands at an index. It changes nothing: lent
  /// for reading, a host that is being changed would be copied.
  mutating func outcome(of request: RequestID, at index: LogIndex) -> Store.Outcome {
    if index <= lastOfSession, server.log.firstIndex <= index, index <= server.log.lastIndex,
      let operation = server.log[index].command.operation, operation.isOfSession
    {
      return store.outcome(of: operation, at: index)
    }
    return member.store.outcome(client: request.client.number, serial: request.serial)
  }
}

/// A rule that fired when a state machine applied an entry.
struct SessionNote: Hashable, Sendable {
  let rule: Rule
  let evidence: Evidence
}

extension Store {
  /// Executes an operation of the paper's clients, which stands at an index of the log.
  mutating func apply(
    _ operation: Operation, at index: LogIndex, deduplicating: Bool, _ rules: SessionRules
  ) {
    if operation.isOfSession {
      _ = apply(operation, at: index, rules)
    } else {
      _ = apply(operation, deduplicating: deduplicating)
    }
  }
}
