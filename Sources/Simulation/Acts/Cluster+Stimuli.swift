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
    case .crash(let server, _, _), .setClock(let server, _), .jumpClock(let server, _):
      return self[server].life == .crashed ? .isDown(server) : nil
    case .wipe, .cut, .mend, .split, .isolate, .setLink, .setDisk, .setTiming: return nil
    case .stop(let server):
      return unlessRunning(server)
        ?? (self[server].server.stopping == nil ? nil : .isStopping(server))
    case .snapshot(let server): return refusalOfSnapshot(at: server)
    case .changeMembers(let change): return refusal(of: change)
    case .restart(let server):
      return self[server].life == .crashed ? nil : .isUp(server)
    case .pause(let server): return unlessRunning(server)
    case .resume(let server):
      return self[server].life == .paused ? nil : .isNotPaused(server)
    case .timeOut(let server):
      return unlessRunning(server) ?? (self[server].server.role.isLeader ? .isLeader(server) : nil)
    case .heartbeat(let server):
      return unlessRunning(server)
        ?? (self[server].server.role.isLeader ? nil : .isNoLeader(server))
    case .sync(let server):
      return unlessRunning(server) ?? (self[server].disk.isBusy ? nil : .writesNothing(server))
    case .retry(let client, _), .giveUp(let client):
      return clients.isWaiting(client) ? nil : .waitsForNothing(client)
    case .heal: return network.isWhole && network.post.isWhole ? .isWhole : nil
    case .read(_, _, .linearizable) where !features[.readIndex]: return .isOff(.readIndex)
    case .read(_, _, .lease) where !features[.leaseReads]: return .isOff(.leaseReads)
    case .write, .read: return clients.idle() == nil ? .clientsBusy : nil
    case .setFeature(let feature, let isOn): return refusal(of: feature, isOn: isOn)
    case .transfer(let target): return refusalOfTransfer(to: target)
    case .drop(let id), .duplicate(let id):
      return network[id] == nil && network.post[id] == nil ? .noSuchFlight(id) : nil
    case .deliver(let id):
      if let letter = network.post[id] { return refusalOfDelivery(letter) }
      guard let flight = network[id] else { return .noSuchFlight(id) }
      // A server that stands still takes nothing in, not even by hand.
      guard let receiver = flight.packet.receiver, self[receiver].life == .paused else {
        return nil
      }
      return .isPaused(receiver)
    case .hold(let id):
      guard let isHeld = network[id]?.isHeld ?? network.post[id]?.isHeld else {
        return .noSuchFlight(id)
      }
      return isHeld ? .isHeld(id) : nil
    case .setRule(let rule, let isOn):
      return isOn || rule.isSwitchable ? nil : .essential(rule)
    case .manual: return isManual ? .isManual : nil
    case .reseed: return nil
    case .outside(let act): return refusal(of: act)
    }
  }

  func unlessRunning(_ server: ServerID) -> Refusal? {
    switch self[server].life {
    case .running: nil
    case .paused: .isPaused(server)
    case .crashed: .isDown(server)
    }
  }

  private func refusal(of feature: Feature, isOn: Bool) -> Refusal? {
    if isOn {
      guard let needed = feature.needs, !features[needed] else { return nil }
      return .needs(feature, needed)
    }
    let user = features.switchedOn.first { $0.needs == feature }
    return user.map { .isNeeded(feature, by: $0) }
  }

  private func refusalOfSnapshot(at server: ServerID) -> Refusal? {
    guard features[.snapshots] else { return .isOff(.snapshots) }
    if let refusal = unlessRunning(server) { return refusal }
    if self[server].server.takenSnapshot != nil { return .isWritingSnapshot(server) }
    return self[server].server.canTakeSnapshot ? nil : .hasSnapshot(server)
  }

  private func refusalOfTransfer(to target: ServerID) -> Refusal? {
    guard features[.leadershipTransfer] else { return .isOff(.leadershipTransfer) }
    guard let leader else { return .nobodyLeads }
    if leader == target { return .leadsAlready(target) }
    if self[leader].server.role.leadership?.transfer?.target == target {
      return .isHandedTo(target)
    }
    return unlessRunning(leader)
  }

  mutating func apply(_ stimulus: Stimulus, in event: inout Event) {
    event.server = stimulus.server
    switch stimulus {
    case .crash(let server, let kept, let records):
      crash(server, keepingWrites: kept, records: records)
    case .stop(let server):
      if self[server].server.role.isLeader { handle(.stop, at: server, in: &event) }
      if self[server].server.stopping == nil {
        crash(server, keepingWrites: self[server].disk.pending.count)
      }
    case .restart(let server): restart(server, in: &event)
    case .wipe(let server):
      if self[server].life != .crashed { crash(server, keepingWrites: 0) }
      self[server].disk.wipe()
      self[server].wasWiped = true
      self[server].server = dormant(server)
    case .pause(let server): self[server].life = .paused
    case .resume(let server): resume(server)
    case .timeOut(let server):
      // To the server its clock has run ahead.
      safety?.clocksAreWrong()
      self[server].expire(.election)
      handle(.timeout(.election), at: server, in: &event)
    case .heartbeat(let server):
      self[server].expire(.heartbeat)
      handle(.timeout(.heartbeat), at: server, in: &event)
    case .sync(let server):
      self[server].disk.skipNotice()
      completeWrite(of: server, in: &event)
    case .retry(let client, let server): retry(client, at: server, in: &event)
    case .giveUp(let client): giveUp(client, in: &event)
    case .split(let sides): network.change { $0.split(into: sides) }
    case .isolate(let server): network.change { $0.isolate(server) }
    case .cut(let from, let to): network.change { $0.setCut(true, from: from, to: to) }
    case .mend(let from, let to): network.change { $0.setCut(false, from: from, to: to) }
    case .heal:
      network.change { $0.heal() }
      network.post.heal()
    case .write(let key, let value, let server):
      event.client = ask(.write(value), key: key, through: server)
    case .read(let key, let server, let way):
      event.client = ask(.read, key: key, way: way, through: server)
    case .drop(let id): drop(id, in: &event)
    case .duplicate(let id): duplicate(id, in: &event)
    case .hold(let id): hold(id, in: &event)
    case .deliver(let id): deliver(id, in: &event)
    case .setClock(let server, let permille):
      self[server].localClock.run(permille: permille, from: now)
      safety?.clocksRun(at: hosts.map(\.clockRate))
    case .jumpClock(let server, let span):
      hosts[server.number - 1].jump(by: span, at: now, in: &agenda)
      safety?.clocksAreWrong()
    case .setDisk(let server, let span): self[server].diskWrite = span
    case .setTiming(let change): setTiming(change)
    case .setLink(let from, let to, let quality):
      network.setQuality(quality, from: from, to: to)
    case .setRule(let rule, let isOn):
      rules[rule] = isOn
      safety?.rulesChanged(to: rules)
      for place in hosts.indices { hosts[place].server.configuration.rules = rules }
    case .setFeature(let feature, let isOn):
      features[feature] = isOn
      safety?.featuresChanged(to: features)
      for place in hosts.indices { hosts[place].server.configuration.features = features }
    case .transfer(let target):
      guard let leader else { return }
      event.server = leader
      handle(.transfer(to: target), at: leader, in: &event)
    case .snapshot(let server): handle(.snapshot, at: server, in: &event)
    case .changeMembers(let change):
      guard let leader else { return }
      event.server = leader
      handle(.change(change), at: leader, in: &event)
    case .manual: isManual = true
    case .reseed(let seed): reseed(seed)
    case .outside(let act): apply(act, in: &event)
    }
  }

  private mutating func setTiming(_ change: TimingChange) {
    for place in hosts.indices {
      switch change {
      case .electionTimeout(let spans):
        hosts[place].electionTimeout = spans
        hosts[place].server.configuration.electionTimeout = spans.lowerBound
      case .heartbeat(let span): hosts[place].heartbeatInterval = span
      }
    }
  }

  // MARK: Machines

  /// A server that was told to stop goes down, once its disk has what it promised.
  mutating func stopWhenReady(_ id: ServerID, in event: inout Event) {
    guard self[id].server.isReadyToStop, !self[id].disk.isBusy else { return }
    hosts[id.number - 1].server.stop(into: &event.step)
    if settings.countsRules { tally.add(.stopAfterTransfer, at: id, event: event.number) }
    crash(id, keepingWrites: 0)
  }

  private mutating func crash(_ id: ServerID, keepingWrites: Int, records: Int = 0) {
    self[id].life = .crashed
    self[id].disk.crash(keepingWrites: keepingWrites, records: records)
    self[id].forgetTimers()
    self[id].server = dormant(id)
    closeConnections(of: id)
    self[id].forgetMember()
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

  private mutating func hold(_ id: Int, in event: inout Event) {
    if let letter = holdLetter(id) { return note(letter, in: &event) }
    guard let place = network.place(of: id) else { return }
    network.update(place) { $0.isHeld = true }
    event.flight = network.flight(at: place)
    event.server = event.flight?.packet.receiver
  }

  private mutating func duplicate(_ id: Int, in event: inout Event) {
    if let letter = duplicateLetter(id) { return note(letter, in: &event) }
    guard let flight = network[id] else { return }
    event.flight = flight
    network.transmit(flight.packet, at: now, by: eventCount + 1, in: &agenda)
    event.server = flight.packet.receiver
  }

  private mutating func drop(_ id: Int, in event: inout Event) {
    if let letter = dropLetter(id) { return note(letter, in: &event) }
    guard let place = network.place(of: id) else { return }
    event.flight = network.remove(place)
    event.flight?.head.loss = .dropped
    event.server = event.flight?.packet.receiver
  }

  private mutating func deliver(_ id: Int, in event: inout Event) {
    if network.post[id] != nil { return deliverLetter(id, in: &event) }
    guard let place = network.place(of: id) else { return }
    var flight = network.remove(place)
    let receiverLife = flight.packet.receiver.map { self[$0].life }
    flight.head.loss = receiverLife == .crashed ? .receiverDown : nil
    event.flight = flight
    deliver(in: &event)
    event.server = event.flight?.packet.receiver
  }
}
