import RaftCore
import TestSupport
import Testing

@Suite("§5.3 Log replication: the leader")
struct Section53Leaders {
  /// A leader whose followers agree with it up to its no-op.
  private func settled(
    _ count: Int = 3, without rules: [Rule] = [], batchLimit: Int = 8, windowLimit: Int = 64
  ) -> Bench {
    var bench = Bench(count, without: rules, batchLimit: batchLimit, windowLimit: windowLimit)
    bench.elect(s1)
    bench.beat(s1)
    return bench
  }

  private func requests(_ bench: Bench, to peer: ServerID) -> [AppendEntries] {
    bench.places(from: s1, to: peer).compactMap {
      if case .appendEntries(let request) = bench.pool[$0].body { request } else { nil }
    }
  }

  @Test("It appends the command to its log and sends it to all in parallel")
  func sendsToAll() {
    var bench = settled()
    bench.request(s1, Command("x=1"))
    for peer in [s2, s3] {
      #expect(requests(bench, to: peer).map(\.previous) == [at(1, 1)])
      #expect(requests(bench, to: peer).map(\.entries.count) == [1])
    }
    #expect(bench.node(s1).writeCount == 1, "its own disk writes meanwhile")
  }

  @Test("A message carries no more entries than the batch limit")
  func batches() {
    var bench = settled(batchLimit: 4)
    bench.crash(s3)
    for number in 0..<10 { bench.request(s1, Command("x=\(number)")) }
    bench.stabilize()
    bench.start(s3)
    bench.heartbeat(s1)
    bench.deliver(s1, s3)
    bench.completeWrites(of: s3)
    bench.deliver(s3, s1)
    #expect(requests(bench, to: s3).map(\.entries.count) == [4], "a probe is one message")
    bench.deliver(s1, s3)
    bench.completeWrites(of: s3)
    bench.deliver(s3, s1)
    #expect(requests(bench, to: s3).map(\.entries.count) == [4, 2], "then the rest at once")
    bench.stabilize()
    #expect(bench[s3].log == bench[s1].log)
  }

  @Test(
    "With pipelining it does not wait for replies; without, one message is on its way at a time")
  func pipelining() {
    for (rules, expected) in [([], [1, 1, 1]), ([Rule.pipelining], [1])] {
      var bench = settled(without: rules)
      for number in 0..<3 { bench.request(s1, Command("x=\(number)")) }
      #expect(requests(bench, to: s2).map(\.entries.count) == expected)
      bench.stabilize()
      #expect(bench[s2].log.lastIndex == 4 && bench[s1].commitIndex == 4)
      #expect(bench.safety.violations.isEmpty)
    }
  }

  @Test("No more entries are on their way to a follower than the window holds")
  func window() {
    var bench = settled(batchLimit: 4, windowLimit: 6)
    for number in 0..<20 { bench.request(s1, Command("x=\(number)")) }
    #expect(requests(bench, to: s2).map(\.entries.count).reduce(0, +) == 6)
    for _ in 0..<5 { bench.heartbeat(s1) }
    #expect(requests(bench, to: s2).map(\.entries.count).reduce(0, +) == 6, "nor by heartbeats")
    bench.stabilize()
    #expect(bench[s2].log.lastIndex == 21)
    #expect(bench.safety.violations.isEmpty)
  }

  @Test("A batch is cut to what the window has room for")
  func batchWithinWindow() {
    var bench = settled(batchLimit: 4, windowLimit: 6)
    for number in 0..<12 { bench.request(s1, Command("x=\(number)")) }
    bench.deliver(s1, s2)
    bench.completeWrites(of: s2)
    bench.deliver(s2, s1)
    #expect(requests(bench, to: s2).map(\.entries.count) == [1, 1, 1, 1, 1, 1])
  }

  @Test("A heartbeat carries no entries, not even to a follower that lacks some")
  func heartbeatsAreEmpty() {
    var bench = settled()
    bench.crash(s3)
    bench.request(s1, Command("x=1"))
    bench.stabilize()
    bench.heartbeat(s1)
    #expect(requests(bench, to: s3).map(\.entries.count) == [0])
  }

