import RaftCore
import Simulation
import Teaching

// Servers that come and go.
extension English {
  package var membersTitle: String { "members: the configuration that the leader goes by" }
  package var memberPrompt: String { "Members:" }
  package var changeHint: String { "change" }

  package func name(of standing: MemberStanding) -> String {
    switch standing {
    case .voter: "voter"
    case .leaving: "voter of C-old"
    case .learner: "learner"
    case .none: "no member"
    }
  }

  package var leads: String { "leads" }
  package func stores(upTo index: LogIndex) -> String { "stores up to \(index)" }
  package func isMarked(_ sign: String) -> String { "marked \(sign)" }

  package func memberKeys(_ change: MembershipChange) -> String {
    switch change {
    case .add(let server): "Enter adds \(server) with a vote, l as a learner, space marks it."
    case .addLearner(let server): "l adds \(server) as a learner."
    case .promote(let server): "Enter gives \(server) a vote, x removes it, space marks it."
    case .remove(let server): "Enter removes \(server), space marks it."
    case .several(let added, let removed):
      "Enter changes all marked servers together: \(MembershipChange.signs(adding: added, removing: removed))."
    }
  }

  package var configurationLabel: String { "configuration" }
  package var oldMajority: String { "old" }
  package var newMajority: String { "new" }

  package func spoken(_ membership: Membership) -> String {
    func names(_ servers: ServerSet) -> String {
      servers.map(\.description).joined(separator: " ")
    }
    let voters =
      membership.isJoint
      ? "old \(names(membership.outgoing)), new \(names(membership.voters))"
      : names(membership.voters)
    return membership.learners.isEmpty
      ? "configuration \(voters)"
      : "configuration \(voters), learners \(names(membership.learners))"
  }
}
