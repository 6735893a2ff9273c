import KeyValue
import RaftCore
import Testing

@testable import Simulation

@Suite("Crash and restart, pause and resume, clocks")
struct CrashTests {
  @Test("A restart keeps currentTerm, votedFor and log, and loses all else", arguments: 1...5)
  func restart(server: Int) throws {
    var trial = try Trial.led()
    for value in 1...3 { try trial.act("write x=\(value) through S1") }
    trial.run(for: 300_000)
    let before = trial[server]
    #expect(before.server.log.lastIndex == 4 && before.server.commitIndex == 4)
    #expect(!before.store.contents.isEmpty)

    try trial.act("crash S\(server)")
    #expect(trial[server].life == .crashed)
    #expect(trial[server].election.deadline == nil && trial[server].heartbeat.deadline == nil)
    try trial.act("restart S\(server)")
    let after = trial[server]
    #expect(PersistentState(of: after.server) == PersistentState(of: before.server))
    #expect(after.server.commitIndex == 0 && after.server.lastApplied == 0)
    #expect(after.server.role.isFollower && after.server.leader == nil)
    #expect(after.store.contents.isEmpty)
    let event = try #require(trial.events.last)
    #expect(event.step.firings.map(\.rule) == [.recoverFromDisk])
    #expect(
      event.step.firings.first?.evidence
        == .recovered(
          term: 1, votedFor: before.server.votedFor, lastLog: LogPosition(index: 4, term: 1)))
    let timeout = trial.cluster.settings.timing.electionTimeout
    #expect(timeout.contains(try #require(after.election.deadline) - trial.now))