  @Test(
    "What was lost is found missing by the next heartbeat and sent again", arguments: [true, false])
  func retriesAfterLoss(isPipelined: Bool) {
    var bench = settled(without: isPipelined ? [] : [.pipelining], batchLimit: 2)
    for number in 0..<5 { bench.request(s1, Command("x=\(number)")) }
    bench.dropAll(from: s1)
    bench.stabilize()
    #expect(bench[s2].log.lastIndex == 1)
    bench.beat(s1)
    #expect(bench[s2].log == bench[s1].log && bench[s1].commitIndex == 6)
  }

  @Test("Lost replies are made up for by the reply to the next heartbeat")
  func lostReplies() {
    var bench = settled()
    bench.request(s1, Command("x=1"))
    bench.stabilize(among: [s1])
    for id in [s2, s3] {
      bench.deliver(s1, id)
      bench.completeWrites(of: id)
    }
    bench.dropAll(to: s1)
    #expect(bench[s1].commitIndex == 1)
    bench.beat(s1)
    #expect(bench[s1].commitIndex == 2 && bench.progress(of: s2, at: s1).matchIndex == 2)
  }

  @Test("A duplicated message or reply, however late, changes nothing", arguments: [true, false])
  func duplicates(isPipelined: Bool) {
    var bench = settled(without: isPipelined ? [] : [.pipelining])
    for number in 0..<4 { bench.request(s1, Command("x=\(number)")) }
    for _ in 0..<200 where !bench.pool.isEmpty {
      if bench.pool.count < 12 { bench.duplicate(at: 0) }
      for id in [s1, s2, s3] { bench.completeWrites(of: id) }
      bench.deliver(at: 0)
    }
    bench.stabilize()
    bench.beat(s1)
    for id in [s2, s3] {
      #expect(bench[id].log == bench[s1].log && bench[id].commitIndex == 5)
    }
    #expect(bench.safety.violations.isEmpty)
  }

  @Test("Without pipelining, a duplicated reply does not double what follows")
  func duplicatedReplyDoesNotDouble() {
    var bench = settled(without: [.pipelining])
    bench.dropAll()
    for number in 0..<3 { bench.request(s1, Command("x=\(number)")) }
    bench.deliver(s1, s2)
    bench.completeWrites(of: s2)
    bench.duplicate(at: bench.places(from: s2, to: s1)[0])
    bench.deliver(s2, s1)
    #expect(requests(bench, to: s2).count == 1)
    bench.deliver(s2, s1)
    #expect(requests(bench, to: s2).count == 1, "the second copy answers no question")
  }

  @Test("A late success of an earlier message does not end the wait for a probe")
  func lateSuccess() {
    var subject = Subject(of: 3, without: [.appendNoOp])
    subject.campaign(votes: [s2])
    for number in 1...6 { subject.handle(.request(RequestID(UInt64(number)), Command(1))) }
    subject.receive(.appendEntriesReply(.success(matchIndex: 0)), from: s2, term: 1)
    #expect(subject.sent.count == 1, "entries 1 to 6")
    subject.receive(.appendEntriesReply(.success(matchIndex: 2)), from: s2, term: 1)
    let hint = BackUpHint(conflictTerm: nil, firstIndex: 5)
    subject.receive(
      .appendEntriesReply(.failure(previousIndex: 6, hint: hint)), from: s2, term: 1)
    #expect(subject.sent.count == 1 && subject.server.role.leadership?[s2].nextIndex == 5)
    subject.receive(.appendEntriesReply(.success(matchIndex: 3)), from: s2, term: 1)
    let progress = subject.server.role.leadership![s2]
    #expect(progress.matchIndex == 3 && progress.nextIndex == 5)
    #expect(progress.isAwaitingReply && !progress.isStreaming && subject.sent.isEmpty)
    subject.receive(.appendEntriesReply(.success(matchIndex: 6)), from: s2, term: 1)
    #expect(subject.server.role.leadership?[s2].isStreaming == true)
  }

