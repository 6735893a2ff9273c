import RaftCore

/// A server's log as it is seen from outside: it may begin after a snapshot, and not all of it need
/// be known.
package struct LogState: Hashable, Sendable {
  /// The last entry that is not there any more: the one that a snapshot ends with; `.start` when
  /// the log begins at index 1.
  package let start: LogPosition
  /// The entries after it. Shares its memory with the log that it was taken from.
  private let entries: Log

  /// The entries that a server holds, all from index 1 on.
  package init(_ log: Log) {
    start = .start
    entries = log
  }

  /// Entries that follow a snapshot.
  package init(after start: LogPosition, _ entries: some Sequence<Entry>) {
    self.start = start
    self.entries = Log(entries)
  }

  /// The index of the first entry that is there; one more than `lastIndex` when none is.
  package var firstIndex: LogIndex { start.index + 1 }

  /// The index of the last entry.
  package var lastIndex: LogIndex { start.index + entries.lastIndex }

  /// Index and term of the last entry.
  package var last: LogPosition {
    entries.lastIndex == 0 ? start : LogPosition(index: lastIndex, term: entries.last.term)
  }

  /// The entry at an index; nil when it is not there.
  package subscript(index: LogIndex) -> Entry? {
    guard index > start.index, index <= lastIndex else { return nil }
    return entries[index - start.index]
  }

  /// The term of the entry at an index: 0 at index 0, nil where it is not known.
  package func term(at index: LogIndex) -> Term? {
    if index == start.index { return start.term }
    return index == 0 ? 0 : self[index]?.term
  }

  /// The terms of all entries that are there.
  package var terms: [Term] {
    (0..<entries.lastIndex).map { entries[$0 + 1].term }
  }
}
