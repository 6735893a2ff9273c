import KeyValue
import RaftCore

/// The clients' view: there is one order of all operations that explains every answer and respects
/// real time (linearizability; §8: "each operation appears to execute instantaneously, exactly once,
/// at some point between its invocation and its response").
///
/// It knows nothing of Raft: only what clients asked for, and what they were told. Keys are
/// independent of each other, so each has a history of its own (`RegisterHistory`), and the whole is
/// linearizable if each of them is.
package struct Linearizability: Sendable {
  private var keys: [RegisterHistory] = []
  private var finding: Finding?
  /// Whether the latest answer broke something.
  private(set) var hasFinding = false

  package init() {}

  /// The keys whose histories became too ambiguous to decide; nothing is claimed about them any
  /// more.
  package var undecided: [ShortText] { keys.lazy.filter(\.isUndecided).map(\.key) }

  /// A client asks for something.
  package mutating func invoked(_ operation: Operation) {
    keys[place(of: operation.key)].invoked(operation)
  }

  /// A client was answered.
  ///
  /// `superseded` is no answer to a request that its client still waits for: the store says so only
  /// of what the client gave up before it asked for something else.
  ///
  /// - Parameter server: who answered, where that is known; it is to be named if nothing explains
  ///   the answer.
  package mutating func acknowledged(
    _ operation: Operation, _ outcome: Store.Outcome, by server: ServerID? = nil
  ) {
    let isExplained = keys[place(of: operation.key)].acknowledged(operation, outcome)
    guard !isExplained || outcome == .superseded else { return }
    hasFinding = true
    finding = Finding(
      property: .linearizability, servers: server.map { [$0] } ?? [],
      detail: .history(key: operation.key, ClientID(operation.client), operation, outcome))
  }

  /// A client gave up: the operation may take effect at any time from now on, or never.
  package mutating func abandoned(_ operation: Operation) {
    keys[place(of: operation.key)].abandoned(operation)
  }

  /// Whether the latest answer broke something, for those who need not know more.
  package mutating func takeWhetherFound() -> Bool { takeFinding() != nil }

  /// What the latest answer broke, if it broke anything.
  mutating func takeFinding() -> Finding? {
    defer {
      finding = nil
      hasFinding = false
    }
    return finding
  }

  private mutating func place(of key: ShortText) -> Int {
    // By place: a history taken out to look at its key would be a copy.
    if let place = keys.indices.first(where: { keys[$0].key == key }) { return place }
    keys.append(RegisterHistory(key: key))
    return keys.count - 1
  }
}
