import KeyValue
import ObservedEtcd
import RaftCore
import Simulation

// The cluster as a history watches it.
extension EtcdCluster: LiveCluster {
  package var canBeActedOn: Bool { true }

  package func takeSightings() -> [Sighting] { sightings.take() }

  package func ask(_ event: ClientEvent, by stimulus: Stimulus) {
    ask(event, EtcdCall(event.operation), by: stimulus)
  }

  /// What is known of it from the start.
  package var facts: ClusterFacts {
    ClusterFacts(
      members: plan.members.count, pace: plan.pace, latency: configuration.latency,
      watched: Watched(plan),
      programs: configuration.election.map {
        ClusterFacts.Programs($0, seed: configuration.seed)
      })
  }
}

extension EtcdCall {
  /// The request that an operation comes to.
  init(_ operation: Operation) {
    switch operation.kind {
    case .write(let value): self = .put(operation.key.bytes, value.bytes)
    case .read:
      self = .range(operation.key.bytes, isSerializable: operation.way == .serializable)
    case .openSession: preconditionFailure("clients of etcd open no sessions")
    }
  }
}
