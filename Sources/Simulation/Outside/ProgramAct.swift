import ClientPrograms
import KeyValue
import RaftCore

/// What comes from outside and happens to the programs outside the cluster.
package enum ProgramAct: Hashable, Sendable {
  /// A process is gone, with all that it believed.
  case crash(ProgramID)
  /// A process that is gone begins again.
  case restart(ProgramID)
  /// A process stands still: its timers and letters wait.
  case pause(ProgramID)
  case resume(ProgramID)
  /// Nobody reaches a program, and it reaches nobody.
  case isolate(ProgramID)
  /// The link from one party to another is cut, in this direction only; at least one is a program.
  case cut(from: Party, to: Party)
  case mend(from: Party, to: Party)
  /// A link changes its quality.
  case setLink(from: Party, to: Party, LinkQuality)
  /// A program's clock runs at this many thousandths of the right speed.
  case setClock(ProgramID, permille: Int)
  /// A program's clock jumps ahead, or back where the span is negative. Timers do not see that.
  case jumpClock(ProgramID, by: TimeSpan)
  /// A leader gives its leadership up at once, although its work has not ended.
  case release(ProgramID)
  /// A pod is to end in an orderly way.
  case cancel(ProgramID)
  /// A leader lets the others know a new value of its key.
  case proclaim(ProgramID, Text)
  /// A rule of the algorithms is switched on or off, for all programs.
  case setRule(ElectionRule, isOn: Bool)
  /// Somebody at the keyboard asks etcd, this member first; nil: the one that was asked last.
  case ask(ProgramCall, through: ServerID?)
  /// The same watches keys from a revision on, 0 for what comes from now on.
  case watch(KeyRange, from: Revision, through: ServerID?)
  case unwatch
  /// What time would bring to a program, or to a member for programs, comes now.
  case due(Party, ProgramDue)

  /// The program that it happens to, if it is one.
  package var program: ProgramID? {
    switch self {
    case .crash(let program), .restart(let program), .pause(let program), .resume(let program),
      .isolate(let program), .setClock(let program, _), .jumpClock(let program, _),
      .release(let program), .cancel(let program), .proclaim(let program, _):
      program
    case .ask, .watch, .unwatch: .console
    case .due(let party, _): party.program
    case .cut, .mend, .setLink, .setRule: nil
    }
  }

  /// All programs that it names.
  package var programs: [ProgramID] {
    switch self {
    case .cut(let from, let to), .mend(let from, let to), .setLink(let from, let to, _):
      [from, to].compactMap(\.program)
    case .crash, .restart, .pause, .resume, .isolate, .setClock, .jumpClock, .release, .cancel,
      .proclaim, .setRule, .ask, .watch, .unwatch, .due:
      [program].compactMap { $0 }
    }
  }

  /// All servers that it names.
  package var servers: ServerSet {
    switch self {
    case .cut(let from, let to), .mend(let from, let to), .setLink(let from, let to, _):
      ServerSet([from, to].compactMap(\.server))
    case .ask(_, let server), .watch(_, _, let server): ServerSet([server].compactMap { $0 })
    case .due(let party, _): ServerSet([party.server].compactMap { $0 })
    case .crash, .restart, .pause, .resume, .isolate, .setClock, .jumpClock, .release, .cancel,
      .proclaim, .setRule, .unwatch:
      []
    }
  }
}

// What they do.
extension Cluster {
  /// Why an act on programs cannot happen now; nil when it can.
  func refusal(of act: ProgramAct) -> Refusal? {
    guard let outside else { return .noPrograms }
    for program in act.programs where outside.place(of: program) == nil {
      return .noSuchProgram(program)
    }
    switch act {
    case .crash(let id):
      return outside[id]?.life == .crashed ? .programIsDown(id) : refusalOfFixture(id)
    case .restart(let id):
      return outside[id]?.life == .crashed ? nil : .programIsUp(id)
    case .pause(let id): return unlessRunning(id) ?? refusalOfFixture(id)
    case .resume(let id):
      return outside[id]?.life == .paused ? nil : .programIsNotPaused(id)
    case .setClock(let id, _), .jumpClock(let id, _):
      return outside[id]?.program.elector == nil ? .electsNobody(id) : nil
    case .release(let id), .proclaim(let id, _):
      if let refusal = unlessRunning(id) { return refusal }
      guard let elector = outside[id]?.program.elector else { return .electsNobody(id) }
      return elector.belief == nil ? .leadsNothing(id) : nil
    case .cancel(let id):
      return unlessRunning(id) ?? (outside[id]?.program.elector == nil ? .electsNobody(id) : nil)
    case .setRule(let rule, let isOn):
      return isOn || rule.isSwitchable ? nil : .essentialElection(rule)
    case .unwatch: return outside[.console]?.watch == nil ? .watchesNothing : nil
    case .due(let party, let due):
      let still: Refusal? =
        switch party {
        case .server(let server): unlessRunning(server)
        case .program(let program): unlessRunning(program)
        }
      return still ?? (found(due, of: party) == nil ? .nothingDue(party, due) : nil)
    case .isolate, .cut, .mend, .setLink, .ask, .watch: return nil
    }
  }

  /// What stands for the world outside, or for whoever sits at the keyboard, cannot be stopped.
  private func refusalOfFixture(_ id: ProgramID) -> Refusal? {
    switch id {
    case .pod, .apiServer: nil
    case .resource, .console: .electsNobody(id)
    }
  }

  private func unlessRunning(_ id: ProgramID) -> Refusal? {
    switch outside?[id]?.life {
    case .running, nil: nil
    case .paused: .programIsPaused(id)
    case .crashed: .programIsDown(id)
    }
  }

