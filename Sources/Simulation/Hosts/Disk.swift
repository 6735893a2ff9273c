import RaftCore

/// A server's stable storage: writes take time, are done in order, and are lost in a crash when not
/// done.
package struct Disk: Sendable {
  /// What is on the disk now: what a restart would find.
  package private(set) var state = PersistentState()
  /// Writes begun and not done, oldest first.
  package var pending: [PendingWrite] { Array(writes) }
  /// Messages that must not leave before an earlier write is done, oldest first.
  package var waiting: [WaitingMessage] { Array(messages) }

  private var writes = Queue<PendingWrite>()
  private var messages = Queue<WaitingMessage>()
  /// The entries of pending writes, one behind the other.
  private var entries = Queue<Entry>()
  /// The snapshots of those pending writes that write one.
  private var snapshots = Queue<SnapshotID>()
  private var begun = 0
  private var done = 0
  /// Notices of the agenda that come for writes which were done by hand before.
  private var staleNotices = 0
  /// Grows at every crash, so that the end of a write from before it is not taken for one after.
  private(set) var epoch: Int32 = 0

  package struct PendingWrite: Hashable, Sendable, BitwiseCopyable {
    package var write: Write
    package var doneAt: Time
    var entryCount: Int
    /// Whether a snapshot is written with it.
    var hasSnapshot: Bool
  }

  package struct WaitingMessage: Hashable, Sendable, BitwiseCopyable {
    /// A vote or a reply; it carries no entries.
    var head: Message.Head
    /// Counted from 1: the write that must be done first.
    var after: Int

    package var message: Message { Message(head: head, entries: []) }
  }

  /// Whether a write has begun and is not done.
  package var isBusy: Bool { !writes.isEmpty }

  /// The messages that may leave when a pending write is done and not before; 0 is the oldest write.
  package func messages(waitingFor place: Int) -> [Message] {
    messages.filter { $0.after == done + place + 1 }.map(\.message)
  }

  /// The snapshots that are being written.
  var pendingSnapshots: [SnapshotID] { Array(snapshots) }

  /// Begins a write of what changed, with the entries taken from `log`, and of a snapshot if there is
  /// one; returns when it will be done.
  mutating func begin(
    _ write: Write, of log: Log, _ snapshot: SnapshotID?, at now: Time, taking duration: TimeSpan
  ) -> Time {
    let doneAt = max(now + duration, writes.isEmpty ? 0 : writes[writes.count - 1].doneAt)
    let count = write.through - write.keeping
    for index in 0..<count { entries.append(log[write.keeping + 1 + index]) }
    if let snapshot { snapshots.append(snapshot) }
    writes.append(
      PendingWrite(
        write: write, doneAt: doneAt, entryCount: count, hasSnapshot: snapshot != nil))
    begun += 1
    return doneAt
  }

  /// Keeps a message back until all writes begun so far are done.
  mutating func wait(_ message: Message.Head) {
    messages.append(WaitingMessage(head: message, after: begun))
  }

  /// The oldest write that is not done.
  ///
  /// - Precondition: there is one.
  var oldest: Write { writes[0].write }

  /// The snapshot that is written with the oldest write, if there are both.
  private var oldestSnapshot: SnapshotID? {
    writes.first?.hasSnapshot == true ? snapshots.first : nil
  }

  /// The oldest write is to be done by hand: the agenda's next notice is not for a write any more.
  mutating func skipNotice() { staleNotices += 1 }

  /// Whether the agenda's next notice comes for a write that was done by hand before.
  var hasStaleNotice: Bool { staleNotices > 0 }

  /// Such a notice has come.
  mutating func takeStaleNotice() { staleNotices -= 1 }

  /// The oldest write is done: it is on the disk. Returns it.
  mutating func finish() -> Write {
    let oldest = writes.removeFirst()
    put(oldest)
    entries.removeFirst(oldest.entryCount)
    done += 1
    return oldest.write
  }

  /// The next message whose writes are all done.
  mutating func release() -> Message.Head? {
    guard !messages.isEmpty, messages[0].after <= done else { return nil }
    return messages.removeFirst().head
  }

  private mutating func put(_ pending: PendingWrite) {
    state.currentTerm = pending.write.term
    state.votedFor = pending.write.votedFor
    if pending.hasSnapshot { put(snapshots.removeFirst()) }
    if pending.write.keeping < state.log.lastIndex { state.log.truncate(to: pending.write.keeping) }
    // Only with safety rules off can a log on disk end before what is to be kept of it.
    guard state.log.lastIndex == pending.write.keeping else { return }
    for index in 0..<pending.entryCount { state.log.append(entries[index]) }
  }

  /// A snapshot is on the disk, and the log there begins after it.
  private mutating func put(_ snapshot: SnapshotID) {
    state.snapshot = snapshot
    state.log.begin(after: snapshot.last)
  }

  /// How many records each pending write takes, the oldest first; see `crash`.
  package var recordCounts: [Int] {
    var trial = self
    return writes.map { pending in
      let count = pending.records(with: trial.oldestSnapshot, over: trial.state)
      _ = trial.finish()
      return count
    }
  }

  /// What the disk will hold when each pending write is done, the oldest first.
  package var statesWhenDone: [PersistentState] {
    var trial = self
    return writes.map { _ in
      _ = trial.finish()
      return trial.state
    }
  }

  /// The power goes. Of the writes not done, the first `count` still reached the disk, and of the
  /// next one its first `records`; the rest is lost, and with it every message that waited.
  ///
  /// A write is a row of records, each of which is there whole or not at all, as a checksum in a
  /// write-ahead log has it: the term, the vote, the snapshot, the cut of the log, then each entry. So
  /// the power may go between two writes that one step asked for, and tear the last one.
  mutating func crash(keepingWrites count: Int, records: Int = 0) {
    for _ in 0..<min(count, writes.count) { _ = finish() }
    if records > 0, !writes.isEmpty { putTorn(writes[0], records: records) }
    writes.removeAll()
    messages.removeAll()
    entries.removeAll()
    snapshots.removeAll()
    begun = 0
    done = 0
    staleNotices = 0
    epoch += 1
  }

  /// The first records of the oldest write reached the disk.
  private mutating func putTorn(_ torn: PendingWrite, records: Int) {
    var left = records
    if torn.write.term != state.currentTerm {
      // A new term is written before anybody is voted for in it.
      state.currentTerm = torn.write.term
      state.votedFor = nil
      left -= 1
    }
    if left > 0, torn.write.votedFor != state.votedFor {
      state.votedFor = torn.write.votedFor
      left -= 1
    }
    if left > 0, let snapshot = oldestSnapshot {
      put(snapshot)
      left -= 1
    }
    if left > 0, torn.write.keeping < state.log.lastIndex {
      state.log.truncate(to: torn.write.keeping)
      left -= 1
    }
    guard state.log.lastIndex == torn.write.keeping else { return }
    for index in 0..<min(left, torn.entryCount) { state.log.append(entries[index]) }
  }

  /// The disk itself is lost, which Raft does not allow for.
  mutating func wipe() {
    crash(keepingWrites: 0)
    state = PersistentState()
  }
}

extension Disk.PendingWrite {
  /// How many records it takes, with its snapshot if it has one, on a disk that holds `state`.
  fileprivate func records(with snapshot: SnapshotID?, over state: PersistentState) -> Int {
    var count = entryCount
    let isNewTerm = write.term != state.currentTerm
    if isNewTerm { count += 1 }
    if write.votedFor != (isNewTerm ? nil : state.votedFor) { count += 1 }
    var log = state.log
    if let snapshot {
      count += 1
      log.begin(after: snapshot.last)
    }
    if write.keeping < log.lastIndex { count += 1 }
    return count
  }
}
