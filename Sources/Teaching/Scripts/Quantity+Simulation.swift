import RaftCore
import Simulation

// For readers that still hold a cluster of the simulation. Goes when they hold its state.
extension ServerDescription {
  package func server(in cluster: Cluster) -> ServerID? { server(in: cluster.state) }
}

extension FlightDescription {
  package func flights(in cluster: Cluster) -> [FlightState] { flights(in: cluster.state) }
}

extension Question {
  package func answer(in cluster: Cluster) throws(ScriptRunError.Kind) -> Int {
    try answer(in: cluster.state)
  }
}
