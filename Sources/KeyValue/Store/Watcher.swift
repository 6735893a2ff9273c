/// A watch on one member: it is told of every change of its keys from a revision on, in order, as
/// soon as that member has applied it.
package struct Watcher: Hashable, Sendable {
  package let keys: KeyRange
  /// The first revision that it was not told of yet.
  package private(set) var next: Revision

  /// The most revisions in one response; what is left comes in further ones. etcd's number.
  package static let batchLimit = 1000

  /// A watch from a revision on, 0 for what comes after the present state of `store`. The revision
  /// may lie ahead.
  package init(_ keys: KeyRange, from start: Revision = 0, in store: Store) {
    precondition(start >= 0)
    self.keys = keys
    next = start == 0 ? store.revision + 1 : start
  }

  /// What it is told.
  package enum Response: Hashable, Sendable {
    /// Changes in order, none of them told before; with the revision of the store, which may be
    /// ahead of them.
    case changes([KeyRecord], revision: Revision)
    /// The watch is over: what it should have been told of next is forgotten, before this revision.
    case cancelled(compacted: Revision)
  }

  /// What the store has for it now; nil when there is nothing. From the past that is one response
  /// for all, so far as it has room.
  package mutating func take(from store: Store) -> Response? {
    guard next <= store.revision else { return nil }
    if next < store.compacted { return .cancelled(compacted: store.compacted) }
    let changes = store.changes(in: keys, from: next, limit: Self.batchLimit)
    let revisions = Self.revisions(in: changes)
    let isFull = revisions == Self.batchLimit
    next = (isFull ? changes.last?.modRevision : nil).map { $0 + 1 } ?? store.revision + 1
    return changes.isEmpty ? nil : .changes(changes, revision: store.revision)
  }

  private static func revisions(in changes: [KeyRecord]) -> Int {
    var count = 0
    var last: Revision?
    for change in changes where change.modRevision != last {
      count += 1
      last = change.modRevision
    }
    return count
  }
}

extension Watcher.Response: CustomStringConvertible {
  /// `rev 4: a=1 create 4 …`, or that what was before a revision is forgotten.
  package var description: String {
    switch self {
    case .changes(let changes, let revision):
      "rev \(revision): \(changes.map(\.description).joined(separator: "; "))"
    case .cancelled(let compacted): "cancelled, compacted to \(compacted)"
    }
  }
}
