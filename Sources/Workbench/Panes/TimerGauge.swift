import RaftCore
import Screen
import Simulation

/// What is left of the timer that a server waits for: a leader's until its next heartbeats, any
/// other's until its next election.
struct TimerGauge {
  let isLeader: Bool
  /// Microseconds until it runs out.
  let left: Time
  /// What a full bar stands for, in microseconds. All election timers have one scale, so that the
  /// shortest bar is the one that runs out first.
  let longest: Time

  /// Nil when no timer runs.
  ///
  /// - Parameter longestElection: the longest that an election timer may run, in microseconds.
  init?(_ host: borrowing ServerState, at now: Time, longestElection: Time?) {
    isLeader = host.raft.role?.isLeader ?? false
    guard host.life != .crashed,
      case .running(let since, let until?)? = host.timer(isLeader ? .heartbeat : .election)
    else { return nil }
    left = max(0, until - now)
    longest = isLeader ? until - since : longestElection ?? max(1, until - since)
  }

  var ink: Theme.Ink { isLeader ? .leader : left < 30_000 ? .warning : .text }

  /// Draws its sign and a bar of some columns; a timer that still runs has at least one.
  func draw(into surface: inout Surface, at point: Point, columns: Int, _ theme: Theme) {
    surface.draw(isLeader ? "♥" : "◷", at: point, style: theme[ink])
    let full = min(columns, (left * columns + longest - 1) / max(1, longest))
    let bar = Rect(origin: point.moved(columns: 1), size: Size(columns: columns, rows: 1))
    let (begun, rest) = bar.split(left: full)
    surface.fill(begun, "▓", style: theme[ink])
    surface.fill(rest, "░", style: theme[.track])
  }
}

extension Glance {
  /// What is left of the timer that a server waits for; nil when none runs.
  func timer(of host: ServerState) -> TimerGauge? {
    let longest = state.electionTimeout?.upperBound
    return TimerGauge(host, at: now, longestElection: longest)
  }
}

extension Candidacy {
  /// A dot for each vote that makes a majority: `●●○`, filled as they come.
  func dots(of needed: Int) -> String {
    (0..<needed).map { $0 < granted.count ? "●" : "○" }.joined()
  }
}
