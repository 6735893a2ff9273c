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
