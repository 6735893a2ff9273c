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
  /// The programs outside; nil where there are none.
  package var programs: Programs?

  /// What programs outside are, and what their clocks and timers draw from: given that, and what
  /// happens to them, they always do the same.
  package struct Programs: Hashable, Sendable {
    package var election: ElectionSettings
    package var seed: UInt64

    package init(_ election: ElectionSettings, seed: UInt64) {
      self.election = election
      self.seed = seed
    }
  }

  package init(
    members: Int, pace: Pace?, latency: ClosedRange<TimeSpan> = 0...0, watched: Watched,
    programs: Programs? = nil
  ) {
    self.members = members
    self.pace = pace
    self.latency = latency
    self.watched = watched
    self.programs = programs
  }

  /// The programs outside as they are before they begin; nil where there are none.
  package var livePrograms: LivePrograms? {
    programs.map { LivePrograms($0.election, servers: members, seed: $0.seed) }
  }

  /// From which members draw their election timeouts, in microseconds; nil where that is not known.
  var electionTimeout: ClosedRange<TimeSpan>? {
    pace.map { $0.election * 1000...2 * $0.election * 1000 }
  }
}
