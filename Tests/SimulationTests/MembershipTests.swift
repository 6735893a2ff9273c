import KeyValue
import RaftCore
import Testing

@testable import Simulation

@Suite("Membership in a run")
struct MembershipTests {
  static func settings(
    servers: Int = 3, spare: Int = 0, with features: [Feature] = [.membership],
    without rules: [Rule] = []
  ) -> Settings {
    var settings = Settings.exact(servers: servers, without: rules)
    settings.spare = spare
    settings.features = Features(features)
    return settings
  }

  private static func voters(_ numbers: Int...) -> Membership {
    Membership(voters: ServerSet(numbers.map { ServerID($0) }))
  }

  // MARK: Coming and going

  @Test("A spare server runs and does nothing, and no client asks it, until it is added")
  func spare() throws {
    var trial = Trial(Settings(spare: 2, features: Features([.membership])))
    for number in 1...6 {
      trial.run(for: 300_000)
      try trial.act("write x=\(number)")
    }
    trial.run(for: 3_000_000)
    let spares: [ServerID?] = [ServerID(6), ServerID(7)]
    #expect(!trial.events.contains { spares.contains($0.server) })
    #expect(trial.cluster.hosts.count == 7 && trial.violation == nil)
  }

  @Test(
    "A server that is added gets the log, votes and counts; one that is removed is told nothing")
  func addsAndRemoves() throws {
    var trial = try Trial.led(Self.settings(spare: 1))
    try trial.act("write x=1 through S1")
    trial.run(for: 150_000)
    try trial.act("add S4")
    #expect(trial[1].server.membership == Self.voters(1, 2, 3, 4))
    #expect(trial[2].server.membership == Self.voters(1, 2, 3), "it has not heard of it yet")
    trial.run(for: 300_000)
    for server in 1...4 {
      #expect(trial[server].server.membership == Self.voters(1, 2, 3, 4))
      #expect(trial[server].store[ShortText("x")!] == .number(1))
    }
    try trial.act("remove S2")
    trial.run(for: 300_000)
    #expect(trial[1].server.membership == Self.voters(1, 3, 4))
    #expect(trial[2].server.membership == Self.voters(1, 2, 3, 4), "nobody tells it")
    #expect(trial[1].server.membershipIndex <= trial[1].server.commitIndex)
    try trial.act("crash S1")
    try trial.act("time out S4")
    trial.run(for: 300_000)
    #expect(trial.leaders == [ServerID(4)] && trial.violation == nil)
  }

  @Test("What cannot be asked for is refused, and what the leader refuses it says itself")
  func refusals() throws {
    var trial = Trial(Self.settings(spare: 1))
    #expect(throws: Refusal.nobodyLeads) { try trial.act("add S4") }
    try trial.act("time out S1")
    trial.run(for: 150_000)
    #expect(throws: Refusal.noSuchServer(ServerID(5))) { try trial.act("add S5") }
    #expect(throws: Refusal.isMember(ServerID(2))) { try trial.act("add S2") }
    #expect(throws: Refusal.isNoMember(ServerID(4))) { try trial.act("remove S4") }
    #expect(throws: Refusal.isNoLearner(ServerID(2))) { try trial.act("promote S2") }
    #expect(throws: Refusal.changesNothing) { try trial.act("change +S1 -S4") }
    #expect(throws: Refusal.leavesNobody) { try trial.act("change -S1 -S2 -S3") }
    try trial.act("add S4")
    let second = try trial.act("remove S2")
    #expect(second.step.firings.map(\.rule) == [.oneChangeAtATime])
    trial.run(for: 200_000)
    try trial.act("feature membership off")
    #expect(throws: Refusal.isOff(.membership)) { try trial.act("remove S2") }
    var alone = try Trial.led(Self.settings(servers: 1))
    #expect(throws: Refusal.leavesNobody) { try alone.act("remove S1") }
  }

