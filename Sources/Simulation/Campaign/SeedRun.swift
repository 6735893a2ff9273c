import RaftCore

/// One seed of a campaign: a cluster, an adversary that does to it what Raft must withstand, and at
/// the end a recovery, in which it must show that it still lives.
///
/// It follows from the seed, the number of servers and the rules alone: what the adversary does
/// (`Adversary`) is drawn from a stream of the seed's own.
package struct SeedRun: Hashable, Sendable {
  /// How many servers, 1 to 9; nil: each seed draws its own number, small clusters most often,
  /// because two faults in one of three do more than two in one of nine.
  package var servers: Int?
  /// The rules in force.
  package var rules: RuleSet
  /// How many events the adversary has; the recovery comes after them.
  package var eventLimit: Int

  /// - Precondition: `servers` is 1 to 9, `eventLimit` is positive.
  package init(servers: Int? = nil, rules: RuleSet = RuleSet(), eventLimit: Int = 2000) {
    precondition(servers.map { (1...ServerID.maximum).contains($0) } ?? true && eventLimit > 0)
    self.servers = servers
    self.rules = rules
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
    return Settings(
      servers: servers ?? drawn, seed: seed, rules: rules, timing: timing,
      batchLimit: batches[random.next(in: 0...3)], windowLimit: windows[random.next(in: 0...3)],
      countsRules: false)
  }

  /// Runs one seed, to the end of its recovery or to the first violation.
  package func run(seed: UInt64) -> Outcome { run(seed: seed, tampering: nil) }

  func run(seed: UInt64, tampering: CampaignCluster.Tampering?) -> Outcome {
    let settings = settings(seed: seed)
    var run = CampaignCluster(settings, tampering: tampering)
    var adversary = Adversary(seed: seed, servers: settings.servers)
    while run.run(until: run.cluster.now + adversary.patience(), eventLimit: eventLimit) {
      guard let stimulus = adversary.choose(against: run.cluster) else { continue }
      run.perform(stimulus)
    }
    let faultCount = run.acts.count
    var finding: CampaignFinding?
    var recovery: Recovery.Pace?
    if run.violation == nil {
      switch Recovery.run(&run) {
      case .recovered(let pace): recovery = pace
      case .failed(let failure): finding = .livenessFailure(failure)
      case .violated: break
      }
    }
    if let violation = run.violation { finding = .violation(violation) }
    return Outcome(
      seed: seed, settings: settings, events: run.cluster.eventCount, acts: run.acts,
      faultCount: faultCount, finding: finding, recovery: recovery,
      undecidedKeys: run.cluster.safety?.undecidedKeys.count ?? 0)
  }
}
