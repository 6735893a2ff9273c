import KeyValue
import RaftCore
import Testing

@testable import Simulation

@Suite("The arithmetic of majorities")
struct MajorityTests {
  /// A cluster's size and how many of its servers are down.
  struct Outage: CustomTestStringConvertible, Sendable {
    var servers: Int
    var down: Int
    var testDescription: String { "\(down) of \(servers) down" }
  }

  static let tolerable = (1...9).flatMap { servers in
    Set([0, (servers - 1) / 2]).sorted().map { Outage(servers: servers, down: $0) }
  }
  static let intolerable = (1...9).map { Outage(servers: $0, down: ($0 - 1) / 2 + 1) }

  @Test("With fewer than half down the others elect a leader and commit", arguments: tolerable)
  func enough(outage: Outage) throws {
    for seed in UInt64(1)...4 {
      var trial = Trial(servers: outage.servers, seed: seed)
      for server in (1...outage.servers).suffix(outage.down) { try trial.act("crash S\(server)") }
      trial.expect(within: 10_000_000) { $0.leaders.count == 1 }
      try trial.act("write x=1")
      trial.expect(within: 5_000_000) { $0.isAcknowledged(0) }
      let needed = outage.servers / 2 + 1
      guard case .acknowledged(_, let index?, _) = trial.state(of: 0) else { continue }
      let holders = trial.cluster.hosts.count { $0.disk.state.log.lastIndex >= index }
      #expect(holders >= needed, trial.line)
      for (_, evidence) in trial.firings(of: .becomeLeader) {
        guard case .vote(_, true, let votes, needed) = evidence else {
          Issue.record("\(evidence)")
          continue
        }
        #expect(votes.count >= needed)
      }
      #expect(trial.violation == nil, trial.line)
    }
  }

  @Test("With half or more down nobody is elected; terms climb", arguments: intolerable)
  func tooFew(outage: Outage) throws {
    for seed in UInt64(1)...3 {
      var trial = Trial(servers: outage.servers, seed: seed)
      for server in (1...outage.servers).suffix(outage.down) { try trial.act("crash S\(server)") }
      trial.run(for: 4_000_000)
      #expect(trial.firings(of: .becomeLeader).isEmpty, trial.line)
      guard outage.down < outage.servers else { continue }
      #expect(trial[1].server.currentTerm > 8, trial.line)
      // One more is enough.
      try trial.act("restart S\(outage.servers)")
      trial.expect(within: 10_000_000) { $0.leaders.count == 1 }
    }
  }

  @Test("A single server leads as soon as its vote is on its disk")
  func single() throws {
    var trial = Trial(servers: 1)
    trial.expect(within: 1_000_000) { !$0.leaders.isEmpty }
    let elected = try #require(trial.firings(of: .electionTimeout).first).event.time
    #expect(trial.now == elected + trial.cluster.settings.timing.diskWrite)
    try trial.act("write x=1")
    trial.run(for: 100_000)
    #expect(trial.outcome(of: 0) == .written && trial.cluster.network.sentCount == 2)
  }

  @Test("Of two servers each is needed: with one down nobody leads, and a leader commits nothing")
  func two() throws {
    var trial = try Trial.led(Settings(servers: 2))
    try trial.act("write x=1")
    trial.run(for: 200_000)
    #expect(trial.isAcknowledged(0))
    try trial.act("crash S2")
    try trial.act("write x=2 through S1")
    trial.run(for: 3_000_000)
    #expect(trial.leaders == [ServerID(1)] && !trial.isAcknowledged(1))
    #expect(trial[1].server.commitIndex == 2 && trial[1].server.log.lastIndex > 2)
    try trial.act("crash S1")
    try trial.act("restart S1")
    let since = trial.now
    trial.run(for: 3_000_000)
    #expect(trial.firings(of: .becomeLeader, since: since).isEmpty)
    try trial.act("restart S2")
    trial.expect(within: 10_000_000) { !$0.leaders.isEmpty }
    trial.run(for: 500_000)
    #expect(trial.logs[0] == trial.logs[1] && trial.violation == nil)
  }

