import RaftCore
import Simulation

// Events of a simulation that are told where they are at hand. Goes when all that tells reads
// happenings.
extension Narrator {
  package func story(of event: Event, in cluster: Cluster? = nil) -> [Sentence] {
    story(of: Happening(event), in: cluster?.state)
  }

  package func headline(of event: Event, in cluster: Cluster? = nil) -> Sentence? {
    headline(of: Happening(event), in: cluster?.state)
  }

  package func story(of event: Happening, in cluster: Cluster) -> [Sentence] {
    story(of: event, in: cluster.state)
  }

  package func headline(of event: Happening, in cluster: Cluster) -> Sentence? {
    headline(of: event, in: cluster.state)
  }
}

extension Phrasebook {
  package func name(of role: Role) -> String { name(of: RoleState(role)) }
}
