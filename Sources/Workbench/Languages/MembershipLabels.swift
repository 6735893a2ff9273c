import RaftCore
import Simulation

/// What a server is in a configuration.
package enum MemberStanding: CaseIterable, Hashable, Sendable {
  case voter
  /// Of C-old alone, while a joint configuration is in force.
  case leaving
  case learner, none
}

extension Membership {
  package func standing(of server: ServerID) -> MemberStanding {
    if voters.contains(server) { return .voter }
    if outgoing.contains(server) { return .leaving }
    return learners.contains(server) ? .learner : .none
  }
}

/// The words for members and configurations on the screen.
package protocol MembershipLabels {
  // The list of members.
  var membersTitle: String { get }
  var memberPrompt: String { get }
  func name(of standing: MemberStanding) -> String
  var leads: String { get }
  func stores(upTo index: LogIndex) -> String
  /// `sign` is such as `+S4`.
  func isMarked(_ sign: String) -> String
  /// Which key makes a change.
  func memberKeys(_ change: MembershipChange) -> String
  /// What Enter does, in a word.
  var changeHint: String { get }

  // Beside a server.
  var configurationLabel: String { get }
  var oldMajority: String { get }
  var newMajority: String { get }
  func spoken(_ membership: Membership) -> String
}
