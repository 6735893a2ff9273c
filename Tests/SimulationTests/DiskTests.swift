import RaftCore
import Testing

@testable import Simulation

@Suite("Disks: writes take time, and are lost in a crash when not done")
struct DiskTests {
  @Test("A write takes its time, and what promises something waits for it", arguments: 0...1)
  func writeTakesTime(fast: Int) throws {
    let duration = fast == 1 ? 500 : 8_000
    var trial = Trial(Settings(servers: 3, timing: Timing(diskWrite: duration)))
    trial.run(until: 5_000)
    try trial.act("time out S1")
    #expect(trial[1].server.currentTerm == 1 && trial[1].disk.state.currentTerm == 0)
    #expect(trial[1].disk.pending.map(\.doneAt) == [5_000 + duration])
    #expect(trial[1].disk.messages(waitingFor: 0).count == 2)
    #expect(trial.cluster.network.flights.isEmpty)
    let next = trial.step()
    let event = try #require(next)
    #expect(event.time == 5_000 + duration && event.server == ServerID(1))
    guard case .written = event.happening else { throw Surprise(event) }
    #expect(trial[1].disk.state.currentTerm == 1 && trial[1].disk.state.votedFor == ServerID(1))
    #expect(!trial[1].disk.isBusy && trial[1].disk.waiting.isEmpty)
    let flights = trial.cluster.network.flights
    #expect(flights.count == 2 && flights.allSatisfy { $0.sentAt == 5_000 + duration })
    #expect(event.sent.count == 2)
  }

  @Test("Of two writes that queue, each lets go the messages that waited for it, in order")
  func queuedWrites() {
    var disk = Disk()
    let log = Log()
    func write(_ term: Term) -> Write {
      Write(term: term, votedFor: nil, keeping: log.lastIndex, through: log.lastIndex)
    }
    func message(_ term: Term, to peer: Int) -> Message.Head {
      Message(
        from: ServerID(1), to: ServerID(peer), term: term,
        body: .requestVoteReply(voteGranted: true)
      ).head
    }
    func released() -> [Message.Head] {
      var heads: [Message.Head] = []
      while let head = disk.release() { heads.append(head) }
      return heads
    }
    _ = disk.begin(write(1), of: log, nil, at: 0, taking: 100)
    disk.wait(message(1, to: 2))
    disk.wait(message(1, to: 3))
    _ = disk.begin(write(2), of: log, nil, at: 10, taking: 100)
    disk.wait(message(2, to: 2))
    #expect(released().isEmpty && disk.waiting.count == 3)
    #expect(disk.finish() == write(1))
    #expect(released() == [message(1, to: 2), message(1, to: 3)])
    #expect(disk.finish() == write(2))
    #expect(released() == [message(2, to: 2)] && disk.waiting.isEmpty && !disk.isBusy)
  }

  @Test("With persisting before answering switched off, promises leave before they are kept")
  func promisesAtOnce() throws {
    var trial = Trial(servers: 3, without: [.persistBeforeAnswering])
    try trial.act("time out S1")
    #expect(trial[1].disk.isBusy && trial[1].disk.waiting.isEmpty)
    #expect(trial.cluster.network.flights.map(\.sentAt) == [0, 0])
    // A voter's answer too.
    trial.expect(within: 100_000) { !$0.firings(of: .grantVote).isEmpty }
    let vote = trial.events.last!
    #expect(vote.sent.count == 1)
    let voter = try #require(vote.server)
    #expect(trial.cluster[voter].disk.isBusy)
  }

