import KeyValue
import RaftCore

/// The clients: who asks whom for what, and what became of it (§8).
package struct Clients: Sendable {
  /// The most clients, and so the most operations at a time.
  package static let limit = 9

  /// Those that ever asked for something.
  package internal(set) var all: [Client] = []
  /// What was asked for, in the order of asking.
  package internal(set) var operations = OperationList()

  /// The client with nothing to do, with the lowest number; a new one if all are busy and there may
  /// be more.
  func idle() -> ClientID? {
    for place in all.indices where all[place].request == nil { return all[place].id }
    return all.count < Self.limit ? ClientID(all.count + 1) : nil
  }

  /// Whether a client waits for an answer.
  package func isWaiting(_ id: ClientID) -> Bool {
    id.number <= all.count && all[id.number - 1].request != nil
  }

  /// The client with the given number.
  package subscript(id: ClientID) -> Client {
    _read { yield all[id.number - 1] }
    _modify { yield &all[id.number - 1] }
  }
}

/// One client: it does one thing at a time, and numbers its requests so that it may repeat them
/// (§8).
package struct Client: Sendable {
  package let id: ClientID
  /// Of its latest request.
  package internal(set) var serial = 0
  /// The server that it asks first: the last that it knew to be the leader.
  package internal(set) var contact: ServerID
  /// Its session, by the index of the entry that opened it; nil while it has none, and where clients
  /// have none.
  package internal(set) var session: LogIndex?
  /// What it waits for.
  package internal(set) var request: PendingRequest?
  /// Tries of all its requests so far.
  var attempts: Int32 = 0
  var random: RandomStream

  /// The stream that it draws from.
  static func random(seed: UInt64, client: ClientID) -> RandomStream {
    RandomStream(seed: seed, stream: 2000 + client.number)
  }
}

/// What a client waits for.
package struct PendingRequest: Hashable, Sendable {
  package var operation: Operation
  /// Where it stands among all operations, counted from 0.
  package var record: Int
  /// The server that was asked last.
  package var target: ServerID
  /// How often it asked, this try included.
  package var tries: Int
  package var sentAt: Time
  /// When it will ask again, or give up; nil when nobody can say.
  package var retryAt: Time?
  /// Whether the server that was asked last has refused, so that nothing was proposed; noted only
  /// where members are etcd's.
  var isRefused = false
  /// The serial number of the request for a session, which comes first; nil: the client has one, or
  /// needs none.
  package var opening: Int?

  /// What it asks for now: the session first, where it needs one.
  package var asked: Operation {
    opening.map { .openSession(client: operation.client, serial: $0) } ?? operation
  }

  package init(
    _ operation: Operation, record: Int, target: ServerID, tries: Int, sentAt: Time, retryAt: Time?
  ) {
    self.operation = operation
    self.record = record
    self.target = target
    self.tries = tries
    self.sentAt = sentAt
    self.retryAt = retryAt
  }
}

/// What became of an operation.
package struct OperationRecord: Hashable, Sendable {
  package var client: ClientID
  package var operation: Operation
  package var invokedAt: Time
  package var state: State

  package init(client: ClientID, operation: Operation, invokedAt: Time, state: State) {
    self.client = client
    self.operation = operation
    self.invokedAt = invokedAt
    self.state = state
  }

  package enum State: Hashable, Sendable {
    /// Not answered yet.
    case waiting
    /// Done, as far as the client was told: where it stands in the log, nil where nobody can say, and
    /// what came of it.
    case acknowledged(at: Time, index: LogIndex?, Store.Outcome)
    /// The client gave up. It may have been done, may still be, or never.
    case unknown(since: Time)
    /// The client was told that it was not done, and will not be.
    case refused(at: Time)
    /// The client's session had expired: it was not executed now, and will not be. Whether an earlier
    /// try was, nobody can tell.
    case expired(at: Time)
  }
}
