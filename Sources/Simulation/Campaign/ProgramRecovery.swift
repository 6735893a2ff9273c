import ClientPrograms
import KeyValue
import RaftCore

/// The end of every run with programs outside: all is healed, and then of each contest one pod must
/// lead, in its own eyes and by etcd, and nobody else.
enum ProgramRecovery {
  /// Within so many times as a leadership lasts that nobody renews.
  static let leaseTimes = 8
  /// For so long members must be let alone first, in microseconds.
  private static let settling: TimeSpan = 3_000_000

  static func run(_ run: inout CampaignCluster) -> Recovery.Result {
    for stimulus in cures(for: run.cluster, wasEdited: wasEdited(run)) {
      if run.isOver { return .violated }
      run.perform(stimulus)
    }
    let healedAt = run.cluster.now
    guard run.run(until: healedAt + settling) else { return .violated }
    for stimulus in keysByHand(in: run.cluster) { run.perform(stimulus) }
    let election = run.cluster.settings.election!
    let span =
      leaseTimes * election.leaseTime + election.times.requestTimeout
      + 2 * election.times.restart
    let deadline = run.cluster.now + span
    while !isSettled(run.cluster) {
      guard run.advance(until: deadline) else {
        _ = run.run(until: deadline)
        return .failed(
          LivenessFailure(
            kind: .noPodLeads, healedAt: healedAt, servers: [], time: run.cluster.now,
            event: run.cluster.eventCount, waited: span))
      }
      if run.isOver { return .violated }
    }
    return .recovered(Recovery.Pace(leader: run.cluster.now - healedAt))
  }

  /// Whether of each contest one pod believes that it leads, and leads by etcd.
  private static func isSettled(_ cluster: borrowing Cluster) -> Bool {
    guard let outside = cluster.outside else { return true }
    return outside.contests.allSatisfy { contest in
      let believers = outside.believers(of: contest.name)
      return believers.count == 1 && believers[0].description == contest.holder
    }
  }

  /// Whether somebody has changed by hand what the election stands on. A pod whose key was deleted so
  /// believes on for as long as its lease lasts: nothing in it looks at the key.
  private static func wasEdited(_ run: borrowing CampaignCluster) -> Bool {
    let election = run.cluster.settings.election!
    return run.acts.contains { act in
      guard case .outside(.ask(.request(let request, _), _)) = act.stimulus else { return false }
      switch request {
      case .keys(.put(let key, _, _)), .keys(.delete(.key(let key))):
        return election.contests.contains { election.keys(of: $0).contains(key) }
      case .revoke: return true
      case .keys, .transaction, .compact, .grant, .checkpoint: return false
      }
    }
  }

  /// What undoes every fault.
  private static func cures(
    for cluster: borrowing Cluster, wasEdited: Bool
  ) -> [Stimulus] {
    var cures = Recovery.cures(for: cluster, leavesMinorityDown: false)
    let post = cluster.network.post
    for flight in post.flights where flight.isHeld { cures.append(.deliver(flight: flight.id)) }
    guard let outside = cluster.outside else { return cures }
    let quality = cluster.settings.link
    for (from, to) in post.changedLinks(from: quality) {
      cures.append(.outside(.setLink(from: from, to: to, quality)))
    }
    for process in outside.processes {
      let begins = process.program.elector.map { wasEdited || $0.isCancelled } ?? false
      switch process.life {
      case .running where begins, .paused where begins:
        cures += [.outside(.crash(process.id)), .outside(.restart(process.id))]
      case .running: break
      case .paused: cures.append(.outside(.resume(process.id)))
      case .crashed: cures.append(.outside(.restart(process.id)))
      }
      if process.clock.rate != 1000 {
        cures.append(.outside(.setClock(process.id, permille: 1000)))
      }
    }
    return cures
  }

  /// Keys that somebody has put by hand stand in the way for ever: without a lease they do not go.
  private static func keysByHand(in cluster: borrowing Cluster) -> [Stimulus] {
    guard let leader = cluster.leader, let election = cluster.settings.election,
      election.way != .kubernetes
    else { return [] }
    return cluster.hosts[leader.number - 1].store.contents.filter { record in
      record.lease == 0
        && election.contests.contains { election.keys(of: $0).contains(record.key) }
    }.map {
      .outside(
        .ask(.request(.keys(.delete(.key($0.key))), .linearizable), through: leader))
    }
  }
}
