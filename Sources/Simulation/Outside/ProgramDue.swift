import ClientPrograms
import KeyValue
import RaftCore

/// Something that time would bring to a program, or to a member for programs, and an act brings now.
///
/// Where nothing happens by itself any more (`Stimulus.manual`), this is how timers of programs run
/// out, questions are waited for in vain, leases are looked at, and members propose what they put off
/// and give up what they cannot do.
package enum ProgramDue: Hashable, Sendable {
  /// The one that comes first.
  case next
  /// A timer of a program. Before a program has begun it has one, `restart`, with which it begins.
  case timer(ProgramTimer)
  /// A program has waited long enough for an answer to its oldest question.
  case answer
  /// A program has heard nothing over the broken connection of its watch for long enough.
  case watch
  /// A leader looks at its leases.
  case leases
  /// A member does what it put off: it proposes what waited for a leader, or revokes leases.
  case proposal
  /// A member gives up the oldest question that it has not answered.
  case giveUp

  /// All that a program, and all that a member can have due.
  package static let ofPrograms =
    ProgramTimer.allCases.map { ProgramDue.timer($0) } + [.answer, .watch]
  package static let ofServers: [ProgramDue] = [.leases, .proposal, .giveUp]

  /// What it is called in scripts; empty of the one that comes first.
  package var name: String {
    switch self {
    case .next: ""
    case .timer(let timer): timer.name
    case .answer: "answer"
    case .watch: "watch"
    case .leases: "leases"
    case .proposal: "proposal"
    case .giveUp: "give-up"
    }
  }
}

extension Cluster {
  /// What of this a program or a member has due now; nil when it has not.
  func found(_ due: ProgramDue, of party: Party) -> ProgramDue? {
    let moments: [(due: ProgramDue, time: Time)] =
      switch party {
      case .program(let program): outside?[program]?.moments ?? []
      case .server(let server): moments(of: server)
      }
    if due != .next { return moments.contains { $0.due == due } ? due : nil }
    return moments.min { $0.time < $1.time }?.due
  }

  /// What a member has due for programs, each with when time would bring it.
  private func moments(of server: ServerID) -> [(due: ProgramDue, time: Time)] {
    let host = self[server]
    var moments: [(due: ProgramDue, time: Time)] = []
    if host.service.putOff != nil { moments.append((.proposal, now)) }
    if host.member.leases.isPrimary {
      let since = host.clock(at: now) - host.lookedAt
      moments.append(
        (.leases, now + host.localClock.duration(of: max(0, LeaseClock.lookInterval - since))))
    }
    if let oldest = host.service.calls.first {
      moments.append((.giveUp, oldest.since + serviceLimit))
    }
    return moments
  }

  /// What is due comes now, whenever time would have brought it.
  mutating func bring(_ due: ProgramDue, of party: Party, in event: inout Event) {
    guard let due = found(due, of: party) else { return }
    switch party {
    case .program(let program):
      guard let place = outside?.place(of: program) else { return }
      bring(due, at: place, in: &event)
    case .server(let server):
      event.server = server
      switch due {
      case .leases:
        // The look for which there is a notice already is this one.
        hosts[server.number - 1].service.count += 1
        look(at: server, asAct: true, in: &event)
      case .proposal:
        guard let number = self[server].service.putOff else { return }
        doWhatWasPutOff(number, at: server, asAct: true, in: &event)
      case .giveUp:
        guard let oldest = self[server].service.calls.first else { return }
        giveUp(oldest, at: server, asAct: true, in: &event)
      case .next, .timer, .answer, .watch: break
      }
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

extension Service {
  /// The number of what it put off and can do now: of a question, or 0 of leases that ran out; nil
  /// when there is none.
  fileprivate var putOff: Int32? {
    if !doomed.isEmpty, proof == nil { return 0 }
    return calls.first { $0.state == .submitting }?.number
  }
}
