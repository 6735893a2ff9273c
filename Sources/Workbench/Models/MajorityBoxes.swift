import RaftCore
import Simulation

/// How far a candidate or a leader is in each configuration that has a say: one box, or, while a joint
/// one is in force, one of C-old and one of C-new.
struct MajorityBoxes {
  struct Box: Equatable {
    let servers: ServerSet
    /// Those of them that voted, or that store the next entry that is to be committed.
    let counted: ServerSet

    /// A dot for each that is needed, filled as they come: `●●○`.
    var dots: String {
      (0..<servers.majority).map { $0 < counted.count ? "●" : "○" }.joined()
    }
  }

  /// C-old first.
  let boxes: [Box]

  /// Nil of one that counts nothing, or of whom it is not known.
  init?(_ host: ServerState, in membership: Membership) {
    guard host.life != .crashed else { return nil }
    let counted: ServerSet
    switch host.raft.role {
    case .candidate(let candidacy?), .preCandidate(let candidacy?): counted = candidacy.granted
    case .leader(let leadership?):
      guard let commit = host.raft.commitIndex, let last = host.raft.log?.lastIndex, last > commit
      else { return nil }
      counted = ServerSet(membership.allVoters.filter { leadership[$0].matchIndex > commit })
    case .follower, .candidate(nil), .preCandidate(nil), .leader(nil), nil: return nil
    }
    boxes = (membership.isJoint ? [membership.outgoing, membership.voters] : [membership.voters])
      .map { Box(servers: $0, counted: counted.intersection($0)) }
  }
}
