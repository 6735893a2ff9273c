// Log compaction by snapshots (§7; Ongaro's dissertation, chapter 5).
//
// A snapshot is written like all persistent state, and takes its time. Only when it is on the disk is
// the log before it discarded, in memory and there: "Once a server completes writing a snapshot, it may
// delete all log entries up through the last included index".
extension Server {
  /// Whether there is anything that a snapshot taken now would include and the latest does not.
  package var canTakeSnapshot: Bool { takenSnapshot == nil && lastApplied > log.start.index }

  /// Entries were applied: there may be so many since the last snapshot that it is time for one.
  mutating func takeSnapshotWhenDue(into step: inout Step) {
    let interval = configuration.snapshotInterval
    guard interval > 0, lastApplied - log.start.index >= interval else { return }
    takeSnapshot(every: interval, into: &step)
  }

  /// "Each server takes snapshots independently, covering just the committed entries in its log."
  ///
  /// - Parameter interval: after how many entries it does so by itself; 0 when it was told to.
  mutating func takeSnapshot(every interval: Int = 0, into step: inout Step) {
    guard canTakeSnapshot, let term = log.term(at: lastApplied) else { return }
    let taken = SnapshotID(
      last: LogPosition(index: lastApplied, term: term), takenBy: id, membership: membershipToKeep)
    takenSnapshot = taken
    let evidence = Evidence.snapshot(taken.last, before: log.start.index, every: interval)
    step.fire(.takeSnapshot, because: evidence) {
      $0.ask(.takeSnapshot(taken))
      $0.ask(write(snapshot: taken.last.index))
    }
  }

  /// The snapshot that a write is about.
  package func snapshot(in write: Write) -> SnapshotID? {
    guard write.snapshot > 0 else { return nil }
    if let takenSnapshot, takenSnapshot.last.index == write.snapshot { return takenSnapshot }
    return snapshot
  }

  /// A snapshot is on the disk: the log up to there is discarded. Not where the log begins later
  /// already, because a leader's snapshot came meanwhile.
  mutating func snapshotStored(by write: Write, into step: inout Step) {
    guard let taken = takenSnapshot, taken.last.index == write.snapshot else { return }
    takenSnapshot = nil
    guard taken.last.index > log.start.index, log.term(at: taken.last.index) == taken.last.term
    else { return }
    let before = log.start.index
    log.begin(after: taken.last)
    snapshot = taken
    takeUpMembership()
    step.fire(.discardLog, because: .snapshot(taken.last, before: before, every: 0))
    // While it was written, enough may have been applied for the next one.
    if configuration.features[.snapshots] { takeSnapshotWhenDue(into: &step) }
  }

  // MARK: The leader

  /// "The leader must occasionally send snapshots to followers that lag behind. This happens when the
  /// leader has already discarded the next log entry that it needs to send to a follower."
  ///
  /// It waits for the answer, as for that of any probe; what is lost a heartbeat finds out.
  @inline(never) func sendSnapshot(
    to peer: ServerID, _ progress: inout Progress, round: UInt32, into step: inout Step
  ) {
    guard let snapshot else { preconditionFailure("a log that begins later follows a snapshot") }
    let evidence = Evidence.lagging(
      peer: peer, nextIndex: progress.nextIndex, start: log.start)
    progress.isStreaming = false
    progress.isAwaitingReply = true
    progress.probedThrough = log.start.index
    step.fire(.sendSnapshot, because: evidence) {
      $0.askToSendAtOnce(
        Message(
          from: id, to: peer, term: currentTerm, round: round, body: .installSnapshot(snapshot)))
    }
  }

  // MARK: The InstallSnapshot RPC, receiver's side (Figure 13)

  @inline(never) mutating func snapshotReceived(
    _ offered: SnapshotID, in message: Message.Head, into step: inout Step
  ) {
    let sender = message.from
    // 1. Reply immediately if term < currentTerm.
    guard message.term == currentTerm else {
      let terms = Evidence.terms(from: sender, theirs: message.term, own: currentTerm)
      return refuse(
        offered.last, of: sender, by: .refuseStaleLeader, because: terms, round: message.round,
        into: &step)
    }
    guard !role.isLeader else { return ignoreOtherLeader(sender, into: &step) }
    recognize(sender, into: &step)
    let evidence = Evidence.offered(
      by: sender, offered.last, lastApplied: lastApplied, ownLast: log.lastIndex)
    let reply = promise(
      to: sender, .appendEntriesReply(.success(matchIndex: offered.last.index)),
      round: message.round)
    // What is applied already is not undone by a message that comes late or twice.
    if offered.last.index <= lastApplied, obeys(.ignoreOlderSnapshot) {
      step.fire(.ignoreOlderSnapshot, because: evidence) { $0.ask(reply) }
      return
    }
    // 6. If existing log entry has same index and term as snapshot's last included entry, retain log
    //    entries following it.
    let matches = log.term(at: offered.last.index) == offered.last.term
    if matches, log.lastIndex > offered.last.index, obeys(.keepMatchingSuffix) {
      step.fire(.keepMatchingSuffix, because: evidence)
    }
    install(offered, because: evidence, answering: reply, into: &step)
  }

  /// "7. Discard the entire log. 8. Reset state machine using snapshot contents."
  private mutating func install(
    _ offered: SnapshotID, because evidence: Evidence, answering reply: EffectList.Outline,
    into step: inout Step
  ) {
    log.begin(after: offered.last)
    if !obeys(.keepMatchingSuffix) { log.truncate(to: offered.last.index) }
    snapshot = offered
    takenSnapshot = nil
    commitIndex = max(commitIndex, offered.last.index)
    lastApplied = offered.last.index
    step.fire(.installSnapshot, because: evidence) {
      $0.ask(.restore(offered))
      $0.ask(write(snapshot: offered.last.index))
      $0.ask(reply)
    }
    takeUpMembership(fromSnapshot: offered.last.index, into: &step)
  }
}
