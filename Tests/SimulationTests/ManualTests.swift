import KeyValue
import RaftCore
import Testing

@testable import Simulation

@Suite("By hand: the acts manual and reseed")
struct ManualTests {
  /// Three servers that nothing happens to by itself.
  private static func byHand(seed: UInt64 = 1) throws -> Trial {
    var trial = Trial(servers: 3, seed: seed)
    try trial.act("manual")
    return trial
  }

  /// The numbers of the packets that are on their way to a server, or to a client.
  private static func flights(_ trial: Trial, to server: Int?) -> [Int] {
    trial.cluster.network.flights.filter { $0.packet.receiver?.number == server }.map(\.id)
  }

  @Test("Nothing is due, however much time passes")
  func still() throws {
    var trial = try Self.byHand()
    #expect(trial.cluster.nextDue == nil)
    trial.run(for: 60_000_000)
    #expect(trial.events.count == 1 && trial.now == 60_000_000)
    #expect(throws: Refusal.isManual) { try trial.act("manual") }
  }

  /// S1 is elected: each timeout, write and message by an act of its own.
  private static func elected() throws -> Trial {
    var trial = try byHand()
    try trial.act("time out S1")
    #expect(trial[1].server.currentTerm == 1 && !trial[1].server.role.isLeader)
    if trial[1].disk.isBusy { try trial.act("sync S1") }
    let request = try #require(flights(trial, to: 2).first)
    try trial.act("deliver #\(request)")
    #expect(trial[2].server.votedFor == ServerID(1))
    // The vote leaves when it is on the disk.
    #expect(flights(trial, to: 1).isEmpty && trial[2].disk.isBusy)
    try trial.act("sync S2")
    let vote = try #require(flights(trial, to: 1).first)
    try trial.act("deliver #\(vote)")
    #expect(trial[1].server.role.isLeader)
    return trial
  }

  @Test("A whole election and a commit come about by acts alone, and are acknowledged")
  func electionAndCommit() throws {
    var trial = try Self.elected()
    try trial.act("write x=3 through S1")
    try trial.act("deliver #\(try #require(Self.flights(trial, to: 1).last))")
    // Of the leader's own entries: its no-op and the write.
    while trial[1].disk.isBusy { try trial.act("sync S1") }
    var rounds = 0
    while trial[1].server.commitIndex < 2, rounds < 20 {
      rounds += 1
      for flight in Self.flights(trial, to: 2) { try trial.act("deliver #\(flight)") }
      while trial[2].disk.isBusy { try trial.act("sync S2") }
      for flight in Self.flights(trial, to: 1) { try trial.act("deliver #\(flight)") }
      while trial[1].disk.isBusy { try trial.act("sync S1") }
    }
    #expect(trial[1].server.commitIndex == 2)
    try trial.act("deliver #\(try #require(Self.flights(trial, to: nil).last))")
    #expect(trial.cluster.clients.all[0].request == nil)
    try trial.act("heartbeat S1")
    for flight in Self.flights(trial, to: 2) { try trial.act("deliver #\(flight)") }
    #expect(trial[2].server.commitIndex == 2)
    #expect(trial.events.allSatisfy { if case .stimulus = $0.happening { true } else { false } })
    #expect(trial.violation == nil && trial.now == 0)
  }

  @Test("The same acts in a timeline are repeated from their branch, forward and back")
  func repeats() throws {
    let trial = try Self.elected()
    var timeline = Timeline(Settings(servers: 3))
    for act in trial.acts { try timeline.perform(act.stimulus) }
    let end = timeline.cluster[ServerID(1)].server
    timeline.seek(to: 2)
    #expect(!timeline.cluster[ServerID(1)].server.role.isLeader)
    timeline.seek(to: trial.acts.count)
    #expect(timeline.cluster[ServerID(1)].server == end && end.role.isLeader)
  }

  @Test("Clients are let ask again, elsewhere, or give up")
  func clients() throws {
    var trial = try Self.byHand()
    try trial.act("write x=1 through S2")
    #expect(trial.cluster.clients.all[0].request?.target == ServerID(2))
    try trial.act("retry C1 through S3")
    #expect(trial.cluster.clients.all[0].request?.target == ServerID(3))
    let event = try trial.act("retry C1")
    #expect(event.sent.count == 1 && event.client == ClientID(1))
    #expect(trial.cluster.clients.all[0].request?.target != ServerID(3))
    try trial.act("give up C1")
    #expect(trial.cluster.clients.all[0].request == nil)
    #expect(throws: Refusal.waitsForNothing(ClientID(1))) { try trial.act("retry C1") }
    #expect(throws: Refusal.waitsForNothing(ClientID(7))) { try trial.act("give up C7") }
  }

  @Test("What cannot be done by hand says why")
  func refusals() throws {
    var trial = try Self.byHand()
    #expect(throws: Refusal.isNoLeader(ServerID(1))) { try trial.act("heartbeat S1") }
    #expect(throws: Refusal.writesNothing(ServerID(1))) { try trial.act("sync S1") }
    try trial.act("crash S1")
    #expect(throws: Refusal.isDown(ServerID(1))) { try trial.act("sync S1") }
    #expect(throws: Refusal.isDown(ServerID(1))) { try trial.act("heartbeat S1") }
  }

  @Test("A write done early by hand is done once, and those behind it when they are due")
  func syncInTime() throws {
    var trial = try Trial.led(Settings(servers: 3))
    let leader = try #require(trial.cluster.leader)
    for value in 1...3 { try trial.act("write x=\(value) through \(leader)") }
    trial.run(for: 60_000) { $0.cluster[leader].disk.pending.count > 1 }
    let pending = trial.cluster[leader].disk.pending
    try #require(pending.count > 1)
    try trial.act("sync \(leader)")
    #expect(trial.cluster[leader].disk.pending == Array(pending.dropFirst()))
    trial.run(for: 1_000_000)
    #expect(trial.cluster[leader].disk.pending.isEmpty)
    let log = trial.cluster[leader].server.log
    #expect(trial.cluster[leader].disk.state.log.lastIndex == log.lastIndex)
    #expect(trial.cluster.clients.all.allSatisfy { $0.request == nil })
    #expect(trial.violation == nil)
  }

  // MARK: Another seed

  /// The digest of the events of a run with an act in it.
  private static func events(_ act: String?) throws -> [String] {
    var trial = try Trial.led(Settings(servers: 5, seed: 7))
    if let act { try trial.act(act) }
    try trial.act("write x=1")
    try trial.act("crash \(try #require(trial.cluster.leader))")
    trial.run(for: 3_000_000)
    return trial.events.map { "\($0.time) \($0.server?.description ?? "-") \($0.happening)" }
  }

  @Test("A reseeded future is another one, and the same each time")
  func reseed() throws {
    let first = try Self.events("reseed 1")
    #expect(try Self.events("reseed 1") == first)
    #expect(try Self.events("reseed 2") != first)
    #expect(try Self.events(nil) != first)
  }

  @Test("Clients that begin after it draw by the new seed too")
  func reseedClients() throws {
    func targets(_ seed: UInt64) throws -> [ServerID?] {
      var trial = Trial(servers: 9, seed: 1)
      try trial.act("manual")
      try trial.act("reseed \(seed)")
      try trial.act("write x=1")
      return try (0..<8).map { _ in
        try trial.act("retry C1")
        return trial.cluster.clients.all[0].request?.target
      }
    }
    #expect(try targets(5) == targets(5))
    #expect(try targets(5) != targets(6))
  }
}
