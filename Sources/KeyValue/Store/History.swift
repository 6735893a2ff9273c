/// All changes of keys since the last compaction, in order, after the keys as they were then.
///
/// A run writes thousands of times, and hardly ever asks for what was. So a change is a small plain
/// value, of which a record of its key is made when somebody asks.
struct History: Hashable, Sendable {
  private var changes = Chunks<Change>()
  /// Keys and the revisions that created them, for each time that a key was created.
  private var creations = Chunks<Creation>()
  /// Values that do not fit into a change, and leases.
  private var details = Chunks<Detail>()
  /// What was before this revision is forgotten; -1 while nothing was.
  private(set) var compacted: Revision = -1

  private struct Creation: Hashable, Sendable {
    let key: Text
    let revision: Revision
  }

  /// A change of a key; with version 0, that it was deleted.
  ///
  /// Each server keeps one of every write of a run, and what these cost is their bytes. So what
  /// hardly any has, a long value or a lease, stands apart.
  private struct Change: Hashable, Sendable, BitwiseCopyable {
    let revision: UInt32
    /// The number of the key's creation.
    let creation: UInt32
    let version: UInt32
    /// Where among the details its value and lease stand, counted from 1; 0 when it has a short
    /// value and no lease.
    var detail: UInt32
    let value: UInt64
  }

  private struct Detail: Hashable, Sendable {
    let value: Text
    let lease: LeaseID
  }

  /// The number of changes that are kept.
  @inline(__always) var count: Int { changes.count }

  /// The key at a position, as its change there left it.
  subscript(position: Int) -> KeyRecord { record(changes[position]) }

  /// Notes that a key is created.
  ///
  /// - Returns: the number by which its changes are appended.
  mutating func create(_ key: Text, by revision: Revision) -> UInt32 {
    creations.append(Creation(key: key, revision: revision))
    return UInt32(creations.count - 1)
  }

  /// Appends that a key was put; or deleted, if it has no version.
  @inline(__always) mutating func append(
    _ creation: UInt32, version: UInt32, value: Text, lease: LeaseID, by revision: Revision
  ) {
    let isPlain = lease == 0 && value.isShort && value.head.high == 0
    if !isPlain { details.append(Detail(value: value, lease: lease)) }
    changes.append(
      Change(
        revision: UInt32(revision), creation: creation, version: version,
        detail: isPlain ? 0 : UInt32(details.count), value: isPlain ? value.head.low : 0))
  }

  /// Where the last change of a key stands; nil when there is none.
  func lastPosition(of key: Text) -> Int? {
    (0..<changes.count).last { self.key(of: changes[$0]) == key }
  }

  private func key(of change: Change) -> Text { creations[Int(change.creation)].key }

  private func record(_ change: Change) -> KeyRecord {
    let creation = creations[Int(change.creation)]
    let detail = change.detail == 0 ? nil : details[Int(change.detail) - 1]
    return KeyRecord(
      key: creation.key, value: detail?.value ?? Text(ShortText(low: change.value)),
      createRevision: change.version == 0 ? 0 : creation.revision,
      modRevision: Int(change.revision), version: Int(change.version), lease: detail?.lease ?? 0)
  }

  /// The keys of a range as they were at a revision, in the order of their last changes.
  ///
  /// - Complexity: the changes until then times the keys.
  func records(in range: KeyRange, at revision: Revision) -> [KeyRecord] {
    lastChanges(in: range, at: revision).map(record)
  }

  private func lastChanges(in range: KeyRange, at revision: Revision) -> [Change] {
    var last: [Change] = []
    for position in 0..<firstPosition(after: revision) {
      let change = changes[position]
      let key = key(of: change)
      guard range.contains(key) else { continue }
      last.removeAll { self.key(of: $0) == key }
      if change.version > 0 { last.append(change) }
    }
    return last
  }

  /// The changes of a range from a revision on, in order, of at most `limit` revisions.
  func changes(in range: KeyRange, from revision: Revision, limit: Int) -> [KeyRecord] {
    var found: [KeyRecord] = []
    var revisions = 0
    for position in firstPosition(after: revision - 1)..<changes.count {
      let change = changes[position]
      guard range.contains(key(of: change)) else { continue }
      if Int(change.revision) != found.last?.modRevision { revisions += 1 }
      if revisions > limit { break }
      found.append(record(change))
    }
    return found
  }

  /// Forgets what was before a revision: of each key its last change until then is kept, and not
  /// that either where the key was deleted by it. So a watch from this very revision misses its
  /// deletions.
  mutating func compact(to revision: Revision) {
    var kept = Chunks<Change>()
    for change in lastChanges(in: .prefix(.empty), at: revision) { kept.append(change) }
    for position in firstPosition(after: revision)..<changes.count {
      kept.append(changes[position])
    }
    keep(kept)
    compacted = revision
  }

  /// Forgets all but the changes at these positions, which are the last ones of all keys that there
  /// are at a revision, the latest of all.
  mutating func compact(to revision: Revision, keeping positions: [Int]) {
    var kept = Chunks<Change>()
    for position in positions { kept.append(changes[position]) }
    keep(kept)
    compacted = revision
  }

  /// Forgets all but these changes, and what stands apart of the others.
  private mutating func keep(_ kept: Chunks<Change>) {
    guard details.count > 0 else {
      changes = kept
      return
    }
    let old = details
    changes = Chunks()
    details = Chunks()
    for place in 0..<kept.count {
      var change = kept[place]
      if change.detail > 0 {
        details.append(old[Int(change.detail) - 1])
        change.detail = UInt32(details.count)
      }
      changes.append(change)
    }
  }

  /// Where the changes after a revision begin.
  private func firstPosition(after revision: Revision) -> Int {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].revision > revision { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
