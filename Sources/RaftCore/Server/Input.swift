/// What a server is given: the only things that can make it do anything.
package enum Input: Hashable, Sendable {
  /// The server's process begins, for the first time or after a crash.
  case start
  /// A message arrived.
  case receive(Message)
  /// A timer ran out.
  case timeout(Timer)
  /// A client asks for a command to be applied.
  case request(RequestID, Command)
  /// A client asks for something that changes nothing, and wants it not to pass through the log.
  case query(RequestID, Command, Consistency)
  /// Whoever runs the leader wants it to hand over to another server.
  case transfer(to: ServerID)
  /// Whoever runs the leader wants other servers in its configuration.
  case change(MembershipChange)
  /// Whoever runs the leader is about to stop it, and wants it to hand over first.
  case stop
  /// Whoever runs the server wants a snapshot taken now.
  case snapshot
  /// A write that the server asked for is on disk.
  case written(Write)
}

/// How fresh the answer to a query must be, and by what means (Ongaro's dissertation, §6.4).
@usableFromInline
package enum Consistency: UInt8, CaseIterable, Hashable, Sendable,
  BitwiseCopyable
{
  /// As fresh as if it had gone through the log; a majority confirms the leader (ReadIndex).
  case linearizable
  /// The same, as long as clocks keep their bound; the leader's lease stands for the majority.
  case lease
  /// Whatever the server that is asked has applied.
  case serializable
}

/// What all servers of a cluster agree on before they start.
package struct Configuration: Hashable, Sendable {
  /// The servers of the cluster at its beginning, 1 to 9: all of them vote.
  package var members: ServerSet
  /// The rules in force.
  package var rules: RuleSet
  /// The features that are on.
  package var features: Features
  /// The most entries that one AppendEntries carries.
  package var batchLimit: Int
  /// The most entries that may be on their way to one follower, unacknowledged.
  package var windowLimit: Int
  /// The shortest election timeout, in microseconds: how long after it has heard a leader a server
  /// still counts on it, and how long a leader counts on its majority.
  package var electionTimeout: Int
  /// How much faster one server's clock may run than another's, in thousandths: 1100 is a tenth.
  package var clockBound: Int
  /// After how many applied entries since the last one a server takes a snapshot by itself; 0: never.
  package var snapshotInterval: Int

  /// - Precondition: `members` is not empty, both limits are positive, `electionTimeout` is,
  ///   `clockBound` is at least 1000, and `snapshotInterval` is not negative.
  package init(
    members: ServerSet, rules: RuleSet = RuleSet(), features: Features = Features(),
    batchLimit: Int = 8, windowLimit: Int = 64, electionTimeout: Int = 150_000,
    clockBound: Int = 1100, snapshotInterval: Int = 0
  ) {
    precondition(!members.isEmpty && batchLimit > 0 && windowLimit > 0)
    precondition(electionTimeout > 0 && clockBound >= 1000 && snapshotInterval >= 0)
    self.members = members
    self.rules = rules
    self.features = features
    self.batchLimit = batchLimit
    self.windowLimit = windowLimit
    self.electionTimeout = electionTimeout
    self.clockBound = clockBound
    self.snapshotInterval = snapshotInterval
  }
}

extension Configuration {
  /// How long a lease lasts from the sending of the round that renewed it, in microseconds of the
  /// leader's clock: "election timeout / clock drift bound" (Ongaro's dissertation, §6.4.1).
  package var leaseLength: Int {
    rules[.leaseClockBound] ? electionTimeout * 1000 / clockBound : electionTimeout
  }
}

/// What a server finds on its disk when it starts (Figure 2, persistent state).
package struct PersistentState: Hashable, Sendable {
  package var currentTerm: Term
  package var votedFor: ServerID?
  package var log: Log
  /// The snapshot after which the log begins; nil where it begins at index 1 (§7).
  package var snapshot: SnapshotID?

  package init(
    currentTerm: Term = 0, votedFor: ServerID? = nil, log: Log = Log(), snapshot: SnapshotID? = nil
  ) {
    self.currentTerm = currentTerm
    self.votedFor = votedFor
    self.log = log
    self.snapshot = snapshot
  }
}
