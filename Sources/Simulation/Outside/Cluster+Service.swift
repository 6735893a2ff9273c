import ClientPrograms
import KeyValue
import RaftCore

// What members do for programs outside, beside Raft.
extension Cluster {
  /// How long a member lets a question wait: 5 s and two election timeouts, as etcd does, under the
  /// scale of the run.
  private var serviceLimit: TimeSpan {
    5000 * outside!.settings.scale + 2 * settings.timing.electionTimeout.lowerBound
  }

  /// A member gets a letter.
  mutating func serve(_ letter: Letter, at server: ServerID, in event: inout Event) {
    let place = server.number - 1
    switch letter.content {
    case .question(let number, let call):
      guard let asker = letter.from.program else { return }
      take(call, number, of: asker, at: server, in: &event)
    case .watch(let number, let keys, let start):
      // One that comes twice is open already.
      guard let program = letter.from.program,
        hosts[place].service.place(of: number, of: program) == nil
      else { return }
      let id = hosts[place].member.watch(keys, from: start)
      safety?.programs?.opened(
        number, of: program, keys, from: hosts[place].member.watches.last!.watcher.next)
      hosts[place].service.watches.append(
        ServedWatch(id: id, program: program, number: number, keys: keys))
      fire(
        .openWatch, because: .key(keys.first, succeeded: true, revision: start), in: &event)
      tellWatchers(at: server)
    case .unwatch(let number):
      guard let program = letter.from.program,
        let found = hosts[place].service.place(of: number, of: program)
      else { return }
      hosts[place].member.unwatch(hosts[place].service.watches.remove(at: found).id)
    case .handedOn(let number, let call, let asker):
      let answer = aboutLease(call, at: server)
      if case .keptAlive? = answer { fireKeepAlive(call, at: server, in: &event) }
      post(
        .handedBack(number, answer, asker: asker), from: .server(server), to: letter.from,
        of: asker, index: hosts[place].applied)
    case .handedBack(let number, let answer, let asker):
      guard let answer else { return }
      self.answer(answer, to: number, of: asker, from: server, index: letter.index)
    case .answer, .failure, .notice, .watchLost: break
    }
  }

  /// A program asks a member.
  private mutating func take(
    _ call: ProgramCall, _ number: CallNumber, of asker: ProgramID, at server: ServerID,
    in event: inout Event
  ) {
    let place = server.number - 1
    switch call {
    case .request(let request, _):
      if let refusal = request.refusal {
        let refused = StoreAnswer(
          revision: hosts[place].member.store.revision, .failed(refusal))
        return answer(.store(refused), to: number, of: asker, from: server)
      }
      let entry = network.post.requests.add(request)
      let own = hosts[place].service.add(
        number, call, of: asker, at: now, place: entry)
      agenda.schedule(.giveUp(server: server, number: own), at: now + serviceLimit)
      submit(own, at: server, in: &event)
    case .keepAlive, .timeToLive:
      if let answer = aboutLease(call, at: server) {
        if case .keepAlive = call { fireKeepAlive(call, at: server, in: &event) }
        self.answer(answer, to: number, of: asker, from: server, index: hosts[place].applied)
      } else if let leader = hosts[place].server.leader, leader != server {
        fire(
          .handOnKeepAlive, because: .lease(call.lease, ttl: 0, deadline: nil, clock: 0), in: &event
        )
        post(
          .handedOn(number, call, asker: asker), from: .server(server), to: .server(leader),
          of: asker)
      }
    // Whoever asks a member for something else gets no answer.
    case .api, .work: break
    }
  }

  /// A member answers a program, with the term of what it applied last.
  private mutating func answer(
    _ answer: ProgramAnswer, to number: CallNumber, of asker: ProgramID, from server: ServerID,
    index: LogIndex = 0
  ) {
    post(
      .answer(number, answer, term: self[server].service.appliedTerm), from: .server(server),
      to: .program(asker), of: asker, index: index)
  }

  /// What a leader that counts says of a lease; nil where this member does not count, or where it has
  /// to make sure first that it still leads: whoever asks will ask again.
  private mutating func aboutLease(_ call: ProgramCall, at server: ServerID) -> ProgramAnswer? {
    let place = server.number - 1
    guard hosts[place].member.leases.isPrimary else { return nil }
    let clock = hosts[place].clock(at: now)
    switch call {
    case .keepAlive(let lease):
      if outside!.options[.makeSureBeforeRevoking], !hosts[place].wasActive(at: now) { return nil }
      let ttl = hosts[place].member.renew(lease, at: clock)
      if ttl > 0 { safety?.programs?.renewed(lease, by: server, at: clock) }
      return .keptAlive(lease, ttl: ttl > 0 ? ttl : nil)
    case .timeToLive(let lease):
      return hosts[place].member.timeToLive(of: lease, at: clock).map { .timeToLive(lease, $0) }
    case .request, .api, .work: return nil
    }
  }

