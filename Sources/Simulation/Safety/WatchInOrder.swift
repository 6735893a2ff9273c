import ClientPrograms
import KeyValue

/// A watch sees every change of its keys from its beginning on, in order, none missing and none twice.
///
/// What it is told is held against the changes of the log as it was applied. Of a watch that begins at
/// the very revision to which the store was compacted, etcd tells no deletions of that revision.
struct WatchInOrder: Sendable {
  private var watches: [Watch] = []

  private struct Watch: Sendable {
    let program: ProgramID
    let number: Int
    let keys: KeyRange
    /// The first revision that it was not told of.
    var next: Revision
  }

  /// A member has opened a watch that begins at a revision.
  mutating func opened(
    _ number: Int, of program: ProgramID, _ keys: KeyRange, from next: Revision
  ) {
    // A program has one watch at most.
    watches.removeAll { $0.program == program }
    watches.append(Watch(program: program, number: number, keys: keys, next: next))
  }

  /// A program was told something by its watch.
  mutating func told(
    _ response: Watcher.Response, to program: ProgramID, by number: Int, of log: AppliedLog
  ) -> Finding? {
    guard case .changes(let told, let revision) = response,
      let place = watches.firstIndex(where: { $0.program == program && $0.number == number })
    else { return nil }
    let watch = watches[place]
    let end = told.count < Watcher.batchLimit ? revision : told.last?.modRevision ?? revision
    watches[place].next = max(watch.next, end + 1)
    let expected = log.changes(from: watch.next, through: end)
      .filter { watch.keys.contains($0.key) }
    if told == expected { return nil }
    let mayMiss = log.compactions.contains(watch.next)
    if mayMiss, told == expected.filter({ !($0.isDeletion && $0.modRevision == watch.next) }) {
      return nil
    }
    let parting = zip(told, expected).prefix { $0 == $1 }.count
    return Finding(
      property: .watchInOrder, servers: [],
      detail: .watchParted(
        program, watch.keys,
        expected: parting < expected.count ? expected[parting].modRevision : nil,
        told: parting < told.count ? told[parting].modRevision : nil))
  }
}
