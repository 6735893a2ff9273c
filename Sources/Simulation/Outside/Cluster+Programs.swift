import ClientPrograms
import KeyValue
import RaftCore

// Programs outside: what is due for them, what they are given, and what they ask for.
extension Cluster {
  /// All programs begin.
  mutating func startPrograms() {
    guard outside != nil else { return }
    for place in outside!.processes.indices {
      let id = outside!.processes[place].id
      // One after the other, as people start them: who comes first is left to chance.
      let span = outside!.processes[place].random.next(in: 0...1_000_000)
      agenda.schedule(
        .program(timer: .restart, of: id, generation: 0),
        at: id.isPod ? 1_000_000 + span * outside!.settings.scale / 1000 : 0)
    }
  }

  /// A timer of a program runs out. Returns whether that is an event.
  mutating func programRanOut(
    _ timer: ProgramTimer, of id: ProgramID, generation: Int32, in event: inout Event
  ) -> Bool {
    guard let place = outside?.place(of: id) else { return false }
    if generation == 0 {
      // Not a timer of its own: its process begins for the first time.
      return start(place, in: &event)
    }
    guard outside!.processes[place].timers.contains(where: { $0.generation == generation }) else {
      return false
    }
    guard !isPaused(place, .program(timer: timer, of: id, generation: generation)) else {
      return false
    }
    outside!.processes[place].timers.removeAll { $0.generation == generation }
    begin(.outside, in: &event)
    event.outside = OutsideEvent(.timedOut(timer), at: id)
    give(.timeout(timer), to: place, in: &event)
    return true
  }

  /// A process begins.
  private mutating func start(_ place: Int, in event: inout Event) -> Bool {
    let id = outside!.processes[place].id
    guard !outside!.processes[place].hasStarted,
      !isPaused(place, .program(timer: .restart, of: id, generation: 0))
    else { return false }
    outside!.processes[place].hasStarted = true
    guard outside!.processes[place].life == .running else { return false }
    guard id.isPod else {
      // Servers of every kind are there from the beginning.
      var step = ProgramStep()
      outside!.processes[place].program.handle(.started, at: 0, into: &step)
      return false
    }
    begin(.outside, in: &event)
    event.outside = OutsideEvent(.started, at: id)
    give(.started, to: place, in: &event)
    return true
  }

  /// A program has waited for an answer. Returns whether it still does.
  mutating func programWaited(
    _ call: CallNumber, of id: ProgramID, in event: inout Event
  ) -> Bool {
    guard let place = outside?.place(of: id),
      let found = outside!.processes[place].calls.first(where: { $0.number == call }),
      found.deadline <= now,
      !isPaused(place, .call(of: id, number: Int32(truncatingIfNeeded: call)))
    else { return false }
    begin(.outside, in: &event)
    waitedInVain(for: found, at: place, in: &event)
    return true
  }

  /// A program waits for an answer no longer.
  mutating func waitedInVain(
    for call: Process.OpenCall, at place: Int, in event: inout Event
  ) {
    event.outside = OutsideEvent(.unanswered(call.number), at: outside!.processes[place].id)
    event.outside?.call = call.call
    event.outside?.waited = now - call.sentAt
    failed(call, .timedOut, at: place, in: &event)
  }

  /// A question has no answer: next time the program asks somebody else.
  mutating func failed(
    _ call: Process.OpenCall, _ failure: CallFailure, at place: Int, in event: inout Event
  ) {
    outside!.processes[place].calls.removeAll { $0.number == call.number }
    turnAway(place, from: call.to)
    give(.failed(call.number, failure), to: place, in: &event)
  }

  /// A program asks another member, or another API server, from now on.
  mutating func turnAway(_ place: Int, from party: Party) {
    switch party {
    case .server(let server):
      guard outside!.processes[place].member == server else { return }
      outside!.processes[place].member = ServerID(server.number % hosts.count + 1)
    case .program(.apiServer(let number)):
      guard outside!.processes[place].apiServer == .apiServer(number) else { return }
      outside!.processes[place].apiServer =
        .apiServer(number % outside!.settings.apiServers + 1)
    case .program(.pod), .program(.resource), .program(.console): break
    }
  }

  /// Whether a process stands still: then what is due waits for it.
  mutating func isPaused(_ place: Int, _ due: Due.What) -> Bool {
    guard outside!.processes[place].life == .paused else { return false }
    outside!.processes[place].backlog.append(due)
    return true
  }

  /// Gives a program an input, and carries out what it asks for.
  mutating func give(_ input: ProgramInput, to place: Int, in event: inout Event) {
    guard outside!.processes[place].life == .running else { return }
    let clock = outside!.processes[place].clock.reading(at: now)
    var step = ProgramStep()
    outside!.processes[place].program.handle(input, at: clock, into: &step)
    event.outside = event.outside?.followed(by: step)
    for effect in step.effects { carryOut(effect, of: place, in: &event) }
  }

