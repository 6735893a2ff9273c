import Formats
import RaftCore
import Simulation

extension Cluster {
  /// The state of the cluster, and all that it does next, as text. What is kept only to find due
  /// things fast may differ between two ways to one state.
  package var stateAndFuture: String {
    var text = "\(now) \(eventCount) \(rules)\n"
    for host in hosts {
      text += "\(host.server) \(host.life) \(host.disk) \(host.store) \(host.clockRate) "
      text += "\(String(describing: host.election.deadline)) "
      text += "\(String(describing: host.heartbeat.deadline))\n"
    }
    text += "\(network.flights) \(clients.all)\n"
    var ahead = self
    var event = Event()
    for _ in 0..<200 where ahead.advance(into: &event) {
      text += "\(event.number) \(event.time) \(event.happening) \(event.step.firings)\n"
    }
    return text
  }
}

extension Branch {
  /// The digest of its event log, found by going through all of it again.
  package var eventsDigest: String {
    var log = EventLog()
    var replay = Replay(of: self, after: 0)
    while replay.next() { log.add(replay.event) }
    return log.digestText
  }
}
