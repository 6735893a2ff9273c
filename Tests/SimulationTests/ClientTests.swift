import KeyValue
import RaftCore
import Testing

@testable import Simulation

@Suite("§8: clients find the leader, wait, ask again, give up")
struct ClientTests {
  private static func requests(in trial: Trial) -> [(flight: Flight, operation: Operation)] {
    trial.events.compactMap { event in
      guard let flight = event.flight, case .request(let operation, _, _) = flight.packet
      else { return nil }
      return (flight, operation)
    }
  }

  @Test("Who is not the leader sends the client to who is", arguments: 2...5)
  func redirect(server: Int) throws {
    var trial = try Trial.led()
    try trial.act("write x=1 through S\(server)")
    trial.run(for: 200_000)
    #expect(
      Self.requests(in: trial).map(\.flight.packet.receiver) == [ServerID(server), ServerID(1)])
    #expect(Set(Self.requests(in: trial).map(\.operation)).count == 1)
    let redirect = try #require(trial.firings(of: .redirectClient).first)
    #expect(redirect.event.server == ServerID(server))
    #expect(redirect.evidence == .leaderHint(ServerID(1), request: RequestID(1 << 32 | 1)))
    #expect(trial.outcome(of: 0) == .written)
    // The next time it asks the leader at once.
    try trial.act("read x")
    trial.run(for: 200_000)
    #expect(Self.requests(in: trial).last?.flight.packet.receiver == ServerID(1))
    #expect(Self.requests(in: trial).count == 3)
    #expect(trial.outcome(of: 1) == .value(ShortText("1")))
  }

  @Test("A new client asks the leader of the highest term, whoever else believes to lead")
  func highestTerm() throws {
    var trial = Trial(servers: 3)
    try trial.act("time out S3")
    trial.expect(within: 100_000) { $0.leaders == [ServerID(3)] }
    try trial.act("isolate S3")
    try trial.act("time out S1")
    trial.expect(within: 100_000) { $0.leaders == [ServerID(1), ServerID(3)] }
    try trial.act("write x=1")
    #expect(trial.cluster.clients.all.first?.request?.target == ServerID(1))
  }

  @Test("A redirect that comes when the client already asks another server is not followed")
  func lateRedirect() throws {
    var trial = try Trial.led()
    try trial.act("write x=1 through S2")
    trial.expect(within: 100_000) { !$0.firings(of: .redirectClient).isEmpty }
    let redirect = try #require(
      trial.cluster.network.flights.first {
        $0.packet.sender == ServerID(2) && $0.packet.receiver == nil
      })
    try trial.act("hold #\(redirect.id)")
    trial.expect(within: 300_000) { trial in
      if case .retried = trial.events.last?.happening { true } else { false }
    }
    let asking = try #require(trial.cluster.clients.all.first?.request)
    try trial.act("deliver #\(redirect.id)")
    #expect(asking.target != ServerID(2) && asking.tries == 2)
    #expect(trial.cluster.clients.all.first?.request == asking)
  }

  @Test("Without an answer it asks another server at random, with the same serial number")
  func retry() throws {
    var targets: Set<ServerID> = []
    for seed in UInt64(1)...12 {
      var trial = try Trial.led(Settings(seed: seed))
      try trial.act("crash S1")
      try trial.act("write x=1 through S1")
      let asked = trial.now
      let isRetried = trial.run(for: 300_000) { trial in
        if case .retried = trial.events.last?.happening { true } else { false }
      }
      #expect(isRetried)
      let event = try #require(trial.events.last)
      guard case .retried(let target) = event.happening else { throw Surprise(event) }
      #expect(event.time == asked + trial.cluster.settings.timing.clientTimeout)
      #expect(target != ServerID(1))
      targets.insert(target)
      trial.run(for: 3_000_000)
      let requests = Self.requests(in: trial)
      #expect(Set(requests.map(\.operation)).count == 1)
      #expect(trial.outcome(of: 0) == .written, trial.line)
      #expect(trial.cluster.clients.all.map(\.serial) == [1])
    }
    #expect(targets.count >= 3)
  }

  @Test("It gives up after its tries; then nobody knows whether it was done", arguments: [1, 3, 8])
  func giveUp(tries: Int) throws {
    var trial = Trial(
      Settings(servers: 3, timing: Timing(clientTimeout: 100_000, clientTries: tries)))
    for server in 1...3 { try trial.act("crash S\(server)") }
    try trial.act("write x=1 through S2")
    trial.run(for: 1_500_000)
    #expect(trial.state(of: 0) == .unknown(since: 100_000 * tries))
    #expect(Self.requests(in: trial).count == tries)
    let targets = Self.requests(in: trial).map(\.flight.packet.receiver)
    #expect(zip(targets, targets.dropFirst()).allSatisfy { $0 != $1 })
    #expect(trial.cluster.clients.all[0].request == nil)
    // It may ask for something else.
    try trial.act("read x")
    #expect(trial.cluster.clients.all.count == 1 && trial.cluster.clients.all[0].serial == 2)
  }

  @Test("A write that was given up may still be done")
  func doneUnknown() throws {
    var trial = Trial(.exact(servers: 3))
    try trial.play(["@0 time out S1", "@100000 write x=1 through S1"])
    let answered = trial.run(for: 100_000) { Self.answer(in: $0) != nil }
    #expect(answered)
    try trial.act("hold #\(Self.answer(in: trial)!.id)")
    let held = Self.answer(in: trial)!.id
    trial.run(for: 6_000_000)
    #expect(trial.state(of: 0) == .unknown(since: 5_100_000))
    #expect(trial[1].store[ShortText("x")!] == ShortText("1"))
    // The answer comes too late for anybody.
    try trial.act("deliver #\(held)")
    #expect(trial.state(of: 0) == .unknown(since: 5_100_000))
  }

  private static func answer(in trial: Trial) -> Flight? {
    trial.cluster.network.flights.first {
      if case .answer(.done, _, _, _) = $0.packet { true } else { false }
    }
  }

  @Test("An operation is answered once, however often the answer comes")
  func answeredOnce() throws {
    var trial = Trial(.exact(servers: 3))
    try trial.play(["@0 time out S1", "@100000 write x=1 through S1"])
    trial.expect(within: 100_000) { Self.answer(in: $0) != nil }
    try trial.act("duplicate #\(Self.answer(in: trial)!.id)")
    trial.run(until: 131_000)
    try trial.act("read x through S1")
    trial.run(until: 300_000)
    #expect(trial.state(of: 0) == .acknowledged(at: 142_000, index: 2, .written))
    #expect(trial.outcome(of: 1) == .value(ShortText("1")))
    #expect(trial.events.count { $0.happening == .answered } == 3)
  }

  @Test("There are nine clients at most, each with one thing to do")
  func busy() throws {
    var trial = try Trial.led()
    for value in 1...9 {
      let event = try trial.act("write x=\(value)")
      #expect(event.client == ClientID(value))
    }
    #expect(throws: Refusal.clientsBusy) { try trial.act("read x") }
    trial.run(for: 200_000)
    #expect((0..<9).allSatisfy { trial.outcome(of: $0) == .written })
    let event = try trial.act("read x")
    #expect(event.client == ClientID(1))
    trial.run(for: 200_000)
    #expect(trial.outcome(of: 9) == .value(trial[1].store[ShortText("x")!]))
  }

  @Test(
    "A read sees the latest write, through crashes and elections",
    arguments: 1...10 as ClosedRange<UInt64>)
  func readsSeeWrites(seed: UInt64) throws {
    var trial = Trial(servers: 5, seed: seed)
    var random = RandomStream(seed: seed, stream: 7)
    for value in 1...10 {
      for (number, act) in ["write x=\(value)", "read x"].enumerated() {
        try trial.act(act)
        let operation = 2 * (value - 1) + number
        trial.expect(within: 5_000_000) { $0.isAcknowledged(operation) }
        if number == 1 {
          #expect(trial.outcome(of: operation) == .value(.number(value)), trial.line)
        }
        guard value % 3 == 0, number == 0 else { continue }
        let victim = random.next(in: 1...5)
        if trial[victim].life == .running { try trial.act("crash S\(victim)") }
        let other = random.next(in: 1...5)
        if trial[other].life == .crashed { try trial.act("restart S\(other)") }
        let down = trial.cluster.hosts.filter { $0.life == .crashed }
        if down.count > 2 { try trial.act("restart \(down[0].id)") }
      }
    }
    #expect(trial.violation == nil)
  }

  @Test("The steady load writes one value after the other, and rests while every server is down")
  func load() throws {
    var trial = Trial(Settings(servers: 3, writeInterval: 20_000))
    trial.run(until: 1_000_000)
    #expect(trial.events.count { $0.happening == .asked } > 20)
    for server in 1...3 { try trial.act("crash S\(server)") }
    let since = trial.now
    trial.run(for: 5_000_000)
    #expect(!trial.events.contains { $0.happening == .asked && $0.time > since })
    try trial.act("restart S1")
    try trial.act("restart S2")
    trial.run(for: 2_000_000)
    #expect(trial.events.contains { $0.happening == .asked && $0.time > since })
    #expect(trial.violation == nil)
  }

  // MARK: Exactly once

  /// C1's write is done but the answer is lost. C2 sees it, and writes over it. Then C1 asks again.
  private static func lostAnswer(without rules: [Rule]) throws -> Trial {
    var settings = Settings.exact(servers: 3, without: rules)
    settings.timing.clientTimeout = 250_000
    settings.timing.clientTries = 8
    var trial = Trial(settings)
    try trial.play(["@0 time out S1", "@100000 write x=1 through S1"])
    trial.expect(within: 100_000) { answer(in: $0) != nil }
    try trial.act("drop #\(answer(in: trial)!.id)")
    try trial.play([
      "@150000 read x through S1", "@220000 write x=2 through S1",
      "@280000 read x through S1",
    ])
    // C1 asked again at 350 ms.
    trial.run(until: 500_000)
    try trial.act("read x through S1")
    trial.run(until: 600_000)
    return trial
  }

  @Test("A request that is repeated is executed once: client serial numbers see to it")
  func executedOnce() throws {
    let trial = try Self.lostAnswer(without: [])
    // It is in the log twice, and answered as the first time.
    let entries = (1...trial[1].server.log.lastIndex).map { trial[1].server.log[$0].command }
    #expect(entries.count { $0 == entries[1] } == 2)
    #expect(trial.outcome(of: 0) == .written)
    #expect(trial.outcome(of: 1) == .value(ShortText("1")))
    #expect(trial.outcome(of: 3) == .value(ShortText("2")))
    #expect(trial.outcome(of: 4) == .value(ShortText("2")))
    #expect(trial.violation == nil)
  }

  @Test("Without client serial numbers it is executed twice, and no order explains what is read")
  func executedTwice() throws {
    let trial = try Self.lostAnswer(without: [.clientSerialNumbers])
    #expect(trial.outcome(of: 4) == .value(ShortText("1")))
    let violation = try #require(trial.violation)
    #expect(violation.property == .linearizability && violation.servers.count == 1)
    guard case .history(let key, let client, let operation, let outcome) = violation.detail else {
      Issue.record("\(violation.detail)")
      return
    }
    #expect(key == ShortText("x") && outcome == .value(ShortText("1")))
    #expect(operation.kind == .read && client.number == operation.client)
    #expect(trial.events[violation.event - 1].happening == .answered)
  }
}