  private mutating func carryOut(
    _ effect: ProgramEffect, of place: Int, in event: inout Event
  ) {
    let id = outside!.processes[place].id
    switch effect {
    case .call(let number, let call, let timeout):
      let receiver = receiver(of: call, from: place)
      let deadline = now + outside!.processes[place].clock.duration(of: timeout)
      outside!.processes[place].calls.append(
        Process.OpenCall(
          number: number, call: call, to: receiver, sentAt: now, deadline: deadline,
          known: safety?.programs?.acknowledged ?? 0))
      agenda.schedule(.call(of: id, number: Int32(truncatingIfNeeded: number)), at: deadline)
      post(.question(number, call), from: .program(id), to: receiver, of: id)
    case .answer(let number, let answer):
      reply(to: number, of: place, in: &event) { .answer($0, answer, term: 0) }
    case .refuse(let number, let failure):
      reply(to: number, of: place, in: &event) { .failure($0, failure) }
    case .watch(let keys, let start):
      unwatch(place)
      let number = outside!.processes[place].nextWatch()
      let member = outside!.processes[place].member
      outside!.processes[place].watch = Process.OpenWatch(
        number: number, keys: keys, member: member)
      post(.watch(number, keys, from: start), from: .program(id), to: .server(member), of: id)
    case .cancelWatch: unwatch(place)
    case .start(let timer, let range):
      let (generation, deadline) = outside!.processes[place].start(timer, range, at: now)
      agenda.schedule(.program(timer: timer, of: id, generation: generation), at: deadline)
    case .stop(let timer): outside!.processes[place].stop(timer)
    case .beginBelieving(let token): believes(place, token, in: &event)
    case .endBelieving: believes(place, nil, in: &event)
    }
  }

  private func receiver(of call: ProgramCall, from place: Int) -> Party {
    switch call {
    case .request, .keepAlive, .timeToLive: .server(outside!.processes[place].member)
    case .api: .program(outside!.processes[place].apiServer)
    case .work: .program(.resource)
    }
  }

  /// A program answers somebody who asked it.
  private mutating func reply(
    to number: CallNumber, of place: Int, in event: inout Event,
    _ content: (CallNumber) -> Letter.Content
  ) {
    let process = outside!.processes[place]
    guard let asked = process.asked.first(where: { $0.number == number }) else { return }
    outside!.processes[place].asked.removeAll { $0.number == number }
    post(
      content(asked.call), from: .program(process.id), to: .program(asked.asker), of: asked.asker)
  }

  mutating func unwatch(_ place: Int) {
    let process = outside!.processes[place]
    guard let watch = process.watch else { return }
    outside!.processes[place].watch = nil
    post(
      .unwatch(watch.number), from: .program(process.id), to: .server(watch.member), of: process.id)
  }

  /// A pod begins to believe that it leads, or does so no more.
  mutating func believes(_ place: Int, _ token: Token?, in event: inout Event) {
    guard let contest = outside!.processes[place].program.elector?.contest else { return }
    let before = outside!.believers(of: contest)
    let conflictTime = outside!.conflictTime(of: contest)
    outside!.believes(place, token, at: now)
    let after = outside!.believers(of: contest)
    guard before != after else { return }
    let lasted = outside!.conflictTime(of: contest) - conflictTime
    let first = event.outside?.believers?.before ?? before
    event.outside?.believers = OutsideEvent.Change(
      contest: contest, before: first, after: after, lasted: lasted > 0 ? lasted : nil)
  }

  /// Sends a letter in the name of a program.
  mutating func post(
    _ content: Letter.Content, from: Party, to: Party, of program: ProgramID,
    index: LogIndex = 0
  ) {
    network.post(
      content, from: from, to: to, of: program, index: index, on: &agenda, at: occasion)
  }

  // MARK: After each event

  /// A member may have applied something that changes who leads, and one that knows of a leader again
  /// goes on with what waited for one.
  mutating func settlePrograms(in event: inout Event) {
    if let server = event.server, hosts[server.number - 1].life == .running {
      settle(server, in: &event)
    }
    guard settings.checksSafety else { return }
    event.violation = safety!.observePrograms(on: occasion)
  }

  private mutating func settle(_ server: ServerID, in event: inout Event) {
    let place = server.number - 1
    safety?.programs?.observe(place, of: hosts, network.post.requests, at: now)
    if hosts[place].member.store.revision > outside!.revision {
      let before = outside!.contests
      outside!.see(hosts[place].member.store, at: now)
      for (old, new) in zip(before, outside!.contests) where old.holder != new.holder {
        if event.outside == nil { event.outside = OutsideEvent(.applied) }
        event.outside?.holder = OutsideEvent.Holder(
          contest: new.name, before: old.holder, after: new.holder)
      }
    }
    if hosts[place].service.hasBegunToCount {
      hosts[place].service.hasBegunToCount = false
      if event.outside == nil { event.outside = OutsideEvent(.applied) }
      event.outside?.firings.append(
        ProgramFiring(
          rule: .beginCounting, evidence: .clock(hosts[place].clock(at: now)), effects: 0..<0))
    }
    proposeAtLast(at: server)
  }
}

extension OutsideEvent {
  /// The event with what one more step of a program did.
  fileprivate func followed(by step: ProgramStep) -> OutsideEvent {
    var event = self
    let before = effects.count
    event.firings += step.firings.map { firing in
      ProgramFiring(
        rule: firing.rule, evidence: firing.evidence,
        effects: before + firing.effects.lowerBound..<before + firing.effects.upperBound)
    }
    event.effects += step.effects
    return event
  }
}
