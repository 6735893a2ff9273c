import ClientPrograms
import KeyValue
import RaftCore

/// A program outside, whichever it is.
package enum Program: Hashable, Sendable {
  case notes(NotesElector)
  case session(SessionElector)
  case kubernetes(KubernetesElector)
  case apiServer(APIServer)
  case resource(Resource)
  case console(Console)

  /// Gives the program an input.
  mutating func handle(_ input: ProgramInput, at clock: Time, into step: inout ProgramStep) {
    switch self {
    case .notes(var program):
      program.handle(input, at: clock, into: &step)
      self = .notes(program)
    case .session(var program):
      program.handle(input, at: clock, into: &step)
      self = .session(program)
    case .kubernetes(var program):
      program.handle(input, at: clock, into: &step)
      self = .kubernetes(program)
    case .apiServer(var program):
      program.handle(input, at: clock, into: &step)
      self = .apiServer(program)
    case .resource(var program):
      program.handle(input, at: clock, into: &step)
      self = .resource(program)
    case .console(var program):
      program.handle(input, at: clock, into: &step)
      self = .console(program)
    }
  }

  /// What every elector has; nil of a program that does not elect.
  package var elector: ElectorState? {
    switch self {
    case .notes(let program): program.elector
    case .session(let program): program.elector
    case .kubernetes(let program): program.elector
    case .apiServer, .resource, .console: nil
    }
  }

  /// The lease that it holds, as far as it knows; nil when it has none, or needs none.
  package var lease: LeaseState.Held? {
    switch self {
    case .notes(let program): program.lease.held
    case .session(let program): program.lease.held
    case .kubernetes, .apiServer, .resource, .console: nil
    }
  }

  /// Switches a rule for it.
  mutating func obey(_ options: ElectionOptions) {
    switch self {
    case .notes(var program):
      program.elector.options = options
      self = .notes(program)
    case .session(var program):
      program.elector.options = options
      self = .session(program)
    case .kubernetes(var program):
      program.elector.options = options
      self = .kubernetes(program)
    case .resource(var program):
      program.options = options
      self = .resource(program)
    case .apiServer, .console: break
    }
  }
}

/// A process that runs a program: whether it runs, its clock, its timers, and whom it waits for.
package struct Process: Sendable {
  package let id: ProgramID
  package internal(set) var program: Program
  package internal(set) var life = Life.running
  package internal(set) var clock: LocalClock
  /// The member that it asks.
  package internal(set) var member: ServerID
  /// The API server that it asks.
  package internal(set) var apiServer = ProgramID.apiServer(1)
  /// The timers that run.
  package internal(set) var timers: [RunningTimer] = []
  /// The questions that are not answered, the oldest first.
  package internal(set) var calls: [OpenCall] = []
  /// What it was asked and has not answered.
  var asked: [Asked] = []
  /// Its watch; nil when it has none.
  package internal(set) var watch: OpenWatch?
  /// Since when it believes that it leads, in true time; nil while it does not.
  package internal(set) var believesSince: Time?
  /// What became due while it was paused, oldest first.
  var backlog: [Due.What] = []
  /// Whether it was ever started.
  package internal(set) var hasStarted = false
  var random: RandomStream
  private var timerCount: Int32 = 0
  private var askedCount = 0
  private var watchCount = 0

  package struct RunningTimer: Hashable, Sendable {
    package let timer: ProgramTimer
    package let startedAt: Time
    package let deadline: Time
    let generation: Int32
  }

  /// A question that is not answered.
  package struct OpenCall: Hashable, Sendable {
    package let number: CallNumber
    package let call: ProgramCall
    package let to: Party
    package let sentAt: Time
    package let deadline: Time
    /// Of which entry anybody had been told before it was asked.
    let known: LogIndex
  }

  /// A question of somebody else, under a number for the answer.
  struct Asked: Hashable, Sendable {
    let number: CallNumber
    let asker: ProgramID
    let call: CallNumber
  }

  /// A watch on a member.
  package struct OpenWatch: Hashable, Sendable {
    package let number: Int
    package let keys: KeyRange
    package let member: ServerID
    /// How many letters it brought.
    var told = 0
    /// When its program will know that the connection is broken on which it stands; nil while that is
    /// whole.
    var silentAt: Time?
  }

  init(_ id: ProgramID, _ program: Program, clock: LocalClock, member: ServerID, seed: UInt64) {
    self.id = id
    self.program = program
    self.clock = clock
    self.member = member
    random = Self.random(seed: seed, of: id)
  }

  /// The stream that a process draws from.
  static func random(seed: UInt64, of id: ProgramID) -> RandomStream {
    RandomStream(seed: seed, stream: 4000 + id.number)
  }

  /// Starts a timer from its beginning, with a time that is drawn.
  ///
  /// - Returns: by what its notice is known, and when that is due.
  mutating func start(
    _ timer: ProgramTimer, _ range: ClosedRange<Int>, at now: Time
  ) -> (generation: Int32, deadline: Time) {
    stop(timer)
    timerCount += 1
    let deadline = now + clock.duration(of: random.next(in: range))
    timers.append(
      RunningTimer(timer: timer, startedAt: now, deadline: deadline, generation: timerCount))
    return (timerCount, deadline)
  }

  mutating func stop(_ timer: ProgramTimer) { timers.removeAll { $0.timer == timer } }

  /// A number for a question of somebody else.
  mutating func note(_ call: CallNumber, of asker: ProgramID) -> CallNumber {
    askedCount += 1
    asked.append(Asked(number: askedCount, asker: asker, call: call))
    return askedCount
  }

  /// Takes a question that is answered, or never will be, off those that are open; nil when it is none
  /// of them any more.
  mutating func takeCall(_ number: CallNumber) -> OpenCall? {
    calls.firstIndex { $0.number == number }.map { calls.remove(at: $0) }
  }

  /// A number for a watch.
  mutating func nextWatch() -> Int {
    watchCount += 1
    return watchCount
  }

  /// The process is gone, with all that it knew and believed.
  mutating func crash() {
    life = .crashed
    timers = []
    calls = []
    asked = []
    watch = nil
    believesSince = nil
  }
}
