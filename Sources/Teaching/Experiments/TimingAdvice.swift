import Simulation

/// Whether a timing can be stable, and why not: the paper's broadcastTime ≪ electionTimeout ≪ MTBF
/// (§5.6), with the numbers of a cluster.
package struct TimingAdvice: Hashable, Sendable {
  package let servers: Int
  package let link: LinkQuality
  /// How long a write to disk takes, in microseconds.
  package let diskWrite: TimeSpan
  package let electionTimeout: ClosedRange<TimeSpan>
  package let heartbeat: TimeSpan
  /// How long a server ran on average before it went down, in this run; nil while none did.
  package let meanTime: TimeSpan?

  package init(
    servers: Int, link: LinkQuality, diskWrite: TimeSpan, electionTimeout: ClosedRange<TimeSpan>,
    heartbeat: TimeSpan, meanTime: TimeSpan? = nil
  ) {
    self.servers = servers
    self.link = link
    self.diskWrite = diskWrite
    self.electionTimeout = electionTimeout
    self.heartbeat = heartbeat
    self.meanTime = meanTime
  }

  /// Elections without a cause that come more often than this are warned of, in microseconds.
  private static let rare: TimeSpan = 60_000_000

  /// How long it takes at most, without losses, to ask all servers and hear from them: two messages
  /// and a write to disk.
  package var broadcastTime: TimeSpan { 2 * link.latency.upperBound + diskWrite }

  /// Something that keeps a cluster from being stable.
  package enum Warning: Hashable, Sendable {
    /// A heartbeat comes after this long at most, when an election timer may have run out.
    case lateHeartbeats(after: TimeSpan, timeout: TimeSpan)
    /// Votes take longer than candidates wait for them at most.
    case slowVotes(broadcast: TimeSpan, timeout: TimeSpan)
    /// They may take longer than some wait.
    case tightVotes(broadcast: TimeSpan, timeout: TimeSpan)
    /// Timeouts lie so close together that votes are split, in so many percent of elections.
    case splitVotes(spread: TimeSpan, latency: TimeSpan, percent: Int)
    /// So many heartbeats one after the other need only be lost, which happens about this often.
    case lostHeartbeats(count: Int, every: TimeSpan)
    /// No message arrives.
    case allLost
    /// Servers go down so often that there is hardly time for an election.
    case frequentCrashes(meanTime: TimeSpan, timeout: TimeSpan)
    /// While no server leads, clients wait for this long at each crash.
    case longOutage(timeout: TimeSpan)
  }

  /// What is wrong with it, the worst first; empty where it can be stable.
  package var warnings: [Warning] {
    guard servers > 1 else { return [] }
    guard link.loss < 1000 else { return [.allLost] }
    return [votes, heartbeats, losses, splits, crashes, outage].compactMap { $0 }
  }

  private var votes: Warning? {
    if broadcastTime >= electionTimeout.upperBound {
      return .slowVotes(broadcast: broadcastTime, timeout: electionTimeout.upperBound)
    }
    guard broadcastTime >= electionTimeout.lowerBound else { return nil }
    return .tightVotes(broadcast: broadcastTime, timeout: electionTimeout.lowerBound)
  }

  /// From one heartbeat's arrival to the next's: the interval, and what latency differs by.
  private var heartbeats: Warning? {
    let latest = heartbeat + link.latency.upperBound - link.latency.lowerBound
    guard latest >= electionTimeout.lowerBound else { return nil }
    return .lateHeartbeats(after: latest, timeout: electionTimeout.lowerBound)
  }

  /// How often, on average, some follower misses so many heartbeats one after the other that the
  /// shortest timeout runs out.
  private var losses: Warning? {
    let count = max(1, (electionTimeout.lowerBound - 1) / max(1, heartbeat))
    guard link.loss > 0, count > 0 else { return nil }
    var chance = Double(servers - 1)
    for _ in 0..<min(count, 60) { chance *= Double(link.loss) / 1000 }
    guard chance > 0 else { return nil }
    let every = Double(heartbeat) / min(1, chance)
    guard every < Double(Self.rare) else { return nil }
    return .lostHeartbeats(count: count, every: TimeSpan(every.rounded()))
  }

  /// The formula of the dissertation (§9.2), for the servers that a leader's crash leaves.
  package var splitChance: Double {
    let spread = electionTimeout.upperBound - electionTimeout.lowerBound
    let latency = (link.latency.lowerBound + link.latency.upperBound) / 2 + diskWrite
    let part = spread == 0 ? 1 : min(1, Double(latency) / Double(spread))
    let up = max(servers / 2 + 1, servers - 1)
    return servers < 3 ? 0 : Statistics.splitVotes(servers: servers, up: up, latency: part)
  }

  private var splits: Warning? {
    let percent = Int((splitChance * 100).rounded())
    guard percent >= 20 else { return nil }
    let latency = (link.latency.lowerBound + link.latency.upperBound) / 2 + diskWrite
    return .splitVotes(
      spread: electionTimeout.upperBound - electionTimeout.lowerBound, latency: latency,
      percent: percent)
  }

  private var crashes: Warning? {
    guard let meanTime, meanTime < 10 * electionTimeout.upperBound else { return nil }
    return .frequentCrashes(meanTime: meanTime, timeout: electionTimeout.upperBound)
  }

  private var outage: Warning? {
    electionTimeout.upperBound >= 5_000_000
      ? .longOutage(timeout: electionTimeout.upperBound) : nil
  }
}

/// What a language says about timing.
package protocol TimingPhrases {
  /// The paper's inequality with the numbers of a cluster.
  func inequality(of advice: TimingAdvice) -> String
  func text(of warning: TimingAdvice.Warning) -> String
  /// That nothing is wrong, and how often a vote is split.
  func stable(_ advice: TimingAdvice) -> String
  /// What each dial sets.
  var latencyDial: String { get }
  var lossDial: String { get }
  var timeoutDial: String { get }
  var spreadDial: String { get }
  var heartbeatDial: String { get }
}