  private func fireKeepAlive(
    _ call: ProgramCall, at server: ServerID, in event: inout Event
  ) {
    let ttl = self[server].member.store.lease(call.lease)?.ttl ?? 0
    let clock = self[server].clock(at: now)
    fire(
      .serveKeepAlive, because: .lease(call.lease, ttl: ttl, deadline: nil, clock: clock),
      in: &event)
  }

  /// A rule of the members' side fired.
  private func fire(
    _ rule: ElectionRule, because evidence: ElectionEvidence, in event: inout Event
  ) {
    event.outside?.firings.append(ProgramFiring(rule: rule, evidence: evidence, effects: 0..<0))
  }

  /// A member gives a question to Raft: a read where it changes nothing, else a command.
  private mutating func submit(_ number: Int32, at server: ServerID, in event: inout Event) {
    let host = server.number - 1
    guard let found = hosts[host].service.place(of: number),
      let entry = hosts[host].service.calls[found].place,
      case .request(let request, let way) = hosts[host].service.calls[found].question
    else { return }
    let id = RequestID(place: entry)
    let command = Command(TableReference(of: entry))
    hosts[host].service.calls[found].state = .submitting
    if request.isWrite {
      handle(.request(id, command), at: server, in: &event)
    } else {
      let isFresh = way != .serializable
      handle(.query(id, command, isFresh ? .linearizable : .serializable), at: server, in: &event)
    }
    guard let left = hosts[host].service.place(of: number) else { return }
    if hosts[host].service.calls[left].state == .submitting {
      hosts[host].service.calls[left].state = .underWay
    } else {
      fire(.waitForLeader, because: .clock(hosts[host].clock(at: now)), in: &event)
    }
  }

  /// A member that knows of a leader goes on with what waited for one.
  mutating func proposeAtLast(at server: ServerID) {
    let host = server.number - 1
    guard hosts[host].server.leader != nil,
      hosts[host].service.calls.contains(where: { $0.state == .blocked })
    else { return }
    for place in hosts[host].service.calls.indices
    where hosts[host].service.calls[place].state == .blocked {
      hosts[host].service.calls[place].state = .submitting
      agenda.schedule(
        .serve(server: server, number: hosts[host].service.calls[place].number), at: now)
    }
  }

  /// A member does what it put off: it proposes what waited for a leader, or, at number 0, the
  /// revocation of leases that ran out.
  mutating func serveLater(
    _ number: Int32, at server: ServerID, in event: inout Event
  ) -> Bool {
    let host = server.number - 1
    guard !waits(server, .serve(server: server, number: number)) else { return false }
    if number == 0 {
      let doomed = hosts[host].service.doomed
      hosts[host].service.doomed = []
      // One that does not make sure proposes it whatever has become of it meanwhile.
      guard !doomed.isEmpty,
        hosts[host].member.leases.isPrimary || !outside!.options[.makeSureBeforeRevoking]
      else { return false }
      begin(.outside, in: &event)
      event.server = server
      event.outside = OutsideEvent(.revokes(doomed))
      propose(doomed.map { .revoke($0) }, at: server, in: &event)
      return true
    }
    guard let found = hosts[host].service.place(of: number) else { return false }
    let call = hosts[host].service.calls[found]
    begin(.outside, in: &event)
    event.server = server
    event.outside = OutsideEvent(.proposesAtLast(call.call, of: call.asker))
    event.outside?.call = call.question
    event.outside?.waited = now - call.since
    submit(number, at: server, in: &event)
    return true
  }

  /// A member has let a question wait long enough.
  mutating func giveUpServing(
    _ number: Int32, at server: ServerID, in event: inout Event
  ) -> Bool {
    let host = server.number - 1
    guard hosts[host].service.place(of: number) != nil,
      !waits(server, .giveUp(server: server, number: number)),
      let found = hosts[host].service.place(of: number)
    else { return false }
    let call = hosts[host].service.calls.remove(at: found)
    // What was never proposed is refused; of all else nobody can say.
    let failure: CallFailure =
      if case .underWay = call.state { .timedOut } else { .unavailable }
    begin(.outside, in: &event)
    event.server = server
    event.outside = OutsideEvent(.gaveUp(call.call, of: call.asker))
    event.outside?.call = call.question
    event.outside?.waited = now - call.since
    fire(
      .giveUpRequest, because: .failure(failure, clock: hosts[host].clock(at: now)), in: &event)
    post(
      .failure(call.call, failure), from: .server(server), to: .program(call.asker), of: call.asker)
    return true
  }

  /// Whether a server stands still: then what is due waits for it.
  private mutating func waits(_ server: ServerID, _ due: Due.What) -> Bool {
    switch self[server].life {
    case .running: return false
    case .paused:
      self[server].backlog.append(due)
      return true
    case .crashed: return true
    }
  }

  // MARK: Leases

