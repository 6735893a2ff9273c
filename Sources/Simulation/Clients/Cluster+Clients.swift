import KeyValue
import RaftCore

// The clients' side of §8: find the leader, be redirected, time out, ask again.
extension Cluster {
  /// A client with nothing to do asks for something.
  ///
  /// - Returns: the client; nil when all wait for answers.
  mutating func ask(
    _ kind: Operation.Kind, key: ShortText, way: Operation.Way = .log, through server: ServerID?
  ) -> ClientID? {
    guard let id = clients.idle() else { return nil }
    if id.number > clients.all.count {
      clients.all.append(
        Client(
          id: id, contact: leader ?? members.first!,
          random: Client.random(seed: seed, client: id)))
    }
    if features[.snapshots] { clients.operations.fold(through: snapshotOfAll) }
    let opening = needsSession(id, for: way) ? nextSerial(of: id) : nil
    var operation = Operation(
      client: id.number, serial: nextSerial(of: id), kind: kind, key: key, way: way)
    if features[.sessions], way == .log, let session = clients[id].session {
      operation.session = UInt32(session)
    }
    let record = clients.operations.count
    clients.operations.append(
      OperationRecord(client: id, operation: operation, invokedAt: now, state: .waiting))
    clients[id].request = PendingRequest(
      operation, record: record, target: server ?? clients[id].contact, tries: 0,
      sentAt: now, retryAt: now)
    clients[id].request!.opening = opening
    safety?.invoked(operation)
    send(clients[id].request!.target, from: id)
    return id
  }

  /// Sends a client's request to a server, and starts the client's patience.
  mutating func send(_ target: ServerID, from id: ClientID) {
    clients[id].attempts += 1
    let attempt = clients[id].attempts
    let retryAt = now + settings.timing.clientTimeout
    clients[id].request!.target = target
    clients[id].request!.tries += 1
    clients[id].request!.sentAt = now
    clients[id].request!.retryAt = retryAt
    clients[id].request!.isRefused = false
    let operation = clients[id].request!.asked
    transmit(.request(operation, to: target, attempt: Int(attempt)))
    agenda.schedule(.client(number: Int16(id.number), attempt: attempt), at: retryAt)
  }

  /// A client hears from a server.
  mutating func answered(
    _ reply: ServerReply, to id: ClientID, by server: ServerID, serial: Int,
    in event: inout Event
  ) {
    guard let request = clients[id].request, request.asked.serial == serial else {
      event.isTooLate = true
      return
    }
    switch reply {
    case .done(let outcome, let index) where request.opening != nil:
      sessionAnswered(outcome, at: index, to: id, by: server)
    case .done(.sessionExpired, _): sessionExpired(of: id, by: server)
    case .done(let outcome, let index):
      // Any server answers a serializable read, and a follower may answer others: none of that shows
      // who leads.
      if request.operation.way == .log { clients[id].contact = server }
      clients[id].request = nil
      clients.operations[request.record].state = .acknowledged(at: now, index: index, outcome)
      safety?.acknowledged(request.operation, outcome, at: index, by: server)
    case .redirect(let hint):
      // "If the client's first choice is not the leader, that server will reject the client's
      // request and supply information about the most recent leader it has heard from." Without
      // such information it waits and asks another.
      guard let hint, request.target == server, request.tries < settings.timing.clientTries
      else {
        clients[id].request!.isRefused = outside != nil && request.target == server
        return
      }
      clients[id].contact = hint
      send(hint, from: id)
    }
  }

  /// "If the leader crashes, client requests will time out; clients then try again with
  /// randomly-chosen servers."
  mutating func clientWaited(
    _ id: ClientID, attempt: Int32, in event: inout Event
  ) -> Bool {
    guard let request = clients[id].request, clients[id].attempts == attempt else {
      return false
    }
    if isLastTry(request) {
      begin(.gaveUp, in: &event)
      giveUp(id, in: &event)
    } else {
      let target = drawTarget(for: id, after: request.target)
      begin(.retried(target), in: &event)
      retry(id, at: target, in: &event)
    }
    return true
  }

  /// Whether a client gives up when its patience ends, rather than asking again.
  package func isLastTry(_ request: PendingRequest) -> Bool {
    request.tries >= settings.timing.clientTries || !mayRepeat(request)
  }

  /// Whether a client may ask again for what was not answered.
  ///
  /// etcd knows no serial numbers (§8): a write that is repeated may be executed twice. Its client
  /// repeats reads, and writes only if it is sure that they were not proposed.
  private func mayRepeat(_ request: PendingRequest) -> Bool {
    guard outside != nil else { return true }
    if case .read = request.operation.kind { return true }
    return request.isRefused
  }

  /// A server to ask after one that did not answer: another, if there is another.
  private mutating func drawTarget(for id: ClientID, after last: ServerID) -> ServerID {
    let known = known
    let others = known.count > 1 ? known.removing(last) : known
    return Array(others)[clients[id].random.next(in: 0...others.count - 1)]
  }

  /// A client that waits asks again, the given server or one drawn at random.
  mutating func retry(_ id: ClientID, at server: ServerID?, in event: inout Event) {
    guard let request = clients[id].request else { return }
    event.client = id
    send(server ?? drawTarget(for: id, after: request.target), from: id)
  }

  /// A client that waits asks no more.
  mutating func giveUp(_ id: ClientID, in event: inout Event) {
    guard let request = clients[id].request else { return }
    event.client = id
    clients[id].request = nil
    clients.operations[request.record].state = .unknown(since: now)
    safety?.abandoned(request.operation)
  }

  /// The steady load: one write, then the next after the interval.
  mutating func writeLoad(in event: inout Event) -> Bool {
    guard let interval = settings.writeInterval else { return false }
    guard let leader, clients.idle() != nil else {
      // With nothing else due, no server will ever lead and no client be idle, unless something
      // comes from outside; until then time would run on for nothing.
      isLoadStopped = agenda.nextTime == nil
      if !isLoadStopped { agenda.schedule(.load, at: now + interval) }
      return false
    }
    agenda.schedule(.load, at: now + interval)
    begin(.asked, in: &event)
    loadCount += 1
    let key = ShortText(low: UInt64(UInt8(ascii: "x")) + UInt64(loadCount % 3))
    event.client = ask(.write(.number(loadCount)), key: key, through: leader)
    return true
  }
}

extension Cluster {
  /// Something comes from outside: the steady load may find a leader again.
  mutating func wakeLoad() {
    guard isLoadStopped, let interval = settings.writeInterval else { return }
    isLoadStopped = false
    agenda.schedule(.load, at: now + interval)
  }
}

extension ShortText {
  /// A whole number in decimal digits.
  ///
  /// - Precondition: it is not negative.
  package static func number(_ number: Int) -> ShortText {
    precondition(number >= 0)
    var low: UInt64 = 0
    var high: UInt64 = 0
    var rest = number
    repeat {
      high = high << 8 | low >> 56
      low = low << 8 | UInt64(rest % 10 + 48)
      rest /= 10
    } while rest > 0
    return ShortText(low: low, high: high)
  }
}
