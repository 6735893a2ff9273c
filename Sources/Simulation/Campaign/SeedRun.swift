import RaftCore

/// One seed of a campaign: a cluster, an adversary that does to it what Raft must withstand, and at
/// the end a recovery, in which it must show that it still lives.
///
/// It follows from the seed, the number of servers, the rules and the features alone: what the adversary does
/// (`Adversary`) is drawn from a stream of the seed's own.
package struct SeedRun: Hashable, Sendable {
  /// How many servers, 1 to 9; nil: each seed draws its own number, small clusters most often,
  /// because two faults in one of three do more than two in one of nine.
  package var servers: Int?
  /// The rules in force.
  package var rules: RuleSet
  /// Which features are on.
  package var features: FeatureChoice
  /// How many events the adversary has; the recovery comes after them.
  package var eventLimit: Int

  /// Which features are on in a seed.
  package enum FeatureChoice: Hashable, Sendable {
    /// Each seed draws its own: two in five are plain Raft.
    case drawn
    /// These in every seed.
    case fixed(Features)
  }

  /// - Precondition: `servers` is 1 to 9, `eventLimit` is positive.
  package init(
    servers: Int? = nil, rules: RuleSet = RuleSet(), features: FeatureChoice = .fixed(Features()),
    eventLimit: Int = 2000
  ) {
    precondition(servers.map { (1...ServerID.maximum).contains($0) } ?? true && eventLimit > 0)
    self.servers = servers
    self.rules = rules
    self.features = features
    self.eventLimit = eventLimit
  }

  /// What came of one seed.
  package struct Outcome: Hashable, Sendable {
    package var seed: UInt64
    package var settings: Settings
    /// How many events there were.
    package var events: Int
    /// What the adversary did, then what healed it.
    package var acts: [Act]
    /// How many of the acts the adversary did; the others healed everything, and wrote.
    package var faultCount: Int
    /// What was found, if anything was: the first property that stopped holding, or what the
    /// cluster did not do once nothing hindered it.
    package var finding: CampaignFinding?
    /// How long the recovery took, if the cluster recovered.
    package var recovery: Recovery.Pace?
    /// How many keys' histories became too ambiguous to decide.
    package var undecidedKeys: Int
    /// How many believed that they lead where one should.
    package var believers = BelieverCounts()

    /// The first property that stopped holding, if one did.
    package var violation: Violation? {
      if case .violation(let violation) = finding { violation } else { nil }
    }

    /// What the cluster did not do, if it did not.
    package var livenessFailure: LivenessFailure? {
      if case .livenessFailure(let failure) = finding { failure } else { nil }
    }
  }

  /// The cluster of one seed: impatient clients, and batches, windows and disks of all sizes.
  package func settings(seed: UInt64) -> Settings {
    var random = RandomStream(seed: seed, stream: 3000)
    let sizes = [3, 3, 3, 3, 5, 5, 5, 4, 2, 1, 7, 9, 6, 8]
    let drawn = sizes[random.next(in: 0...sizes.count - 1)]
    let batches = [1, 1, 2, 8]
    let windows = [1, 2, 4, 64]
    let writes = [500, 2000, 2000, 8000]
    let timing = Timing(
      diskWrite: writes[random.next(in: 0...3)],
      clientTimeout: random.next(in: 4...16) * 10_000, clientTries: random.next(in: 3...12))
    let features = features(seed: seed)
    let bounds = [1_100, 1_500, 2_000, 3_000]
    var choice = RandomStream(seed: seed, stream: 3004)
    var interval = RandomStream(seed: seed, stream: 3005)
    let intervals: [Int?] = [1, 2, 4, 10, nil]
    var limit = RandomStream(seed: seed, stream: 3006)
    let limits = [2, 2, 3, 9]
    var spares = RandomStream(seed: seed, stream: 3006)
    return Settings(
      servers: servers ?? drawn, spare: features[.membership] ? spares.next(in: 1...3) : 0,
      seed: seed, rules: rules, features: features, timing: timing,
      batchLimit: batches[random.next(in: 0...3)], windowLimit: windows[random.next(in: 0...3)],
      clockBound: features[.checkQuorum] ? bounds[choice.next(in: 0...3)] : 1_100,
      snapshotInterval: features[.snapshots] ? intervals[interval.next(in: 0...4)] : 10,
      sessionLimit: features[.sessions] ? limits[limit.next(in: 0...3)] : Settings().sessionLimit,
      countsRules: false)
  }

  /// The features of one seed; always those whose rules are switched off, or nothing would be tried.
  ///
  /// They come from a stream of their own, so that all else in a seed is as without them.
  private func features(seed: UInt64) -> Features {
    var features: Features
    switch self.features {
    case .fixed(let chosen): features = chosen
    case .drawn:
      var random = RandomStream(seed: seed, stream: 3002)
      features = Features()
      let needed = rules.switchedOff.compactMap(\.feature)
      guard !needed.isEmpty || random.occurs(permille: 600) else { return features }
      for feature in Feature.allCases {
        if random.occurs(permille: Self.odds(of: feature)) { features[feature] = true }
      }
      // By itself it would bring changes of single servers into every other seed.
      if !features[.membership] {
        features[.jointConsensus] = false
      }
      for feature in needed { features[feature] = true }
      // Leases as etcd has them claim nothing: what is tried here are the others.
      if needed.contains(.leaseReads) { features[.etcdVariants] = false }
      // There no server stands for election whose log is behind: one that does not know that it was
      // removed would hinder all others.
      if features[.membership], features[.etcdVariants] { features[.preVote] = true }
    }
    for feature in features.switchedOn {
      if let needed = feature.needs { features[needed] = true }
    }
    return features
  }

  /// How often a feature is drawn, in thousandths.
  private static func odds(of feature: Feature) -> Int {
    switch feature {
    case .etcdVariants, .membership: 250
    case .jointConsensus: 700
    case .preVote, .checkQuorum, .leadershipTransfer, .readIndex, .leaseReads, .forwardProposals,
      .snapshots, .sessions:
      500
    }
  }

  /// Runs one seed, to the end of its recovery or to the first violation.
  package func run(seed: UInt64) -> Outcome { run(seed: seed, tampering: nil) }

  func run(seed: UInt64, tampering: CampaignCluster.Tampering?) -> Outcome {
    let settings = settings(seed: seed)
    var run = CampaignCluster(settings, tampering: tampering)
    var adversary = Adversary(seed: seed, settings: settings)
    while run.run(until: run.cluster.now + adversary.patience(), eventLimit: eventLimit) {
      guard let stimulus = adversary.choose(against: run.cluster) else { continue }
      run.perform(stimulus)
    }
    return Outcome(of: &run, seed: seed, settings: settings)
  }
}

extension SeedRun.Outcome {
  /// What comes of a run whose adversary has done its part: the recovery follows, unless something is
  /// found already.
  init(of run: inout CampaignCluster, seed: UInt64, settings: Settings) {
    let faultCount = run.acts.count
    var finding: CampaignFinding?
    var recovery: Recovery.Pace?
    if !run.isOver {
      switch Recovery.run(&run) {
      case .recovered(let pace): recovery = pace
      case .failed(let failure): finding = .livenessFailure(failure)
      case .violated: break
      }
    }
    if let violation = run.violation {
      finding = .violation(violation)
    } else if let believers = run.believers {
      finding = .believers(believers)
    }
    self.init(
      seed: seed, settings: settings, events: run.cluster.eventCount, acts: run.acts,
      faultCount: faultCount, finding: finding, recovery: recovery,
      undecidedKeys: run.cluster.safety?.undecidedKeys.count ?? 0)
    if let outside = run.cluster.outside {
      believers = BelieverCounts(of: outside, at: run.cluster.now)
    }
  }
}