  mutating func apply(_ act: ProgramAct, in event: inout Event) {
    event.outside = OutsideEvent(.act, at: act.program)
    let place = act.program.flatMap { outside!.place(of: $0) } ?? 0
    switch act {
    case .crash(let id): crash(id, at: place, in: &event)
    case .restart(let id):
      outside!.processes[place].life = .running
      outside!.processes[place].hasStarted = true
      letGo(of: id)
      give(.started, to: place, in: &event)
    case .pause: outside!.processes[place].life = .paused
    case .resume(let id):
      outside!.processes[place].life = .running
      letGo(of: id)
    case .isolate(let id): network.post.isolate(id)
    case .cut(let from, let to): network.post.setCut(true, from: from, to: to)
    case .mend(let from, let to): network.post.setCut(false, from: from, to: to)
    case .setLink(let from, let to, let quality):
      network.post.setQuality(quality, from: from, to: to)
    case .setClock(_, let permille):
      outside!.processes[place].clock.run(permille: permille, from: now)
    case .jumpClock(_, let span): outside!.processes[place].clock.jump(by: span, at: now)
    case .release: give(.release, to: place, in: &event)
    case .cancel: give(.cancel, to: place, in: &event)
    case .proclaim(_, let value): give(.proclaim(value), to: place, in: &event)
    case .setRule(let rule, let isOn): outside!.obey(rule, isOn)
    case .ask(let call, let server):
      if let server { outside!.processes[place].member = server }
      give(.asked(0, call), to: place, in: &event)
    case .watch(let keys, let start, let server):
      if let server { outside!.processes[place].member = server }
      give(.watch(keys, from: start), to: place, in: &event)
    case .unwatch: give(.unwatch, to: place, in: &event)
    case .due(let party, let due): bring(due, of: party, in: &event)
    }
  }

  private mutating func crash(_ id: ProgramID, at place: Int, in event: inout Event) {
    if outside!.processes[place].believesSince != nil { believes(place, nil, in: &event) }
    let process = outside!.processes[place]
    // The machine closes what the process had open.
    for asked in process.asked {
      post(
        .failure(asked.call, .connectionLost), from: .program(id), to: .program(asked.asker),
        of: asked.asker)
    }
    if let watch = process.watch {
      post(.unwatch(watch.number), from: .program(id), to: .server(watch.member), of: id)
    }
    outside!.processes[place].crash()
    letGo(of: id)
  }

  /// What waited for a process is due now: first its timers, then its letters, as a process that wakes
  /// looks at its clock before it reads.
  private mutating func letGo(of id: ProgramID) {
    guard let place = outside!.place(of: id) else { return }
    let backlog = outside!.processes[place].backlog
    outside!.processes[place].backlog = []
    func isLetter(_ due: Due.What) -> Bool { if case .letter = due { true } else { false } }
    for due in backlog where !isLetter(due) { agenda.schedule(due, at: now) }
    for due in backlog where isLetter(due) { agenda.schedule(due, at: now) }
  }
}

extension Outside {
  /// A rule is switched on or off, for all programs.
  mutating func obey(_ rule: ElectionRule, _ isOn: Bool) {
    options[rule] = isOn
    for place in processes.indices { processes[place].program.obey(options) }
  }
}

// Letters on their way.
extension Cluster {
  /// A program or a server that stands still takes nothing in, not even by hand.
  func refusalOfDelivery(_ flight: FlightState) -> Refusal? {
    guard case .letter(let letter) = flight.packet else { return nil }
    switch letter.to {
    case .server(let server): return self[server].life == .paused ? .isPaused(server) : nil
    case .program(let program):
      return outside?[program]?.life == .paused ? .programIsPaused(program) : nil
    }
  }

  /// Puts down which letter an act was about.
  func note(_ letter: FlightState, in event: inout Event) {
    event.outside = OutsideEvent(.act)
    event.letter = letter
    event.server = letter.packet.receiver
    if case .letter(let content) = letter.packet { event.outside?.program = content.to.program }
  }

  /// - Returns: the letter; nil when it is none.
  mutating func holdLetter(_ id: Int) -> FlightState? {
    network.post.update(id) { $0.isHeld = true }
    return network.post[id]
  }

  mutating func dropLetter(_ id: Int) -> FlightState? {
    guard var letter = network.post.remove(id) else { return nil }
    letter.loss = .dropped
    if case .letter(let content) = letter.packet { noticeLoss(of: content) }
    return letter
  }

  mutating func duplicateLetter(_ id: Int) -> FlightState? {
    guard let flight = network.post[id], case .letter(let letter) = flight.packet else {
      return nil
    }
    let program = letter.from.program ?? letter.to.program ?? .console
    post(letter.content, from: letter.from, to: letter.to, of: program)
    return flight
  }

  mutating func deliverLetter(_ id: Int, in event: inout Event) {
    network.post.update(id) { $0.loss = nil }
    event.outside = OutsideEvent(.act)
    arrive(id, in: &event)
  }
}

extension ProgramAct {
  /// Acts that say less, the simplest first.
  var simpler: [ProgramAct] {
    switch self {
    case .setLink(let from, let to, let quality):
      [LinkQuality(latency: quality.latency)].filter { $0 != quality }
        .map { .setLink(from: from, to: to, $0) }
    case .setClock(let program, let permille):
      permille % 500 == 0 ? [] : [.setClock(program, permille: permille < 1000 ? 500 : 2000)]
    case .crash, .restart, .pause, .resume, .isolate, .cut, .mend, .jumpClock, .release, .cancel,
      .proclaim, .setRule, .ask, .watch, .unwatch, .due:
      []
    }
  }
}
