import KeyValue
import RaftCore
import Simulation

// What was done by hand, and what clients heard.
extension ObservedCluster {
  mutating func act(
    _ stimulus: Stimulus, _ event: ClientEvent?, into happening: inout Happening
  ) {
    happening.what = .stimulus(stimulus)
    switch stimulus {
    case .split(let sides): topology.split(into: sides)
    case .isolate(let server): topology.isolate(server)
    case .cut(let from, let to): topology.setCut(true, from: from, to: to)
    case .mend(let from, let to): topology.setCut(false, from: from, to: to)
    case .heal:
      topology.heal()
      programs?.heal()
    case .setLink(let from, let to, let quality):
      topology.setQuality(quality, from: from, to: to)
    case .pause(let server): servers[server.number - 1].life = .paused
    case .resume(let server): servers[server.number - 1].life = .running
    case .wipe(let server): servers[server.number - 1].wasWiped = true
    case .hold(let id):
      hold(id)
      happening.flight = flights.first { $0.id == id }
    case .deliver(let id): happening.flight = flights.first { $0.id == id }
    case .drop(let id):
      happening.flight = flights.first { $0.id == id }
      happening.flight?.loss = .dropped
    case .write, .read:
      if let event { ask(event) }
      happening.client = event?.client
    // These are seen to happen: the process ends or begins, the message goes on.
    case .crash, .stop, .restart, .transfer: break
    // These a real cluster refuses.
    case .timeOut, .duplicate, .heartbeat, .sync, .retry, .giveUp, .setClock, .jumpClock, .setDisk,
      .setTiming, .setRule, .setFeature, .snapshot, .changeMembers, .manual, .reseed, .outside:
      break
    }
  }

  private mutating func hold(_ id: Int) {
    guard let place = flights.firstIndex(where: { $0.id == id }) else { return }
    flights[place].isHeld = true
    flights[place].arrivesAt = nil
    flights.append(flights.remove(at: place))
  }

  /// A client asks a member for something.
  private mutating func ask(_ event: ClientEvent) {
    calls[event.call] = operations.count
    operations.append(
      OperationRecord(
        client: event.client, operation: event.operation, invokedAt: now, state: .waiting))
    let request = PendingRequest(
      event.operation, record: operations.count - 1, target: event.member, tries: 1, sentAt: now,
      retryAt: nil)
    let client = ClientState(event.client, contact: event.member, request: request)
    if let place = clients.firstIndex(where: { $0.id == event.client }) {
      clients[place] = client
    } else {
      clients.append(client)
    }
  }

  /// A client hears what became of its request, or waits no more.
  mutating func hear(_ event: ClientEvent, into happening: inout Happening) {
    guard case .ended(let outcome) = event.stage, let record = calls.removeValue(forKey: event.call)
    else { return }
    happening.client = event.client
    if let place = clients.firstIndex(where: { $0.id == event.client }) {
      clients[place].request = nil
    }
    answers[record] = Self.answer(outcome, to: event.operation)
    happening.what = .seen(.told(Self.answer(outcome, to: event.operation), by: event.member))
    switch outcome {
    case .done(let revision, let value):
      let isWrite = event.operation.isWrite
      let result: Store.Outcome =
        isWrite
        ? .written : .value(value.flatMap { ShortText(String(decoding: $0, as: UTF8.self)) })
      // It is told the revision, and not where that stands in the log; what members applied says it.
      let index = isWrite ? stores.index(of: revision) : nil
      operations[record].state = .acknowledged(at: now, index: index, result)
      if isWrite, index == nil { unplaced.append((record, revision)) }
    case .unknown: operations[record].state = .unknown(since: now)
    case .refused: operations[record].state = .refused(at: now)
    }
  }

  private static func answer(_ outcome: CallOutcome, to operation: Operation) -> ClientAnswer {
    switch outcome {
    case .done(let revision, _) where operation.isWrite: .written(revision)
    case .done(let revision, let value):
      .read(value.flatMap { ShortText(String(decoding: $0, as: UTF8.self)) }, revision)
    case .unknown(let why): .unknown(why)
    case .refused(let why): .refused(why)
    }
  }
}