    // It learns again what was committed, and executes it again.
    trial.expect(within: 3_000_000) { $0[server].store.contents == before.store.contents }
    #expect(trial.violation == nil)
  }

  @Test("A server that is down does nothing, and what arrives there is lost")
  func down() throws {
    var trial = try Trial.led()
    try trial.act("crash S2")
    let (since, host) = (trial.now, trial[2])
    trial.run(for: 1_000_000)
    let there = trial.ended(from: 1, to: 2, since: since)
    #expect(there.count > 10 && there.allSatisfy { $0.loss == .receiverDown })
    let own = trial.events.filter { $0.time > since && $0.server == ServerID(2) }
    #expect(own.allSatisfy { $0.step.firings.isEmpty && $0.sent.isEmpty })
    #expect(trial[2].server == host.server)
    // What it sent before it went down still arrives.
    #expect(trial.ended(from: 2, to: 1, since: since).allSatisfy { $0.flight.sentAt <= since })
  }

  @Test("What cannot happen now is refused with the reason")
  func refusals() throws {
    var trial = try Trial.led(Settings(servers: 3))
    let server = ServerID(2)
    #expect(throws: Refusal.isUp(server)) { try trial.act("restart S2") }
    #expect(throws: Refusal.isNotPaused(server)) { try trial.act("resume S2") }
    #expect(throws: Refusal.isLeader(ServerID(1))) { try trial.act("time out S1") }
    #expect(throws: Refusal.noSuchServer(ServerID(4))) { try trial.act("crash S4") }
    #expect(throws: Refusal.noSuchServer(ServerID(9))) { try trial.act("split S1 S9 | S2") }
    #expect(throws: Refusal.noSuchServer(ServerID(5))) { try trial.act("write x=1 through S5") }
    try trial.act("pause S2")
    for act in ["pause S2", "time out S2"] {
      #expect(throws: Refusal.isPaused(server)) { try trial.act(act) }
    }
    try trial.act("crash S2")
    for act in ["crash S2", "pause S2", "time out S2", "clock S2 2.0"] {
      #expect(throws: Refusal.isDown(server)) { try trial.act(act) }
    }
    #expect(throws: Refusal.isNotPaused(server)) { try trial.act("resume S2") }
    var cluster = trial.cluster
    var event = Event()
    #expect(throws: Refusal.essential(.becomeLeader)) {
      try cluster.perform(.setRule(.becomeLeader, isOn: false), into: &event)
    }
  }

  // MARK: Pause

  @Test("While a server is paused its timers, messages and writes wait; then all come, in order")
  func pause() throws {
    var trial = try Trial.led(Settings(servers: 3, timing: Timing(diskWrite: 20_000)))
    try trial.act("write x=1 through S1")
    trial.expect(within: 200_000) { $0[2].disk.isBusy }
    try trial.act("pause S2")
    let paused = trial.now
    let log = trial[2].server.log
    // Long enough for its timer to run out, and for the leader to say much.
    trial.run(for: 700_000)
    #expect(!trial.events.contains { $0.server == ServerID(2) && $0.time > paused })
    #expect(trial[2].server.log == log && trial[2].disk.isBusy)
    let waiting = trial.cluster.network.flights.filter {
      $0.packet.receiver == ServerID(2) && $0.arrivesAt <= trial.now
    }
    #expect(waiting.count > 10 && trial[2].backlogCount == waiting.count + 2)

    try trial.act("resume S2")
    let resumed = trial.now
    trial.run(until: resumed)
    let own = trial.events.filter { $0.server == ServerID(2) && $0.time == resumed }.dropFirst()
    #expect(own.compactMap { $0.flight?.id } == waiting.map(\.id))
    let write = own.compactMap(\.flight?.arrivesAt).count { $0 < paused + 20_000 }
    guard case .written = own.dropFirst(write).first?.happening else {
      Issue.record("the write comes where it would have been done")
      return
    }
    // The heartbeats that waited were there before its timer ran out, and start it anew.
    #expect(!own.contains { $0.happening == .timeout(.election) })
    #expect(trial[2].backlogCount == 0)
  }

  @Test("A timer that ran out during a pause runs out at its end")
  func pausedTimer() throws {
    var trial = try Trial.led(Settings(servers: 3))
    try trial.act("isolate S2")
    trial.run(for: 20_000)
    try trial.act("pause S2")
    trial.run(for: 700_000)
    #expect(trial[2].server.currentTerm == 1 && trial[2].backlogCount == 1)
    try trial.act("resume S2")
    let event = trial.step()
    #expect(event?.happening == .timeout(.election) && event?.server == ServerID(2))
    #expect(event?.time == 820_000 && trial[2].server.currentTerm == 2)
  }

  @Test("A pause shorter than its election timeout changes nothing for the others but the wait")
  func shortPause() throws {
    var trial = try Trial.led(Settings(servers: 3))
    try trial.act("pause S2")
    trial.run(for: 60_000)
    try trial.act("resume S2")
    trial.run(for: 2_000_000)
    #expect(trial.firings(of: .startElection).count == 1 && trial.leaders == [ServerID(1)])
  }

  @Test("A paused leader is replaced, and steps down when it wakes")
  func pausedLeader() throws {
    var trial = try Trial.led()
    try trial.act("pause S1")
    trial.expect(within: 3_000_000) { $0.leaders.count == 2 }
    #expect(trial.leaders.first == ServerID(1) && trial.cluster.leader == trial.leaders.last)
    try trial.act("resume S1")
    trial.run(for: 200_000)
    #expect(!trial[1].server.role.isLeader && trial[1].server.currentTerm > 1)
    #expect(trial.violation == nil)
  }

  @Test("What waited for a paused server is lost when it crashes")
  func crashWhilePaused() throws {
    var trial = try Trial.led(Settings(servers: 3))
    try trial.act("pause S2")
    trial.run(for: 400_000)
    let waiting = trial.cluster.network.flights.filter {
      $0.packet.receiver == ServerID(2) && $0.arrivesAt <= trial.now
    }
    #expect(waiting.count > 3)
    try trial.act("crash S2")
    let crashed = trial.now
    trial.run(until: crashed)
    let lost = trial.events.filter { $0.happening == .lost(.receiverDown) && $0.time == crashed }
    #expect(lost.compactMap { $0.flight?.id } == waiting.map(\.id))
    #expect(trial[2].backlogCount == 0)
    try trial.act("restart S2")
    #expect(trial[2].life == .running)
    trial.run(for: 1_000_000)
    #expect(trial.logs[1] == trial.logs[0])
    // The timer that ran out during the pause is not heard of again.
    #expect(trial.firings(of: .electionTimeout, since: crashed).isEmpty)
  }

  @Test("A server that stands still takes nothing in, not even by hand")
  func deliverToPaused() throws {
    var trial = try Trial.led(Settings(servers: 3))
    trial.run(for: 200_000) { trial in
      trial.cluster.network.flights.contains { $0.packet.receiver == ServerID(2) }
    }
    let flight = try #require(
      trial.cluster.network.flights.first { $0.packet.receiver == ServerID(2) })
    try trial.act("pause S2")
    #expect(throws: Refusal.isPaused(ServerID(2))) { try trial.act("deliver #\(flight.id)") }
    // What is held meanwhile is not in the backlog when it wakes.
    try trial.act("hold #\(flight.id)")
    trial.run(for: 50_000)
    try trial.act("resume S2")
    trial.run(for: 50_000)
    #expect(!trial.events.contains { $0.flight?.id == flight.id && $0.happening == .delivered })
  }

  // MARK: Clocks

  @Test(
    "A clock's rate scales its server's timers",
    arguments: [(0.5, 100_000), (1, 50_000), (2, 25_000), (10, 5_000)])
  func clockRate(rate: Double, interval: TimeSpan) throws {
    var trial = try Trial.led()
    try trial.act("clock S1 \(rate)")
    trial.run(for: 100_000)
    let since = trial.now
    trial.run(for: 1_000_000)
    let beats = trial.events.filter {
      $0.happening == .timeout(.heartbeat) && $0.time > since
    }.map(\.time)
    #expect(beats.count >= 9)
    #expect(zip(beats, beats.dropFirst()).allSatisfy { $1 - $0 == interval }, trial.line)

    var fast = Trial(servers: 3)
    try fast.act("clock S2 \(rate)")
    try fast.act("crash S2")
    try fast.act("restart S2")
    let range = fast.cluster.settings.timing.electionTimeout
    let deadline = Double(try #require(fast[2].election.deadline))
    #expect(deadline * rate >= Double(range.lowerBound) - rate)
    #expect(deadline * rate <= Double(range.upperBound))
  }
}
