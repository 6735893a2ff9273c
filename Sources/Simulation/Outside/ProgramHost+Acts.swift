import ClientPrograms
import KeyValue
import RaftCore

// What is done to programs and their letters by hand.
extension ProgramHost {
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
    case .isolate(let id): letters.isolate(id)
    case .cut(let from, let to): letters.setCut(true, from: from, to: to)
    case .mend(let from, let to): letters.setCut(false, from: from, to: to)
    case .setLink(let from, let to, let quality):
      letters.setQuality(quality, from: from, to: to)
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

  // MARK: Letters

  /// Puts down which letter an act was about.
  func note(_ letter: FlightState, in event: inout Event) {
    event.outside = OutsideEvent(.act)
    event.letter = letter
    event.server = letter.packet.receiver
    if case .letter(let content) = letter.packet { event.outside?.program = content.to.program }
  }

  /// - Returns: the letter; nil when it is none.
  mutating func holdLetter(_ id: Int) -> FlightState? {
    letters.update(id) { $0.isHeld = true }
    return letters[id]
  }

  mutating func dropLetter(_ id: Int) -> FlightState? {
    guard var letter = letters.remove(id) else { return nil }
    letter.loss = .dropped
    if case .letter(let content) = letter.packet { noticeLoss(of: content) }
    return letter
  }

  mutating func duplicateLetter(_ id: Int) -> FlightState? {
    guard let flight = letters[id], case .letter(let letter) = flight.packet else {
      return nil
    }
    let program = letter.from.program ?? letter.to.program ?? .console
    post(letter.content, from: letter.from, to: letter.to, of: program)
    return flight
  }

  mutating func deliverLetter(_ id: Int, in event: inout Event) {
    letters.update(id) { $0.loss = nil }
    event.outside = OutsideEvent(.act)
    arrive(id, in: &event)
  }
}
