import KeyValue
import RaftCore
import Testing

@testable import Simulation

/// Clients' sessions, from a client's request to what it is told.
@Suite("Dissertation §6.3 Sessions of clients")
struct ClientSessionTests {
  static let s1 = ServerID(1)

  /// A cluster of three that S1 leads in term 1, without heartbeats' noise.
  static func led(
    limit: Int = 2, without rules: [Rule] = [], features: [Feature] = [.sessions]
  ) throws -> Cluster {
    var cluster = Cluster(
      Settings(
        servers: 3, rules: RuleSet(without: rules), features: Features(features),
        snapshotInterval: 4,
        sessionLimit: limit))
    try perform("time out S1", in: &cluster)
    run(&cluster, for: 100_000)
    #expect(cluster.leader == s1)
    return cluster
  }

  @discardableResult
  static func perform(_ act: String, in cluster: inout Cluster) throws -> Event {
    var event = Event()
    try cluster.perform(Stimulus(text: act), into: &event)
    return event
  }

  static func run(_ cluster: inout Cluster, for span: TimeSpan) {
    var event = Event()
    let end = cluster.now + span
    while cluster.advance(into: &event, until: end) {}
    cluster.pass(until: end)
  }

  /// All rules that fire within a span.
  static func fired(_ cluster: inout Cluster, for span: TimeSpan) -> [Rule] {
    var event = Event()
    var rules: [Rule] = []
    let end = cluster.now + span
    while cluster.advance(into: &event, until: end) { rules += event.step.firings.map(\.rule) }
    cluster.pass(until: end)
    return rules
  }

  static func state(_ place: Int, in cluster: Cluster) -> OperationRecord.State {
    cluster.clients.operations[place].state
  }

