/// The replicated state machine: a key-value store that remembers what each client was last told
/// (§8).
package struct Store: Hashable, Sendable {
  /// Keys with their values, in the order in which they were first written.
  package private(set) var contents: [Binding] = []
  private var sessions: [Session] = []

  /// The empty store.
  package init() {}

  /// A key and its value.
  package struct Binding: Hashable, Sendable {
    package let key: ShortText
    package var value: ShortText
  }

  private struct Session: Hashable, Sendable {
    var client: Int
    var serial: Int
    var outcome: Outcome
  }

  /// What executing an operation gave.
  package enum Outcome: Hashable, Sendable, BitwiseCopyable {
    case written
    /// The value read; nil when the key was never written.
    case value(ShortText?)
    /// The client has since sent a later request: nobody waits for this one.
    case superseded
  }

  /// The value of a key; nil when it was never written.
  package subscript(key: ShortText) -> ShortText? {
    contents.first { $0.key == key }?.value
  }

  /// What a client's request gave when it was executed last: `superseded` when that is not known
  /// any more.
  package func outcome(client: Int, serial: Int) -> Outcome {
    let session = sessions.first { $0.client == client && $0.serial == serial }
    return session?.outcome ?? .superseded
  }

  /// Executes an operation.
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

  private mutating func execute(_ operation: Operation) -> Outcome {
    switch operation.kind {
    case .read: return .value(self[operation.key])
    case .write(let value):
      if let place = contents.firstIndex(where: { $0.key == operation.key }) {
        contents[place].value = value
      } else {
        contents.append(Binding(key: operation.key, value: value))
      }
      return .written
    }
  }
}