  @Test(
    "Five with three down: terms climb, nobody wins, nothing is lost, and all goes on after",
    arguments: 1...6 as ClosedRange<UInt64>)
  func threeOfFive(seed: UInt64) throws {
    var trial = Trial(servers: 5, seed: seed)
    trial.expect(within: 5_000_000) { !$0.leaders.isEmpty }
    for value in 1...3 { try trial.act("write x\(value)=\(value)") }
    trial.run(for: 1_000_000)
    #expect((0..<3).allSatisfy { trial.isAcknowledged($0) }, trial.line)
    let leader = trial.leaders[0]
    var down = [leader]
    for server in trial.cluster.members where server != leader && down.count < 3 {
      down.append(server)
    }
    for server in down { try trial.act("crash \(server)") }
    let (since, logs) = (trial.now, trial.logs)
    trial.run(for: 3_000_000)
    #expect(trial.firings(of: .becomeLeader, since: since).isEmpty, trial.line)
    #expect(trial.logs == logs)
    let terms = trial.firings(of: .startElection, since: since).map(\.event).compactMap { event in
      event.server.map { trial.cluster[$0].server.currentTerm }
    }
    #expect(terms.max()! > 5)

    try trial.act("restart \(down[2])")
    trial.expect(within: 10_000_000) { !$0.leaders.isEmpty }
    #expect(trial.leaders[0] != leader)
    for value in 1...3 { try trial.act("read x\(value)") }
    trial.run(for: 2_000_000)
    for value in 1...3 {
      #expect(trial.outcome(of: 2 + value) == .value(.number(value)), trial.line)
    }
    #expect(trial.violation == nil)
  }

  @Test(
    "A minority's leader commits nothing; healing overwrites its entries, and no committed one",
    arguments: 1...6 as ClosedRange<UInt64>)
  func minority(seed: UInt64) throws {
    var trial = try Trial.led(Settings(servers: 5, seed: seed, timing: Timing(clientTries: 1)))
    try trial.act("write x=0")
    trial.run(for: 200_000)
    try trial.act("split S1 S2 | S3 S4 S5")
    for value in 1...3 { try trial.act("write x=\(value) through S1") }
    trial.run(for: 1_500_000)
    #expect(trial[1].server.role.isLeader && trial[1].server.commitIndex == 2)
    #expect(trial.logs[0] == [1, 1, 1, 1, 1] && trial.logs[1] == trial.logs[0])
    #expect((1...3).allSatisfy { !trial.isAcknowledged($0) })

    let leader = try #require(trial.cluster.leader)
    #expect(leader.number >= 3 && trial.leaders.count == 2, trial.line)
    try trial.act("write y=1 through \(leader)")
    trial.run(for: 200_000)
    #expect(trial.isAcknowledged(4), trial.line)
    let committed = trial.cluster[leader].server.log

    try trial.act("heal")
    trial.run(for: 1_000_000)
    for server in 1...5 {
      let log = trial[server].server.log
      #expect((1...committed.lastIndex).allSatisfy { log[$0] == committed[$0] }, trial.line)
    }
    #expect(Set(trial.logs).count == 1 && trial.leaders.count == 1, trial.line)
    #expect(!trial.firings(of: .deleteConflicting).isEmpty)
    #expect(trial[1].store[ShortText("x")!] == ShortText("0"))
    #expect(trial.violation == nil)
  }

  @Test("A majority lost and regained: the leader waits, and then commits what waited")
  func regained() throws {
    var trial = try Trial.led()
    for server in 3...5 { try trial.act("crash S\(server)") }
    try trial.act("write x=1 through S1")
    trial.run(for: 2_000_000)
    #expect(trial.leaders == [ServerID(1)] && trial[1].server.commitIndex == 1)
    let advances = trial.firings(of: .advanceCommit).count
    try trial.act("restart S4")
    trial.expect(within: 3_000_000) { $0[1].store[ShortText("x")!] != nil }
    #expect(trial.firings(of: .advanceCommit).count > advances)
    #expect(trial.violation == nil)
  }

  @Test("With equal timeouts all want to lead at once, for ever; randomised ones settle it")
  func splitVotes() throws {
    for servers in 3...5 {
      var equal = Trial(servers: servers, without: [.randomizedTimeouts])
      equal.run(until: 10_000_000)
      #expect(equal.firings(of: .becomeLeader).isEmpty)
      // Every server, every 150 ms.
      #expect(equal.firings(of: .startElection).count == servers * 66)
      #expect(!equal.firings(of: .oneVotePerTerm).isEmpty)
      try equal.act("rule randomized-timeouts on")
      equal.expect(within: 2_000_000) { $0.leaders.count == 1 }
    }
    for seed in UInt64(1)...40 {
      var random = Trial(servers: 5, seed: seed)
      random.expect(within: 3_000_000) { $0.leaders.count == 1 }
    }
  }
}
