import Explorer
import KeyValue
import RaftCore
import Simulation

/// A moment to explore from: a run at that moment, held still, and what the explorer sees of it.
package struct ExploringStart: Sendable {
  /// The run. All that happens in it from here on is acts.
  package let timeline: Timeline
  /// Its servers and what is in flight between them.
  package let state: State
  /// What clients would write, one after the other, as the run's own clients would say it.
  package let commands: [Command]

  /// What all servers agree on at that moment.
  package var configuration: Configuration {
    var configuration = timeline.settings.configuration
    configuration.rules = timeline.cluster.rules
    configuration.features = timeline.cluster.features
    return configuration
  }

  /// Why a moment of a run cannot be explored.
  package enum Refusal: Error, Hashable, Sendable {
    /// Programs outside ask for things that no bound counts.
    case programs
    /// These features are on, which are not modelled.
    case features([Feature])
    /// The server stands still, which no server of the model does.
    case paused(ServerID)
    /// Servers do not reach each other, but in the model all do.
    case split
    /// The server's disk was lost, which Raft does not allow for.
    case wiped(ServerID)
    /// A client asks a server for something, and the request is on its way: the model's clients ask
    /// in one step.
    case request(flight: Int)
  }

  /// A cluster that has just started.
  ///
  /// - Parameter first: what is written first, if that matters.
  package init(_ settings: Settings, writing first: ExploringWrite? = nil) throws(Refusal) {
    try self.init(Timeline(settings), writing: first)
  }

  /// The moment at which a run is.
  ///
  /// - Parameters:
  ///   - rules: are switched off from here on, as far as they can be.
  ///   - first: what is written first, if that matters.
  ///   - depth: how far is looked from there.
  /// - Throws: `Refusal` where the model would leave out what matters.
  package init(
    _ run: Timeline, switchingOff rules: [Rule] = [], writing first: ExploringWrite? = nil,
    looking depth: Depth = .far
  ) throws(Refusal) {
    var timeline = run
    try Self.check(timeline.cluster, looking: depth)
    for rule in rules where timeline.cluster.rules[rule] {
      try? timeline.perform(.setRule(rule, isOn: false))
    }
    // Checked: it can only be refused where it holds already.
    if !timeline.cluster.isManual { try? timeline.perform(.manual) }
    self.timeline = timeline
    let cluster = timeline.cluster
    state = Self.state(of: cluster)
    commands = Self.commands(of: cluster.clients, writing: first)
  }

  private static func check(_ cluster: Cluster, looking depth: Depth) throws(Refusal) {
    if cluster.settings.election != nil { throw .programs }
    let features = cluster.features.switchedOn.filter {
      !Model.supports($0, looking: depth)
    }
    if !features.isEmpty { throw .features(features) }
    // One that was switched off again leaves logs that begin after a snapshot.
    if cluster.hosts.contains(where: { $0.server.log.start != .start }) {
      throw .features([.snapshots])
    }
    // Servers that wait to be added, and configurations in logs, are not modelled.
    if cluster.hosts.count != cluster.settings.servers
      || cluster.hosts.contains(where: { $0.server.log.lastConfigurationIndex > 0 })
    {
      throw .features([.membership])
    }
    guard depth == .far else { return }
    if !cluster.network.isWhole { throw .split }
    for host in cluster.hosts {
      if host.life == .paused { throw .paused(host.id) }
      if host.wasWiped { throw .wiped(host.id) }
    }
    for flight in cluster.network.flights where flight.loss == nil {
      if case .request = flight.packet { throw .request(flight: flight.id) }
    }
  }

  /// What the explorer sees of a cluster: its servers, their disks, and what is in flight.
  package static func state(of cluster: Cluster) -> State {
    State(
      nodes: cluster.hosts.map { Node(of: $0, at: cluster.now) }, messages: messages(in: cluster))
  }

  /// What is in flight between servers. What will be lost is as good as lost.
  private static func messages(in cluster: Cluster) -> [Message] {
    cluster.network.flights.filter { $0.loss == nil }.compactMap { flight in
      if case .message(let message) = flight.packet { message } else { nil }
    }
  }

  /// What the clients that have nothing to do would ask for, in the order in which they come.
  private static func commands(
    of clients: Clients, writing first: ExploringWrite?
  ) -> [Command] {
    var writes = (1...Clients.limit).map { number in
      ExploringWrite(key: ShortText("x")!, value: .number(number))
    }
    if let first {
      writes.removeAll { $0 == first }
      writes.insert(first, at: 0)
    }
    let idle = (1...Clients.limit).filter { !clients.isWaiting(ClientID($0)) }
    return zip(idle, writes).map { number, write in
      let serial = number <= clients.all.count ? clients[ClientID(number)].serial : 0
      return Command(
        Operation(
          client: number, serial: serial + 1, kind: .write(write.value), key: write.key))
    }
  }
}

/// What a client writes.
package struct ExploringWrite: Hashable, Sendable {
  package var key: ShortText
  package var value: ShortText

  package init(key: ShortText, value: ShortText) {
    self.key = key
    self.value = value
  }
}

extension Node {
  /// A machine of a run, with what its disk is writing and what waits for that.
  /// Where features are on it knows what its clock shows, as it would be told with the next input.
  fileprivate init(of host: Host, at now: Time) {
    guard host.life != .crashed else {
      self.init(down: host.id, disk: host.disk.state)
      return
    }
    var running = host.server
    if !running.configuration.features.isEmpty { running.clock = host.clock(at: now) }
    self.init(running)
    disk = host.disk.state
    let states = host.disk.statesWhenDone
    for (place, pending) in host.disk.pending.enumerated() {
      queue.append(.write(pending.write, log: states[place].log))
      queue += host.disk.messages(waitingFor: place).map { .send($0) }
    }
  }
}
