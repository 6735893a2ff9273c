import ClientPrograms
import KeyValue
import RaftCore

/// What must hold at every moment.
package enum Property: UInt8, CaseIterable, Hashable, Sendable {
  case electionSafety
  case leaderAppendOnly
  case logMatching
  case leaderCompleteness
  case stateMachineSafety
  case termNeverFalls
  case oneVotePerTerm
  case commitNeverFalls
  case linearizability
  case promisesOnDisk
  case readsSeeWrites
  case leaseReadsSeeWrites
  case oneQuorum
  case fencingTokens
  case leaseNotEarly
  case watchInOrder
  case etcdLinearizable
  case snapshotsKeepState
  case exactlyOnce
  case configurationsOverlap

  /// The name used on the command line and in scripts.
  package var id: String {
    switch self {
    case .electionSafety: "election-safety"
    case .leaderAppendOnly: "leader-append-only"
    case .logMatching: "log-matching"
    case .leaderCompleteness: "leader-completeness"
    case .stateMachineSafety: "state-machine-safety"
    case .termNeverFalls: "term-never-falls"
    case .oneVotePerTerm: "one-vote-per-term"
    case .commitNeverFalls: "commit-never-falls"
    case .linearizability: "linearizability"
    case .promisesOnDisk: "promises-on-disk"
    case .readsSeeWrites: "reads-see-writes"
    case .leaseReadsSeeWrites: "lease-reads-see-writes"
    case .oneQuorum: "one-quorum"
    case .fencingTokens: "fencing-tokens"
    case .leaseNotEarly: "lease-not-early"
    case .watchInOrder: "watch-in-order"
    case .etcdLinearizable: "etcd-linearizable"
    case .snapshotsKeepState: "snapshots-keep-state"
    case .exactlyOnce: "exactly-once"
    case .configurationsOverlap: "configurations-overlap"
    }
  }

  /// The rules that the property takes for granted. With one of them off it cannot hold, and saying
  /// so would only hide what follows from that.
  package var presumed: [Rule] {
    switch self {
    case .oneVotePerTerm: [.oneVotePerTerm]
    case .promisesOnDisk:
      // Each says what a server may promise, or when: without it promises mean something else.
      [
        .persistBeforeAnswering, .oneVotePerTerm, .stepDownOnHigherTerm, .consistencyCheck,
        .deleteConflicting,
      ]
    // Its own state machine obeys them.
    case .snapshotsKeepState: [.clientSerialNumbers, .refuseWithoutSession]
    case .electionSafety, .leaderAppendOnly, .logMatching, .leaderCompleteness,
      .stateMachineSafety, .termNeverFalls, .commitNeverFalls, .linearizability,
      .readsSeeWrites, .leaseReadsSeeWrites, .oneQuorum, .fencingTokens, .leaseNotEarly,
      .watchInOrder, .etcdLinearizable, .exactlyOnce, .configurationsOverlap:
      []
    }
  }

  /// Whether it is claimed only as long as clocks keep their bound, and only of leases as the
  /// dissertation has them: etcd's library looks at no clock.
  package var presumesClocks: Bool { self == .leaseReadsSeeWrites || self == .oneQuorum }

  /// Whether it is about programs outside, and so claimed only where there are some.
  package var isOfPrograms: Bool {
    switch self {
    case .fencingTokens, .leaseNotEarly, .watchInOrder, .etcdLinearizable: true
    case .electionSafety, .leaderAppendOnly, .logMatching, .leaderCompleteness,
      .stateMachineSafety, .termNeverFalls, .oneVotePerTerm, .commitNeverFalls, .linearizability,
      .promisesOnDisk, .readsSeeWrites, .leaseReadsSeeWrites, .oneQuorum, .snapshotsKeepState,
      .exactlyOnce, .configurationsOverlap:
      false
    }
  }

  /// The feature that it is about; nil for those that are claimed of every run.
  package var feature: Feature? {
    switch self {
    case .snapshotsKeepState: .snapshots
    case .exactlyOnce: .sessions
    case .configurationsOverlap: .membership
    case .electionSafety, .leaderAppendOnly, .logMatching, .leaderCompleteness,
      .stateMachineSafety, .termNeverFalls, .oneVotePerTerm, .commitNeverFalls, .linearizability,
      .promisesOnDisk, .readsSeeWrites, .leaseReadsSeeWrites, .oneQuorum, .fencingTokens,
      .leaseNotEarly, .watchInOrder, .etcdLinearizable:
      nil
    }
  }
}

