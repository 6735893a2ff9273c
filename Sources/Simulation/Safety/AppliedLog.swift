import KeyValue
import RaftCore

/// The log as it was applied first by anybody, executed one entry after the other by a store of its own:
/// what every answer, every watch and every lease is held against.
///
/// It knows nothing of what members keep. That all of them apply the same is another property.
struct AppliedLog: Sendable {
  /// The last entry that anybody has applied.
  var index: LogIndex { entries.count }
  /// The state after it.
  private(set) var store: Store
  /// All changes of keys so far, in order, whatever was compacted.
  private(set) var changes: [KeyRecord] = []
  /// To which revisions the store was compacted.
  private(set) var compactions: [Revision] = []
  private var entries = ChunkedArray<Applied>()
  private let empty: Store
  /// The latest states, the oldest first.
  private var recent: [Store] = []
  private static let memory = 64

  /// An entry, and what it gave.
  struct Applied: Sendable {
    let entry: Entry
    /// The request of the table; nil where the entry is none.
    let request: Request?
    let answer: StoreAnswer?
  }

  init(minimumTTL: Int) {
    empty = Store(minimumTTL: minimumTTL)
    store = empty
  }

  /// The entry at an index that was applied.
  subscript(index: LogIndex) -> Applied { entries[index - 1] }

  /// The changes of some revisions, in order. Costs as much as there are of them, however long the run
  /// is.
  func changes(from first: Revision, through last: Revision) -> ArraySlice<KeyRecord> {
    var start = 0
    var end = changes.count
    while start < end {
      let middle = (start + end) / 2
      if changes[middle].modRevision < first { start = middle + 1 } else { end = middle }
    }
    return changes[start...].prefix { $0.modRevision <= last }
  }

  /// Executes an entry that nobody had applied before.
  mutating func apply(_ entry: Entry, _ requests: RequestTable) {
    let request = entry.command.reference.map { requests[$0.place] }
    let before = store.revision
    let answer = Self.execute(entry, request, in: &store)
    entries.append(Applied(entry: entry, request: request, answer: answer))
    recent.append(store)
    if recent.count > Self.memory { recent.removeFirst() }
    if case .compacted? = answer?.response { compactions.append(store.compacted) }
    guard store.revision > before else { return }
    var watcher = Watcher(.prefix(.empty), from: before + 1, in: store)
    if case .changes(let changes, _)? = watcher.take(from: store) { self.changes += changes }
  }

  private static func execute(
    _ entry: Entry, _ request: Request?, in store: inout Store
  ) -> StoreAnswer? {
    if let request { return store.apply(request) }
    if let operation = entry.command.operation {
      _ = store.apply(operation, deduplicating: false)
    }
    return nil
  }

  /// The state after an entry that was applied.
  func store(after index: LogIndex) -> Store {
    let age = self.index - index
    if age < recent.count { return recent[recent.count - 1 - age] }
    var store = empty
    for place in 0..<index {
      _ = Self.execute(entries[place].entry, entries[place].request, in: &store)
    }
    return store
  }
}
