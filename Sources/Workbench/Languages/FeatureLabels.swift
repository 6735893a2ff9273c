import RaftCore
import Simulation

/// What the screen says of what goes beyond Figure 2, in one language.
package protocol FeatureLabels {
  // The list of features.
  var featuresTitle: String { get }
  var featurePrompt: String { get }
  /// After what a feature is: it stands on another, by its name.
  func needs(_ feature: String) -> String
  /// A feature was switched on because another stands on it.
  func switchedOnToo(_ needed: String, for feature: String) -> String
  var featureOn: String { get }
  var featureOff: String { get }
  /// Why rules are dim: what they belong to is off. By name.
  func isOff(_ feature: String) -> String

  // The title line.
  func featuresOn(_ names: [String]) -> String
  func featuresOn(count: Int) -> String
  /// All that etcd's servers have on, and nothing else.
  var likeEtcd: String { get }
  /// In words.
  func spoken(_ note: String, of server: ServerID) -> String
  func spokenFeatures(_ names: [String]) -> String

  // What a server waits for. Times are in milliseconds.
  func strawVotes(_ count: Int, of needed: Int) -> String
  /// How many of those that are needed a leader hears, itself among them, and when it steps down
  /// unless it hears from others again.
  func hears(_ count: Int, of needed: Int, stepsDownIn milliseconds: Int) -> String
  /// The same with a dot for each that is needed.
  func hears(_ dots: String, stepsDownIn milliseconds: Int) -> String
  /// The same in a few columns.
  func quorum(_ dots: String, _ milliseconds: Int) -> String
  /// What is left of a lease, with a gauge, and whose clock it is by.
  func lease(_ gauge: String, _ milliseconds: Int, clockOf server: ServerID) -> String
  func lease(_ milliseconds: Int) -> String
  var noLease: String { get }
  /// As etcd has it: a leader answers as long as it leads.
  var leaseWithoutClock: String { get }
  /// `stops` when it goes down then.
  func handsOver(
    to server: ServerID, isBidden: Bool, givesUpIn milliseconds: Int, stops: Bool
  ) -> String
  /// What a read waits for.
  func awaited(_ wait: PendingRead.Wait, index: LogIndex?) -> String
  func readWaits(for awaited: String) -> String
  /// After a client that waits.
  func clientWaits(for awaited: String) -> String
  /// So many reads wait beside the one that is told.
  func moreReads(_ count: Int) -> String

  // The inspector.
  var contacts: String { get }
  func heard(_ milliseconds: Int) -> String
  func answeredRound(_ round: Int) -> String
  /// The latest round, and the latest that a majority has answered.
  func rounds(_ latest: Int, confirmed: Int) -> String
  var readsWaiting: String { get }
  func read(for follower: ServerID) -> String
  var handedOn: String { get }
  var lease: String { get }
  var transfer: String { get }
  var lastHeard: String { get }
  /// What is left of how long a lease is, how that comes about, and whose clock measures it.
  func leaseInFull(
    _ milliseconds: Int, of length: Int, timeout: Int, bound: String?, clockOf server: ServerID
  ) -> String
  func leaderHeard(_ leader: ServerID, _ milliseconds: Int) -> String
  var strawVoteState: String { get }
}
