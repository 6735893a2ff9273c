import ClientPrograms
import KeyValue
import RaftCore

// The leader's side of leases: it alone counts them, and revokes through the log what has run out.
extension Cluster {
  /// The leader looks for leases that ran out. An event only where it finds some.
  mutating func lookAtLeases(
    of server: ServerID, count: Int32, in event: inout Event
  ) -> Bool {
    let host = server.number - 1
    guard hosts[host].service.count == count, hosts[host].member.leases.isPrimary,
      !waits(server, .leases(server: server, count: count))
    else { return false }
    return look(at: server, asAct: false, in: &event)
  }

  /// The same, whether it is due or an act brings it. Returns whether it found something to do.
  @discardableResult
  mutating func look(at server: ServerID, asAct: Bool, in event: inout Event) -> Bool {
    let host = server.number - 1
    hosts[host].scheduleLook(on: &agenda, at: now)
    let clock = hosts[host].clock(at: now)
    var doomed: [LeaseID] = []
    for case .revoke(let lease) in hosts[host].member.revocations(at: clock) {
      doomed.append(lease)
    }
    guard !doomed.isEmpty else { return writeDownLeases(of: server, asAct: asAct, in: &event) }
    begin(.leasesRanOut(doomed), at: server, asAct: asAct, in: &event)
    for lease in doomed {
      safety?.programs?.ranOut(lease, by: server, at: clock)
      let ttl = hosts[host].member.store.lease(lease)?.ttl ?? 0
      fire(
        .findExpired, because: .lease(lease, ttl: ttl, deadline: clock, clock: clock), in: &event)
    }
    revoke(doomed, at: server, clock, in: &event)
    return true
  }

  /// A leader revokes leases that ran out, once it is sure that it leads.
  private mutating func revoke(
    _ doomed: [LeaseID], at server: ServerID, _ clock: Time, in event: inout Event
  ) {
    let host = server.number - 1
    // Who stood still may have been deposed meanwhile, and not know it yet.
    let wasActive = hosts[host].wasActive(at: now)
    hosts[host].lookedAt = clock
    for lease in doomed where !hosts[host].service.doomed.contains(lease) {
      hosts[host].service.doomed.append(lease)
    }
    if wasActive {
      hosts[host].service.doomed = []
      propose(doomed.map { .revoke($0) }, at: server, in: &event)
    } else if outside!.options[.makeSureBeforeRevoking] {
      fire(.makeSureBeforeRevoking, because: .clock(clock), in: &event)
      let proof = hosts[host].service.nextProof(of: server)
      handle(.query(proof, .noOp, .linearizable), at: server, in: &event)
    } else {
      // Leases are looked at beside Raft: before their revocations are proposed, Raft may have read
      // what came meanwhile, and a follower hands them on to the next leader.
      agenda.schedule(.serve(server: server, number: 0), at: now)
    }
  }

  /// A member proposes something in nobody's name.
  mutating func propose(_ requests: [Request], at server: ServerID, in event: inout Event) {
    for request in requests {
      let entry = network.post.requests.add(request)
      safety?.programs?.proposedByItself(entry)
      handle(
        .request(RequestID(place: entry), Command(TableReference(of: entry))), at: server,
        in: &event)
    }
  }

  /// Now and then a leader writes down how long its leases still last, if it does so at all.
  private mutating func writeDownLeases(
    of server: ServerID, asAct: Bool, in event: inout Event
  ) -> Bool {
    let host = server.number - 1
    let clock = hosts[host].clock(at: now)
    hosts[host].lookedAt = clock
    guard outside!.options[.checkpointLeases],
      clock - hosts[host].service.checkpointedAt >= outside!.settings.times.checkpointInterval
    else { return false }
    hosts[host].service.checkpointedAt = clock
    var requests: [Request] = []
    for lease in hosts[host].member.store.leases {
      guard let left = hosts[host].member.leases.remaining(of: lease.id, at: clock), left > 0,
        left / 1_000_000 < lease.ttl
      else { continue }
      requests.append(.checkpoint(lease.id, remaining: max(1, left / 1_000_000)))
    }
    guard !requests.isEmpty else { return false }
    let leases = requests.compactMap { if case .checkpoint(let id, _) = $0 { id } else { nil } }
    begin(.leasesWrittenDown(leases), at: server, asAct: asAct, in: &event)
    for case .checkpoint(let lease, let left) in requests {
      fire(
        .checkpointLeases, because: .lease(lease, ttl: left, deadline: nil, clock: clock),
        in: &event)
    }
    propose(requests, at: server, in: &event)
    return true
  }
}

extension Service {
  /// The question by which a member makes sure that it leads: a read of nothing, of which the log knows
  /// nothing.
  mutating func nextProof(of server: ServerID) -> RequestID {
    lastNumber += 1
    let proof = RequestID(ofMember: server, number: Int(lastNumber))
    self.proof = proof
    return proof
  }
}
