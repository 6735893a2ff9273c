/// How fast a cluster's clocks are.
package struct Pace: Hashable, Sendable {
  /// Milliseconds between two heartbeats.
  package var heartbeat: Int
  /// The shortest election timeout, in milliseconds; the longest is just below twice as long.
  package var election: Int

  package init(heartbeat: Int, election: Int) {
    self.heartbeat = heartbeat
    self.election = election
  }

  /// As fast as etcd likes on one machine: the next leader within a third of a second.
  package static let fast = Pace(heartbeat: 20, election: 200)
  /// etcd's own.
  package static let usual = Pace(heartbeat: 100, election: 1000)
  /// Such that an election can be followed: the next leader after some five seconds.
  package static let slow = Pace(heartbeat: 500, election: 5000)

  /// Whether etcd takes it.
  package var isValid: Bool {
    heartbeat > 0 && election >= 5 * heartbeat && election <= 50_000
  }

  /// The shortest lease that members grant, in seconds: `ceil(3 * election / 2)`.
  package var minimumLease: Int { (3 * election / 2 + 999) / 1000 }
}
