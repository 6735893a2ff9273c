import ClientPrograms
import RaftCore

// What is due for programs, by time or by hand.
extension ProgramHost {
  /// All programs begin, pods a second after a moment and later.
  mutating func startPrograms(after moment: Time = 0) {
    guard outside != nil else { return }
    for place in outside!.processes.indices {
      let id = outside!.processes[place].id
      // One after the other, as people start them: who comes first is left to chance.
      let span = outside!.processes[place].random.next(in: 0...1_000_000)
      agenda.schedule(
        .program(timer: .restart, of: id, generation: 0),
        at: moment + (id.isPod ? 1_000_000 + span * outside!.settings.scale / 1000 : 0))
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

  /// Whether a process stands still: then what is due waits for it.
  mutating func isPaused(_ place: Int, _ due: Due.What) -> Bool {
    guard outside!.processes[place].life == .paused else { return false }
    outside!.processes[place].backlog.append(due)
    return true
  }

  /// A letter arrives, or is lost. Returns whether that is an event.
  mutating func letterArrives(_ id: Int, in event: inout Event) -> Bool {
    guard let flight = letters[id], case .letter(let letter) = flight.packet else {
      return false
    }
    guard !flight.isHeld else {
      letters.update(id) { $0.arrivesAt = nil }
      return false
    }
    if flight.loss == nil, waits(for: letter.to, id) { return false }
    begin(.outside, in: &event)
    event.outside = OutsideEvent(.delivered)
    arrive(id, in: &event)
    return true
  }

  /// Whether the receiver of a letter stands still.
  private mutating func waits(for receiver: Party, _ id: Int) -> Bool {
    let due = Due.What.letter(id: Int32(truncatingIfNeeded: id))
    switch receiver {
    case .server(let server): return putsOff(due, for: server)
    case .program(let program):
      guard let place = outside?.place(of: program) else { return false }
      return isPaused(place, due)
    }
  }

  /// A program has heard nothing over a broken connection for long enough. Returns whether it still
  /// relied on it.
  mutating func watchFellSilent(
    _ number: Int, of id: ProgramID, in event: inout Event
  ) -> Bool {
    guard let place = outside?.place(of: id), let watch = outside!.processes[place].watch,
      watch.number == number,
      !isPaused(place, .watch(of: id, number: Int32(truncatingIfNeeded: number)))
    else { return false }
    begin(.outside, in: &event)
    event.outside = OutsideEvent(.delivered, at: id)
    findsBroken(watch, at: place, in: &event)
    return true
  }

  /// What waited for a process is due now: first its timers, then its letters, as a process that wakes
  /// looks at its clock before it reads.
  mutating func letGo(of id: ProgramID) {
    guard let place = outside!.place(of: id) else { return }
    let backlog = outside!.processes[place].backlog
    outside!.processes[place].backlog = []
    func isLetter(_ due: Due.What) -> Bool { if case .letter = due { true } else { false } }
    for due in backlog where !isLetter(due) { agenda.schedule(due, at: now) }
    for due in backlog where isLetter(due) { agenda.schedule(due, at: now) }
  }

  // MARK: By hand

  /// What of this a program or a member has due now; nil when it has not.
  func found(_ due: ProgramDue, of party: Party) -> ProgramDue? {
    switch party {
    case .program(let program): due.found(in: outside?[program]?.moments ?? [])
    case .server(let server): found(due, at: server)
    }
  }

  /// What is due comes now, whenever time would have brought it.
  mutating func bring(_ due: ProgramDue, of party: Party, in event: inout Event) {
    guard let due = found(due, of: party) else { return }
    switch party {
    case .program(let program):
      guard let place = outside?.place(of: program) else { return }
      bring(due, at: place, in: &event)
    case .server(let server): bring(due, to: server, in: &event)
    }
  }

  private mutating func bring(_ due: ProgramDue, at place: Int, in event: inout Event) {
    let process = outside!.processes[place]
    switch due {
    case .timer(let timer):
      guard process.hasStarted else {
        outside!.processes[place].hasStarted = true
        event.outside = OutsideEvent(.started, at: process.id)
        return give(.started, to: place, in: &event)
      }
      outside!.processes[place].stop(timer)
      event.outside = OutsideEvent(.timedOut(timer), at: process.id)
      give(.timeout(timer), to: place, in: &event)
    case .answer:
      guard let oldest = process.calls.first else { return }
      waitedInVain(for: oldest, at: place, in: &event)
    case .watch:
      guard let watch = process.watch else { return }
      event.outside = OutsideEvent(.delivered, at: process.id)
      findsBroken(watch, at: place, in: &event)
    case .next, .leases, .proposal, .giveUp: break
    }
  }
}

extension Process {
  /// What it has due, each with when time would bring it.
  fileprivate var moments: [(due: ProgramDue, time: Time)] {
    guard hasStarted || !id.isPod else { return [(.timer(.restart), 0)] }
    var moments = timers.map { (due: ProgramDue.timer($0.timer), time: $0.deadline) }
    if let oldest = calls.first { moments.append((.answer, oldest.deadline)) }
    if let silentAt = watch?.silentAt { moments.append((.watch, silentAt)) }
    return moments
  }
}
