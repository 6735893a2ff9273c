import KeyValue
import RaftCore
import Simulation

/// What a member's state machine holds: worked out from its log, as far as it is known to have
/// applied it. A member decides nothing by itself, so the same entries make the same of it.
struct MemberStore: Sendable {
  /// Nil once the member applied something that the model's store cannot follow, or that was not
  /// seen: then nobody can say what it holds.
  private(set) var store: Store?
  /// The entry that was applied last, and its term.
  private(set) var index: LogIndex = 0
  private(set) var term: Term = 0
  /// The keys as they are, in the order in which they were created; nil where that is not known.
  private(set) var contents: [KeyRecord]?

  /// A member that has applied nothing.
  init(minimumTTL: Int) {
    store = Store(minimumTTL: minimumTTL)
    contents = []
  }

  /// Applies the entries up to an index, and what the log has of them.
  ///
  /// - Parameter start: what is before the log: it cannot be applied.
  mutating func apply(
    through last: LogIndex, of log: Log, after start: LogPosition, _ table: EntryTable
  ) {
    let end = min(last, start.index + log.lastIndex)
    guard end > index else { return }
    if start.index > index {
      store = nil
      index = start.index
    }
    while index < end { applyNext(of: log, after: start, table) }
    contents = store?.contents
  }

  /// Applies entries until the store has a revision, as far as the log goes.
  mutating func apply(
    toRevision revision: Revision, of log: Log, after start: LogPosition, _ table: EntryTable
  ) {
    guard start.index <= index, (store?.revision ?? .max) < revision else { return }
    var ahead = self
    while ahead.store.map({ $0.revision < revision }) ?? false,
      ahead.index < log.lastIndex + start.index
    {
      ahead.applyNext(of: log, after: start, table)
    }
    // Where the log does not lead there, something of it was not seen.
    guard ahead.store?.revision == revision else { return }
    self = ahead
    contents = store?.contents
  }

  private mutating func applyNext(of log: Log, after start: LogPosition, _ table: EntryTable) {
    index += 1
    let entry = log[index - start.index]
    term = entry.term
    guard let row = table[entry.command] else { return }
    if let request = row.request { _ = store?.apply(request) }
    if row.isBeyondModel { store = nil }
  }

  /// Takes over what another member holds that has applied the same.
  mutating func adopt(_ other: MemberStore) {
    guard store == nil, other.store != nil, other.index == index else { return }
    self = other
  }
}