/// A property that does not hold any more: which, since when, by whose doing.
package struct Violation: Hashable, Sendable {
  package var property: Property
  /// The number of the event that broke it.
  package var event: Int
  package var time: Time
  /// The servers concerned; the one whose step broke it first.
  package var servers: [ServerID]
  package var detail: Detail

  package init(
    property: Property, event: Int, time: Time, servers: [ServerID], detail: Detail
  ) {
    self.property = property
    self.event = event
    self.time = time
    self.servers = servers
    self.detail = detail
  }

  /// The numbers that show it. Indirect, so that "nothing found", which is what checkers say at
  /// every event, is one word.
  package indirect enum Detail: Hashable, Sendable {
    /// Two leaders in one term.
    case leaders(term: Term, ServerID, ServerID)
    /// A leader deleted or replaced its own entry.
    case overwritten(leader: ServerID, term: Term, index: LogIndex)
    /// Two logs agree in index and term of an entry, but not up to it: they differ at `differsAt`.
    case logs(ServerID, ServerID, agreeAt: LogPosition, differsAt: LogIndex)
    /// The leader of a later term lacks a committed entry.
    case missing(leader: ServerID, term: Term, committed: LogPosition, committedIn: Term)
    /// Two servers applied different entries at one index.
    case applied(index: LogIndex, ServerID, Entry, ServerID, Entry)
    /// A server's term fell.
    case termFell(ServerID, from: Term, to: Term)
    /// A server voted twice in a term.
    case votedTwice(ServerID, term: Term, first: ServerID, second: ServerID?)
    /// A server's commitIndex fell.
    case commitFell(ServerID, from: LogIndex, to: LogIndex)
    /// A server spoke of a term that its disk does not know; `disk` is what it knows.
    case termNotOnDisk(ServerID, term: Term, disk: Term)
    /// A vote was counted that is not on the voter's disk.
    case voteNotOnDisk(ServerID, term: Term, candidate: ServerID)
    /// A leader counts on an entry that is not on a server's disk.
    case entryNotOnDisk(ServerID, LogPosition, leader: ServerID)
    /// No order of the clients' operations explains what they were told about `key`.
    case history(key: ShortText, ClientID, Operation, Store.Outcome)
    /// A read showed the log up to `applied`, though a client had been told of `acknowledged` before
    /// the read began.
    case staleRead(ClientID, Operation, applied: LogIndex, acknowledged: LogIndex)
    /// A leader was elected while the lease of an earlier one had still so long to last, in
    /// microseconds of that one's clock.
    case twoQuorums(old: ServerID, term: Term, new: ServerID, Term, left: TimeSpan)
    /// A fencing resource took work with a token lower than one that it had taken before.
    case tokenDecreased(contest: String, of: String, Token, after: Token)
    /// A lease was revoked although the leader had counted it only so long, in microseconds of its own
    /// clock, and not as long as the lease is to last.
    case leaseRevokedEarly(LeaseID, leader: ServerID, after: TimeSpan, of: TimeSpan)
    /// A program's watch was told another change than the one that came next, by their revisions; nil:
    /// it was told nothing more, or there was nothing more to tell.
    case watchParted(ProgramID, KeyRange, expected: Revision?, told: Revision?)
    /// Executing the log up to an index does not give what a program was told.
    case answerUnexplained(ProgramID, ProgramCall, ProgramAnswer, at: LogIndex)
    /// A program was told of the log up to `applied`, though somebody had been told of `acknowledged`
    /// before it asked.
    case answerTooOld(ProgramID, ProgramCall, applied: LogIndex, acknowledged: LogIndex)
    /// A snapshot took a server's state machine back to an earlier entry.
    case stateWentBack(ServerID, from: LogIndex, to: LogIndex)
    /// After a server was given a snapshot its state machine holds something else than the log gives.
    case stateChanged(ServerID, by: LogPosition, takenBy: ServerID)
    /// A server executed a request of a session at one entry, which had been executed at another.
    case executedTwice(ServerID, RequestID, session: LogIndex, first: LogIndex, again: LogIndex)
    /// A leader goes by a configuration that can decide apart from the last one that was committed,
    /// which stands second.
    case disjoint(ServerID, term: Term, Membership, Membership)
  }
}