  /// The leader looks for leases that ran out. An event only where it finds some.
  mutating func lookAtLeases(
    of server: ServerID, count: Int32, in event: inout Event
  ) -> Bool {
    let host = server.number - 1
    guard hosts[host].service.count == count, hosts[host].member.leases.isPrimary,
      !waits(server, .leases(server: server, count: count))
    else { return false }
    hosts[host].scheduleLook(on: &agenda, at: now)
    let clock = hosts[host].clock(at: now)
    var doomed: [LeaseID] = []
    for case .revoke(let lease) in hosts[host].member.revocations(at: clock) {
      doomed.append(lease)
    }
    guard !doomed.isEmpty else { return writeDownLeases(of: server, in: &event) }
    begin(.outside, in: &event)
    event.server = server
    event.outside = OutsideEvent(.leasesRanOut(doomed))
    for lease in doomed {
      safety?.programs?.ranOut(lease, by: server, at: clock)
      let ttl = hosts[host].member.store.lease(lease)?.ttl ?? 0
      fire(
        .findExpired, because: .lease(lease, ttl: ttl, deadline: clock, clock: clock), in: &event)
    }
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
      let proof = RequestID(place: network.post.requests.add(.compact(0)))
      hosts[host].service.proof = proof
      handle(.query(proof, .noOp, .linearizable), at: server, in: &event)
    } else {
      // Leases are looked at beside Raft: before their revocations are proposed, Raft may have read
      // what came meanwhile, and a follower hands them on to the next leader.
      agenda.schedule(.serve(server: server, number: 0), at: now)
    }
    return true
  }

  /// A member proposes something in nobody's name.
  private mutating func propose(_ requests: [Request], at server: ServerID, in event: inout Event) {
    for request in requests {
      let entry = network.post.requests.add(request)
      safety?.programs?.proposedByItself(entry)
      handle(
        .request(RequestID(place: entry), Command(TableReference(of: entry))), at: server,
        in: &event)
    }
  }

  /// Now and then a leader writes down how long its leases still last, if it does so at all.
  private mutating func writeDownLeases(of server: ServerID, in event: inout Event) -> Bool {
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
    begin(.outside, in: &event)
    event.server = server
    event.outside = OutsideEvent(
      .leasesWrittenDown(
        requests.compactMap { if case .checkpoint(let id, _) = $0 { id } else { nil } }))
    for case .checkpoint(let lease, let left) in requests {
      fire(
        .checkpointLeases, because: .lease(lease, ttl: left, deadline: nil, clock: clock),
        in: &event)
    }
    propose(requests, at: server, in: &event)
    return true
  }

  // MARK: Connections

  private mutating func tellWatchers(at server: ServerID) {
    let occasion = occasion
    hosts[server.number - 1].tellWatchers(over: &network, on: &agenda, at: occasion)
  }

  /// A member goes down, and whoever has a connection to it is told so by the machine.
  mutating func closeConnections(of server: ServerID) {
    guard outside != nil else { return }
    let service = self[server].service
    for call in service.calls {
      post(
        .failure(call.call, .connectionLost), from: .server(server), to: .program(call.asker),
        of: call.asker)
    }
    for watch in service.watches {
      post(
        .watchLost(watch.number), from: .server(server), to: .program(watch.program),
        of: watch.program)
    }
    self[server].service = Service(after: service)
  }
}

extension TableReference {
  /// A request of a program at a place of the table.
  init(of place: Int) { self.init(client: 0xFFFF, serial: place + 1, place: place) }
}

extension ProgramCall {
  /// The lease that it is about; 0 when it is about none.
  package var lease: LeaseID {
    switch self {
    case .keepAlive(let lease), .timeToLive(let lease): lease
    case .request, .api, .work: 0
    }
  }
}

extension KeyRange {
  /// The text with which it begins.
  package var first: Text {
    switch self {
    case .key(let key), .prefix(let key), .between(let key, _), .from(let key): key
    }
  }
}

extension Service {
  /// That of a member that starts again: numbers are not used twice.
  init(after service: Service) {
    self.init()
    count = service.count
    lastNumber = service.lastNumber
  }

  /// A question comes.
  ///
  /// - Returns: the member's number for it.
  mutating func add(
    _ call: CallNumber, _ question: ProgramCall, of asker: ProgramID, at now: Time, place: Int?
  ) -> Int32 {
    lastNumber += 1
    calls.append(
      ServedCall(
        number: lastNumber, asker: asker, call: call, question: question, place: place, since: now,
        state: .submitting))
    return lastNumber
  }

  /// Where a program's watch stands in `watches`; nil when it is not open.
  func place(of number: Int, of program: ProgramID) -> Int? {
    watches.firstIndex { $0.program == program && $0.number == number }
  }

  /// Where a question stands in `calls`; nil when it is answered.
  func place(of number: Int32) -> Int? { calls.firstIndex { $0.number == number } }
}
