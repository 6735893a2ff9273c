import KeyValue
import RaftCore

/// When effects are carried out.
struct Occasion {
  var now: Time
  /// The number of the event.
  var event: Int
}

extension Cluster {
  /// What is carried out now is carried out on this occasion.
  @inline(__always) var occasion: Occasion { Occasion(now: now, event: eventCount + 1) }

  /// Gives a server an input and carries out the effects, in order.
  mutating func handle(_ input: Input, at id: ServerID, in event: inout Event) {
    let place = id.number - 1
    let occasion = occasion
    // Mostly empty already: an act may have the same server do something before.
    if !event.step.firings.isEmpty { event.step.reset() }
    if event.isDetailed {
      hosts[place].readClock(at: now)
      let before = RaftState(hosts[place].server)
      let left = hosts[place].election.left(at: now)
      hosts[place].handle(input, in: &event, over: &network, on: &agenda, at: occasion)
      event.glimpse = Happening.Glimpse(
        before: before, after: RaftState(hosts[place].server),
        election: .init(before: left, after: hosts[place].election.left(at: now)))
    } else {
      hosts[place].handle(input, in: &event, over: &network, on: &agenda, at: occasion)
    }
    finishStep(of: id, in: &event)
  }

  /// Gives a server the message of the event and carries out the effects: `handle`, without making
  /// an input of the message.
  @inline(__always) mutating func receive(_ message: Message.Head, in event: inout Event) {
    guard !event.isDetailed else {
      let whole = Message(head: message, entries: event.entries)
      return handle(.receive(whole), at: message.to, in: &event)
    }
    let place = message.to.number - 1
    let occasion = occasion
    hosts[place].receive(message, in: &event, over: &network, on: &agenda, at: occasion)
    finishStep(of: message.to, in: &event)
  }

  /// The effects of a server's step are carried out.
  @inline(__always) private mutating func finishStep(of id: ServerID, in event: inout Event) {
    if settings.countsRules { tally.add(event.step.firings, at: id, event: event.number) }
    if hosts[id.number - 1].server.stopping != nil { stopWhenReady(id, in: &event) }
  }

  /// Puts a packet on its way, twice if the network so decides.
  mutating func transmit(_ packet: Packet) {
    network.transmit(packet, at: now, by: eventCount + 1, in: &agenda)
  }
}

// Carrying out what a server asks for.
extension Host {
  /// The rules in force.
  private var rules: RuleSet { server.configuration.rules }

  /// Lets the server know what its clock shows, if it has any use for that.
  @inline(__always) fileprivate mutating func readClock(at now: Time) {
    if !server.configuration.features.isEmpty { server.clock = clock(at: now) }
  }

  /// Gives the server an input and carries out the effects.
  fileprivate mutating func handle(
    _ input: Input, in event: inout Event, over network: inout Network,
    on agenda: inout Agenda, at occasion: Occasion
  ) {
    readClock(at: occasion.now)
    server.take(input, into: &event.step)
    guard !event.step.effects.isEmpty else { return }
    carryOut(&event.step, over: &network, on: &agenda, at: occasion)
  }

  /// Gives the server the message of the event and carries out the effects.
  @inline(__always) fileprivate mutating func receive(
    _ message: Message.Head, in event: inout Event, over network: inout Network,
    on agenda: inout Agenda, at occasion: Occasion
  ) {
    readClock(at: occasion.now)
    server.receive(message, event.entries, into: &event.step)
    // Every other message asks for nothing: a reply that was expected, mostly.
    guard !event.step.effects.isEmpty else { return }
    carryOut(&event.step, over: &network, on: &agenda, at: occasion)
  }

  /// The effects in order, as their contract asks (`Effect`). Writes that follow one another are
  /// one write. Of the step's effects none changes; what applying entries did to sessions is noted in
  /// it, and lending it otherwise would be a copy.
  fileprivate mutating func carryOut(
    _ step: inout Step, over network: inout Network, on agenda: inout Agenda,
    at occasion: Occasion
  ) {
    var write: Write?
    for position in 0..<step.effects.count {
      switch step.effects.outline(at: position) {
      case .persist(let next):
        if next.keeping < applied { cutAfter = min(next.keeping, cutAfter ?? .max) }
        if let begun = write { write = begun.followed(by: next) } else { write = next }
      case .send(let head):
        if let begun = write {
          begin(begun, on: &agenda, at: occasion)
          write = nil
        }
        if disk.isBusy {
          disk.wait(head)
        } else {
          network.transmit(head, [], at: occasion, in: &agenda)
        }
      case .sendAtOnce(let head, let place):
        network.transmit(head, step.effects.entries(place), at: occasion, in: &agenda)
      case .apply(let after, let through):
        apply(after: after, through: through, over: &network, on: &agenda, at: occasion)
      case .answer(let request, let answer):
        if request.isOfProgram {
          answerProgram(request, answer, over: &network, on: &agenda, at: occasion)
        } else {
          network.transmit(reply(answer, to: request), at: occasion, in: &agenda)
        }
      case .start(let timer): start(timer, on: &agenda, at: occasion)
      case .startFor, .startAgain, .stop, .takeSnapshot, .restore:
        carryOutSeldom(
          step.effects, position, over: &network, on: &agenda, at: occasion)
      }
    }
    if !sessionNotes.isEmpty { tellSessionNotes(in: &step) }
    if cutAfter != nil { compareStoreWithLog(after: step.effects, network) }
    if let write { begin(write, on: &agenda, at: occasion) }
  }

