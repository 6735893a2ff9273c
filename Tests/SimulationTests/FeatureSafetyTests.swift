import KeyValue
import RaftCore
import Testing

@testable import Simulation

@Suite("What features promise: each checker finds what breaks it, and claims no more")
struct FeatureSafetyTests {
  // MARK: A read is never older than what was acknowledged before it began

  private static func operation(_ client: Int, _ way: Operation.Way) -> Operation {
    Operation(client: client, serial: 1, kind: .read, key: ShortText("x")!, way: way)
  }

  @Test(
    "A read that shows less than a client was told of before it began is found, and whose it is")
  func freshness() throws {
    for (way, property) in [
      (Operation.Way.linearizable, Property.readsSeeWrites), (.lease, .leaseReadsSeeWrites),
    ] {
      var freshness = ReadFreshness()
      let read = Self.operation(1, way)
      #expect(freshness.acknowledged(Self.operation(2, .log), at: 7, by: ServerID(1)) == nil)
      freshness.invoked(read)
      #expect(freshness.acknowledged(Self.operation(3, .log), at: 9, by: ServerID(1)) == nil)
      #expect(freshness.acknowledged(read, at: 7, by: ServerID(2)) == nil, "as of when it began")
      freshness.invoked(read)
      let found = freshness.acknowledged(read, at: 8, by: ServerID(2))
      let finding = try #require(found)
      #expect(finding.property == property && finding.servers == [ServerID(2)])
      #expect(
        finding.detail == .staleRead(ClientID(1), read, applied: 8, acknowledged: 9))
    }
  }

  @Test("A serializable read promises nothing, and what it showed binds nobody")
  func serializableFreshness() {
    var freshness = ReadFreshness()
    _ = freshness.acknowledged(Self.operation(2, .log), at: 7, by: ServerID(1))
    let old = Self.operation(1, .serializable)
    freshness.invoked(old)
    #expect(freshness.acknowledged(old, at: 2, by: ServerID(2)) == nil)
    _ = freshness.acknowledged(old, at: 50, by: ServerID(2))
    let read = Self.operation(3, .linearizable)
    freshness.invoked(read)
    #expect(freshness.acknowledged(read, at: 7, by: ServerID(1)) == nil)
  }

  // MARK: Schedules

  /// Three servers whose messages take 10 ms; S1 leads, and x=1 is acknowledged.
  private static func led(
    _ features: [Feature], without rules: [Rule] = [], clockBound: Int = 1_100
  ) throws -> Trial {
    var settings = Settings(
      servers: 3, rules: RuleSet(without: rules), features: Features(features),
      timing: Timing(clientTimeout: 5_000_000, clientTries: 1),
      link: LinkQuality(latency: 10_000...10_000), clockBound: clockBound)
    // The first leader is whoever wins by itself: nothing is claimed of clocks once a timer is made
    // to run out by hand.
    for seed in UInt64(1)...200 {
      settings.seed = seed
      var trial = Trial(settings)
      trial.expect(within: 3_000_000) { !$0.leaders.isEmpty }
      guard trial.leaders == [ServerID(1)] else { continue }
      try trial.act("write x=1 through S1")
      trial.run(for: 200_000)
      try #require(trial.isAcknowledged(0))
      return trial
    }
    Issue.record("S1 never leads first")
    return Trial(settings)
  }

  /// S1 is cut off from all, and does not know it; another leads, and writes x=2.
  private static func deposed(
    _ features: [Feature], without rules: [Rule] = [], clockBound: Int = 1_100
  ) throws -> Trial {
    var trial = try led(features, without: rules, clockBound: clockBound)
    try trial.act("isolate S1")
    trial.expect(within: 2_000_000) { $0.cluster.leader != ServerID(1) }
    try trial.act("write x=2 through \(trial.cluster.leader!)")
    trial.expect(within: 1_000_000) { $0.isAcknowledged(1) }
    return trial
  }

  @Test(
    "Without the round a deposed leader answers a stale read; with it, none",
    arguments: [false, true])
  func confirmation(isOn: Bool) throws {
    var trial = try Self.deposed([.readIndex], without: isOn ? [] : [.confirmLeadership])
    try trial.act("read x linearizable through S1")
    trial.run(for: 300_000)
    #expect(trial.isAcknowledged(2) == !isOn)
    let found = trial.cluster.violations.first { $0.property == .readsSeeWrites }
    #expect((found == nil) == isOn && trial.cluster.violations.isEmpty == isOn)
    guard let violation = found, let read = trial.cluster.clients.operations.last else { return }
    #expect(violation.servers == [ServerID(1)])
    guard case .staleRead(_, let operation, let applied, let acknowledged) = violation.detail else {
      Issue.record("\(violation.detail)")
      return
    }
    #expect(operation == read.operation && applied < acknowledged)
  }

  @Test("A serializable read there is as stale, and nothing is said against it")
  func serializable() throws {
    var trial = try Self.deposed([.readIndex])
    try trial.act("read x serializable through S1")
    trial.run(for: 300_000)
    #expect(trial.outcome(of: 2) == .value(ShortText("1")) && trial.violation == nil)
  }

  /// S1 and S3 hear nothing of each other, and S2 hears both: S3 wants to lead, and S2 has just heard
  /// S1.
  private static func notOnSpeakingTerms(
    _ features: [Feature], without rules: [Rule] = [], before acts: [String] = []
  ) throws -> Trial {
    var trial = try led(features, without: rules)
    for act in acts { try trial.act(act) }
    try trial.act("cut S1 > S3")
    try trial.act("cut S3 > S1")
    trial.run(for: 1_000_000)
    return trial
  }

  @Test(
    "A leader that is elected while another's lease lasts is found; by the promise there is none")
  func oneQuorum() throws {
    var trial = try Self.notOnSpeakingTerms([.checkQuorum], without: [.disregardVote])
    let violation = try #require(trial.violation)
    #expect(violation.property == .oneQuorum && violation.servers == [ServerID(3), ServerID(1)])
    guard case .twoQuorums(let old, let term, let new, let later, let left) = violation.detail
    else {
      Issue.record("\(violation.detail)")
      return
    }
    #expect(old == ServerID(1) && new == ServerID(3) && later > term)
    #expect((1...136_363).contains(left))
    trial = try Self.notOnSpeakingTerms([.checkQuorum])
    #expect(trial.violation == nil && !trial.firings(of: .disregardVote).isEmpty)
  }

  @Test("A server that starts again keeps its word, and so lets no second quorum be")
  func oneQuorumRestarted() throws {
    // S3 hears nobody, and its timer is about to run out; S2 has just answered S1, and starts anew.
    var found = 0
    for delay in stride(from: 100_000, through: 300_000, by: 10_000) {
      var trial = try Self.led([.checkQuorum])
      try trial.act("cut S1 > S3")
      try trial.act("cut S3 > S1")
      trial.run(for: delay)
      try trial.act("crash S2")
      try trial.act("restart S2")
      trial.run(for: 600_000)
      #expect(trial.violation == nil, trial.line)
      found += trial.firings(of: .disregardVote).count
    }
    #expect(found > 0)
  }

  @Test("A lease read that is stale is found by its own property")
  func leaseRead() throws {
    var trial = try Self.led([.checkQuorum, .leaseReads], without: [.disregardVote])
    try trial.act("cut S1 > S3")
    try trial.act("cut S3 > S1")
    trial.expect(within: 1_000_000) { $0.cluster.leader == ServerID(3) }
    // S1 does not hear of it, and its lease has still a while to last.
    try trial.act("isolate S1")
    try trial.act("write x=2 through S3")
    trial.expect(within: 100_000) { $0.isAcknowledged(1) }
    try trial.act("read x lease through S1")
    trial.run(for: 50_000)
    #expect(trial.outcome(of: 2) == .value(ShortText("1")))
    #expect(trial.firings(of: .readByLease).count == 1)
    let properties = trial.cluster.violations.map(\.property)
    #expect(properties == [.oneQuorum, .leaseReadsSeeWrites])
  }

  // MARK: What is not claimed

  @Test(
    "Nothing is claimed of leases where clocks are worse than the bound, jump, or a timer is made to run out",
    arguments: ["clock S2 1.2", "jump S2 ahead 1ms", "time out S1", "clock S2 0.9"])
  func clocks(act: String) throws {
    var trial = try Self.led([.checkQuorum], without: [.disregardVote])
    if act.hasPrefix("time out") {
      let follower = trial.cluster.members.first { $0 != trial.cluster.leader }!
      try trial.act("time out \(follower)")
      trial.run(for: 300_000)
    } else {
      try trial.act(act)
    }
    #expect(!trial.cluster.safety!.checked.contains(.oneQuorum))
    #expect(!trial.cluster.safety!.checked.contains(.leaseReadsSeeWrites))
    #expect(trial.cluster.safety!.checked.contains(.readsSeeWrites))
    for id in ["S1 > S3", "S3 > S1"] { try trial.act("cut \(id)") }
    trial.run(for: 1_000_000)
    #expect(!trial.cluster.violations.contains { $0.property == .oneQuorum })
  }

  @Test(
    "Clocks within the bound are as good as right ones",
    arguments: ["clock S2 1.1", "clock S2 1.0"])
  func clocksWithin(act: String) throws {
    let trial = try Self.notOnSpeakingTerms(
      [.checkQuorum], without: [.disregardVote], before: [act])
    #expect(trial.violation?.property == .oneQuorum)
  }

  @Test("etcd's leases look at no clock: nothing is claimed of them")
  func etcd() throws {
    let trial = try Self.notOnSpeakingTerms(
      [.checkQuorum, .leaseReads, .etcdVariants], without: [.disregardVote])
    #expect(trial.violation == nil)
    #expect(!trial.cluster.safety!.checked.contains(.oneQuorum))
  }

  @Test("Without CheckQuorum no one quorum is claimed")
  func withoutCheckQuorum() throws {
    let trial = try Self.notOnSpeakingTerms([.readIndex])
    #expect(trial.violation == nil && trial.firings(of: .becomeLeader).count > 1)
  }
}
