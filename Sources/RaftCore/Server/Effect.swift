/// A client's request, as the client names it: a number that Raft only hands back with the answer.
@usableFromInline package struct RequestID: Hashable, Sendable, BitwiseCopyable {
  package var number: UInt64

  package init(_ number: UInt64) { self.number = number }
}

/// What a server answers to a client (§8).
@usableFromInline package enum Answer: Hashable, Sendable, BitwiseCopyable {
  /// The command at this index was applied to the state machine.
  case applied(LogIndex)
  /// Only a leader takes requests; the most recent leader that the server knows of, if any.
  case notLeader(hint: ServerID?)
  /// Ask the state machine for this, as it stands now: all that the answer must show is applied.
  case query(Command)
}

/// The timers of a server. The last two run only where their features are on.
@usableFromInline package enum Timer: UInt8, CaseIterable, Hashable, Sendable, BitwiseCopyable {
  /// Runs out after a randomised time: no leader was heard of (§5.2).
  case election
  /// Runs out a fixed time after the leader last spoke to all: it does so again (§5.2).
  case heartbeat
  /// Runs out when a leader must look whether it still hears a majority (Ongaro's dissertation,
  /// §6.2).
  case quorum
  /// Runs out when a leader gives up handing over (§3.10).
  case transfer
}

extension Timer {
  /// The timer's name in exports and scripts.
  package var name: String {
    switch self {
    case .election: "election"
    case .heartbeat: "heartbeat"
    case .quorum: "quorum"
    case .transfer: "transfer"
    }
  }
}

/// A change of persistent state on its way to stable storage (Figure 2: currentTerm, votedFor,
/// log[]).
///
/// All that one rule changes is one write: it is on disk whole, or not at all. A step may ask for
/// several (the new term, then the vote), and a crash may fall between them. What the entries after
/// `keeping` are is read from the server's log when the step ends: no later rule of the same step
/// changes them.
@usableFromInline package struct Write: Hashable, Sendable, BitwiseCopyable {
  /// currentTerm and votedFor after the write.
  package var term: Term
  package var votedFor: ServerID?
  /// The log on disk is cut after index `keeping`, then the entries up to `through` follow. Both
  /// are the log's last index when the log did not change.
  package var keeping: LogIndex
  package var through: LogIndex
  /// The last index that a snapshot includes which is written too: once that is on disk, the log
  /// there begins after it (§7). 0 when there is none.
  package var snapshot: LogIndex

  package init(
    term: Term, votedFor: ServerID?, keeping: LogIndex, through: LogIndex, snapshot: LogIndex = 0
  ) {
    self.term = term
    self.votedFor = votedFor
    self.keeping = keeping
    self.through = through
    self.snapshot = snapshot
  }
}

extension Write: Fielded {
  package var name: String { "write" }

  package var fields: [Field] {
    [
      Field("term", .term(term)), Field("votedFor", .server(votedFor)),
      Field("keeping", .index(keeping)), Field("through", .index(through)),
    ] + (snapshot > 0 ? [Field("snapshot", .index(snapshot))] : [])
  }
}

/// What a server asks of its surroundings.
///
/// **The order is the durability contract.** Effects are carried out in order. A `persist` begins a
/// write that takes time; a `send` must not leave the server before all writes that were begun
/// before it are on disk. A crash may come at any moment: writes that are not on disk are lost, and
/// so are the messages waiting for them. That is the whole of "updated on stable storage before
/// responding to RPCs" (Figure 2).
@usableFromInline package enum Effect: Hashable, Sendable {
  /// Begin this write. When it is on disk, the server is told with `Input.written`.
  case persist(Write)
  /// Send when all earlier writes are on disk.
  case send(Message)
  /// Send now: the message promises nothing that is not on disk. A leader sends entries while it
  /// writes them to its own disk (Ongaro's dissertation, §10.2.1); it counts itself only when its
  /// write is done.
  case sendAtOnce(Message)
  /// Apply the entries after `after` up to `through` to the state machine, in order.
  case apply(after: LogIndex, through: LogIndex)
  /// Answer a client.
  case answer(RequestID, Answer)
  /// Start a timer from its beginning; the election timer with a timeout that is drawn for it.
  case start(Timer)
  /// Start a timer from its beginning with a given duration, in microseconds.
  case startFor(Timer, Int)
  /// Start the election timer from its beginning with the timeout that it had.
  case startAgain(Timer)
  /// Stop a timer.
  case stop(Timer)
  /// Keep the state machine as it stands now, under this name (§7).
  case takeSnapshot(SnapshotID)
  /// "Reset state machine using snapshot contents" (Figure 13).
  case restore(SnapshotID)
}

extension Sequence<Effect> {
  /// Whether a timer is started among them.
  package func starts(_ timer: Timer) -> Bool {
    contains {
      switch $0 {
      case .start(let started), .startFor(let started, _), .startAgain(let started):
        started == timer
      case .persist, .send, .sendAtOnce, .apply, .answer, .stop, .takeSnapshot, .restore: false
      }
    }
  }

  /// Whether a timer is stopped among them.
  package func stops(_ timer: Timer) -> Bool {
    contains { if case .stop(let stopped) = $0 { stopped == timer } else { false } }
  }
}
