import RaftCore

// A run of the simulation: it knows all, can do all, and forgets nothing.
extension Timeline: History {
  package var state: ClusterState { cluster.state }
  package var nextDue: Time? { cluster.nextDue }
  package var capabilities: Capabilities { .all }

  package func refusal(of stimulus: Stimulus) -> Refusal? { cluster.refusal(of: stimulus) }

  package func begun(with settings: Settings) -> Timeline? { Timeline(settings) }

  package func look(after position: Int) -> any HistoryLook { Replay(of: branch, after: position) }
}

extension Replay: HistoryLook {
  package var state: ClusterState { cluster.state }
  package func server(_ server: ServerID) -> ServerState {
    ServerState(cluster[server], at: cluster.now)
  }

  package var happening: Happening? { position == 0 ? nil : Happening(event) }
}