  /// Carries out an effect that is seldom asked for. Apart from the others, which are inlined where they
  /// stand as long as there is not too much of it. It is looked up again: to be handed on, each effect
  /// would have to be copied to memory.
  @inline(never) private mutating func carryOutSeldom(
    _ effects: EffectList, _ position: Int, over network: inout Network,
    on agenda: inout Agenda, at occasion: Occasion
  ) {
    switch effects.outline(at: position) {
    case .startFor(let timer, let duration):
      start(timer, for: duration, at: occasion.now, in: &agenda)
    case .startAgain(let timer):
      start(timer, for: self.timer(timer).duration, at: occasion.now, in: &agenda)
    case .stop(let timer):
      stop(timer)
      // A leader that is deposed counts leases no more.
      if timer == .heartbeat, isEtcd { member.follow() }
    case .takeSnapshot(let snapshot):
      network.snapshots.keep(SnapshotContent(store: store), as: snapshot)
    case .restore(let snapshot):
      restore(snapshot, over: &network, on: &agenda, at: occasion)
    case .persist, .send, .sendAtOnce, .apply, .answer, .start:
      preconditionFailure("carried out where it stands")
    }
  }

  /// Finds out whether the state machine holds what the log now says, once the log has lost entries
  /// that were applied. Only then: it is applied again for that, from its beginning or the snapshot that
  /// it follows.
  private mutating func compareStoreWithLog(after effects: EffectList, _ network: Network) {
    let isChanged = (0..<effects.count).contains { position in
      switch effects.outline(at: position) {
      case .persist, .apply: true
      case .send, .sendAtOnce, .answer, .start, .startFor, .startAgain, .stop, .takeSnapshot,
        .restore:
        false
      }
    }
    guard isChanged, let cutAfter else { return }
    var rebuilt = server.snapshot.map { network.snapshots[$0].store } ?? emptyMember.store
    let first = server.log.firstIndex
    for index in first..<max(first, min(applied, server.log.lastIndex) + 1) {
      let command = server.log[index].command
      if let operation = command.operation {
        rebuilt.apply(operation, at: index, deduplicating: deduplicates, sessionRules)
      } else if let reference = command.reference {
        _ = rebuilt.apply(network.post.requests[reference.place])
      }
    }
    partedAt = rebuilt == store ? nil : cutAfter + 1
  }

  /// Sends the messages whose writes are all done.
  mutating func release(
    over network: inout Network, on agenda: inout Agenda, at occasion: Occasion
  ) {
    while let message = disk.release() {
      network.transmit(message, [], at: occasion, in: &agenda)
    }
  }

  @inline(never) private mutating func start(
    _ timer: Timer, on agenda: inout Agenda, at occasion: Occasion
  ) {
    let duration: TimeSpan
    switch timer {
    case .heartbeat: duration = heartbeatInterval
    case .quorum, .transfer: duration = electionTimeout.lowerBound
    case .election:
      let range = electionTimeout
      duration =
        rules[.randomizedTimeouts] ? random.next(in: range) : range.lowerBound
    }
    start(timer, for: duration, at: occasion.now, in: &agenda)
  }

  private mutating func begin(_ write: Write, on agenda: inout Agenda, at occasion: Occasion) {
    // The server is copied to be asked, and asked only where there is something to tell.
    let snapshot = write.snapshot > 0 ? server.snapshot(in: write) : nil
    let doneAt = disk.begin(
      write, of: server.log, snapshot, at: occasion.now, taking: diskWrite)
    agenda.schedule(.disk(server: id, epoch: disk.epoch), at: doneAt)
  }

  /// Changes nothing either; see `outcome`.
  private mutating func reply(_ answer: Answer, to request: RequestID) -> Packet {
    let reply: ServerReply
    switch answer {
    case .applied(let index):
      reply = .done(outcome(of: request, at: index), index: index)
    case .notLeader(let hint): reply = .redirect(hint)
    case .query(let query):
      reply = .done(
        .value(query.operation.flatMap { store[$0.key] }), index: server.lastApplied)
    }
    return .answer(reply, to: request.client, from: id, serial: request.serial)
  }
}

extension Network {
  @inline(__always) fileprivate mutating func transmit(
    _ head: Message.Head, _ entries: EntryBatch, at occasion: Occasion, in agenda: inout Agenda
  ) {
    transmit(head, entries, at: occasion.now, by: occasion.event, in: &agenda)
  }

  fileprivate mutating func transmit(
    _ packet: Packet, at occasion: Occasion, in agenda: inout Agenda
  ) {
    transmit(packet, at: occasion.now, by: occasion.event, in: &agenda)
  }
}

extension Write {
  /// This write and the next as one: on disk whole, or not at all.
  func followed(by next: Write) -> Write {
    let snapshot = max(snapshot, next.snapshot)
    // What the snapshot includes need not be kept.
    return Write(
      term: next.term, votedFor: next.votedFor,
      keeping: max(min(keeping, next.keeping), snapshot), through: next.through,
      snapshot: snapshot)
  }
}
