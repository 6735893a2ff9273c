import KeyValue
import RaftCore
import Simulation

/// What a member's state machine holds: worked out by applying to the model's store the entries of
/// its log, as far as it is known to have applied them. A member decides nothing by itself, so the
/// same entries make the same of it.
struct MemberStore: Sendable {
  /// Nil once the member applied something that the model's store does not know, or that was not
  /// seen: then nobody can say what it holds.
  private(set) var store: Store?
  /// The entry that was applied last, and its term.
  private(set) var index: LogIndex = 0
  private(set) var term: Term = 0
  /// To which revision clients had it compacted; -1 when they never had.
  private(set) var compacted: Revision = -1
  /// The keys as they are, in the order in which they were created; nil where that is not known.
  private(set) var contents: [KeyRecord]?

  /// How many changes a store keeps of what was: nobody asks for it here.
  private static let retention = 64

  /// A member that has applied nothing.
  ///
  /// - Parameter minimumTTL: the shortest lease that members grant, in seconds.
  init(minimumTTL: Int) {
    store = Store(minimumTTL: max(1, minimumTTL), retention: Self.retention)
    contents = []
  }

  /// Applies the entries up to an index, and what the log has of them.
  ///
  /// - Parameters:
  ///   - start: what is before the log: it cannot be applied.
  ///   - revisions: takes down which entry made which revision.
  mutating func apply(
    through last: LogIndex, of log: Log, after start: LogPosition, _ table: EntryTable,
    noting revisions: inout RevisionIndices
  ) {
    let end = min(last, start.index + log.lastIndex)
    guard end > index else { return }
    if start.index > index {
      store = nil
      index = start.index
    }
    while index < end { applyNext(of: log, after: start, table, noting: &revisions) }
    contents = store?.contents
  }

  /// Applies entries until the store has a revision, as far as the log goes.
  mutating func apply(
    toRevision revision: Revision, of log: Log, after start: LogPosition, _ table: EntryTable,
    noting revisions: inout RevisionIndices
  ) {
    guard start.index <= index, (store?.revision ?? .max) < revision else { return }
    var ahead = self
    var noted = revisions
    while ahead.store.map({ $0.revision < revision }) ?? false,
      ahead.index < log.lastIndex + start.index
    {
      ahead.applyNext(of: log, after: start, table, noting: &noted)
    }
    // Where the log does not lead there, something of it was not seen.
    guard ahead.store?.revision == revision else { return }
    self = ahead
    revisions = noted
    contents = store?.contents
  }

  private mutating func applyNext(
    of log: Log, after start: LogPosition, _ table: EntryTable,
    noting revisions: inout RevisionIndices
  ) {
    index += 1
    let entry = log[index - start.index]
    term = entry.term
    guard let row = table[entry.command] else { return }
    if row.isOpaque { store = nil }
    guard let request = row.request, let answer = store?.apply(request) else { return }
    if case .compact(let target) = request, answer.revision >= target {
      compacted = max(compacted, target)
    }
    revisions.note(answer.revision, madeBy: index)
  }

  /// Takes over what another member holds that has applied the same.
  mutating func adopt(_ other: MemberStore) {
    guard store == nil, other.store != nil, other.index == index else { return }
    self = other
  }
}

/// Which entry made which revision of the store.
struct RevisionIndices: Sendable {
  /// By revision - 2: the store begins at revision 1.
  private var indices = ChunkedArray<Int>()

  /// A revision that follows the latest one was made by an entry; all others are known already.
  mutating func note(_ revision: Revision, madeBy index: LogIndex) {
    if revision == indices.count + 2 { indices.append(index) }
  }

  /// Nil where no member was seen to have applied it.
  subscript(revision: Revision) -> LogIndex? {
    (0..<indices.count).contains(revision - 2) ? indices[revision - 2] : nil
  }
}
