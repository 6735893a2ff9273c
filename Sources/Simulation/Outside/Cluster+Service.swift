import ClientPrograms
import KeyValue
import RaftCore

// What members do for programs outside, beside Raft.
extension Cluster {
  /// How long a member lets a question wait: 5 s and two election timeouts, as etcd does, under the
  /// scale of the run.
  var serviceLimit: TimeSpan {
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
  func fire(
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
    guard !waits(server, .serve(server: server, number: number)) else { return false }
    return doWhatWasPutOff(number, at: server, asAct: false, in: &event)
  }

  /// The same, whether it is due or an act brings it. Returns whether it is an event.
  @discardableResult
  mutating func doWhatWasPutOff(
    _ number: Int32, at server: ServerID, asAct: Bool, in event: inout Event
  ) -> Bool {
    let host = server.number - 1
    if number == 0 {
      let doomed = hosts[host].service.doomed
      hosts[host].service.doomed = []
      // One that does not make sure proposes it whatever has become of it meanwhile.
      guard !doomed.isEmpty,
        hosts[host].member.leases.isPrimary || !outside!.options[.makeSureBeforeRevoking]
      else { return false }
      begin(.revokes(doomed), at: server, asAct: asAct, in: &event)
      propose(doomed.map { .revoke($0) }, at: server, in: &event)
      return true
    }
    // It may have been done by hand.
    guard let found = hosts[host].service.place(of: number),
      hosts[host].service.calls[found].state == .submitting
    else { return false }
    let call = hosts[host].service.calls[found]
    begin(.proposesAtLast(call.call, of: call.asker), at: server, asAct: asAct, in: &event)
    event.outside?.call = call.question
    event.outside?.waited = now - call.since
    submit(number, at: server, in: &event)
    return true
  }

  /// Something happens at a member for programs: an event, unless an act that is one brings it.
  mutating func begin(
    _ what: OutsideEvent.What, at server: ServerID, asAct: Bool, in event: inout Event
  ) {
    if !asAct { begin(.outside, in: &event) }
    event.server = server
    event.outside = OutsideEvent(what)
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
    giveUp(hosts[host].service.calls[found], at: server, asAct: false, in: &event)
    return true
  }

  /// A member gives up what a program asked.
  mutating func giveUp(
    _ call: ServedCall, at server: ServerID, asAct: Bool, in event: inout Event
  ) {
    let host = server.number - 1
    hosts[host].service.calls.removeAll { $0.number == call.number }
    // What was never proposed is refused; of all else nobody can say.
    let failure: CallFailure =
      if case .underWay = call.state { .timedOut } else { .unavailable }
    begin(.gaveUp(call.call, of: call.asker), at: server, asAct: asAct, in: &event)
    event.outside?.call = call.question
    event.outside?.waited = now - call.since
    fire(
      .giveUpRequest, because: .failure(failure, clock: hosts[host].clock(at: now)), in: &event)
    post(
      .failure(call.call, failure), from: .server(server), to: .program(call.asker), of: call.asker)
  }

  /// Whether a server stands still: then what is due waits for it.
  mutating func waits(_ server: ServerID, _ due: Due.What) -> Bool {
    switch self[server].life {
    case .running: return false
    case .paused:
      self[server].backlog.append(due)
      return true
    case .crashed: return true
    }
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
