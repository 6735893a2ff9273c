import KeyValue
import RaftCore

/// A machine of the cluster: the Raft server, its disk, its state machine, its clock.
package struct Host: Sendable {
  /// The Raft server. While the host is down: as it would start again.
  package internal(set) var server: Server
  package internal(set) var life: Life = .running
  package internal(set) var disk = Disk()
  /// The state machine, in memory: rebuilt from the log after a restart.
  package internal(set) var store = Host.emptyStore
  /// The last entry that the state machine applied.
  var applied: LogIndex = 0
  /// After which entry the log lost some that had been applied; nil while it lost none.
  var cutAfter: LogIndex?
  /// From which entry on the log says something else than what the state machine applied; nil while
  /// it does not. Only where a safety property broke.
  package internal(set) var partedAt: LogIndex?
  package internal(set) var election = TimerState()
  package internal(set) var heartbeat = TimerState()
  package internal(set) var quorum = TimerState()
  package internal(set) var transfer = TimerState()
  /// The speed of its clock, in thousandths of the right one: at 2000 its timers run out in half
  /// the time.
  package internal(set) var clockRate = 1000
  /// What its clock showed at a moment, since when it runs at its present speed.
  private var clockReading: Time = 0
  private var clockReadAt: Time = 0
  /// How long a write to its disk takes.
  package internal(set) var diskWrite: TimeSpan
  /// Whether its disk was lost, which Raft does not allow for.
  package internal(set) var wasWiped = false
  /// What became due while it was paused, oldest first.
  var backlog: [Due.What] = []
  var random: RandomStream
  let timing: Timing

  init(server: Server, random: RandomStream, timing: Timing) {
    self.server = server
    self.random = random
    self.timing = timing
    diskWrite = timing.diskWrite
  }

  package var id: ServerID { server.id }

  /// How much is waiting for a paused server.
  package var backlogCount: Int { backlog.count }

  package typealias Life = Simulation.Life

  /// The timer of a kind.
  package func timer(_ timer: Timer) -> TimerState {
    switch timer {
    case .election: election
    case .heartbeat: heartbeat
    case .quorum: quorum
    case .transfer: transfer
    }
  }

  /// What its clock shows, in microseconds.
  package func clock(at now: Time) -> Time {
    let span = now - clockReadAt
    return clockReading + (clockRate == 1000 ? span : span * clockRate / 1000)
  }

  /// From now on its clock runs at another speed.
  mutating func setClock(permille: Int, at now: Time) {
    clockReading = clock(at: now)
    clockReadAt = now
    clockRate = permille
  }
}

/// A timer of a host.
///
/// A heartbeat starts the election timers anew, thousands of times for each time that one runs out.
/// So starting one only moves its deadline; the agenda holds one notice, and when that comes too
/// early it is put off.
package struct TimerState: Hashable, Sendable {
  /// When it was last started.
  package internal(set) var startedAt: Time = 0
  /// When it runs out; nil while it is stopped.
  package internal(set) var deadline: Time?
  /// For how long it was last started, by the server's own clock.
  var duration: TimeSpan = 0
  /// When the agenda's notice comes; nil when there is none.
  var noticeAt: Time?
  /// Of the valid notice; older ones are stale.
  var generation: Int32 = 0
}

// MARK: - Timers

extension Host {
  /// Starts a timer anew.
  mutating func start(
    _ timer: Timer, for duration: TimeSpan, at now: Time, in agenda: inout Agenda
  ) {
    // Hardly any clock is wrong, and a division is slow.
    // By a fast clock the shortest spans would be none, and such a timer would never let time go on.
    let span = clockRate == 1000 ? duration : max(1, duration * 1000 / clockRate)
    let deadline = now + span
    with(timer) { state in
      state.startedAt = now
      state.duration = duration
      state.deadline = deadline
      if let noticeAt = state.noticeAt, noticeAt <= deadline { return nil }
      state.generation += 1
      state.noticeAt = deadline
      return state.generation
    }.map { agenda.schedule(.timer(timer, server: id, generation: $0), at: deadline) }
  }

  mutating func stop(_ timer: Timer) {
    _ = with(timer) { state in
      state.deadline = nil
      return nil
    }
  }

  /// The clock jumps forward by `span`, or back where that is negative: what it timed runs out that
  /// much earlier or later, though never in the past.
  mutating func jump(by span: TimeSpan, at now: Time, in agenda: inout Agenda) {
    clockReading = clock(at: now) + span
    clockReadAt = now
    for timer in Timer.allCases {
      let generation = with(timer) { state in
        guard let old = state.deadline else { return nil }
        let deadline = max(now, old - span)
        state.deadline = deadline
        if let noticeAt = state.noticeAt, noticeAt <= deadline { return nil }
        state.generation += 1
        state.noticeAt = deadline
        return state.generation
      }
      if let generation, let deadline = self.timer(timer).deadline {
        agenda.schedule(.timer(timer, server: id, generation: generation), at: deadline)
      }
    }
  }

  /// The agenda's notice has come too early: the timer was started anew, or stopped.
  mutating func putOff(_ timer: Timer, in agenda: inout Agenda) {
    let generation = with(timer) { state in
      state.noticeAt = state.deadline
      return state.deadline == nil ? nil : state.generation
    }
    if let generation, let deadline = self.timer(timer).deadline {
      agenda.schedule(.timer(timer, server: id, generation: generation), at: deadline)
    }
  }

  /// The timer runs out.
  mutating func expire(_ timer: Timer) {
    _ = with(timer) { state in
      state.deadline = nil
      state.noticeAt = nil
      return nil
    }
  }

  /// Stops all timers for good: notices on their way are stale.
  mutating func forgetTimers() {
    for timer in Timer.allCases {
      _ = with(timer) { state in
        state.deadline = nil
        state.noticeAt = nil
        state.generation += 1
        return nil
      }
    }
  }

  private mutating func with(_ timer: Timer, _ change: (inout TimerState) -> Int32?) -> Int32? {
    switch timer {
    case .election: change(&election)
    case .heartbeat: change(&heartbeat)
    case .quorum: change(&quorum)
    case .transfer: change(&transfer)
    }
  }

  // MARK: State machine

  /// Applies entries of the log to the state machine, in order.
  mutating func apply(after: LogIndex, through: LogIndex, deduplicating: Bool) {
    guard after < through else { return }
    applied = through
    for index in (after + 1)...through {
      guard let operation = server.log[index].command.operation else { continue }
      _ = store.apply(operation, deduplicating: deduplicating)
    }
  }
}

extension Host {
  /// The state machine before anything was applied. The paper's clients never ask for what was, so
  /// that is not kept for long: every copy of a cluster would hold all of it.
  static var emptyStore: Store { Store(retention: 512) }

  /// The state machine is memory: lost in a crash, and rebuilt from the log.
  mutating func forgetStore() {
    store = Host.emptyStore
    applied = 0
    cutAfter = nil
    partedAt = nil
  }
}

extension TimerState {
  /// How long until it runs out; nil while it is stopped.
  func left(at now: Time) -> TimeSpan? { deadline.map { max(0, $0 - now) } }
}

extension Host.Life {
  /// `running`, `paused` or `crashed`.
  package var name: String {
    switch self {
    case .running: "running"
    case .paused: "paused"
    case .crashed: "crashed"
    }
  }
}
