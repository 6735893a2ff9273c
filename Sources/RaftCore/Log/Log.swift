/// A server's log: entries at indexes 1, 2, 3, … (§5.3).
///
/// Kept in chunks that copies share; see `ChunkedArray`.
package struct Log: Sendable, Hashable {
  private var entries = ChunkedArray<Entry>()

  /// The empty log.
  package init() {}

  /// A log of the given entries, the first at index 1.
  package init(_ entries: some Sequence<Entry>) {
    for entry in entries { append(entry) }
  }

  /// The index of the last entry; 0 when the log is empty.
  package var lastIndex: LogIndex { entries.count }

  /// Index and term of the last entry; `.start` when the log is empty.
  package var last: LogPosition {
    LogPosition(index: lastIndex, term: entries.last?.term ?? 0)
  }

  /// The entry at an index.
  ///
  /// - Precondition: `index` is in 1 … `lastIndex`.
  package subscript(index: LogIndex) -> Entry { entries[index - 1] }

  /// The term of the entry at an index: 0 at index 0, nil past the end.
  @inline(__always) package func term(at index: LogIndex) -> Term? {
    if index == 0 { return 0 }
    return index <= entries.count ? entries[index - 1].term : nil
  }

  /// Whether there is an entry at this index with this term; index 0 always matches (§5.3).
  @inline(__always) package func contains(_ position: LogPosition) -> Bool {
    term(at: position.index) == position.term
  }

  /// The entries after index `after`, `limit` of them at most.
  package func batch(after: LogIndex, limit: Int) -> EntryBatch {
    let count = min(limit, lastIndex - after)
    guard count > 0 else { return EntryBatch() }
    return EntryBatch((after..<after + count).map { entries[$0] })
  }

  /// Adds an entry at index `lastIndex + 1`.
  package mutating func append(_ entry: Entry) { entries.append(entry) }

  /// Deletes all entries after index `last`.
  package mutating func truncate(to last: LogIndex) { entries.truncate(to: last) }

  /// The first index of the run of entries that share the term of the entry at `index`.
  package func firstIndex(ofTermAt index: LogIndex) -> LogIndex {
    guard let term = term(at: index) else { return index }
    var first = index
    while first > 1, entries[first - 2].term == term { first -= 1 }
    return first
  }

  /// The last index at or before `index` whose entry's term is `term` or lower; 0 when there is
  /// none.
  ///
  /// Terms never fall along a log, so this is a binary search.
  package func lastIndex(ofTermAtMost term: Term, upTo index: LogIndex) -> LogIndex {
    var low = 0
    var high = min(index, lastIndex)
    while low < high {
      let middle = (low + high + 1) / 2
      if entries[middle - 1].term <= term { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
