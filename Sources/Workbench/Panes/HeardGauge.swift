import RaftCore
import Screen
import Simulation

/// How long ago a member was last sent something by its leader: what stands in the place of a timer
/// that nobody can see. The bar fills up to the longest election timeout.
struct HeardGauge {
  /// Microseconds; nil where no message of a leader was seen to be passed to it.
  let elapsed: Time?
  /// From which its timeout is drawn, in microseconds.
  let timeout: ClosedRange<TimeSpan>?

  /// Nil where there is nothing to hear: at a leader, and at a process that has ended.
  init?(_ host: ServerState, in state: ClusterState) {
    guard state.watched != nil, host.life != .crashed, host.raft.role?.isLeader != true else {
      return nil
    }
    elapsed = host.election?.startedAt.map { max(0, state.now - $0) }
    timeout = state.electionTimeout
  }

  /// A warning once it may stand for election at any moment.
  var ink: Theme.Ink {
    guard let elapsed, let timeout else { return .faint }
    return elapsed >= timeout.lowerBound ? .warning : .text
  }

  /// In four columns: milliseconds, or seconds where those are too many.
  var text: String {
    guard let elapsed else { return Unknown.sign }
    let milliseconds = (elapsed + 500) / 1000
    return milliseconds < 10_000 ? "\(milliseconds)" : "\(min(999, milliseconds / 1000))s"
  }

  func draw(into surface: inout Surface, at point: Point, columns: Int, _ theme: Theme) {
    surface.draw("♥", at: point, style: theme[ink])
    let longest = max(1, timeout?.upperBound ?? 1)
    let full = elapsed.map { min(columns, $0 * columns / longest) } ?? 0
    let bar = Rect(origin: point.moved(columns: 1), size: Size(columns: columns, rows: 1))
    let (gone, rest) = bar.split(left: full)
    surface.fill(gone, "▓", style: theme[ink])
    surface.fill(rest, "░", style: theme[.track])
  }
}
