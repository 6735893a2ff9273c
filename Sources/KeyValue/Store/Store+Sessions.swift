// What the paper's clients were last told (§8). etcd remembers nothing of its clients.

extension Store {
  /// A client's last request, and what it gave.
  struct Session: Hashable, Sendable {
    var client: Int
    var serial: Int
    var outcome: Outcome
  }

  /// What executing an operation gave.
  package enum Outcome: Hashable, Sendable, BitwiseCopyable {
    case written
    /// The value read; nil when there was none.
    case value(ShortText?)
    /// The client has since sent a later request: nobody waits for this one.
    case superseded
    /// The client has a session from now on.
    case sessionOpened
    /// There is no such session, or not any more: it was not executed, unless it had been before.
    case sessionExpired
  }

  /// What a client's request gave when it was executed last: `superseded` when that is not known
  /// any more.
  package func outcome(client: Int, serial: Int) -> Outcome {
    let session = sessions.first { $0.client == client && $0.serial == serial }
    return session?.outcome ?? .superseded
  }

  /// Executes an operation: a write is a put without a lease, a read tells the present value.
  ///
  /// With `deduplicating`, a request that was executed before is answered as it was then and
  /// changes nothing: "if it receives a command whose serial number has already been executed, it
  /// responds immediately without re-executing the request" (§8). Without, it is executed again.
  package mutating func apply(_ operation: Operation, deduplicating: Bool) -> Outcome {
    let known = sessions.firstIndex { $0.client == operation.client }
    if deduplicating, let known, sessions[known].serial >= operation.serial {
      return sessions[known].serial == operation.serial ? sessions[known].outcome : .superseded
    }
    let outcome = execute(operation)
    let session = Session(
      client: operation.client, serial: operation.serial, outcome: outcome)
    if let known { sessions[known] = session } else { sessions.append(session) }
    return outcome
  }

  mutating func execute(_ operation: Operation) -> Outcome {
    switch operation.kind {
    case .read: return .value(self[operation.key])
    case .write(let value):
      put(Text(operation.key), Text(value), as: revision + 1)
      keepFew()
      return .written
    case .openSession: return .sessionOpened
    }
  }
}
