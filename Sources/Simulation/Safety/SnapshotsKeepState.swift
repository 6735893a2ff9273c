import KeyValue
import RaftCore

/// A snapshot never changes what was applied (§7): a state machine that was reset by one holds what
/// executing the log from its beginning gives, and nobody's goes back.
///
/// It executes what was applied first at each index by a store of its own. Claimed while each request
/// of a client is executed once by all alike.
struct SnapshotsKeepState: Sendable {
  /// What executing the log up to `index` gives.
  private var store: Store
  private var index: LogIndex = 0
  private let sessionRules: Store.SessionRules

  /// - Parameter sessionLimit: the most sessions that state machines keep.
  init(_ store: Store, sessionLimit: Int) {
    self.store = store
    sessionRules = Store.SessionRules(limit: sessionLimit)
  }

  /// A server reset its state machine, and may have applied entries since.
  ///
  /// - Parameters:
  ///   - before: the last entry that it had applied; 0 where it has just started.
  ///   - applied: all entries that were applied by anybody.
  func restored(
    _ place: Int, of hosts: [Host], before: LogIndex, _ applied: StateMachineSafety
  ) -> Finding? {
    Self.finding(of: hosts[place], before: before) { executed(through: $0, applied) }
  }

  /// What the reset of a state machine broke; nil where nothing.
  ///
  /// - Parameter executed: what executing the log up to an index gives; nil where that is not known.
  static func finding(
    of host: Host, before: LogIndex, _ executed: (LogIndex) -> Store?
  ) -> Finding? {
    guard let snapshot = host.server.snapshot else { return nil }
    if host.applied < before {
      return Finding(
        property: .snapshotsKeepState, servers: [host.id],
        detail: .stateWentBack(host.id, from: before, to: host.applied))
    }
    guard let store = executed(host.applied), store != host.store else { return nil }
    return Finding(
      property: .snapshotsKeepState, servers: [host.id, snapshot.takenBy],
      detail: .stateChanged(host.id, by: snapshot.last, takenBy: snapshot.takenBy))
  }

  /// What executing the log up to an index gives.
  private func executed(through last: LogIndex, _ applied: StateMachineSafety) -> Store {
    var own = self
    own.execute(through: last, applied)
    return own.store
  }

  /// Executes what was applied up to an index, before it is forgotten.
  mutating func execute(through last: LogIndex, _ applied: StateMachineSafety) {
    while index < last, let entry = applied.entry(at: index + 1) {
      index += 1
      if let operation = entry.command.operation {
        store.apply(operation, at: index, deduplicating: true, sessionRules)
      }
    }
  }
}