  @Test("A late success with a smaller matchIndex moves neither matchIndex nor nextIndex back")
  func lateSuccessMovesNothingBack() {
    var subject = Subject(of: 5, log: [1, 1, 1, 1])
    subject.campaign(votes: [s2, s3])
    subject.receive(.appendEntriesReply(.success(matchIndex: 5)), from: s2, term: 1)
    let before = subject.server
    subject.receive(.appendEntriesReply(.success(matchIndex: 4)), from: s2, term: 1)
    #expect(subject.fired == [.entriesStored] && subject.server == before)
    #expect(subject.server.role.leadership?[s2].matchIndex == 5)
  }

  @Test("A late refusal of an earlier probe changes nothing")
  func lateRefusal() {
    var bench = Bench(3)
    bench.set(s1, PersistentState(term: 3, log: [1, 1, 3, 3]))
    bench.set(s2, PersistentState(term: 3, log: [1, 2, 2]))
    bench.timeOut(s1)
    bench.stabilize(among: [s1, s3])
    bench.dropAll(from: s1, to: s2)
    bench.heartbeat(s1)
    bench.duplicate(at: bench.places(from: s1, to: s2)[0])
    for _ in 0..<2 { bench.deliver(s1, s2) }
    bench.completeWrites(of: s2)
    bench.deliver(s2, s1)
    let probing = bench.progress(of: s2, at: s1)
    #expect(requests(bench, to: s2).count == 1, "the next probe")
    bench.deliver(s2, s1)
    #expect(bench.progress(of: s2, at: s1) == probing)
    #expect(requests(bench, to: s2).count == 1, "and no other")
    bench.stabilize()
    #expect(bench[s2].log == bench[s1].log)
    #expect(bench.safety.violations.isEmpty)
  }

  @Test("A refusal does not take nextIndex back past what the follower is known to store")
  func nextIndexStaysAheadOfMatchIndex() {
    var subject = Subject(of: 3)
    subject.campaign(votes: [s2])
    subject.receive(.appendEntriesReply(.success(matchIndex: 1)), from: s2, term: 1)
    for number in 1...3 { subject.handle(.request(RequestID(UInt64(number)), Command(1))) }
    let hint = BackUpHint(conflictTerm: nil, firstIndex: 1)
    subject.receive(
      .appendEntriesReply(.failure(previousIndex: 3, hint: hint)), from: s2, term: 1)
    #expect(subject.fired.first == .backUpByTerm)
    #expect(subject.server.role.leadership?[s2].nextIndex == 2)
  }

  @Test("Whatever an acknowledgement says, matchIndex stays within the leader's own log")
  func matchIndexStaysWithinTheLog() {
    var subject = Subject(of: 3)
    subject.campaign(votes: [s2])
    subject.receive(.appendEntriesReply(.success(matchIndex: 9)), from: s2, term: 1)
    let progress = subject.server.role.leadership?[s2]
    #expect(progress?.matchIndex == 1 && progress?.nextIndex == 2)
  }

  @Test("A follower whose disk was wiped is found out by its refusal and gets the whole log again")
  func wipedFollower() {
    var bench = settled(batchLimit: 4)
    for number in 0..<20 { bench.request(s1, Command("x=\(number)")) }
    bench.stabilize()
    bench.crash(s3)
    bench.set(s3, PersistentState())
    bench.beat(s1)
    #expect(bench[s3].log == bench[s1].log)
    bench.request(s1, Command("y=1"))
    bench.stabilize()
    #expect(bench[s3].log == bench[s1].log && bench.progress(of: s3, at: s1).matchIndex == 22)
  }

  @Test("Messages in any order: every order of four appends brings the follower to the same log")
  func anyOrder() {
    for seed in UInt64(0)..<200 {
      var random = SeededRandom(seed)
      var bench = settled(batchLimit: 2)
      for number in 0..<4 { bench.request(s1, Command("x=\(number)")) }
      for _ in 0..<200 where !bench.pool.isEmpty {
        bench.deliver(at: random.below(bench.pool.count))
        for id in [s1, s2, s3] where random.below(2) == 0 { bench.completeWrite(of: id) }
      }
      bench.stabilize()
      bench.beat(s1)
      bench.beat(s1)
      #expect(bench[s2].log == bench[s1].log && bench[s3].log == bench[s1].log, "seed \(seed)")
      #expect(bench.safety.violations.isEmpty, "seed \(seed)")
    }
  }
}
