import KeyValue
import RaftCore

/// One server at a moment: the machine, and Raft's state on it.
package struct ServerState: Hashable, Sendable {
  /// Raft's state of the server. While it is down: as it would start again.
  package var raft: RaftState
  package var life: Life
  /// The timers; nil when they cannot be known.
  package var election: TimerState?
  package var heartbeat: TimerState?
  /// Until a leader looks whether it still hears a majority, and until it gives up handing over.
  package var quorum: TimerState?
  package var transfer: TimerState?
  /// What its disk holds and what is being written; nil when that cannot be told from the rest.
  package var disk: DiskState?
  /// What its state machine holds, in the order in which keys were first written; nil when that is
  /// not known.
  package var contents: [KeyRecord]?
  /// The sessions of clients that its state machine knows, the one used least recently first.
  package var sessions: [Store.OpenSession] = []
  /// What it has as a member of etcd; nil when it is none, or when that is not known.
  package var member: MemberState?
  /// What its clock shows, in microseconds; nil when nobody can say.
  package var clock: Time?
  /// From which entry on its log now says something else than what its state machine applied; nil
  /// when it does not, or when that is not known.
  package var partedAt: LogIndex?
  /// The speed of its clock, in thousandths of the right one; nil when nobody can say.
  package var clockRate: Int?
  /// How long a write to its disk takes; nil when nobody can say.
  package var diskWrite: TimeSpan?
  /// How much waits for it while it is paused; nil when that is not known.
  package var backlogCount: Int?
  /// Whether it was asked and does not answer, so that nobody can say how it stands, nor whether it runs.
  package var isSilent = false
  /// Whether its disk was lost, which Raft does not allow for.
  package var wasWiped = false

  package init(_ raft: RaftState, life: Life = .running) {
    self.raft = raft
    self.life = life
  }

  package var id: ServerID { raft.id }

  /// The timer of a kind; nil when it cannot be known.
  package func timer(_ timer: Timer) -> TimerState? {
    switch timer {
    case .election: election
    case .heartbeat: heartbeat
    case .quorum: quorum
    case .transfer: transfer
    }
  }

  /// A timer at a moment.
  package enum TimerState: Hashable, Sendable {
    case stopped
    /// It was last started at a moment, and runs out at another, which may not be known.
    case running(since: Time, until: Time?)

    /// When it runs out; nil when it does not, or nobody can say.
    package var deadline: Time? {
      if case .running(_, let until) = self { until } else { nil }
    }

    /// When it was last started; nil while it is stopped.
    package var startedAt: Time? {
      if case .running(let since, _) = self { since } else { nil }
    }
  }
}

/// Whether a machine takes part.
package enum Life: UInt8, Hashable, Sendable {
  case running
  /// Stopped for a while: timers and messages wait for it.
  case paused
  /// Down: volatile state is lost, the disk is kept.
  case crashed
}

/// What a server's disk holds, and what is being written to it.
package struct DiskState: Hashable, Sendable {
  package var currentTerm: Term
  package var votedFor: ServerID?
  package var log: LogState
  /// Writes begun and not done, oldest first.
  package var writes: [PendingWrite] = []

  package init(currentTerm: Term, votedFor: ServerID?, log: LogState) {
    self.currentTerm = currentTerm
    self.votedFor = votedFor
    self.log = log
  }

  /// Whether a write has begun and is not done.
  package var isBusy: Bool { !writes.isEmpty }

  /// A write that has begun and is not done.
  package struct PendingWrite: Hashable, Sendable {
    package var write: Write
    package var doneAt: Time
    /// The messages that may leave when it is done and not before.
    package var releases: [Message]

    package init(_ write: Write, doneAt: Time, releases: [Message] = []) {
      self.write = write
      self.doneAt = doneAt
      self.releases = releases
    }
  }
}
