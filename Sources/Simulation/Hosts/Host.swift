import KeyValue
import RaftCore

/// A machine of the cluster: the Raft server, its disk, its state machine, its clock.
package struct Host: Sendable {
  /// The Raft server. While the host is down: as it would start again.
  package internal(set) var server: Server
  package internal(set) var life: Life = .running
  package internal(set) var disk = Disk()
  /// The state machine with its leases and watches, in memory: rebuilt from the log after a restart.
  package internal(set) var member: Member
  /// What it has to answer to programs outside; only in a cluster that has some.
  package internal(set) var service = Service()
  /// When it last looked at its leases, by its own clock.
  var lookedAt: Time = 0
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
  /// Its clock: at a rate of 2000 its timers run out in half the time.
  package internal(set) var localClock = LocalClock()
  /// From which its election timeouts are drawn.
  package internal(set) var electionTimeout: ClosedRange<TimeSpan>
  /// How long after its last a leader sends heartbeats again.
  package internal(set) var heartbeatInterval: TimeSpan
  /// How long a write to its disk takes.
  package internal(set) var diskWrite: TimeSpan
  /// Whether its disk was lost, which Raft does not allow for.
  package internal(set) var wasWiped = false
  /// What became due while it was paused, oldest first.
  var backlog: [Due.What] = []
  var random: RandomStream
  /// As it was started with; what a store is made for stays when timeouts change.
  let timing: Timing
  /// Whether it serves programs outside as a member of etcd, and not the paper's clients alone.
  let isEtcd: Bool
  /// The most sessions of clients that its state machine keeps.
  let sessionLimit: Int
  /// What applying entries did to sessions, until it is part of the step that asked for that.
  var sessionNotes: [SessionNote] = []
  /// The last entry applied that holds an operation of a session; 0 where none did.
  var lastOfSession: LogIndex = 0

  init(
    server: Server, random: RandomStream, timing: Timing, isEtcd: Bool,
    sessionLimit: Int = Settings().sessionLimit
  ) {
    self.server = server
    self.random = random
    self.timing = timing
    self.isEtcd = isEtcd
    self.sessionLimit = sessionLimit
    diskWrite = timing.diskWrite
    electionTimeout = timing.electionTimeout
    heartbeatInterval = timing.heartbeat
    member = Self.emptyMember(of: timing, isEtcd: isEtcd)
  }

  package var id: ServerID { server.id }

  /// The state machine.
  package var store: Store { member.store }

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

  /// The speed of its clock, in thousandths of the right one.
  package var clockRate: Int { localClock.rate }

  /// What its clock shows, in microseconds.
  package func clock(at now: Time) -> Time { localClock.reading(at: now) }
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
  @inline(__always) mutating func start(
    _ timer: Timer, for duration: TimeSpan, at now: Time, in agenda: inout Agenda
  ) {
    let deadline = now + localClock.duration(of: duration)
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
    localClock.jump(by: span, at: now)
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

}

// MARK: - State machine

extension Host {
  /// Whether the state machine executes no request of a client twice (§8): etcd remembers nothing of
  /// its clients.
  var deduplicates: Bool { server.configuration.rules[.clientSerialNumbers] && !isEtcd }

  /// Applies entries of the log to the state machine, in order.
  mutating func apply(
    after: LogIndex, through: LogIndex, over network: inout Network, on agenda: inout Agenda,
    at occasion: Occasion
  ) {
    guard after < through else { return }
    applied = through
    let deduplicates = deduplicates
    for index in (after + 1)...through {
      if let operation = server.log[index].command.operation {
        guard !operation.isOfSession else {
          apply(operation, at: index)
          continue
        }
        _ = member.apply(operation, deduplicating: deduplicates)
      } else if isEtcd {
        applyForPrograms(index, over: &network, on: &agenda, at: occasion)
      }
    }
    if !service.watches.isEmpty { tellWatchers(over: &network, on: &agenda, at: occasion) }
    if !service.results.isEmpty { answerApplied(over: &network, on: &agenda, at: occasion) }
  }

  /// Resets the state machine to what a snapshot holds. Watches go on from there: what they are to be
  /// told stands in the store.
  mutating func restore(
    _ snapshot: SnapshotID, over network: inout Network, on agenda: inout Agenda,
    at occasion: Occasion
  ) {
    member.restore(network.snapshots[snapshot].store)
    applied = snapshot.last.index
    service.appliedTerm = snapshot.last.term
    cutAfter = nil
    partedAt = nil
    if !service.watches.isEmpty { tellWatchers(over: &network, on: &agenda, at: occasion) }
  }

  /// The state machine before anything was applied. The paper's clients never ask for what was, so
  /// that is not kept for long: every copy of a cluster would hold all of it.
  static func emptyMember(of timing: Timing, isEtcd: Bool) -> Member {
    guard isEtcd else { return Member(Store(retention: 512)) }
    let timeout = timing.electionTimeout.lowerBound
    return Member(Store(minimumTTL: Store.minimumTTL(electionTimeout: timeout)))
  }

  /// The state machine before anything was applied.
  var emptyMember: Member { Self.emptyMember(of: timing, isEtcd: isEtcd) }

  /// The state machine is memory: lost in a crash, and rebuilt from the log.
  mutating func forgetMember() {
    member = emptyMember
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
