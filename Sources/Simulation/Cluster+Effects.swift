import KeyValue
import RaftCore

// Carrying out what servers ask for.
extension Cluster {
  /// Gives a server an input and carries out the effects, in order.
  mutating func handle(_ input: Input, at id: ServerID, in event: inout Event) {
    if event.isDetailed {
      event.before = hosts[id.number - 1].server
      event.disk = event.disk ?? hosts[id.number - 1].disk.state
    }
    hosts[id.number - 1].server.handle(input, into: &event.step)
    if event.isDetailed { event.after = hosts[id.number - 1].server }
    tally.add(event.step.firings, at: id, event: event.number)
    carryOut(event.step, at: id)
  }

  /// The effects in order, as their contract asks (`Effect`). Writes that follow one another are
  /// one write.
  private mutating func carryOut(_ step: borrowing Step, at id: ServerID) {
    let place = id.number - 1
    var write: Write?
    for position in step.effects.indices {
      switch step.effects[position] {
      case .persist(let next): write = write.map { $0.followed(by: next) } ?? next
      case .send(let message):
        if let begun = write {
          begin(begun, at: id)
          write = nil
        }
        if hosts[place].disk.isBusy && rules[.persistBeforeAnswering] {
          hosts[place].disk.wait(message)
        } else {
          transmit(.message(message))
        }
      case .sendAtOnce(let message): transmit(.message(message))
      case .apply(let after, let through):
        hosts[place].apply(
          after: after, through: through, deduplicating: rules[.clientSerialNumbers])
      case .answer(let request, let answer): reply(answer, to: request, from: id)
      case .start(let timer): start(timer, at: place)
      case .stop(let timer): hosts[place].stop(timer)
      }
    }
    if let write { begin(write, at: id) }
  }

  private mutating func start(_ timer: Timer, at place: Int) {
    let duration: Duration
    switch timer {
    case .heartbeat: duration = settings.timing.heartbeat
    case .election:
      let range = settings.timing.electionTimeout
      duration =
        rules[.randomizedTimeouts] ? hosts[place].random.next(in: range) : range.lowerBound
    }
    hosts[place].start(timer, for: duration, at: now, in: &agenda)
  }

  private mutating func begin(_ write: Write, at id: ServerID) {
    let place = id.number - 1
    let doneAt = hosts[place].disk.begin(
      write, of: hosts[place].server.log, at: now, taking: settings.timing.diskWrite)
    agenda.schedule(.disk(server: id, epoch: hosts[place].disk.epoch), at: doneAt)
  }

  /// Puts a packet on its way, twice if the network so decides.
  mutating func transmit(_ packet: Packet) {
    let event = eventCount + 1
    let ticket = network.send(packet, at: now, by: event)
    agenda.schedule(ticket.due, at: ticket.arrival)
    if network.duplicates(packet) {
      let copy = network.send(packet, at: now, by: event)
      agenda.schedule(copy.due, at: copy.arrival)
    }
  }

  private mutating func reply(_ answer: Answer, to request: RequestID, from id: ServerID) {
    let client = ClientID(Int(request.number >> 32))
    let serial = Int(request.number & 0xFFFF_FFFF)
    let reply: ServerReply
    switch answer {
    case .applied(let index):
      let outcome = hosts[id.number - 1].store.outcome(client: client.number, serial: serial)
      reply = .done(outcome, index: index)
    case .notLeader(let hint): reply = .redirect(hint)
    }
    transmit(.answer(reply, to: client, from: id, serial: serial))
  }
}

extension Write {
  /// This write and the next as one: on disk whole, or not at all.
  func followed(by next: Write) -> Write {
    Write(
      term: next.term, votedFor: next.votedFor, keeping: min(keeping, next.keeping),
      through: next.through)
  }
}
