import RaftCore
import Simulation

// What goes beyond Figure 2.
extension English {
  package func name(of feature: Feature) -> String {
    switch feature {
    case .preVote: "PreVote"
    case .checkQuorum: "CheckQuorum"
    case .leadershipTransfer: "Leadership transfer"
    case .readIndex: "ReadIndex"
    case .leaseReads: "Lease reads"
    case .forwardProposals: "Forwarded proposals"
    case .etcdVariants: "As etcd does it"
    case .snapshots: "Snapshots"
    case .sessions: "Client sessions"
    case .membership: "Membership changes"
    case .jointConsensus: "Joint consensus"
    }
  }

  package func explanation(of feature: Feature) -> String {
    switch feature {
    case .preVote: "A server asks whether it could win before it raises its term."
    case .checkQuorum:
      "A leader that hears no majority steps down, and who hears a leader votes for nobody else."
    case .leadershipTransfer: "A leader hands over on purpose, to a server that is up to date."
    case .readIndex: "The leader and followers answer reads without writing to the log."
    case .leaseReads: "While its lease lasts, the leader answers reads without any message."
    case .forwardProposals: "Followers hand commands on to the leader; they send no client away."
    case .etcdVariants: "Where etcd does these things in another way, they are done as in etcd."
    case .snapshots: "Servers take snapshots and discard the log up to there; who lags gets one."
    case .sessions: "Clients open sessions, in which each request takes effect exactly once."
    case .membership: "Servers join and leave one at a time; learners get the log and have no vote."
    case .jointConsensus: "Any number join and leave together: both majorities count in between."
    }
  }

  package func switches(_ feature: Feature, isOn: Bool) -> Phrase {
    """
    The feature “\(Phrase(stringLiteral: name(of: feature)))” is \
    \(strong: isOn ? "switched on" : "switched off"), for all servers.
    """
  }

  package func isToHandOver(_ leader: ServerID?, to target: ServerID) -> Phrase {
    guard let leader else { return "The leader is \(strong: "told to hand over") to \(target)." }
    return "\(leader) is \(strong: "told to hand over") to \(target)."
  }
}
