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
      watched: Watched(plan))
  }
}

extension EtcdHistory {
  /// The history of a cluster that was just started.
  ///
  /// - Parameter limit: how many observations are kept; see `EtcdRecord`.
  package init(of live: EtcdCluster, limit: Int = EtcdRecord.limit) {
    self.init(live.facts, of: live, programs: live.programs, limit: limit)
  }
}

extension EtcdCall {
  /// The request that an operation comes to.
  init(_ operation: Operation) {
    switch operation.kind {
    case .write(let value): self = .put(operation.key.bytes, value.bytes)
    case .read:
      self = .range(operation.key.bytes, isSerializable: operation.way == .serializable)
    }
  }
}
