import ClientPrograms
import KeyValue
import RaftCore

/// The programs outside a cluster that is real: the same programs as the simulation's, handled in
/// the same way, while members and time are what they are.
///
/// A value without a clock: each occurrence brings its moment, and the same occurrences at the same
/// moments always make the same of it. So whoever drives it keeps one that runs, and a history
/// repeats it. What it wants of members comes back as letters (`takeOutbox`).
package struct LivePrograms: Sendable {
  package internal(set) var outside: Outside?
  package internal(set) var letters: Post
  package internal(set) var now: Time = 0
  let serverCount: Int
  var agenda = Agenda()
  private var letterCount = LivePrograms.firstLetter
  private var eventCount = 0
  /// What was handed over for members and was not taken yet.
  private var outbox: [Letter] = []
  /// How many letters of its watch each program was sent.
  private var turns: [ProgramID: Turn] = [:]

  private struct Turn: Sendable {
    var watch: Int
    var count: Int
  }

  /// Letters have numbers from here on, messages of members those before.
  package static let firstLetter = 1_000_000_000

  /// Something that happens to programs.
  package enum Occurrence: Hashable, Sendable {
    /// There is a cluster to talk to: programs may begin.
    case opens
    /// What is due first comes.
    case due
    /// A member's answer, or what a watch on it saw, begins its way to a program.
    case comes(Letter.Content, from: ServerID, to: ProgramID)
    /// Something is done by hand to a program, or to a letter on its way.
    case act(Stimulus)
  }

  /// What an occurrence was.
  package struct Outcome: Sendable {
    /// What it was for the programs; nil where it was no event.
    package var outside: OutsideEvent?
    /// The letter that arrived, was lost, or was interfered with.
    package var flight: FlightState?
    package var isTooLate = false
  }

  /// Programs that have not begun.
  ///
  /// - Parameter seed: of their clocks and of what timers draw.
  package init(_ settings: ElectionSettings, servers: Int, seed: UInt64) {
    outside = Outside(settings, seed: seed, servers: servers)
    // What is between a program and a member is as fast as it is.
    letters = Post(
      quality: LinkQuality(latency: 0...0), seed: seed, programs: settings.programs)
    serverCount = servers
  }

  /// The programs.
  package var programs: Outside { outside! }
  /// Their letters and links.
  package var post: Post { letters }
  /// What is on its way.
  package var flights: [FlightState] { letters.flights }

  /// When something happens that time brings; nil when nothing ever does.
  package var nextDue: Time? { agenda.nextTime }

  /// Whether something is due by a moment, so that `Occurrence.due` may come; what was due and is no
  /// event is gone afterwards.
  package mutating func isDue(by moment: Time) -> Bool {
    settle(until: moment)
    return agenda.nextTime.map { $0 <= moment } ?? false
  }

  /// What was handed over for members since it was asked last.
  package mutating func takeOutbox() -> [Letter] {
    defer { outbox = [] }
    return outbox
  }

  /// Why an act cannot happen now; nil when it can.
  package func refusal(of stimulus: Stimulus) -> Refusal? {
    switch stimulus {
    case .outside(.due(.server, _)): .hasNoCounterpart(.timers)
    case .outside(.setRule(let rule, _)) where rule.facts.group == .member:
      .hasNoCounterpart(.rules)
    case .outside(let act): refusal(of: act)
    case .drop(let id): letters[id] == nil ? .noSuchFlight(id) : nil
    case .deliver(let id): refusalOfDelivery(id)
    case .hold(let id):
      letters[id].map { $0.isHeld ? .isHeld(id) : nil } ?? .noSuchFlight(id)
    case .duplicate: .hasNoCounterpart(.duplicates)
    case .crash, .stop, .restart, .wipe, .pause, .resume, .timeOut, .split, .isolate, .cut, .mend,
      .heartbeat, .sync, .retry, .giveUp, .setClock, .jumpClock, .setDisk, .setLink, .setRule,
      .setFeature, .setTiming, .transfer, .snapshot, .changeMembers, .manual, .reseed, .write,
      .read, .heal:
      .noPrograms
    }
  }

  private func refusalOfDelivery(_ id: Int) -> Refusal? {
    guard let flight = letters[id], case .letter(let letter) = flight.packet else {
      return .noSuchFlight(id)
    }
    guard let program = letter.to.program, outside?[program]?.life == .paused else { return nil }
    return .programIsPaused(program)
  }

  /// Lets something happen.
  package mutating func take(_ occurrence: Occurrence, at moment: Time) -> Outcome {
    settle(until: moment)
    now = max(now, moment)
    var event = Event()
    event.begin(.quiet, number: eventCount + 1, at: now, sent: letterCount)
    switch occurrence {
    case .opens: startPrograms(after: now)
    case .due: comeDue(into: &event)
    case .comes(let content, let server, let program):
      come(content, from: server, to: program, in: &event)
    case .act(let stimulus): act(stimulus, in: &event)
    }
    eventCount += 1
    return Outcome(
      outside: event.outside, flight: event.letter, isTooLate: event.isTooLate)
  }

  // MARK: Time

  /// Takes what is due by a moment and is no event, up to the first that is one, as the simulation
  /// does: timers that were started again, what waits for a process that stands still.
  private mutating func settle(until moment: Time) {
    var event = Event()
    while true {
      var trial = self
      guard let due = trial.agenda.removeNext(by: moment) else { return }
      trial.now = max(now, moment)
      guard !trial.occur(due.what, in: &event) else { return }
      trial.now = now
      self = trial
    }
  }

  private mutating func comeDue(into event: inout Event) {
    while let due = agenda.removeNext(by: now) {
      if occur(due.what, in: &event) { return }
    }
  }

  /// Something is due. Returns whether it is an event.
  private mutating func occur(_ due: Due.What, in event: inout Event) -> Bool {
    switch due {
    case .letter(let id): letterArrives(Int(id), in: &event)
    case .program(let timer, let id, let generation):
      programRanOut(timer, of: id, generation: generation, in: &event)
    case .call(let id, let number): programWaited(Int(number), of: id, in: &event)
    case .watch(let id, let number): watchFellSilent(Int(number), of: id, in: &event)
    case .packet, .timer, .disk, .client, .load, .serve, .giveUp, .leases:
      preconditionFailure("a real member's")
    }
  }

  // MARK: Members

  /// What a member sends begins its way, and is at its end at once where its link has no latency.
  private mutating func come(
    _ content: Letter.Content, from server: ServerID, to program: ProgramID,
    in event: inout Event
  ) {
    var turn = 0
    if case .notice(let watch, _) = content {
      let count = turns[program].flatMap { $0.watch == watch ? $0.count : nil } ?? 0
      turn = count + 1
      turns[program] = Turn(watch: watch, count: turn)
    }
    let letter = Letter(
      from: .server(server), to: .program(program), content: content, turn: turn)
    let (id, arrival) = send(letter, of: program)
    // A process that stands still has it in its mail.
    guard arrival <= now, outside?[program]?.life != .paused else {
      return agenda.schedule(.letter(id: Int32(truncatingIfNeeded: id)), at: arrival)
    }
    event.outside = OutsideEvent(.delivered)
    arrive(id, in: &event)
  }

  private mutating func send(_ letter: Letter, of program: ProgramID) -> (id: Int, arrival: Time) {
    let id = nextLetter()
    let arrival = letters.send(
      letter, id: id, of: program, isOpen: true, at: now, by: eventCount)
    return (id, arrival)
  }

  mutating func nextLetter() -> Int {
    letterCount += 1
    return letterCount
  }

  // MARK: Acts

  private mutating func act(_ stimulus: Stimulus, in event: inout Event) {
    switch stimulus {
    case .outside(let act): apply(act, in: &event)
    case .hold(let id):
      if let letter = holdLetter(id) { note(letter, in: &event) }
      letters.update(id) { $0.arrivesAt = nil }
    case .drop(let id): if let letter = dropLetter(id) { note(letter, in: &event) }
    case .deliver(let id): deliverLetter(id, in: &event)
    case .crash, .stop, .restart, .wipe, .pause, .resume, .timeOut, .split, .isolate, .cut, .mend,
      .heal, .duplicate, .heartbeat, .sync, .retry, .giveUp, .setClock, .jumpClock, .setDisk,
      .setLink, .setRule, .setFeature, .setTiming, .transfer, .snapshot, .changeMembers, .manual,
      .reseed, .write,
      .read:
      break
    }
  }

  /// All links are whole again.
  package mutating func heal() { letters.heal() }

  // MARK: What members have applied

  /// A member is known to have applied so much: that is what etcd says from now on, if none had
  /// applied more.
  ///
  /// - Returns: who holds a contest since, where that changed.
  package mutating func see(_ store: Store, at moment: Time) -> OutsideEvent.Holder? {
    guard store.revision > programs.revision else { return nil }
    let before = programs.contests
    outside!.see(store, at: max(now, moment))
    for (old, new) in zip(before, programs.contests) where old.holder != new.holder {
      return OutsideEvent.Holder(contest: new.name, before: old.holder, after: new.holder)
    }
    return nil
  }
}

