import KeyValue
import RaftCore

// What comes from outside.
extension Cluster {
  /// Why a stimulus cannot happen now; nil when it can.
  package func refusal(of stimulus: Stimulus) -> Refusal? {
    for server in stimulus.servers where !members.contains(server) {
      return .noSuchServer(server)
    }
    switch stimulus {
    case .crash(let server, _), .setClock(let server, _):
      return self[server].life == .crashed ? .isDown(server) : nil
    case .wipe, .cut, .mend, .split, .isolate, .setLink: return nil
    case .restart(let server):
      return self[server].life == .crashed ? nil : .isUp(server)
    case .pause(let server): return unlessRunning(server)
    case .resume(let server):
      return self[server].life == .paused ? nil : .isNotPaused(server)
    case .timeOut(let server):
      return unlessRunning(server) ?? (self[server].server.role.isLeader ? .isLeader(server) : nil)
    case .heal: return network.isWhole ? .isWhole : nil
    case .write, .read: return clients.idle() == nil ? .clientsBusy : nil
    case .drop(let id), .duplicate(let id):
      return network[id] == nil ? .noSuchFlight(id) : nil
    case .deliver(let id):
      guard let flight = network[id] else { return .noSuchFlight(id) }
      // A server that stands still takes nothing in, not even by hand.
      guard let receiver = flight.packet.receiver, self[receiver].life == .paused else {
        return nil
      }
      return .isPaused(receiver)
    case .hold(let id):
      guard let flight = network[id] else { return .noSuchFlight(id) }
      return flight.isHeld ? .isHeld(id) : nil
    case .setRule(let rule, let isOn):
      return isOn || rule.isSwitchable ? nil : .essential(rule)
    }
  }

  private func unlessRunning(_ server: ServerID) -> Refusal? {
    switch self[server].life {
    case .running: nil
    case .paused: .isPaused(server)
    case .crashed: .isDown(server)
    }
  }

  mutating func apply(_ stimulus: Stimulus, in event: inout Event) {
    event.server = stimulus.server
    switch stimulus {
    case .crash(let server, let kept): crash(server, keepingWrites: kept)
    case .restart(let server): restart(server, in: &event)
    case .wipe(let server):
      if self[server].life != .crashed { crash(server, keepingWrites: 0) }
      self[server].disk.wipe()
      self[server].wasWiped = true
      self[server].server = dormant(server)
    case .pause(let server): self[server].life = .paused
    case .resume(let server): resume(server)
    case .timeOut(let server):
      self[server].expire(.election)
      handle(.timeout(.election), at: server, in: &event)
    case .split(let sides): network.change { $0.split(into: sides) }
    case .isolate(let server): network.change { $0.isolate(server) }
    case .cut(let from, let to): network.change { $0.setCut(true, from: from, to: to) }
    case .mend(let from, let to): network.change { $0.setCut(false, from: from, to: to) }
    case .heal: network.change { $0.heal() }
    case .write(let key, let value, let server):
      event.client = ask(.write(value), key: key, through: server)
    case .read(let key, let server): event.client = ask(.read, key: key, through: server)
    case .drop, .duplicate, .hold, .deliver: interfere(stimulus, in: &event)
    case .setClock(let server, let permille): self[server].clockRate = permille
    case .setLink(let from, let to, let quality):
      network.setQuality(quality, from: from, to: to)
    case .setRule(let rule, let isOn):
      rules[rule] = isOn
      safety?.rulesChanged(to: rules)
      for place in hosts.indices { hosts[place].server.configuration.rules = rules }
    }
  }

  // MARK: Machines

  private mutating func crash(_ id: ServerID, keepingWrites: Int) {
    self[id].life = .crashed
    self[id].disk.crash(keepingWrites: keepingWrites)
    self[id].forgetTimers()
    self[id].server = dormant(id)
    self[id].store = .init()
    letGo(of: id)
  }

  /// The server as it would start again: what its disk holds, and nothing else.
  private func dormant(_ id: ServerID) -> Server {
    Server(
      id: id, configuration: self[id].server.configuration, recovering: self[id].disk.state)
  }

  private mutating func restart(_ id: ServerID, in event: inout Event) {
    self[id].life = .running
    safety?.restarted(id)
    handle(.start, at: id, in: &event)
  }

  private mutating func resume(_ id: ServerID) {
    self[id].life = .running
    letGo(of: id)
  }

  /// What waited for a server is due now, in the order in which it came.
  private mutating func letGo(of id: ServerID) {
    for due in self[id].backlog { agenda.schedule(due, at: now) }
    self[id].backlog = []
  }

  // MARK: Packets

  private mutating func interfere(_ stimulus: Stimulus, in event: inout Event) {
    guard let id = stimulus.flight, let place = network.place(of: id) else { return }
    switch stimulus {
    case .hold:
      network.update(place) { $0.isHeld = true }
      event.flight = network.flight(at: place)
    case .duplicate:
      event.flight = network.flight(at: place)
      if let packet = event.flight?.packet {
        network.transmit(packet, at: now, by: eventCount + 1, in: &agenda)
      }
    case .drop:
      event.flight = network.remove(place)
      event.flight?.head.loss = .dropped
    default:
      var flight = network.remove(place)
      let receiverLife = flight.packet.receiver.map { self[$0].life }
      flight.head.loss = receiverLife == .crashed ? .receiverDown : nil
      event.flight = flight
      deliver(in: &event)
    }
    event.server = event.flight?.packet.receiver
  }
}

extension Stimulus {
  /// All servers that it names.
  var servers: ServerSet {
    switch self {
    case .split(let sides): sides.reduce([]) { $0.union($1) }
    case .cut(let from, let to), .mend(let from, let to): [from, to]
    case .write(_, _, let server), .read(_, let server): ServerSet([server].compactMap { $0 })
    case .setLink(let from, let to, _): ServerSet([from, to].compactMap { $0 })
    default: ServerSet([server].compactMap { $0 })
    }
  }
}
