import RaftCore
import Testing

@testable import Simulation

@Suite("Campaigns: random faults against the safety properties")
struct CampaignTests {
  @Test("With all rules on nothing is found", arguments: [nil, 1, 2, 3, 4, 5, 7, 9])
  func allRulesHold(servers: Int?) {
    let campaign = SeedRun(servers: servers, eventLimit: 1500)
    for seed in UInt64(1)...12 {
      let outcome = campaign.run(seed: seed)
      #expect(outcome.finding == nil, "seed \(seed), servers \(servers as Any)")
      #expect(outcome.events >= 1500)
    }
  }

  struct Prediction: CustomTestStringConvertible, Sendable {
    var rule: Rule
    var broken: Set<Property>
    var firstSeed: UInt64 = 1
    /// What is drawn always has the feature of the rule.
    var features = SeedRun.FeatureChoice.fixed(Features())
    var testDescription: String { rule.id }
  }

  /// What the paper says that each sentence is for.
  static let predictions = [
    Prediction(rule: .upToDateCheck, broken: [.leaderCompleteness]),
    Prediction(rule: .oneVotePerTerm, broken: [.electionSafety]),
    Prediction(
      rule: .persistBeforeAnswering, broken: [.electionSafety, .leaderCompleteness], firstSeed: 17),
    Prediction(rule: .commitOnlyCurrentTerm, broken: [.leaderCompleteness], firstSeed: 88),
    // Two servers may apply different entries before a third copies one of them: then State Machine
    // Safety, for which Log Matching is there, breaks first. Not so by these seeds.
    Prediction(rule: .consistencyCheck, broken: [.logMatching]),
    Prediction(rule: .deleteConflicting, broken: [.logMatching]),
    Prediction(rule: .stepDownOnHigherTerm, broken: [.electionSafety]),
    Prediction(rule: .commitBoundedByLastNew, broken: [.stateMachineSafety], firstSeed: 11),
    Prediction(rule: .clientSerialNumbers, broken: [.linearizability], firstSeed: 15),
  ]

  /// What the dissertation says that each sentence is for.
  static let featurePredictions = [
    Prediction(rule: .disregardVote, broken: [.oneQuorum], firstSeed: 50, features: .drawn),
    Prediction(rule: .leaseClockBound, broken: [.oneQuorum], firstSeed: 5, features: .drawn),
    Prediction(
      rule: .leasePresentClock, broken: [.oneQuorum, .leaseReadsSeeWrites], firstSeed: 110,
      features: .drawn),
    Prediction(
      rule: .noLeaseAfterTimeoutNow, broken: [.oneQuorum, .leaseReadsSeeWrites], firstSeed: 35,
      features: .drawn),
    Prediction(
      rule: .readAfterOwnTerm, broken: [.readsSeeWrites, .linearizability], features: .drawn),
    Prediction(
      rule: .roundAfterRead, broken: [.readsSeeWrites, .linearizability], firstSeed: 15,
      features: .drawn),
    Prediction(
      rule: .confirmLeadership,
      broken: [.readsSeeWrites, .leaseReadsSeeWrites, .linearizability], firstSeed: 15,
      features: .drawn),
    Prediction(
      rule: .applyBeforeRead, broken: [.readsSeeWrites, .linearizability], firstSeed: 15,
      features: .drawn),
  ]

  @Test(
    "A rule switched off is found out, by the property that it protects",
    arguments: predictions + featurePredictions)
  func found(_ prediction: Prediction) throws {
    let campaign = SeedRun(
      rules: RuleSet(without: [prediction.rule]), features: prediction.features)
    let seeds = prediction.firstSeed..<prediction.firstSeed + 600
    let outcome = try #require(
      seeds.lazy.map { campaign.run(seed: $0) }.first { $0.violation != nil })
    let violation = try #require(outcome.violation)
    #expect(prediction.broken.contains(violation.property))

    // The acts alone repeat it, to the event; and fewer acts are enough.
    let again = ActReplay.run(outcome.settings, acts: outcome.acts, until: violation.time)
    #expect(again == violation)
    // Small steps: the whole search belongs to the command, a part of it shows that it works.
    var minimizer = try #require(Minimizer(outcome, runLimit: 60))
    minimizer.minimize()
    #expect(minimizer.acts.count <= outcome.acts.count)
    #expect(minimizer.finding.isLike(.violation(violation)))
    let shorter = ActReplay.run(
      outcome.settings, acts: minimizer.acts, until: minimizer.finding.time)
    #expect(shorter.map { .violation($0) } == minimizer.finding)
    // The same acts with the rule on break nothing.
    var lawful = outcome.settings
    lawful.rules = RuleSet()
    #expect(ActReplay.run(lawful, acts: minimizer.acts, until: minimizer.finding.time) == nil)
  }

  @Test("With features drawn nothing is found either", arguments: 0..<6)
  func featuresHold(fifty: Int) {
    let campaign = SeedRun(features: .drawn, eventLimit: 1500)
    for seed in UInt64(fifty * 50 + 1)...UInt64(fifty * 50 + 50) {
      let outcome = campaign.run(seed: seed)
      let features = outcome.settings.features.switchedOn.map(\.id)
      #expect(outcome.finding == nil, "seed \(seed), features \(features)")
    }
  }

  @Test("Each feature is drawn, alone and with others; two in five seeds have none")
  func drawn() {
    let campaign = SeedRun(features: .drawn)
    let all = (UInt64(1)...1000).map { campaign.settings(seed: $0).features }
    #expect((350...450).contains(all.count { $0.isEmpty }))
    for feature in Feature.allCases {
      #expect((80...500).contains(all.count { $0[feature] }), "\(feature.id)")
    }
    #expect(all.allSatisfy { $0.isSound })
    // All else of a seed is as without features.
    for seed in UInt64(1)...100 {
      var settings = campaign.settings(seed: seed)
      settings.features = Features()
      settings.clockBound = Settings().clockBound
      settings.snapshotInterval = Settings().snapshotInterval
      settings.sessionLimit = Settings().sessionLimit
      settings.spare = 0
      #expect(settings == SeedRun().settings(seed: seed))
    }
  }

  @Test("A minimised story has no act that can be spared")
  func minimal() throws {
    let campaign = SeedRun(servers: 3, rules: RuleSet(without: [.persistBeforeAnswering]))
    let outcome = try #require(
      (UInt64(1)...400).lazy.map { campaign.run(seed: $0) }.first { $0.violation != nil })
    var minimizer = try #require(Minimizer(outcome))
    minimizer.minimize()
    let violation = try #require(outcome.violation)
    for place in minimizer.acts.indices {
      var fewer = minimizer.acts
      fewer.remove(at: place)
      let found = ActReplay.run(outcome.settings, acts: fewer, until: minimizer.finding.time)
      #expect(found?.property != violation.property, "\(minimizer.acts[place])")
    }
  }

  @Test("A seed gives the same run each time, and other seeds other runs; disks are never wiped")
  func deterministic() {
    let campaign = SeedRun(eventLimit: 800)
    let outcomes = (UInt64(1)...10).map { campaign.run(seed: $0) }
    #expect(outcomes == (UInt64(1)...10).map { campaign.run(seed: $0) })
    #expect(Set(outcomes.map(\.acts)).count == 10)
    for act in outcomes.flatMap(\.acts) {
      if case .wipe = act.stimulus { Issue.record("\(act)") }
    }
    // A size drawn or given is the same run: the repeating command names it.
    let given = SeedRun(servers: outcomes[0].settings.servers, eventLimit: 800)
    #expect(given.run(seed: 1) == outcomes[0])
  }
}
