import ClientPrograms
import KeyValue
import RaftCore

/// Whatever runs programs outside: the simulated cluster, or what stands beside a real one. What a
/// program is given and what it asks for is handled in the same way by both; they differ in what brings
/// time, letters and members.
protocol ProgramHost {
  /// The programs. Functions of this protocol are called only where there are some.
  var outside: Outside? { get set }
  /// Their letters and links.
  var letters: Post { get set }
  /// What is due for them.
  var agenda: Agenda { get set }
  /// Now, in true time.
  var now: Time { get }
  /// How many members there are.
  var serverCount: Int { get }
  /// Up to which entry anybody was told of; 0 where that is not known.
  var acknowledged: LogIndex { get }

  /// An event begins.
  func begin(_ outline: Event.Outline, in event: inout Event)
  /// Sends a letter in the name of a program.
  mutating func post(
    _ content: Letter.Content, from: Party, to: Party, of program: ProgramID, index: LogIndex)
  /// A number for what is on its way.
  mutating func nextLetter() -> Int
  /// Whether a member takes letters in.
  func isUp(_ server: ServerID) -> Bool
  /// A member gets a letter.
  mutating func serve(_ letter: Letter, at server: ServerID, in event: inout Event)
  /// Whether a member stands still: then what is due waits for it.
  mutating func putsOff(_ due: Due.What, for server: ServerID) -> Bool
  /// Why something cannot be brought to a member by hand; nil when it can.
  func unlessRunning(_ server: ServerID) -> Refusal?
  /// What of this a member has due now; nil when it has not.
  func found(_ due: ProgramDue, at server: ServerID) -> ProgramDue?
  /// What is due at a member comes now, whenever time would have brought it.
  mutating func bring(_ due: ProgramDue, to server: ServerID, in event: inout Event)

  // What watches over safety is told.
  mutating func note(
    _ answer: ProgramAnswer, to call: Process.OpenCall, of program: ProgramID, by server: ServerID,
    at index: LogIndex)
  mutating func note(_ response: Watcher.Response, to program: ProgramID, by watch: Int)
  mutating func noteAccepted(_ work: Work)
}

extension ProgramHost {
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
      outside!.processes[place].member = ServerID(server.number % serverCount + 1)
    case .program(.apiServer(let number)):
      guard outside!.processes[place].apiServer == .apiServer(number) else { return }
      outside!.processes[place].apiServer =
        .apiServer(number % outside!.settings.apiServers + 1)
    case .program(.pod), .program(.resource), .program(.console): break
    }
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
          known: acknowledged))
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

  /// Sends a letter of which nobody needs to know how far a member had applied the log.
  mutating func post(_ content: Letter.Content, from: Party, to: Party, of program: ProgramID) {
    post(content, from: from, to: to, of: program, index: 0)
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
