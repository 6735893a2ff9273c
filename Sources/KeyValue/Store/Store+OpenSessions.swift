// Sessions that clients open (Ongaro's dissertation, §6.3). All of it is decided by the log, so that
// every member has the same sessions after the same entry, and a snapshot holds them.

extension Store {
  /// A client's session: its latest request that was executed, and what that gave.
  ///
  /// A client does one thing at a time. So by asking for the next it has acknowledged the answer
  /// before, which is discarded then, and one answer a session is all that is kept.
  package struct OpenSession: Hashable, Sendable {
    /// The index of the entry that opened it.
    package let id: Int
    package let client: Int
    /// The serial number of the latest request that was executed in it; 0 when none was.
    package fileprivate(set) var serial = 0
    fileprivate var outcome = Outcome.sessionOpened
    /// The index of the latest entry that used it.
    package fileprivate(set) var usedAt: Int
  }

  /// What sessions are subject to.
  package struct SessionRules: Hashable, Sendable {
    /// The most sessions at a time: with one more, the one used least recently expires.
    package var limit: Int
    /// Whether a request that was executed before is answered as it was then (§8).
    package var deduplicates: Bool
    /// Whether a request without a session is refused; else it is given one.
    package var refusesUnknown: Bool

    /// - Precondition: `limit` is positive.
    package init(limit: Int, deduplicates: Bool = true, refusesUnknown: Bool = true) {
      precondition(limit > 0)
      self.limit = limit
      self.deduplicates = deduplicates
      self.refusesUnknown = refusesUnknown
    }
  }

  /// What applying an operation of a session did.
  package struct SessionUse: Hashable, Sendable {
    package let kind: Kind
    /// The session as it was before; nil where there was none.
    package let before: OpenSession?
    /// The session that had to go; nil where there was room.
    package let expired: OpenSession?

    package enum Kind: Hashable, Sendable {
      case opened
      case executed
      /// It had been executed before: its answer is that of then, or nobody waits for it any more.
      case repeated
      /// There is no such session: it was not executed.
      case refused
    }
  }

  /// Executes an operation of a session, which stands at an index of the log: once while the session
  /// lives, and never when it has expired.
  package mutating func apply(
    _ operation: Operation, at index: Int, _ rules: SessionRules
  ) -> SessionUse {
    if operation.kind == .openSession {
      return SessionUse(
        kind: .opened, before: nil,
        expired: open(index, of: operation.client, at: index, limit: rules.limit))
    }
    let id = Int(operation.session)
    var known = openSessions.first { $0.id == id }
    if let known, rules.deduplicates, known.serial >= operation.serial {
      use(known, at: index)
      return SessionUse(kind: .repeated, before: known, expired: nil)
    }
    var expired: OpenSession?
    let before = known
    if known == nil {
      guard !rules.refusesUnknown else {
        return SessionUse(kind: .refused, before: nil, expired: nil)
      }
      expired = open(id, of: operation.client, at: index, limit: rules.limit)
      known = openSessions.last
    }
    known!.serial = operation.serial
    known!.outcome = execute(operation)
    use(known!, at: index)
    return SessionUse(kind: .executed, before: before, expired: expired)
  }

  /// Opens a session. Returns the one that had to go, if there are too many.
  private mutating func open(
    _ id: Int, of client: Int, at index: Int, limit: Int
  ) -> OpenSession? {
    openSessions.append(OpenSession(id: id, client: client, usedAt: index))
    return openSessions.count > limit ? openSessions.removeFirst() : nil
  }

  /// A session was used: it is the last one that expires.
  private mutating func use(_ session: OpenSession, at index: Int) {
    openSessions.removeAll { $0.id == session.id }
    var session = session
    session.usedAt = index
    openSessions.append(session)
  }

  /// What the operation at an index of the log gave, as far as its session tells.
  package func outcome(of operation: Operation, at index: Int) -> Outcome {
    let id = operation.kind == .openSession ? index : Int(operation.session)
    guard let session = openSessions.first(where: { $0.id == id }) else { return .sessionExpired }
    if operation.kind == .openSession { return .sessionOpened }
    return session.serial == operation.serial ? session.outcome : .superseded
  }
}
