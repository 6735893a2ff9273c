import RaftCore

/// A server's log as it is seen from outside: it may begin after a snapshot, and not all of it need
/// be known.
package struct LogState: Hashable, Sendable {
  /// Shares its memory with the log that it was taken from.
  private let log: Log

  /// What a server holds.
  package init(_ log: Log) { self.log = log }

  /// Entries that follow a snapshot.
  package init(after start: LogPosition, _ entries: some Sequence<Entry>) {
    log = Log(after: start, entries)
  }

  /// The last entry that is not there any more: the one that a snapshot ends with; `.start` when
  /// the log begins at index 1.
  package var start: LogPosition { log.start }

  /// The index of the first entry that is there; one more than `lastIndex` when none is.
  package var firstIndex: LogIndex { log.firstIndex }

  /// The index of the last entry.
  package var lastIndex: LogIndex { log.lastIndex }

  /// Index and term of the last entry.
  package var last: LogPosition { log.last }

  /// The entry at an index; nil when it is not there.
  package subscript(index: LogIndex) -> Entry? {
    index >= firstIndex && index <= lastIndex ? log[index] : nil
  }

  /// The term of the entry at an index: 0 at index 0, nil where it is not known.
  package func term(at index: LogIndex) -> Term? { index == 0 ? 0 : log.term(at: index) }

  /// Whether two logs end alike and have the same entries, as far back as both reach.
  package func agrees(with other: LogState) -> Bool { log.agrees(with: other.log) }

  /// The terms of all entries that are there.
  package var terms: [Term] {
    (0..<lastIndex - start.index).map { log[firstIndex + $0].term }
  }
}
