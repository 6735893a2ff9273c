import RaftCore
import Simulation

/// What is known of a real cluster before anything was seen of it.
package struct ClusterFacts: Hashable, Sendable {
  /// How many members it has.
  package var members: Int
  /// How fast its clocks are; nil where nobody says.
  package var pace: Pace?
  /// From which the latency of every link is drawn, in microseconds.
  package var latency: ClosedRange<TimeSpan>
  package var watched: Watched

  package init(
    members: Int, pace: Pace?, latency: ClosedRange<TimeSpan> = 0...0, watched: Watched
  ) {
    self.members = members
    self.pace = pace
    self.latency = latency
    self.watched = watched
  }

  /// From which members draw their election timeouts, in microseconds; nil where that is not known.
  var electionTimeout: ClosedRange<TimeSpan>? {
    pace.map { $0.election * 1000...2 * $0.election * 1000 }
  }
}
