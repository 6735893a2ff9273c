import RaftCore
import Testing

@Suite("§7: log compaction")
struct Section7Snapshots {
  /// A follower of five that has applied the first entries of a log of terms, all of term 1 applied.
  private static func follower(
    _ terms: [Term], applied: LogIndex, without rules: [Rule] = []
  ) -> Subject {
    var subject = Subject(of: 3, term: 1, log: terms, with: [.snapshots], without: rules)
    subject.append(after: at(terms.count, terms.last ?? 0), commit: applied, from: s2, term: 1)
    return subject
  }

  private static func offer(
    _ last: LogPosition, to subject: inout Subject, from peer: ServerID = s2, term: Term = 1
  ) {
    subject.receive(
      .installSnapshot(SnapshotID(last: last, takenBy: peer)), from: peer, term: term)
  }

  // MARK: Taking

  @Test("Each server takes snapshots independently, covering just the committed entries in its log")
  func takes() {
    var subject = Self.follower([1, 1, 1, 1], applied: 3)
    subject.handle(.snapshot)
    #expect(subject.fired == [.takeSnapshot])
    #expect(subject.evidence(of: .takeSnapshot) == .snapshot(at(3, 1), before: 0, every: 0))
    #expect(
      subject.step.effects.contains(.takeSnapshot(SnapshotID(last: at(3, 1), takenBy: s1))))
    #expect(subject.writes.map(\.snapshot) == [3] && subject.writes.map(\.keeping) == [4])
    #expect(subject.server.log.start == .start, "it is not on the disk yet")
    subject.handle(.snapshot)
    #expect(subject.fired.isEmpty, "one at a time")
  }

  @Test("Once a server completes writing a snapshot, it may delete all log entries up through it")
  func discards() {
    var subject = Self.follower([1, 1, 1, 1], applied: 3)
    subject.handle(.snapshot)
    subject.handle(.written(subject.writes[0]))
    #expect(subject.fired == [.persistBeforeAnswering, .discardLog])
    #expect(subject.server.log.start == at(3, 1) && subject.server.log.lastIndex == 4)
    #expect(subject.server.snapshot == SnapshotID(last: at(3, 1), takenBy: s1))
    subject.handle(.snapshot)
    #expect(subject.fired.isEmpty, "nothing was applied since")
  }

  @Test("A snapshot is taken when so many entries were applied since the one before")
  func interval() {
    var subject = Subject(of: 3, term: 1, with: [.snapshots])
    subject.change { $0.configuration.snapshotInterval = 2 }
    subject.append(after: .start, [1], commit: 1, from: s2, term: 1)
    #expect(!subject.fired.contains(.takeSnapshot))
    subject.append(after: at(1, 1), [1, 1], commit: 3, from: s2, term: 1)
    #expect(subject.evidence(of: .takeSnapshot) == .snapshot(at(3, 1), before: 0, every: 2))
    var off = Subject(of: 3, term: 1)
    off.change { $0.configuration.snapshotInterval = 2 }
    off.append(after: .start, [1, 1, 1], commit: 3, from: s2, term: 1)
    #expect(!off.fired.contains(.takeSnapshot), "the feature is off")
  }

  @Test("A server that starts again restores its state machine from its snapshot")
  func restarts() {
    let snapshot = SnapshotID(last: at(3, 1), takenBy: s2)
    let state = PersistentState(
      currentTerm: 2, votedFor: nil,
      log: Log(after: at(3, 1), [Entry(term: 2, command: .noOp)]), snapshot: snapshot)
    var server = Server(
      id: s1, configuration: Configuration(members: .first(3)), recovering: state)
    var step = Step()
    server.handle(.start, into: &step)
    #expect(step.effects.first == .restore(snapshot))
    #expect(server.commitIndex == 3 && server.lastApplied == 3 && server.log.lastIndex == 4)
  }

  // MARK: A log that begins later

  @Test("What a snapshot includes is committed: it matches, and is not stored again")
  func prefix() {
    var subject = Self.follower([1, 1, 1, 1], applied: 3)
    subject.handle(.snapshot)
    subject.handle(.written(subject.writes[0]))
    subject.append(after: at(1, 1), [1, 1, 1, 1], commit: 3, from: s2, term: 1)
    #expect(subject.reply == .appendEntriesReply(.success(matchIndex: 5)))
    #expect(subject.server.log.lastIndex == 5 && subject.server.log.start == at(3, 1))
    subject.append(after: .start, [1], commit: 3, from: s2, term: 1)
    #expect(subject.reply == .appendEntriesReply(.success(matchIndex: 1)))
    subject.append(after: at(3, 1), [2], commit: 3, from: s2, term: 2)
    #expect(subject.fired.contains(.deleteConflicting) && subject.terms == [2])
  }

  @Test("A log that begins later finds terms, and the runs of entries that share one")
  func log() {
    var log = Log(terms: [1, 1, 4, 4, 4, 6])
    log.begin(after: at(3, 4))
    #expect(log.start == at(3, 4) && log.firstIndex == 4 && log.lastIndex == 6)
    #expect((0...7).map { log.term(at: $0) } == [nil, nil, nil, 4, 4, 4, 6, nil])
    #expect((4...6).map { log.firstIndex(ofTermAt: $0) } == [4, 4, 6])
    #expect(log.lastIndex(ofTermAtMost: 4, upTo: 6) == 5)
    #expect(log.lastIndex(ofTermAtMost: 1, upTo: 6) == 3, "what is before it is not looked at")
    #expect(log.contains(at(2, 9)) && log.contains(at(3, 4)) && !log.contains(at(3, 1)))
    #expect(log.batch(after: 4, limit: 8).map(\.term) == [4, 6])
    log.truncate(to: 4)
    #expect(log.last == at(4, 4))
    log.truncate(to: 3)
    #expect(log.last == at(3, 4) && log.lastIndex == 3)
    log.begin(after: at(9, 7))
    #expect(log.last == at(9, 7) && log.terms.isEmpty)
    #expect(Log(after: at(3, 4), [Entry(term: 6, command: .noOp)]).last == at(4, 6))
  }

  @Test("Logs agree that end alike and have the same entries, as far back as both reach")
  func agreement() {
    let log = Log(terms: [1, 1, 2, 2])
    var later = log
    later.begin(after: at(2, 1))
    #expect(log.agrees(with: later) && later.agrees(with: log))
    #expect(!log.agrees(with: Log(terms: [1, 1, 2])))
    #expect(!later.agrees(with: Log(terms: [1, 1, 1, 2])))
  }

  // MARK: Sending

  /// A leader of three whose log begins after entry 3, of five.
  private static func leader() -> Subject {
    var subject = Subject(of: 3, term: 1, log: [1, 1, 1, 1], with: [.snapshots])
    subject.win([s2])
    if let write = subject.writes.last { subject.handle(.written(write)) }
    subject.acknowledge(5, from: s2)
    subject.change { $0.configuration.features[.snapshots] = true }
    subject.handle(.snapshot)
    subject.handle(.written(subject.writes[0]))
    return subject
  }

  @Test("The leader sends its snapshot when it has discarded the next entry that a follower needs")
  func sends() {
    var subject = Self.leader()
    #expect(subject.server.log.start == at(5, 2))
    subject.receive(
      .appendEntriesReply(
        .failure(previousIndex: 4, hint: BackUpHint(conflictTerm: nil, firstIndex: 2))),
      from: s3, term: 2)
    #expect(
      subject.evidence(of: .sendSnapshot)
        == .lagging(peer: s3, nextIndex: 2, start: at(5, 2)))
    let snapshot = SnapshotID(last: at(5, 2), takenBy: s1)
    #expect(subject.sent.map(\.body) == [.installSnapshot(snapshot)])
    subject.handle(.timeout(.heartbeat))
    #expect(
      subject.sent.filter { $0.to == s3 }.map(\.body) == [
        .appendEntries(AppendEntries(previous: at(5, 2), entries: [], leaderCommit: 5))
      ], "a heartbeat asks whether it has come, and carries none")
  }

  @Test("A heartbeat that is refused shows that the snapshot was lost, and it is sent again")
  func sendsAgain() {
    var subject = Self.leader()
    let refusal = Message.Body.appendEntriesReply(
      .failure(previousIndex: 4, hint: BackUpHint(conflictTerm: nil, firstIndex: 2)))
    subject.receive(refusal, from: s3, term: 2)
    subject.receive(
      .appendEntriesReply(
        .failure(previousIndex: 5, hint: BackUpHint(conflictTerm: nil, firstIndex: 2))),
      from: s3, term: 2)
    #expect(subject.fired.contains(.sendSnapshot))
    subject.acknowledge(5, from: s3)
    #expect(!subject.fired.contains(.sendSnapshot))
    #expect(subject.server.role.leadership?[s3].nextIndex == 6)
    subject.handle(.request(RequestID(1), Command("x=1")))
    #expect(subject.sent.filter { $0.to == s3 }.map(\.kind) == [.appendEntries])
  }

  // MARK: Installing

  @Test("A follower that lags saves the snapshot, discards its log and resets its state machine")
  func installs() {
    var subject = Self.follower([1, 1], applied: 1)
    Self.offer(at(5, 1), to: &subject)
    #expect(subject.fired == [.hearLeader, .installSnapshot])
    #expect(
      subject.evidence(of: .installSnapshot)
        == .offered(by: s2, at(5, 1), lastApplied: 1, ownLast: 2))
    #expect(
      subject.step.effects.contains(.restore(SnapshotID(last: at(5, 1), takenBy: s2))))
    #expect(
      subject.writes == [Write(term: 1, votedFor: nil, keeping: 5, through: 5, snapshot: 5)])
    #expect(subject.reply == .appendEntriesReply(.success(matchIndex: 5)))
    let server = subject.server
    #expect(server.log.last == at(5, 1) && server.commitIndex == 5 && server.lastApplied == 5)
  }

  @Test("If it has the entry with which the snapshot ends, it retains the entries that follow")
  func keepsSuffix() {
    var subject = Self.follower([1, 1, 1, 1], applied: 1)
    Self.offer(at(3, 1), to: &subject)
    #expect(subject.fired == [.hearLeader, .keepMatchingSuffix, .installSnapshot])
    #expect(subject.server.log.start == at(3, 1) && subject.server.log.lastIndex == 4)
    var other = Self.follower([1, 1, 1, 1], applied: 1)
    Self.offer(at(3, 2), to: &other, term: 2)
    #expect(!other.fired.contains(.keepMatchingSuffix))
    #expect(other.server.log.last == at(3, 2), "the log is another one: all of it is discarded")
    var lax = Self.follower([1, 1, 1, 1], applied: 1, without: [.keepMatchingSuffix])
    Self.offer(at(3, 1), to: &lax)
    #expect(lax.fired == [.hearLeader, .installSnapshot] && lax.server.log.lastIndex == 3)
    #expect(lax.writes.map(\.keeping) == [3])
  }

  @Test("What is applied already is not replaced by an older snapshot")
  func ignoresOlder() {
    var subject = Self.follower([1, 1, 1, 1], applied: 3)
    let before = subject.server
    for last in [2, 3] {
      Self.offer(at(last, 1), to: &subject)
      #expect(subject.fired == [.hearLeader, .ignoreOlderSnapshot])
      #expect(subject.reply == .appendEntriesReply(.success(matchIndex: last)))
      #expect(subject.server == before)
    }
    var lax = Self.follower([1, 1, 1, 1], applied: 3, without: [.ignoreOlderSnapshot])
    lax.handle(.snapshot)
    lax.handle(.written(lax.writes[0]))
    Self.offer(at(2, 1), to: &lax)
    #expect(lax.server.log.last == at(2, 1), "a newer log is truncated")
  }

  @Test("Reply immediately if term < currentTerm; a leader follows no other")
  func staleTerm() {
    var subject = Subject(of: 3, term: 3, log: [1], with: [.snapshots])
    Self.offer(at(5, 1), to: &subject, term: 2)
    #expect(subject.fired == [.refuseStaleLeader] && subject.sent.map(\.term) == [3])
    var leader = Self.leader()
    Self.offer(at(9, 2), to: &leader, from: s3, term: 2)
    #expect(leader.fired == [.ignoreStaleReply] && leader.server.role.isLeader)
  }

  @Test("A snapshot that was being written when a leader's came is not gone back to")
  func overtaken() {
    var subject = Self.follower([1, 1, 1, 1], applied: 3)
    subject.handle(.snapshot)
    let write = subject.writes[0]
    Self.offer(at(9, 1), to: &subject)
    subject.handle(.written(write))
    #expect(!subject.fired.contains(.discardLog) && subject.server.log.start == at(9, 1))
  }
}
