/// A server's log: the entries after `start`, at consecutive indexes (§5.3).
///
/// A log that was never compacted begins at index 1. What stood up to `start` is in a snapshot (§7).
/// Kept in chunks that copies share; see `ChunkedArray`. What is looked up at every event is inlined
/// in other modules too: a call would copy the log of a server that is lent.
@usableFromInline package struct Log: Sendable, Hashable {
  /// The last entry that is not there any more, which a snapshot ends with; `.start` where the log
  /// begins at index 1.
  @usableFromInline package internal(set) var start = LogPosition.start
  @usableFromInline var entries = ChunkedArray<Entry>()
  /// The last entry that holds a configuration (§6); 0 where none does that is there.
  package private(set) var lastConfigurationIndex: LogIndex = 0

  /// The empty log.
  package init() {}

  /// A log of the given entries, the first at index 1, or after a position.
  package init(after start: LogPosition = .start, _ entries: some Sequence<Entry>) {
    self.start = start
    for entry in entries { append(entry) }
  }

  /// The index of the first entry that is there; one more than `lastIndex` when none is.
  @inlinable package var firstIndex: LogIndex { start.index + 1 }

  /// The index of the last entry, or of the last that a snapshot includes; 0 when there was none.
  @inlinable package var lastIndex: LogIndex { start.index + entries.count }

  /// Index and term of the last entry, or of the last that a snapshot includes.
  package var last: LogPosition {
    LogPosition(index: lastIndex, term: entries.last?.term ?? start.term)
  }

  /// The entry at an index.
  ///
  /// - Precondition: `index` is in `firstIndex` … `lastIndex`.
  @inlinable package subscript(index: LogIndex) -> Entry {
    @inline(__always) get { entries[index - 1 - start.index] }
  }

  /// The term of the entry at an index: 0 at index 0; nil past the end, and where a snapshot has
  /// taken the entry's place, except for the last one that it includes.
  @inlinable @inline(__always) package func term(at index: LogIndex) -> Term? {
    let count = index - start.index
    if count <= 0 { return count == 0 ? start.term : nil }
    return count <= entries.count ? entries[count - 1].term : nil
  }

  /// Whether the entry at this index has this term; index 0 always matches (§5.3).
  ///
  /// What a snapshot includes is committed, and so is the same in every leader's log: it matches
  /// without being looked at (§7).
  @inlinable @inline(__always) package func contains(_ position: LogPosition) -> Bool {
    position.index < start.index || term(at: position.index) == position.term
  }

  /// Whether two logs end alike and have the same entries, as far back as both reach.
  package func agrees(with other: Log) -> Bool {
    guard last == other.last else { return false }
    let first = max(firstIndex, other.firstIndex)
    return (first..<max(first, lastIndex + 1)).allSatisfy { self[$0] == other[$0] }
  }

  /// The entries after index `after`, `limit` of them at most.
  ///
  /// - Precondition: `after` is not before `start`.
  package func batch(after: LogIndex, limit: Int) -> EntryBatch {
    let count = min(limit, lastIndex - after)
    guard count > 0 else { return EntryBatch() }
    let first = after - start.index
    return EntryBatch((first..<first + count).map { entries[$0] })
  }

  /// Adds an entry at index `lastIndex + 1`.
  package mutating func append(_ entry: Entry) {
    entries.append(entry)
    if entry.membership != nil { lastConfigurationIndex = lastIndex }
  }

  /// Deletes all entries after index `last`.
  package mutating func truncate(to last: LogIndex) {
    entries.truncate(to: max(0, last - start.index))
    if lastConfigurationIndex > last { findLastConfiguration() }
  }

  /// From now on the log begins after a position, with which a snapshot ends. Entries that follow it
  /// stay where the log has the very entry of that position; else none does (§7).
  package mutating func begin(after position: LogPosition) {
    var rest = ChunkedArray<Entry>()
    if term(at: position.index) == position.term {
      for place in position.index - start.index..<entries.count { rest.append(entries[place]) }
    }
    entries = rest
    start = position
    if lastConfigurationIndex > 0 { findLastConfiguration() }
  }

  /// The last entry up to an index that holds a configuration; nil where none does that is there. One
  /// before the last is looked for entry by entry: it is asked for while configurations change.
  package func configurationIndex(upTo index: LogIndex) -> LogIndex? {
    var place = min(index, lastConfigurationIndex)
    while place >= firstIndex, self[place].membership == nil { place -= 1 }
    return place >= firstIndex ? place : nil
  }

  private mutating func findLastConfiguration() {
    lastConfigurationIndex = min(lastConfigurationIndex, lastIndex)
    lastConfigurationIndex = configurationIndex(upTo: lastIndex) ?? 0
  }

  /// The first index, of those that are there, of the run of entries that share the term of the entry
  /// at `index`.
  package func firstIndex(ofTermAt index: LogIndex) -> LogIndex {
    guard let term = term(at: index) else { return index }
    var first = index
    while first > firstIndex, self[first - 1].term == term { first -= 1 }
    return first
  }

  /// The last index at or before `index` whose entry's term is `term` or lower; `start.index` when
  /// there is none.
  ///
  /// Terms never fall along a log, so this is a binary search.
  package func lastIndex(ofTermAtMost term: Term, upTo index: LogIndex) -> LogIndex {
    var low = start.index
    var high = min(index, lastIndex)
    while low < high {
      let middle = (low + high + 1) / 2
      if self[middle].term <= term { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