extension LivePrograms: ProgramHost {
  var acknowledged: LogIndex { 0 }

  func begin(_ outline: Event.Outline, in event: inout Event) {}

  mutating func post(
    _ content: Letter.Content, from: Party, to: Party, of program: ProgramID, index: LogIndex
  ) {
    let (id, arrival) = send(
      Letter(from: from, to: to, content: content, index: index), of: program)
    guard let server = to.server, arrival <= now, letters[id]?.loss == nil else {
      return agenda.schedule(.letter(id: Int32(truncatingIfNeeded: id)), at: arrival)
    }
    if case .letter(let letter)? = letters.remove(id)?.packet { handOver(letter, to: server) }
  }

  /// Whether a member runs is seen by who speaks to it.
  func isUp(_ server: ServerID) -> Bool { true }
  mutating func putsOff(_ due: Due.What, for server: ServerID) -> Bool { false }

  mutating func serve(_ letter: Letter, at server: ServerID, in event: inout Event) {
    handOver(letter, to: server)
  }

  private mutating func handOver(_ letter: Letter, to server: ServerID) { outbox.append(letter) }

  // A member's own moments are nobody's to bring.
  func unlessRunning(_ server: ServerID) -> Refusal? { .hasNoCounterpart(.timers) }
  func found(_ due: ProgramDue, at server: ServerID) -> ProgramDue? { nil }
  mutating func bring(_ due: ProgramDue, to server: ServerID, in event: inout Event) {}

  mutating func note(
    _ answer: ProgramAnswer, to call: Process.OpenCall, of program: ProgramID, by server: ServerID,
    at index: LogIndex
  ) {}
  mutating func note(_ response: Watcher.Response, to program: ProgramID, by watch: Int) {}
  mutating func noteAccepted(_ work: Work) {}
}
