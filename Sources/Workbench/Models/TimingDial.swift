import RaftCore
import Simulation
import Teaching

/// A dial of the timing: what it sets, and at which values it stops.
///
/// Turning it is an act, so that it repeats from scripts, journals and share codes.
package enum TimingDial: Int, CaseIterable, Sendable {
  case latency, loss, timeout, spread, heartbeat

  /// How it stands now, in its own unit: microseconds, or thousandths of messages.
  func value(in timing: Timing) -> Int {
    switch self {
    case .latency: timing.link.latency.upperBound
    case .loss: timing.link.loss
    case .timeout: timing.electionTimeout.lowerBound
    case .spread: timing.electionTimeout.upperBound - timing.electionTimeout.lowerBound
    case .heartbeat: timing.heartbeat
    }
  }

  /// As it is shown.
  func text(in timing: Timing) -> String {
    switch self {
    case .latency: ActNumber.text(of: timing.link.latency)
    case .loss:
      timing.link.loss % 10 == 0
        ? "\(timing.link.loss / 10) %" : "\(ActNumber.decimal(timing.link.loss, of: 10)) %"
    case .timeout, .spread, .heartbeat: ActNumber.text(of: value(in: timing))
    }
  }

  func name(_ phrases: any TimingPhrases) -> String {
    switch self {
    case .latency: phrases.latencyDial
    case .loss: phrases.lossDial
    case .timeout: phrases.timeoutDial
    case .spread: phrases.spreadDial
    case .heartbeat: phrases.heartbeatDial
    }
  }

  /// Where it stops, ascending. Latencies are drawn from two thirds of these on.
  var stops: [Int] {
    switch self {
    case .latency:
      [
        150, 300, 750, 1_500, 3_000, 7_500, 15_000, 30_000, 60_000, 90_000, 150_000, 300_000,
        600_000,
      ]
    case .loss: [0, 5, 10, 20, 50, 100, 200, 300, 500, 800, 1_000]
    case .timeout:
      [
        5_000, 12_000, 25_000, 50_000, 75_000, 100_000, 150_000, 200_000, 300_000, 500_000,
        1_000_000, 2_000_000, 5_000_000, 10_000_000,
      ]
    case .spread:
      [
        0, 1_000, 5_000, 10_000, 25_000, 50_000, 100_000, 150_000, 300_000, 500_000, 1_000_000,
        5_000_000,
      ]
    case .heartbeat:
      [
        1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 75_000, 100_000, 150_000, 300_000, 500_000,
        1_000_000, 5_000_000,
      ]
    }
  }

  /// The act that turns it to the next stop, up or down; nil at its end.
  func act(turning direction: Int, in timing: Timing) -> Stimulus? {
    let now = value(in: timing)
    let next = direction > 0 ? stops.first { $0 > now } : stops.last { $0 < now }
    guard let next else { return nil }
    var link = timing.link
    let low = timing.electionTimeout.lowerBound
    let spread = timing.electionTimeout.upperBound - low
    switch self {
    case .latency: link.latency = next * 2 / 3...next
    case .loss: link.loss = next
    case .timeout: return .setTiming(.electionTimeout(next...(next + spread)))
    case .spread: return .setTiming(.electionTimeout(low...(low + next)))
    case .heartbeat: return .setTiming(.heartbeat(next))
    }
    return .setLink(from: nil, to: nil, link)
  }

  /// The timing of a cluster as it is now.
  struct Timing: Hashable, Sendable {
    var link: LinkQuality
    var electionTimeout: ClosedRange<TimeSpan>
    var heartbeat: TimeSpan

    /// Nil where a cluster does not say.
    ///
    /// Of links that differ that from the first server to the second is shown.
    init?(_ state: ClusterState) {
      let first = ServerID(1)
      let second = state.members.count > 1 ? ServerID(2) : first
      guard let link = state.network.quality(from: first, to: second),
        let electionTimeout = state.electionTimeout, let heartbeat = state.heartbeat
      else { return nil }
      self.link = link
      self.electionTimeout = electionTimeout
      self.heartbeat = heartbeat
    }
  }
}

extension TimingAdvice {
  /// Of a cluster as it is now, on a branch of its history; nil where it does not say.
  init?(_ state: ClusterState, on branch: Branch) {
    guard let timing = TimingDial.Timing(state) else { return nil }
    var crashes = 0
    for placed in branch.acts where placed.event <= state.position {
      if [.crash, .wipe, .stop].contains(placed.act.stimulus.kind) { crashes += 1 }
    }
    let running = state.now * state.servers.count
    self.init(
      servers: state.servers.count, link: timing.link,
      diskWrite: state.servers.compactMap(\.diskWrite).max() ?? 0,
      electionTimeout: timing.electionTimeout, heartbeat: timing.heartbeat,
      meanTime: crashes == 0 ? nil : running / crashes / 1000 * 1000)
  }
}
