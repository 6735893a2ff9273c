import RaftCore

/// Random faults, acts and writes over many seeds, to see whether anything breaks.
///
/// Each seed is a run of its own, which follows from the seed, the number of servers and the rules
/// alone: what an adversary does to the cluster (`Adversary`) is drawn from the seed's own stream.
package struct SeedRun: Hashable, Sendable {
  /// How many servers, 1 to 9; nil: each seed draws its own number, small clusters most often,
  /// because two faults in one of three do more than two in one of nine.
  package var servers: Int?
  /// The rules in force.
  package var rules: RuleSet
  /// How many events a run has.
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
    /// How many events there were: the limit, unless something broke.
    package var events: Int
    /// What the adversary did.
    package var acts: [Act]
    /// The first property that stopped holding, if one did.
    package var violation: Violation?
    /// How many keys' histories became too ambiguous to decide.
    package var undecidedKeys: Int
  }

  /// The cluster of one seed: impatient clients, and batches, windows and disks of all sizes.
  package func settings(seed: UInt64) -> Settings {
    var random = RandomStream(seed: seed, stream: 3000)
    let sizes = [3, 3, 3, 3, 5, 5, 5, 4, 2, 1, 7, 9]
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

  /// Runs one seed, to its limit of events or to the first violation.
  package func run(seed: UInt64) -> Outcome {
    let settings = settings(seed: seed)
    var cluster = Cluster(settings)
    var adversary = Adversary(seed: seed, servers: settings.servers)
    var acts: [Act] = []
    var event = Event()
    while cluster.violation == nil, cluster.eventCount < eventLimit {
      let moment = cluster.now + adversary.patience()
      while cluster.advance(into: &event, until: moment) {
        if event.violation != nil || cluster.eventCount >= eventLimit { break }
      }
      if cluster.violation != nil || cluster.eventCount >= eventLimit { break }
      cluster.pass(until: moment)
      guard let stimulus = adversary.choose(against: cluster) else { continue }
      do throws(Refusal) {
        try cluster.perform(stimulus, into: &event)
        acts.append(Act(at: moment, stimulus))
      } catch {
        continue
      }
    }
    return Outcome(
      seed: seed, settings: settings, events: cluster.eventCount, acts: acts,
      violation: cluster.violation, undecidedKeys: cluster.safety?.undecidedKeys.count ?? 0)
  }
}
