import ClientPrograms
import KeyValue
import RaftCore

// Letters at their end: who gets them, who is told that nobody is there, what a broken connection means.
extension ProgramHost {
  /// A letter is at its end, by its time or by hand.
  mutating func arrive(_ id: Int, in event: inout Event) {
    guard var flight = letters.remove(id), case .letter(let letter) = flight.packet else {
      return
    }
    if flight.loss == nil, !isUp(letter.to) { flight.loss = .receiverDown }
    event.letter = flight
    event.server = letter.to.server
    event.outside?.program = letter.to.program
    guard flight.loss == nil else {
      if let loss = flight.loss, event.outside?.what == .delivered {
        event.outside?.what = .lost(loss)
      }
      noticeLoss(of: letter)
      return refuse(letter, because: flight.loss, in: &event)
    }
    switch letter.to {
    case .server(let server): serve(letter, at: server, in: &event)
    case .program(let program):
      if let place = outside?.place(of: program) { receive(letter, at: place, in: &event) }
    }
  }

  private func isUp(_ party: Party) -> Bool {
    switch party {
    case .server(let server): isUp(server)
    case .program(let program): outside?[program]?.life != .crashed
    }
  }

  /// Nobody is there who could take a letter: whoever asks is told so by the machine, at once.
  private mutating func refuse(
    _ letter: Letter, because loss: Loss?, in event: inout Event
  ) {
    guard loss == .receiverDown, let asker = letter.from.program else { return }
    switch letter.content {
    case .question(let number, _):
      post(.failure(number, .unavailable), from: letter.to, to: letter.from, of: asker)
    case .watch(let number, _, _):
      post(.watchLost(number), from: letter.to, to: letter.from, of: asker)
    case .answer, .failure, .unwatch, .notice, .watchLost, .handedOn, .handedBack: break
    }
  }

  /// A program gets a letter.
  private mutating func receive(_ letter: Letter, at place: Int, in event: inout Event) {
    switch letter.content {
    case .question(let number, let call):
      guard let asker = letter.from.program else { return }
      let own = outside!.processes[place].note(number, of: asker)
      give(.asked(own, call), to: place, in: &event)
      if case .work(let work) = call { noteWork(work, in: &event) }
    case .answer(let number, let answer, _):
      guard let call = outside!.processes[place].takeCall(number) else {
        event.isTooLate = true
        return
      }
      if let server = letter.from.server {
        note(answer, to: call, of: outside!.processes[place].id, by: server, at: letter.index)
      }
      give(.answered(number, answer), to: place, in: &event)
    case .failure(let number, let failure):
      guard let call = outside!.processes[place].takeCall(number) else {
        event.isTooLate = true
        return
      }
      failed(call, failure, at: place, in: &event)
    case .notice(let number, let response):
      guard let watch = outside!.processes[place].watch, watch.number == number,
        letter.turn > watch.told
      else {
        event.isTooLate = true
        return
      }
      // Something before it is missing: over a connection that is whole that cannot be.
      guard letter.turn == watch.told + 1 else { return loseWatch(number, at: place, in: &event) }
      outside!.processes[place].watch!.told = letter.turn
      if case .cancelled = response { outside!.processes[place].watch = nil }
      note(response, to: outside!.processes[place].id, by: number)
      give(.watched(response), to: place, in: &event)
    case .watchLost(let number): loseWatch(number, at: place, in: &event)
    case .watch, .unwatch, .handedOn, .handedBack: break
    }
  }

  /// The connection broke that a watch stands on.
  private mutating func loseWatch(_ number: Int, at place: Int, in event: inout Event) {
    guard let watch = outside!.processes[place].watch, watch.number == number else { return }
    unwatch(place)
    turnAway(place, from: .server(watch.member))
    give(.watchLost, to: place, in: &event)
  }

  /// A letter is lost on which a watch depends: its connection is broken, and its program will know that
  /// when it has heard nothing for long enough.
  mutating func noticeLoss(of letter: Letter) {
    let program: ProgramID?
    let number: Int
    switch letter.content {
    case .watch(let watch, _, _): (program, number) = (letter.from.program, watch)
    case .notice(let watch, _), .watchLost(let watch):
      (program, number) = (letter.to.program, watch)
    case .question, .answer, .failure, .unwatch, .handedOn, .handedBack: return
    }
    guard let program, let place = outside?.place(of: program),
      outside!.processes[place].watch?.number == number
    else { return }
    let patience = outside!.settings.times.requestTimeout
    let end = now + outside!.processes[place].clock.duration(of: patience)
    outside!.processes[place].watch!.silentAt = end
    agenda.schedule(.watch(of: program, number: Int32(truncatingIfNeeded: number)), at: end)
  }

  /// A program finds that the connection is broken on which its watch stands.
  mutating func findsBroken(
    _ watch: Process.OpenWatch, at place: Int, in event: inout Event
  ) {
    event.letter = FlightState(
      id: nextLetter(),
      .letter(
        Letter(
          from: .server(watch.member), to: .program(outside!.processes[place].id),
          content: .watchLost(watch.number))),
      sentBy: event.number, sentAt: now, arrivesAt: now)
    loseWatch(watch.number, at: place, in: &event)
  }

  /// The resource was asked for work: if it took it, who was its sender?
  private mutating func noteWork(_ work: Work, in event: inout Event) {
    guard event.outside?.firings.contains(where: { $0.rule == .acceptWork }) == true else { return }
    noteAccepted(work)
    event.outside?.lateWork = outside!.accepted(work, at: now)
  }
}
