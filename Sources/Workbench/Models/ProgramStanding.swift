import ClientPrograms
import RaftCore
import Simulation

/// What a program outside is about, in one word.
package enum ProgramStanding: CaseIterable, Hashable, Sendable {
  case down, notStarted, ended, paused
  /// It stands still, and believes that it leads all the same.
  case pausedLeader
  case leads
  /// It is elected, and waits before it acts.
  case elected
  /// It has not what it needs to stand for election.
  case asks
  case inLine
  /// It waits until it can try again.
  case waits
  /// It elects nobody, and answers those who ask.
  case serves

  package init(_ process: Process) {
    switch process.life {
    case .crashed: self = .down
    case .paused: self = process.believesSince == nil ? .paused : .pausedLeader
    case .running: self = Self.ofRunning(process)
    }
  }

  private static func ofRunning(_ process: Process) -> ProgramStanding {
    guard let elector = process.program.elector else { return .serves }
    if !process.hasStarted { return .notStarted }
    if process.believesSince != nil { return .leads }
    if elector.isCancelled { return .ended }
    if process.timers.contains(where: { $0.timer == .lockDelay }) { return .elected }
    switch process.program {
    case .notes: return process.watch == nil ? .asks : .waits
    case .session(let program): return program.candidacy == nil ? .asks : .inLine
    case .kubernetes: return .waits
    case .apiServer, .resource, .console: return .serves
    }
  }

  /// Whether it believes that it leads.
  package var believes: Bool { self == .leads || self == .pausedLeader }

  /// Its sign, one or two columns wide, and how it is shown.
  var look: (sign: String, ink: Theme.Ink) {
    switch self {
    case .down: ("✖", .down)
    case .notStarted: ("·", .faint)
    case .ended: ("–", .faint)
    case .paused: ("‖", .paused)
    case .pausedLeader: ("★‖", .paused)
    case .leads: ("★", .leader)
    case .elected: ("◆", .candidate)
    case .asks: ("…", .candidate)
    case .inLine, .waits: ("○", .follower)
    case .serves: ("●", .text)
    }
  }
}

/// Until when a program counts on its lease, or on a record, by its own clock.
struct DeadlineGauge: Hashable {
  /// What is left, in microseconds of the program's clock; negative once it has passed.
  let left: TimeSpan
  /// What a full gauge stands for.
  let length: TimeSpan
  let kind: Kind

  enum Kind: Hashable {
    /// A lease of its own, in etcd.
    case lease
    /// The record of whoever leads; it tries to take over when that has passed.
    case record
    /// A leader that tries to renew gives up then.
    case renewal
  }

  /// Nil when it counts on nothing.
  init?(_ process: Process, at now: Time) {
    guard process.life != .crashed else { return nil }
    let clock = process.clock.reading(at: now)
    switch process.program {
    case .notes, .session:
      guard let lease = process.program.lease else { return nil }
      left = lease.deadline - clock
      length = max(1, lease.ttl * 1_000_000)
      kind = .lease
    case .kubernetes(let program):
      if let deadline = program.renewDeadline {
        left = deadline - clock
        length = max(1, program.elector.times.renewDeadline)
        kind = .renewal
      } else if let expires = program.expires, let observed = program.observed {
        left = expires - clock
        length = max(1, expires - observed.time)
        kind = .record
      } else {
        return nil
      }
    case .apiServer, .resource, .console: return nil
    }
  }

  /// A bar of so many columns; empty once it has passed.
  func bar(columns: Int) -> (full: Int, rest: Int) {
    let full = left <= 0 ? 0 : min(columns, (left * columns + length - 1) / length)
    return (full, columns - full)
  }

  var ink: Theme.Ink { left <= 0 ? .warning : left * 4 < length ? .warning : .text }
}

/// What a program waits for: an answer, a watch, a timer.
enum ProgramWait: Hashable {
  case answer(ProgramCall, from: Party)
  case watch(String, at: ServerID)
  case timer(ProgramTimer, left: TimeSpan)

  /// All, what tells most first.
  static func of(_ process: Process, at now: Time) -> [ProgramWait] {
    guard process.life != .crashed else { return [] }
    let calls = process.calls.map { ProgramWait.answer($0.call, from: $0.to) }
    let questions = calls.filter { !$0.isOfWork }
    let watch = process.watch.map { [ProgramWait.watch("\($0.keys)", at: $0.member)] } ?? []
    let timers = process.timers.sorted { $0.deadline < $1.deadline }
      .map { ProgramWait.timer($0.timer, left: max(0, $0.deadline - now)) }
    return questions + watch + calls.filter(\.isOfWork) + timers
  }

  private var isOfWork: Bool { if case .answer(.work, _) = self { true } else { false } }
}

extension Process {
  /// The member or the API server that it asks; nil when it asks nobody.
  func partner(in outside: Outside) -> Party? {
    switch id {
    case .pod: outside.settings.way == .kubernetes ? .program(apiServer) : .server(member)
    case .apiServer, .console: .server(member)
    case .resource: nil
    }
  }
}

extension Outside {
  /// The programs that can be selected: pods and API servers.
  var selectable: [Process] {
    processes.filter { process in
      switch process.id {
      case .pod, .apiServer: true
      case .resource, .console: false
      }
    }
  }

  /// The resource, as it stands.
  var resource: Resource? {
    if case .resource(let resource)? = self[.resource]?.program { resource } else { nil }
  }

  /// Whether a process believes and, by what members have applied, is right.
  func isRight(_ process: Process) -> Bool {
    guard let elector = process.program.elector else { return false }
    return contests.first { $0.name == elector.contest }?.holder == elector.name
  }

  /// What belief and truth of a contest come to.
  func verdict(on contest: Contest) -> Verdict {
    let believers = believing(in: contest)
    switch believers.count {
    case 0: return contest.holder == nil ? .nobody : .unaware
    case 1: return isRight(believers[0]) ? .agrees : .deposed
    default: return .several(believers.count)
    }
  }
}

/// What belief and truth of a contest come to.
package enum Verdict: Hashable, Sendable {
  /// Nobody leads, and nobody believes that he does.
  case nobody
  /// One leads, and knows.
  case agrees
  /// One holds it by etcd, and acts not as the leader.
  case unaware
  /// One believes that he leads, and does not by etcd.
  case deposed
  /// So many believe at the same time.
  case several(Int)

  var ink: Theme.Ink {
    switch self {
    case .agrees: .good
    case .nobody, .unaware: .faint
    case .deposed, .several: .warning
    }
  }
}

extension Time {
  /// Seconds with two decimals, with a sign before those that are gone: `6.10`, `-1.20`.
  var hundredths: String {
    let size = (abs(self) + 5000) / 10_000
    let text = String(size / 100) + "." + String(100 + size % 100).dropFirst()
    return self < 0 && size > 0 ? "-" + text : text
  }
}
