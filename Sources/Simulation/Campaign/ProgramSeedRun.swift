import ClientPrograms
import KeyValue
import RaftCore

/// One seed of a campaign with programs outside: members as etcd's, pods that elect one of themselves,
/// an adversary that makes the troubles that are allowed, and at the end a recovery.
package struct ProgramSeedRun: Hashable, Sendable {
  /// Who elects, and how.
  package var election: ElectionSettings
  /// By how much times are scaled, in thousandths; nil: each seed draws its own.
  package var scale: Int?
  /// How many members, 1 to 9; nil: three or five.
  package var servers: Int?
  /// The rules of Raft in force.
  package var rules = RuleSet()
  /// What may go wrong.
  package var troubles: [Trouble]
  /// Whether a run ends where two believe that they lead, as if that were forbidden.
  package var seeksBelievers: Bool
  /// How many events the adversary has at most.
  package var eventLimit: Int
  /// How many times as long as a leadership that nobody renews the adversary is at work.
  private static let leaseTimes = 12

  package init(
    _ election: ElectionSettings, scale: Int? = nil, servers: Int? = nil,
    troubles: [Trouble] = Trouble.allCases, seeksBelievers: Bool = false, eventLimit: Int = 40_000
  ) {
    self.election = election
    self.scale = scale
    self.servers = servers
    self.troubles = troubles
    self.seeksBelievers = seeksBelievers
    self.eventLimit = eventLimit
  }

  /// The cluster of one seed, and who elects in it.
  package func settings(seed: UInt64) -> Settings {
    var random = RandomStream(seed: seed, stream: 3100)
    var election = election
    let scales =
      election.way == .etcd ? [50, 100, 100, 300] : [100, 100, 200, 1000]
    let drawn = scales[random.next(in: 0...scales.count - 1)]
    election.scale = scale ?? drawn
    let servers = [3, 3, 3, 5][random.next(in: 0...3)]
    // Drawn always, so that all else of a seed is the same whatever may go wrong.
    let draws = (0..<6).map { _ in random.next(in: 0...999) }
    election.options[.fencing] = draws[0] < 750
    election.options[.checkpointLeases] = draws[1] < 250
    let looksAgain = !troubles.contains(.noSecondLook) || draws[2] < 300
    election.options[.lookAgainAfterWaiting] = looksAgain
    election.options[.releaseOnCancel] = troubles.contains(.earlyRelease) && draws[3] < 300
    election.options[.tokenByRevision] = draws[4] < 500
    election.options[.lockDelay] = troubles.count > 1 && draws[5] < 100
    return Settings(
      servers: self.servers ?? servers, seed: seed, rules: rules, features: .likeEtcd,
      election: election, countsRules: false)
  }

  /// Runs one seed, to the end of its recovery or to the first thing that is found.
  package func run(seed: UInt64) -> SeedRun.Outcome { run(seed: seed, tampering: nil) }

  func run(seed: UInt64, tampering: CampaignCluster.Tampering?) -> SeedRun.Outcome {
    let settings = settings(seed: seed)
    var run = CampaignCluster(settings, seeksBelievers: seeksBelievers, tampering: tampering)
    var adversary = ProgramAdversary(seed: seed, settings: settings, troubles: troubles)
    let end = Self.leaseTimes * settings.election!.leaseTime
    while true {
      let next = adversary.next(after: run.cluster.now)
      guard next < end, run.run(until: next, eventLimit: eventLimit) else { break }
      if let stimulus = adversary.choose(against: run.cluster) { run.perform(stimulus) }
      if run.isOver { break }
    }
    return SeedRun.Outcome(of: &run, seed: seed, settings: settings)
  }
}