  @Test(
    "With one of three down, a voter that is added stops commits until it is there; a learner not")
  func learner() throws {
    for (act, isAcknowledged) in [("add S4", false), ("add S4 as learner", true)] {
      var trial = try Trial.led(Self.settings(spare: 1))
      try trial.act("crash S3")
      try trial.act("isolate S4")
      try trial.act(act)
      trial.run(for: 100_000)
      try trial.act("write x=1 through S1")
      trial.run(for: 300_000)
      #expect(trial.isAcknowledged(0) == isAcknowledged)
      try trial.act("heal")
      trial.run(for: 500_000)
      #expect(trial.isAcknowledged(0) && trial.violation == nil)
      #expect(trial[4].server.log.lastIndex == trial[1].server.log.lastIndex)
    }
  }

  @Test("Three servers give way to three others in one go, and nothing is lost (Figure 11)")
  func threeForThree() throws {
    var trial = try Trial.led(Self.settings(spare: 3, with: [.membership, .jointConsensus]))
    try trial.act("write x=1 through S1")
    trial.run(for: 150_000)
    try trial.act("change +S4 +S5 +S6 -S1 -S2 -S3")
    #expect(trial[1].server.membership.isJoint)
    trial.run(for: 500_000)
    #expect(trial.firings(of: .leaveJoint).count == 1)
    #expect(trial.firings(of: .stepDownWhenRemoved).count == 1)
    for server in 1...3 { try trial.act("crash S\(server)") }
    try trial.act("time out S5")
    trial.run(for: 200_000)
    #expect(trial.leaders == [ServerID(5)])
    #expect(trial[5].server.membership == Self.voters(4, 5, 6))
    try trial.act("write y=2 through S5")
    trial.run(for: 200_000)
    #expect(trial[5].store[ShortText("x")!] == .number(1))
    #expect(trial[5].store[ShortText("y")!] == .number(2) && trial.violation == nil)
  }

  @Test("What a snapshot says of the configuration is in force at whoever gets it")
  func snapshots() throws {
    var settings = Self.settings(spare: 2, with: [.membership, .snapshots])
    settings.snapshotInterval = nil
    var trial = try Trial.led(settings)
    try trial.act("add S4")
    trial.run(for: 200_000)
    try trial.act("snapshot S1")
    trial.run(for: 10_000)
    try trial.act("add S5")
    trial.run(for: 500_000)
    #expect(trial.firings(of: .installSnapshot).contains { $0.event.server == ServerID(5) })
    #expect(trial[5].server.membership == Self.voters(1, 2, 3, 4, 5))
    #expect(trial[5].server.snapshot?.membership == Self.voters(1, 2, 3, 4))
    #expect(trial[5].disk.state.snapshot == trial[5].server.snapshot && trial.violation == nil)
  }

  @Test("A server that was removed and not told calls elections; PreVote and CheckQuorum bear it")
  func disturbs() throws {
    func terms(with features: [Feature]) throws -> Int {
      var trial = Trial(Settings(servers: 4, seed: 3, features: Features(features)))
      trial.expect(within: 2_000_000) { !$0.leaders.isEmpty }
      trial.run(for: 300_000)
      let leader = try #require(trial.leaders.first)
      let gone = ServerID(leader.number % 4 + 1)
      try trial.act("remove \(gone)")
      trial.run(for: 3_000_000)
      #expect(trial.violation == nil)
      return trial.cluster.hosts.map(\.server.currentTerm).max()!
    }
    #expect(try terms(with: [.membership]) > 4)
    #expect(try terms(with: [.membership, .preVote, .checkQuorum]) <= 2)
  }

  // MARK: Two leaders

