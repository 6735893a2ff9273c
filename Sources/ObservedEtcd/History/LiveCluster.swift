import RaftCore
import Simulation

/// A cluster that runs while it is watched: where a history's news come from, and who does what it is
/// told.
package protocol LiveCluster: Sendable {
  /// What is known of it from the start.
  var facts: ClusterFacts { get }
  /// Now, in microseconds since it was first watched.
  var now: Time { get }
  /// Whether something can be done to it, or it can only be looked at.
  var canBeActedOn: Bool { get }

  /// What was seen since this was last asked, oldest first.
  func takeSightings() -> [Sighting]
  /// Does something, which is no write and no read. Whether it can be done was asked before; what
  /// comes of it is seen.
  func perform(_ stimulus: Stimulus)
  /// Asks a member in a client's name; what comes of it is seen.
  func ask(_ event: ClientEvent, by stimulus: Stimulus)
}