  @Test("A leader sends entries while it writes them, and counts itself only afterwards")
  func leaderWritesInParallel() throws {
    var trial = Trial(.exact(servers: 3))
    try trial.play(["@0 time out S1", "@60000 write x=1 through S1"])
    trial.run(until: 70_000)
    #expect(trial[1].disk.isBusy)
    #expect(trial.cluster.network.flights.count { $0.packet.message?.term == 1 } >= 2)
    let leadership = try #require(trial[1].server.role.leadership)
    #expect(leadership[ServerID(1)].matchIndex == trial[1].server.log.lastIndex - 1)
    trial.run(until: 72_000)
    #expect(
      trial[1].server.role.leadership?[ServerID(1)].matchIndex == trial[1].server.log.lastIndex)
  }

  @Test("What one step writes is one write: term and vote, or conflict, deletion and new entries")
  func oneWrite() throws {
    var trial = Trial(.exact(servers: 3))
    try trial.act("time out S1")
    trial.expect(within: 100_000) { !$0.firings(of: .grantVote).isEmpty }
    let rules = trial.events.last!.step.firings.map(\.rule)
    #expect(rules == [.stepDownOnHigherTerm, .grantVote])
    let voter = trial.events.last!.server!
    #expect(trial.cluster[voter].disk.pending.count == 1)
    try trial.act("crash \(voter) keeping 1")
    #expect(trial.cluster[voter].disk.state.currentTerm == 1)
    #expect(trial.cluster[voter].disk.state.votedFor == ServerID(1))

    // S1 keeps entries to itself; S2 leads, and replaces them with its own.
    var second = Trial(.exact(servers: 3))
    try second.play([
      "@0 time out S1", "@100000 isolate S1", "@100000 write x=1 through S1",
      "@110500 write x=2 through S1", "@130000 time out S2", "@200000 write x=3 through S2",
      "@210500 write x=4 through S2", "@250000 heal",
    ])
    #expect(second.logs == [[1, 1, 1], [1, 2, 2, 2], [1, 2, 2, 2]])
    second.expect(within: 300_000) { !$0.firings(of: .deleteConflicting).isEmpty }
    let replacement = second.events.last!.step.firings.map(\.rule)
    #expect(replacement.contains(.deleteConflicting) && replacement.contains(.appendEntries))
    #expect(second[1].disk.pending.count == 1)
    let log = second[1].server.log
    try second.act("crash S1 keeping 1")
    #expect(second[1].disk.state.log == log && log.lastIndex > 1)
    #expect(second.logs[0] == [1, 2, 2, 2])
  }

  @Test(
    "A crash keeps as many of the writes under way as it is told to, the oldest first",
    arguments: 0...5)
  func keepsAPrefix(kept: Int) throws {
    var trial = Trial(.exact(servers: 3))
    try trial.act("time out S1")
    trial.run(until: 100_000)
    for value in 1...4 {
      try trial.act("write x=\(value) through S1")
      trial.run(for: 100)
    }
    trial.run(until: 110_350)
    #expect(trial[1].disk.pending.count == 4)
    #expect(trial[1].server.log.lastIndex == 5 && trial[1].disk.state.log.lastIndex == 1)
    let log = trial[1].server.log
    try trial.act("crash S1 keeping \(kept)")
    let last = 1 + min(kept, 4)
    #expect(trial[1].disk.state.log.lastIndex == last && trial.logs[0].count == last)
    #expect((1...last).allSatisfy { trial[1].disk.state.log[$0] == log[$0] })
    #expect(!trial[1].disk.isBusy)
    // What the crash cut short does not reach the disk later.
    trial.run(for: 50_000)
    #expect(trial[1].disk.state.log.lastIndex == last)
  }

  @Test("Messages that waited for a write are lost with it, and leave if it was kept never")
  func waitingMessages() throws {
    for kept in 0...1 {
      var trial = Trial(.exact(servers: 3))
      try trial.act("time out S1")
      try trial.act("crash S1 keeping \(kept)")
      #expect(trial[1].disk.waiting.isEmpty && trial[1].disk.state.currentTerm == kept)
      try trial.act("restart S1")
      trial.run(for: 1_000_000)
      #expect(trial.cluster.network.sentCount == 0)
    }
  }

  @Test(
    "A crash that keeps all writes loses nothing; one that keeps none goes back to the disk",
    arguments: 1...12 as ClosedRange<UInt64>
  )
  func exactlyWhatTheDiskHeld(seed: UInt64) throws {
    let outcome = SeedRun(servers: 3, eventLimit: 1000).run(seed: seed)
    var trial = Trial(outcome.settings)
    for act in outcome.acts {
      while trial.step(until: act.time) != nil {
        for host in trial.cluster.hosts where host.life != .crashed && !host.disk.isBusy {
          #expect(host.disk.state == PersistentState(of: host.server), trial.line)
        }
      }
      trial.run(until: act.time)
      guard case .crash(let server, _, _) = act.stimulus, trial.cluster[server].life != .crashed
      else {
        _ = try? trial.act(act.stimulus.text)
        continue
      }
      let before = trial.cluster[server]
      var other = trial
      try other.act("crash \(server) keeping 0")
      #expect(other.cluster[server].disk.state == before.disk.state, other.line)
      try trial.act("crash \(server) keeping \(before.disk.pending.count)")
      #expect(trial.cluster[server].disk.state == PersistentState(of: before.server), trial.line)
      #expect(PersistentState(of: trial.cluster[server].server) == trial.cluster[server].disk.state)
    }
    #expect(trial.violation == nil, trial.line)
  }

  @Test("The power may go between two writes of one step: the term is there, the vote is not")
  func betweenWrites() throws {
    var trial = Trial(.exact(servers: 3))
    try trial.act("time out S1")
    trial.expect(within: 100_000) { !$0.firings(of: .grantVote).isEmpty }
    let voter = trial.events.last!.server!
    #expect(trial.cluster[voter].disk.recordCounts == [2])
    for torn in 0...3 {
      var copy = trial
      try copy.act("crash \(voter) torn \(torn)")
      let state = copy.cluster[voter].disk.state
      #expect(state.currentTerm == min(torn, 1))
      #expect(state.votedFor == (torn > 1 ? ServerID(1) : nil))
      // Whatever is left of it, nothing was promised.
      try copy.act("restart \(voter)")
      copy.run(for: 1_000_000)
      #expect(copy.violation == nil && copy.cluster.leader != nil, copy.line)
    }
  }

  @Test("A torn write leaves the first of its records: the cut, then entry after entry")
  func torn() throws {
    // S1 keeps entries to itself; S2 leads, and replaces them with its own.
    var trial = Trial(.exact(servers: 3))
    try trial.play([
      "@0 time out S1", "@100000 isolate S1", "@100000 write x=1 through S1",
      "@110500 write x=2 through S1", "@130000 time out S2", "@200000 write x=3 through S2",
      "@210500 write x=4 through S2", "@250000 heal",
    ])
    trial.expect(within: 300_000) { !$0.firings(of: .deleteConflicting).isEmpty }
    let whole = trial[1].server.log
    let pending = trial[1].disk.pending.count
    let records = trial[1].disk.recordCounts[pending - 1]
    #expect(records == 1 + whole.lastIndex - 1)
    for torn in 1...records {
      var copy = trial
      try copy.act("crash S1 keeping \(pending - 1) torn \(torn)")
      #expect(copy.logs[0].count == torn, copy.line)
      let log = copy[1].disk.state.log
      #expect((1...torn).allSatisfy { log[$0] == whole[$0] })
      try copy.act("restart S1")
      copy.run(for: 1_000_000)
      #expect(copy.violation == nil && copy.logs[0] == copy.logs[1], copy.line)
    }
  }

  @Test("A disk takes as long as it is told to from then on; its writes stay in order")
  func speeds() throws {
    var trial = Trial(.exact(servers: 3))
    try trial.act("time out S1")
    trial.run(until: 100_000)
    try trial.act("disk S1 60ms")
    try trial.act("write x=1 through S1")
    trial.run(until: 111_000)
    try trial.act("disk S1 100us")
    try trial.act("write x=2 through S1")
    trial.run(until: 122_000)
    let pending = trial[1].disk.pending
    #expect(pending.count == 2 && pending[0].doneAt == pending[1].doneAt)
    #expect(pending[0].doneAt - trial.now < 60_000 && trial[2].diskWrite == trial[3].diskWrite)
    // A leader's slow disk does not keep the others from committing.
    trial.expect(within: 40_000) { $0[1].server.commitIndex == 3 && $0[1].disk.isBusy }
    trial.run(for: 100_000)
    #expect(!trial[1].disk.isBusy && trial[1].disk.state.log == trial[1].server.log)
  }

  @Test("A wiped disk holds nothing, and the host remembers that it was wiped")
  func wipe() throws {
    var trial = try Trial.led()
    #expect(trial[2].disk.state.log.lastIndex == 1 && !trial[2].wasWiped)
    try trial.act("wipe S2")
    #expect(trial[2].life == .crashed && trial[2].wasWiped)
    #expect(trial[2].disk.state == PersistentState() && trial.logs[1].isEmpty)
    // One that is down already can be wiped as well.
    try trial.act("crash S3")
    #expect(trial[3].disk.state.log.lastIndex == 1)
    try trial.act("wipe S3")
    #expect(trial[3].disk.state == PersistentState())
    try trial.act("restart S2")
    #expect(trial.events.last?.step.firings.map(\.rule) == [.startAsFollower])
    trial.run(for: 500_000)
    #expect(trial.logs[1] == trial.logs[0] && trial.violation == nil)
  }

  /// S1 and S2 commit what S3 never heard of; S2 is gone for a moment; S3 wants to lead.
  private static func amnesia(_ act: String) throws -> Trial {
    var trial = Trial(.exact(servers: 3))
    try trial.play([
      "@0 time out S1", "@100000 isolate S3", "@100000 write x=1 through S1", "@200000 \(act) S2",
      "@210000 crash S1", "@220000 restart S2", "@230000 heal", "@240000 time out S3",
      "@240000 time out S3",
    ])
    trial.run(until: 400_000)
    return trial
  }

  @Test("Raft does not allow for a lost disk: a committed entry can be lost, and that is found")
  func wipedMajority() throws {
    let trial = try Self.amnesia("wipe")
    let violation = try #require(trial.violation, trial.line)
    #expect(violation.property == .leaderCompleteness && violation.servers == [ServerID(3)])
    #expect(
      violation.detail
        == .missing(
          leader: ServerID(3), term: 3, committed: LogPosition(index: 2, term: 1), committedIn: 1))
    // With the disk kept, S2 refuses: its log is more up-to-date.
    let kept = try Self.amnesia("crash")
    #expect(kept.violation == nil && kept.leaders.isEmpty)
    #expect(!kept.firings(of: .upToDateCheck).isEmpty)
  }
}

extension PersistentState {
  /// What a server would want to find again.
  init(of server: Server) {
    self.init(currentTerm: server.currentTerm, votedFor: server.votedFor, log: server.log)
  }
}

/// Something else happened than the test is about.
struct Surprise: Error, CustomStringConvertible {
  var description: String

  init(_ event: Event) { description = "event \(event.number): \(event.happening)" }
}
