import KeyValue
import RaftCore

/// The end of every run of a campaign: all faults are healed, and then the cluster must do what it
/// is for. A minority that is down stays down at first: a majority alone must elect a leader and
/// acknowledge a client's write. Then all run, and must bring their logs and state machines to the
/// same state; and then they stay at rest, under the same leader.
///
/// The limits were set from what the true core needs; `RecoveryTests` says how they were measured.
/// None is a promise of Raft's, which promises no time at all (§5.6): they are far beyond what a
/// cluster needs that is only unlucky.
package struct Recovery {
  /// Within so many of the longest election timeouts a server must lead.
  static let leaderTimeouts = 20
  /// Within so many more a write must be acknowledged.
  static let writeTimeouts = 60
  /// Within so many more all logs and state machines must be the same.
  static let agreementTimeouts = 100
  /// For so many more nothing may change.
  static let restTimeouts = 2
  /// The key that is written: one that nobody else writes.
  static let key = ShortText("healed")!

  /// How long each part of a recovery took, in virtual time, and how many events all of it.
  package struct Pace: Hashable, Sendable {
    package var leader: TimeSpan = 0
    package var write: TimeSpan = 0
    package var agreement: TimeSpan = 0
    package var events = 0
  }

  /// What became of a cluster that was healed.
  enum Result {
    case recovered(Pace)
    case failed(LivenessFailure)
    /// A safety property broke meanwhile; the cluster says which.
    case violated
  }

  /// What ends it early.
  private enum Interruption: Error {
    case failure(LivenessFailure)
    case violation
  }

  private let healedAt: Time
  private let timeout: TimeSpan
  /// The number of the last event that it may come to.
  private let lastEvent: Int

  /// Heals everything, and waits for what must happen then: what it is depends on whether there are
  /// programs outside.
  static func run(_ run: inout CampaignCluster) -> Result {
    guard run.cluster.outside == nil else { return ProgramRecovery.run(&run) }
    heal(&run, leavesMinorityDown: true)
    let recovery = Recovery(
      healedAt: run.cluster.now,
      timeout: run.cluster.settings.timing.electionTimeout.upperBound,
      lastEvent: run.cluster.eventCount + LivenessFailure.stormLimit)
    do throws(Interruption) {
      return .recovered(try recovery.watch(&run))
    } catch {
      switch error {
      case .failure(let failure):
        return isTrap(failure, in: run.cluster) ? .recovered(Pace()) : .failed(failure)
      case .violation: return .violated
      }
    }
  }

  // MARK: Healing

  /// Undoes every fault: what is held back goes on its way, the network is whole and all links are
  /// as they were, clocks and disks are right, rules are in force as at the start, and servers run:
  /// all of them, unless a minority may stay down.
  private static func heal(_ run: inout CampaignCluster, leavesMinorityDown: Bool) {
    let cures = cures(for: run.cluster, leavesMinorityDown: leavesMinorityDown)
    for stimulus in cures where run.violation == nil { run.perform(stimulus) }
  }

  static func cures(
    for cluster: borrowing Cluster, leavesMinorityDown: Bool
  ) -> [Stimulus] {
    let settings = cluster.settings
    var cures: [Stimulus] = cluster.network.isWhole ? [] : [.heal]
    if !isAsAtStart(cluster.network, settings: settings) {
      cures.append(.setLink(from: nil, to: nil, settings.link))
    }
    for rule in Rule.allCases where cluster.rules[rule] != settings.rules[rule] {
      cures.append(.setRule(rule, isOn: settings.rules[rule]))
    }
    for feature in Feature.allCases where cluster.features[feature] != settings.features[feature] {
      cures.append(.setFeature(feature, isOn: settings.features[feature]))
    }
    // Who is about to stop would go down in the middle of it.
    let removed = removed(from: cluster)
    var down = removed
    for host in cluster.hosts where host.life == .crashed || host.server.stopping != nil {
      down.insert(host.id)
    }
    let isEnough = leavesMinorityDown && isEnough(without: down, in: cluster)
    for place in cluster.hosts.indices {
      let server = ServerID(place + 1)
      if removed.contains(server) {
        if cluster.hosts[place].life != .crashed { cures.append(.crash(server)) }
        continue
      }
      let isStopping = cluster.hosts[place].server.stopping != nil
      if isStopping { cures.append(.crash(server)) }
      switch isStopping ? .crashed : cluster.hosts[place].life {
      case .running: break
      case .paused: cures.append(.resume(server))
      case .crashed where isEnough: break
      case .crashed: cures.append(.restart(server))
      }
      if cluster.hosts[place].clockRate != 1000 {
        cures.append(.setClock(server, permille: 1000))
      }
      if cluster.hosts[place].diskWrite != settings.timing.diskWrite {
        cures.append(.setDisk(server, write: settings.timing.diskWrite))
      }
    }
    for flight in cluster.network.flights where flight.isHeld {
      cures.append(.deliver(flight: flight.id))
    }
    return cures
  }

  private static func isAsAtStart(_ network: Network, settings: Settings) -> Bool {
    let members = ServerSet.first(settings.hostCount)
    return members.allSatisfy { from in
      members.allSatisfy { network.quality(from: from, to: $0) == settings.link }
    }
  }

  // MARK: Waiting

  private func watch(_ run: inout CampaignCluster) throws(Interruption) -> Pace {
    if run.violation != nil { throw .violation }
    var pace = Pace()
    let firstEvent = run.cluster.eventCount
    // Those who were added by somebody whose change came to nothing stand for election, too.
    let patience = run.cluster.features[.membership] ? 3 : 1
    try wait(Self.leaderTimeouts * patience, for: .noLeader, in: &run) { $0.cluster.leader != nil }
    pace.leader = run.cluster.now - healedAt
    try write(&run)
    pace.write = run.cluster.now - healedAt - pace.leader
    Self.heal(&run, leavesMinorityDown: false)
    if run.violation != nil { throw .violation }
    if run.cluster.features[.membership] { try letPass(&run) }
    try wait(Self.agreementTimeouts, for: .logsDiffer, in: &run) { Self.isSettled(&$0) }
    pace.agreement = run.cluster.now - healedAt - pace.leader - pace.write
    // Since then the configuration may have changed, and somebody have been removed.
    try shutDownRemoved(&run)
    if !Self.isTheSameEverywhere(run.cluster) {
      throw .failure(failure(.logsDiffer, in: &run, waited: 0))
    }
    try rest(&run)
    pace.events = run.cluster.eventCount - firstEvent
    return pace
  }

  /// Whoever was removed since is shut down, and what it sent before has its effect.
  private func shutDownRemoved(_ run: inout CampaignCluster) throws(Interruption) {
    let removed = Self.removed(from: run.cluster).filter { run.cluster[$0].life != .crashed }
    guard !removed.isEmpty else { return }
    for server in removed { run.perform(.crash(server)) }
    if run.violation != nil { throw .violation }
    try letPass(&run)
    try wait(Self.agreementTimeouts, for: .logsDiffer, in: &run) { Self.isSettled(&$0) }
  }

  /// What those who were shut down sent before has its effect.
  private func letPass(_ run: inout CampaignCluster) throws(Interruption) {
    let deadline = run.cluster.now + timeout
    while try advance(&run, until: deadline) {}
  }

  /// Goes on until something holds. It is asked after every event, so it is lent the run in place.
  private func wait(
    _ timeouts: Int, for kind: LivenessFailure.Kind, in run: inout CampaignCluster,
    until isDone: (inout CampaignCluster) -> Bool
  ) throws(Interruption) {
    let deadline = run.cluster.now + timeouts * timeout
    while !isDone(&run) {
      guard try advance(&run, until: deadline) else {
        throw .failure(failure(kind, in: &run, waited: timeouts * timeout))
      }
    }
  }

  /// Lets the next event happen, if there is one by `deadline`; passes on to that if there is none.
  private func advance(
    _ run: inout CampaignCluster, until deadline: Time
  ) throws(Interruption) -> Bool {
    guard run.advance(until: deadline) else {
      _ = run.run(until: deadline)
      return false
    }
    if run.isBroken { throw .violation }
    if run.cluster.eventCount >= lastEvent {
      let waited = run.cluster.now - healedAt
      throw .failure(failure(.messageStorm, in: &run, waited: waited))
    }
    return true
  }

  /// A client writes through the leader. When it gives up, it writes again after a while, each time
  /// a longer one: impatient clients alone can keep a slow leader from ever getting through its log.
  private func write(_ run: inout CampaignCluster) throws(Interruption) {
    let span = Self.writeTimeouts * timeout
    let deadline = run.cluster.now + span
    var record: Int?
    var tries = 0
    var nextTry = run.cluster.now
    while true {
      if let place = record {
        switch run.cluster.clients.operations[place].state {
        case .waiting: break
        case .acknowledged: return
        case .unknown, .refused, .expired:
          record = nil
          nextTry = run.cluster.now + tries * timeout
        }
      }
      if record == nil, run.cluster.now >= nextTry, let leader = run.cluster.leader,
        run.cluster.clients.idle() != nil
      {
        tries += 1
        let value = ShortText.number(tries)
        if run.perform(.write(key: Self.key, value: value, through: leader)) {
          record = run.cluster.clients.operations.count - 1
        }
        if run.violation != nil { throw .violation }
      }
      guard try advance(&run, until: deadline) else {
        throw .failure(failure(.writeUnanswered, in: &run, waited: span))
      }
    }
  }

  /// Nothing more happens than heartbeats: the leader stays, and so does its term.
  private func rest(_ run: inout CampaignCluster) throws(Interruption) {
    let span = Self.restTimeouts * timeout
    guard let leader = run.cluster.leader else {
      throw .failure(failure(.leaderLost, in: &run, waited: 0))
    }
    let term = run.cluster[leader].server.currentTerm
    let deadline = run.cluster.now + span
    while try advance(&run, until: deadline) {
      let place = leader.number - 1
      if run.cluster.hosts[place].server.role.isLeader,
        run.cluster.hosts[place].server.currentTerm == term
      {
        continue
      }
      var lost = failure(.leaderLost, in: &run, waited: span)
      lost.servers = [leader]
      throw .failure(lost)
    }
  }

  // MARK: Looking

  /// Whether every server is at the same place: same term, same end of the log, all of it on disk,
  /// committed and applied.
  private static func isSettled(_ run: inout CampaignCluster) -> Bool {
    guard let leader = run.cluster.leader, !isHandingOver(leader, in: &run) else { return false }
    guard let agreeing = agreeing(with: leader, in: run) else { return false }
    for server in agreeing where !isSettled(server.number - 1, with: leader, in: &run) {
      return false
    }
    return true
  }

  /// Whether the leader is to be another: what began before the faults ended takes its course.
  private static func isHandingOver(
    _ leader: ServerID, in run: inout CampaignCluster
  ) -> Bool {
    guard run.cluster.features[.leadershipTransfer] else { return false }
    if run.cluster.hosts[leader.number - 1].server.role.leadership?.transfer != nil { return true }
    return run.cluster.network.flights.contains {
      if case .message(let message) = $0.packet { message.kind == .timeoutNow } else { false }
    }
  }

  private static func isSettled(
    _ place: Int, with leader: ServerID, in run: inout CampaignCluster
  ) -> Bool {
    let model = leader.number - 1
    let last = run.cluster.hosts[model].server.log.lastIndex
    return run.cluster.hosts[place].server.lastApplied == last
      && run.cluster.hosts[place].server.log.lastIndex == last
      && run.cluster.hosts[place].server.log.last == run.cluster.hosts[model].server.log.last
      && run.cluster.hosts[place].server.currentTerm
        == run.cluster.hosts[model].server.currentTerm
      && run.cluster.hosts[place].server.commitIndex == last
      && !run.cluster.hosts[place].disk.isBusy
  }

  /// Whether logs, disks and state machines are the same, entry by entry, as far back as two logs reach:
  /// each may begin after another snapshot.
  private static func isTheSameEverywhere(_ cluster: borrowing Cluster) -> Bool {
    guard let leader = cluster.leader else { return false }
    let log = cluster[leader].server.log
    let store = cluster[leader].store
    let agreeing = cluster[leader].server.membership.servers
    return cluster.hosts.allSatisfy {
      !agreeing.contains($0.id)
        || $0.server.log.agrees(with: log) && $0.disk.state.log == $0.server.log
          && $0.store == store
    }
  }

  private func failure(
    _ kind: LivenessFailure.Kind, in run: inout CampaignCluster, waited: TimeSpan
  ) -> LivenessFailure {
    var servers: [ServerID] = []
    if kind == .logsDiffer, let leader = run.cluster.leader {
      for server in Self.agreeing(with: leader, in: run) ?? [leader]
      where !Self.isSettled(server.number - 1, with: leader, in: &run) {
        servers.append(server)
      }
    }
    return LivenessFailure(
      kind: kind, healedAt: healedAt, servers: servers, time: run.cluster.now,
      event: run.cluster.eventCount, waited: waited)
  }
}