  /// S1, cut off, makes a change that nobody gets. S2 is elected by all but S1, makes another, and commits
  /// that without S4. Then S1 and S4 meet, with those that S1 has added.
  private static func twoChanges(
    _ first: String, _ second: String, side: String, without rules: [Rule]
  ) throws -> Trial {
    var trial = try Trial.led(settings(servers: 4, spare: 2, without: rules))
    try trial.act("isolate S1")
    try trial.act(first)
    trial.run(for: 10_000)
    // It starts again as a follower, with the change on its disk.
    try trial.act("crash S1")
    try trial.act("restart S1")
    try trial.act("time out S2")
    trial.expect(within: 100_000) { $0[2].server.role.isLeader }
    try trial.act("isolate S4")
    try trial.act(second)
    trial.run(for: 200_000)
    let others = ServerSet.first(6).subtracting(ServerSet(try servers(side)))
    try trial.act("split \(side) | \(others.map(\.description).joined(separator: " "))")
    for _ in 0..<2 where !trial[1].server.role.isLeader {
      try trial.act("time out S1")
      trial.run(for: 100_000)
    }
    return trial
  }

  private static func servers(_ text: String) throws -> [ServerID] {
    try text.split(separator: " ").map { try #require(ActNumber.server(String($0))) }
  }

  struct Counterexample: CustomTestStringConvertible, Sendable {
    var first: String
    var second: String
    var side: String
    var testDescription: String { "\(first), \(second)" }
  }

  static let counterexamples = [
    Counterexample(first: "add S5", second: "remove S1", side: "S1 S4 S5"),
    Counterexample(first: "add S5", second: "add S6", side: "S1 S4 S5"),
    Counterexample(first: "remove S2", second: "remove S1", side: "S1 S4"),
  ]

  @Test(
    "At four servers, two changes without an entry of the own term lose what was committed",
    arguments: counterexamples)
  func erratum(_ example: Counterexample) throws {
    let broken = try Self.twoChanges(
      example.first, example.second, side: example.side, without: [.changeAfterOwnTerm])
    let properties = broken.cluster.violations.map(\.property)
    #expect(properties.contains(.configurationsOverlap), broken.line)
    #expect(properties.contains(.leaderCompleteness), broken.line)
    let whole = try Self.twoChanges(
      example.first, example.second, side: example.side, without: [])
    #expect(whole.firings(of: .changeAfterOwnTerm).count == 1)
    #expect(whole.violation == nil, whole.line)
  }

  /// S1 is to change more than one voter, and goes down at once; only S3 gets the entry. Then S3 is
  /// elected among the new servers, and S2 with S1, by the old configuration, in the same term.
  private static func severalAtOnce(
    _ change: String, with features: [Feature], without rules: [Rule]
  ) throws -> Trial {
    var trial = try Trial.led(settings(spare: 2, with: features, without: rules))
    try trial.act("cut S1 > S2")
    try trial.act(change)
    try trial.act("crash S1")
    trial.run(for: 30_000)
    try trial.act("mend S1 > S2")
    try trial.act("split S1 S2 | S3 S4 S5")
    try trial.act("restart S1")
    for server in [3, 2] {
      try trial.act("time out S\(server)")
      trial.run(for: 50_000)
    }
    return trial
  }

  @Test("Several voters changed at once without a joint configuration: two leaders in one term")
  func withoutJoint() throws {
    let trial = try Self.severalAtOnce(
      "change +S4 +S5", with: [.membership], without: [.oneServerPerChange])
    let properties = Set(trial.cluster.violations.map(\.property))
    #expect(properties.isSuperset(of: [.electionSafety, .configurationsOverlap]), trial.line)
  }

  @Test(
    "A joint configuration that counts C-new alone: two leaders in one term",
    arguments: [true, false])
  func newAlone(isOff: Bool) throws {
    let trial = try Self.severalAtOnce(
      "change +S4 +S5 -S1 -S2", with: [.membership, .jointConsensus],
      without: isOff ? [.bothMajorities] : [])
    #expect((trial.violation?.property == .electionSafety) == isOff, trial.line)
    #expect(trial[3].server.role.isLeader == isOff)
  }

  @Test("An entry that learners count for is committed, and lost", arguments: [true, false])
  func learnersCount(isOff: Bool) throws {
    var trial = try Trial.led(
      Self.settings(spare: 2, without: isOff ? [.learnersDoNotCount] : []))
    for server in [4, 5] {
      try trial.act("add S\(server) as learner")
      trial.run(for: 200_000)
    }
    try trial.act("split S1 S4 S5 | S2 S3")
    try trial.act("write x=1 through S1")
    trial.run(for: 200_000)
    #expect(trial.isAcknowledged(0) == isOff)
    try trial.act("time out S2")
    trial.run(for: 100_000)
    #expect((trial.violation?.property == .leaderCompleteness) == isOff, trial.line)
  }

  @Test(
    "In etcd, who forgot what is committed is elected by a majority of long ago",
    arguments: [true, false])
  func unapplied(isOff: Bool) throws {
    var trial = try Trial.led(
      Self.settings(
        spare: 2, with: [.membership, .etcdVariants],
        without: isOff ? [.noCampaignUnapplied] : []))
    try trial.act("isolate S3")
    for server in [4, 5] {
      try trial.act("add S\(server)")
      trial.run(for: 300_000)
    }
    #expect(trial[1].server.membership == Self.voters(1, 2, 3, 4, 5))
    try trial.act("crash S2")
    try trial.act("restart S2")
    try trial.act("split S2 S3 | S1 S4 S5")
    for _ in 0..<3 where !trial[2].server.role.isLeader {
      try trial.act("time out S2")
      trial.run(for: 100_000)
    }
    #expect((trial.violation?.property == .configurationsOverlap) == isOff, trial.line)
    #expect(trial[2].server.role.isLeader == isOff)
  }

  // MARK: Campaigns

  @Test("With servers that come and go nothing is found", arguments: [false, true])
  func campaign(isJoint: Bool) {
    let features: [Feature] = isJoint ? [.membership, .jointConsensus] : [.membership]
    let campaign = SeedRun(features: .fixed(Features(features)), eventLimit: 1500)
    var changes = 0
    for seed in UInt64(1)...60 {
      let outcome = campaign.run(seed: seed)
      #expect(outcome.finding == nil, "seed \(seed)")
      changes += outcome.acts.count {
        if case .changeMembers = $0.stimulus { true } else { false }
      }
    }
    #expect(changes > 300)
  }

  struct Prediction: CustomTestStringConvertible, Sendable {
    var rule: Rule
    var features: [Feature] = [.membership]
    var broken: Set<Property>
    var firstSeed: UInt64 = 1
    var testDescription: String { rule.id }
  }

  static let predictions = [
    Prediction(
      rule: .changeAfterOwnTerm, broken: [.configurationsOverlap, .leaderCompleteness],
      firstSeed: 790),
    Prediction(rule: .oneChangeAtATime, broken: [.configurationsOverlap]),
    Prediction(rule: .oneServerPerChange, broken: [.configurationsOverlap]),
    Prediction(
      rule: .learnersDoNotCount,
      broken: [.leaderCompleteness, .electionSafety, .stateMachineSafety]),
    Prediction(
      rule: .noCampaignUnapplied, features: [.membership, .preVote, .etcdVariants],
      broken: [.configurationsOverlap, .leaderCompleteness, .electionSafety]),
    Prediction(
      rule: .bothMajorities, features: [.membership, .jointConsensus],
      broken: [.leaderCompleteness, .electionSafety, .stateMachineSafety]),
    Prediction(
      rule: .leaveJointAfterCommit, features: [.membership, .jointConsensus],
      broken: [.configurationsOverlap]),
  ]

  @Test("The campaign finds out a rule of membership that is off", arguments: predictions)
  func found(_ prediction: Prediction) throws {
    let campaign = SeedRun(
      rules: RuleSet(without: [prediction.rule]),
      features: .fixed(Features(prediction.features)))
    let seeds = prediction.firstSeed..<prediction.firstSeed + 400
    let outcome = try #require(
      seeds.lazy.map { campaign.run(seed: $0) }.first { $0.violation != nil })
    #expect(prediction.broken.contains(try #require(outcome.violation).property))
  }
}
