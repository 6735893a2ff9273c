import RaftCore

/// A moment of virtual time, in microseconds since the cluster was started.
package typealias Time = Int

/// A span of virtual time, in microseconds.
package typealias TimeSpan = Int

/// Everything that is fixed before a run begins. With the timed acts it decides the run to the last
/// bit.
package struct Settings: Hashable, Sendable {
  /// How many servers, 1 to 9.
  package var servers: Int
  /// How many servers beside them, which run and wait until they are added; 9 in all.
  package var spare: Int
  package var seed: UInt64
  package var rules: RuleSet
  /// The features that are on.
  package var features: Features
  package var timing: Timing
  /// The quality of every link at the start.
  package var link: LinkQuality
  /// The most entries in one AppendEntries.
  package var batchLimit: Int
  /// The most unacknowledged entries on their way to one follower.
  package var windowLimit: Int
  /// How much faster one server's clock may run than another's before leases fail, in thousandths.
  package var clockBound: Int
  /// After how many applied entries since the last one a server takes a snapshot by itself, where that
  /// feature is on; nil: only when it is told to.
  package var snapshotInterval: Int?
  /// The most sessions of clients that state machines keep, where that feature is on.
  package var sessionLimit: Int
  /// When set, a client writes at this interval by itself: a steady load for measurements.
  package var writeInterval: TimeSpan?
  /// The programs outside the cluster; nil in the paper's lab, where there are none.
  package var election: ElectionSettings?
  /// Whether the safety properties are checked at every event.
  package var checksSafety: Bool
  /// Whether it is counted how often each rule fires.
  package var countsRules: Bool

  /// - Precondition: `servers` is 1 to 9, `sessionLimit` is positive, and `spare` is not negative.
  package init(
    servers: Int = 5, spare: Int = 0, seed: UInt64 = 1, rules: RuleSet = RuleSet(),
    features: Features = Features(), timing: Timing = Timing(), link: LinkQuality = LinkQuality(),
    batchLimit: Int = 8, windowLimit: Int = 64, clockBound: Int = 1100,
    snapshotInterval: Int? = 10, sessionLimit: Int = 4, writeInterval: TimeSpan? = nil,
    election: ElectionSettings? = nil,
    checksSafety: Bool = true,
    countsRules: Bool = true
  ) {
    precondition((1...ServerID.maximum).contains(servers) && spare >= 0)
    self.servers = servers
    self.spare = spare
    self.seed = seed
    self.rules = rules
    self.features = features
    self.timing = timing
    self.link = link
    self.batchLimit = batchLimit
    self.windowLimit = windowLimit
    self.clockBound = clockBound
    self.snapshotInterval = snapshotInterval
    self.sessionLimit = sessionLimit
    self.writeInterval = writeInterval
    self.election = election
    self.checksSafety = checksSafety
    self.countsRules = countsRules
  }

  /// How many servers there are, members or not.
  package var hostCount: Int { min(ServerID.maximum, servers + spare) }

  /// What all servers agree on at the start.
  package var configuration: Configuration {
    Configuration(
      members: .first(servers), rules: rules, features: features, batchLimit: batchLimit,
      windowLimit: windowLimit, electionTimeout: timing.electionTimeout.lowerBound,
      clockBound: clockBound, snapshotInterval: snapshotInterval ?? 0)
  }
}

/// The clocks of a run, chosen so that an election can be followed: broadcast time well below the
/// election timeout, as §5.6 asks.
package struct Timing: Hashable, Sendable {
  /// From which the election timeout is drawn, each time anew (§5.2; the paper suggests 150–300
  /// ms).
  package var electionTimeout: ClosedRange<TimeSpan>
  /// How long after it last sent AppendEntries to all a leader does so again.
  package var heartbeat: TimeSpan
  /// How long a write to disk takes.
  package var diskWrite: TimeSpan
  /// How long a client waits for an answer before it asks another server.
  package var clientTimeout: TimeSpan
  /// How often a client asks before it gives up.
  package var clientTries: Int

  package init(
    electionTimeout: ClosedRange<TimeSpan> = 150_000...300_000, heartbeat: TimeSpan = 50_000,
    diskWrite: TimeSpan = 2_000, clientTimeout: TimeSpan = 250_000, clientTries: Int = 8
  ) {
    precondition(electionTimeout.lowerBound > 0 && heartbeat > 0 && diskWrite >= 0)
    precondition(clientTimeout > 0 && clientTries > 0)
    self.electionTimeout = electionTimeout
    self.heartbeat = heartbeat
    self.diskWrite = diskWrite
    self.clientTimeout = clientTimeout
    self.clientTries = clientTries
  }
}

/// How a link from one server to another treats messages.
package struct LinkQuality: Hashable, Sendable {
  /// From which each message's one-way latency is drawn.
  package var latency: ClosedRange<TimeSpan>
  /// How many messages of a thousand are lost.
  package var loss: Int
  /// How many messages of a thousand arrive twice.
  package var duplication: Int
  /// How many messages of a thousand may be overtaken: they take up to three times the longest
  /// latency more. All others arrive in the order of sending.
  package var reordering: Int

  /// - Precondition: latencies are not negative; rates are 0 to 1000.
  package init(
    latency: ClosedRange<TimeSpan> = 10_000...15_000, loss: Int = 0, duplication: Int = 0,
    reordering: Int = 0
  ) {
    precondition(latency.lowerBound >= 0)
    precondition([loss, duplication, reordering].allSatisfy { (0...1000).contains($0) })
    self.latency = latency
    self.loss = loss
    self.duplication = duplication
    self.reordering = reordering
  }
}