  @Test("A client asks for a session through the log, once, and its commands name it")
  func opening() throws {
    var cluster = try Self.led()
    try Self.perform("write x=1 through S1", in: &cluster)
    #expect(cluster.clients.all[0].request?.opening == 1)
    let rules = Self.fired(&cluster, for: 300_000)
    #expect(rules.count { $0 == .openSession } == 3 && rules.count { $0 == .executeInSession } == 3)
    // Entry 1 is the no-op.
    #expect(cluster.clients.all[0].session == 2)
    #expect(cluster.clients.operations[0].operation.session == 2)
    #expect(cluster.hosts[0].server.log[3].command.operation?.session == 2)
    #expect(
      cluster.hosts.allSatisfy { $0.store.openSessions == cluster.hosts[0].store.openSessions })
    try Self.perform("write x=2 through S1", in: &cluster)
    Self.run(&cluster, for: 300_000)
    #expect(cluster.hosts[0].server.log.lastIndex == 4)
    guard case .acknowledged(_, 4?, .written) = Self.state(1, in: cluster) else {
      Issue.record("\(Self.state(1, in: cluster))")
      return
    }
    #expect(cluster.violations.isEmpty)
  }

  @Test("Reads that do not pass through the log need none, and with the feature off nobody has one")
  func withoutSession() throws {
    var cluster = try Self.led(features: [.sessions, .readIndex])
    try Self.perform("read x linearizable through S1", in: &cluster)
    Self.run(&cluster, for: 300_000)
    #expect(cluster.clients.all[0].session == nil && cluster.hosts[0].server.log.lastIndex == 1)
    var plain = try Self.led(features: [])
    try Self.perform("write x=1 through S1", in: &plain)
    Self.run(&plain, for: 300_000)
    #expect(plain.clients.all[0].session == nil && plain.hosts[0].store.openSessions.isEmpty)
  }

  /// C1's write is stored, its answer is held back, others open sessions, and C1 tries again.
  static func retriedLate(_ cluster: inout Cluster) throws {
    try perform("write x=1 through S1", in: &cluster)
    // The session is there, and the write on its way back to C1.
    run(&cluster, for: 50_000)
    var event = Event()
    while cluster.hosts[0].store[ShortText("x")!] == nil {
      #expect(cluster.advance(into: &event, until: cluster.now + 100_000))
    }
    let answer = try #require(
      cluster.network.flights.first { if case .answer = $0.packet { true } else { false } })
    try perform("hold #\(answer.id)", in: &cluster)
    for value in 2...3 {
      try perform("write y=\(value) through S1", in: &cluster)
    }
    run(&cluster, for: 140_000)
    try perform("retry C1 through S1", in: &cluster)
  }

  @Test("A retry of an expired session fails, and never runs again")
  func expired() throws {
    var cluster = try Self.led()
    try Self.retriedLate(&cluster)
    let rules = Self.fired(&cluster, for: 200_000)
    #expect(rules.count { $0 == .refuseWithoutSession } == 3)
    #expect(!rules.contains(.executeInSession))
    guard case .expired = Self.state(0, in: cluster) else {
      Issue.record("\(Self.state(0, in: cluster))")
      return
    }
    #expect(cluster.hosts[0].store.record(Text(ShortText("x")!))?.version == 1)
    #expect(cluster.clients.all[0].session == nil && cluster.clients.all[0].request == nil)
    // It asks for another one the next time.
    try Self.perform("write x=4 through S1", in: &cluster)
    Self.run(&cluster, for: 300_000)
    #expect(cluster.clients.all[0].session ?? 0 > 5 && cluster.violations.isEmpty)
  }

  @Test("While the session lives, a retry is answered as at first")
  func repeated() throws {
    var cluster = try Self.led(limit: 9)
    try Self.retriedLate(&cluster)
    let rules = Self.fired(&cluster, for: 200_000)
    #expect(rules.count { $0 == .clientSerialNumbers } == 3)
    guard case .acknowledged(_, _, .written) = Self.state(0, in: cluster) else {
      Issue.record("\(Self.state(0, in: cluster))")
      return
    }
    #expect(cluster.hosts[0].store.record(Text(ShortText("x")!))?.version == 1)
    #expect(cluster.violations.isEmpty)
  }

  @Test(
    "With either rule off a request takes effect twice, and the checker says so",
    arguments: [(Rule.refuseWithoutSession, 2), (.clientSerialNumbers, 9)])
  func twice(rule: Rule, limit: Int) throws {
    var cluster = try Self.led(limit: limit, without: [rule])
    try Self.retriedLate(&cluster)
    Self.run(&cluster, for: 200_000)
    #expect(cluster.hosts[0].store.record(Text(ShortText("x")!))?.version == 2)
    let violation = try #require(cluster.violations.first { $0.property == .exactlyOnce })
    guard case .executedTwice(_, let request, let session, let first, let again) = violation.detail
    else {
      Issue.record("\(violation)")
      return
    }
    #expect(request.client == ClientID(1) && session == 2 && first == 3 && again > first)
  }

  @Test(
    "Sessions are part of snapshots: who restores one knows the same, and executes nothing again")
  func inSnapshots() throws {
    var cluster = try Self.led(limit: 9, features: [.sessions, .snapshots])
    try Self.perform("crash S3", in: &cluster)
    try Self.retriedLate(&cluster)
    Self.run(&cluster, for: 300_000)
    #expect(cluster.hosts[0].server.log.start.index > 0)
    try Self.perform("restart S3", in: &cluster)
    let rules = Self.fired(&cluster, for: 600_000)
    #expect(rules.contains(.installSnapshot))
    #expect(cluster.hosts[2].store == cluster.hosts[0].store)
    #expect(!cluster.hosts[2].store.openSessions.isEmpty && cluster.violations.isEmpty)
  }

  @Test("The checker tells repetitions apart: the same entry, another request, another session")
  func checker() {
    func evidence(_ serial: UInt64, _ session: Int, _ index: Int) -> Evidence {
      .session(RequestID(1 << 32 | serial), session: session, index: index, latest: 0)
    }
    var checker = ExactlyOnce()
    #expect(checker.executed(evidence(1, 2, 3), at: 0) == nil)
    #expect(checker.executed(evidence(1, 2, 3), at: 1) == nil)
    #expect(checker.executed(evidence(2, 2, 4), at: 0) == nil)
    #expect(checker.executed(evidence(1, 5, 6), at: 0) == nil)
    let found = checker.executed(evidence(1, 2, 7), at: 2)
    #expect(found?.property == .exactlyOnce && found?.servers == [ServerID(3)])
    // What it keeps is bounded.
    for number in 1...10_000 {
      _ = checker.executed(evidence(UInt64(number), number / 100, number), at: 0)
    }
    #expect(checker.count <= ExactlyOnce.sessionCount * ExactlyOnce.requestCount)
  }

  @Test("A session that expired before its client heard of it is asked for again")
  func openedTooLate() throws {
    var cluster = try Self.led(limit: 1)
    for value in 1...3 { try Self.perform("write x=\(value) through S1", in: &cluster) }
    Self.run(&cluster, for: 3_000_000)
    for place in 0..<3 { #expect(Self.state(place, in: cluster) != .waiting) }
    #expect(cluster.hosts[0].store.openSessions.count == 1 && cluster.violations.isEmpty)
  }

  @Test(
    "Campaigns with sessions, and with snapshots too, find nothing; with either rule off they do")
  func campaign() {
    for chosen: [Feature] in [[.sessions], [.sessions, .snapshots]] {
      let features = Features(chosen)
      let run = SeedRun(features: .fixed(features))
      for seed in UInt64(1)...60 { #expect(run.run(seed: seed).finding == nil, "seed \(seed)") }
      for rule in [Rule.refuseWithoutSession, .clientSerialNumbers] {
        let lax = SeedRun(rules: RuleSet(without: [rule]), features: .fixed(features))
        let found = (UInt64(1)...20).count {
          lax.run(seed: $0).violation?.property == .exactlyOnce
        }
        #expect(found > 3, "\(rule.id): \(found) of 20")
      }
    }
  }
}
