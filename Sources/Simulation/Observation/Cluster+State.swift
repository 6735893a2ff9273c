import KeyValue
import RaftCore

// What the simulation knows of its cluster: everything.
extension Cluster {
  /// The cluster now. Costs a few small arrays; logs, stores and tables are shared.
  package var state: ClusterState {
    var state = ClusterState(
      now: now, position: eventCount, servers: hosts.map { ServerState($0, at: now) },
      network: network.topology, flights: network.flights.map { FlightState($0) })
    if let outside {
      state.outside = outside
      state.post = network.post
      state.flights += network.post.flights
      state.flights.sort { ($0.arrivesAt ?? .max, $0.id) < ($1.arrivesAt ?? .max, $1.id) }
    }
    if !clients.all.isEmpty {
      state.clients = clients.all.map {
        ClientState($0.id, contact: $0.contact, request: $0.request, session: $0.session)
      }
      state.operations = clients.operations
    }
    state.rules = rules
    state.features = features
    state.seed = seed
    state.isManual = isManual
    state.electionTimeout = hosts[0].electionTimeout
    state.heartbeat = hosts[0].heartbeatInterval
    state.safety = safety.map {
      SafetyState(
        checked: $0.checked, violations: $0.violations, undecidedKeys: $0.undecidedKeys)
    }
    if settings.countsRules { state.tally = tally }
    return state
  }
}

extension ServerState {
  /// A host, all of it.
  package init(_ host: borrowing Host, at now: Time) {
    self.init(RaftState(host.server), life: host.life)
    election = TimerState(host.election)
    heartbeat = TimerState(host.heartbeat)
    quorum = TimerState(host.quorum)
    transfer = TimerState(host.transfer)
    clock = host.clock(at: now)
    disk = DiskState(host.disk)
    contents = host.store.contents
    sessions = host.store.openSessions
    if host.isEtcd { member = MemberState(host, at: now) }
    partedAt = host.partedAt
    clockRate = host.clockRate
    diskWrite = host.diskWrite
    backlogCount = host.backlogCount
    wasWiped = host.wasWiped
  }
}

extension ServerState.TimerState {
  fileprivate init(_ timer: Simulation.TimerState) {
    self = timer.deadline.map { .running(since: timer.startedAt, until: $0) } ?? .stopped
  }
}

extension DiskState {
  fileprivate init(_ disk: borrowing Disk) {
    self.init(
      currentTerm: disk.state.currentTerm, votedFor: disk.state.votedFor,
      log: LogState(disk.state.log))
    guard disk.isBusy else { return }
    for (place, write) in disk.pending.enumerated() {
      writes.append(
        PendingWrite(
          write.write, doneAt: write.doneAt, releases: disk.messages(waitingFor: place)))
    }
  }
}

extension FlightState {
  init(_ flight: Flight) {
    self.init(
      id: flight.id, flight.packet, sentBy: flight.sentBy, sentAt: flight.sentAt,
      arrivesAt: flight.arrivesAt, loss: flight.loss, isHeld: flight.isHeld)
  }
}
