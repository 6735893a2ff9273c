import KeyValue
import RaftCore

/// Watches over a cluster: checks each safety property at the events that could break it, and
/// remembers when each broke first.
///
/// One checker a property, each in a file of its own. A checker sees the event's firings and the
/// servers as they are after it; what it needs of the past it keeps itself. A property that is
/// broken stays so, and is reported once; the others are checked further, because one often leads to
/// the next: a leader without a committed entry, then two servers that apply different ones.
package struct SafetyMonitor: Sendable {
  /// The first violation of each property that broke, oldest first.
  package private(set) var violations: [Violation] = []

  private var deltas = ServerDeltas()
  private var elections = ElectionSafety()
  private var matching = LogMatching()
  private var completeness = LeaderCompleteness()
  private var machines = StateMachineSafety()
  private var snapshots: SnapshotsKeepState
  private var sessions = ExactlyOnce()
  /// Which configuration was committed last, too.
  private(set) var configurations: ConfigurationsOverlap
  private var history = Linearizability()
  private var freshness = ReadFreshness()
  private var staleRead: Finding?
  /// Whether there is one: looking at the finding itself is no matter for each event.
  private var hasStaleRead = false
  /// Whether leaders are watched for leases that overlap: only with CheckQuorum are there any.
  private var watchesQuorums = false
  /// Whether configurations are looked at: once servers come and go.
  private var watchesMembers = false
  private let clockBound: Int
  private var ignored: [Property] = []
  /// The properties of features that were never on.
  private var unclaimed = Property.allCases.filter { $0.feature != nil }
  /// A promise that was broken before the servers took the event in.
  private var brokenPromise: Finding?
  /// What watches over the programs outside; nil where there are none.
  var programs: ProgramSafety?

  init(settings: Settings) {
    clockBound = settings.clockBound
    snapshots = SnapshotsKeepState(
      Host.emptyMember(of: settings.timing, isEtcd: false).store,
      sessionLimit: settings.sessionLimit)
    configurations = ConfigurationsOverlap(settings)
    if settings.election == nil {
      ignored = Property.allCases.filter(\.isOfPrograms)
    } else {
      let timeout = settings.timing.electionTimeout.lowerBound
      programs = ProgramSafety(minimumTTL: Store.minimumTTL(electionTimeout: timeout))
    }
    rulesChanged(to: settings.rules)
    featuresChanged(to: settings.features)
  }

  /// Features were switched on or off.
  mutating func featuresChanged(to features: Features) {
    watchesQuorums = features[.checkQuorum]
    watchesMembers = watchesMembers || features[.membership]
    if features[.etcdVariants] { clocksAreWrong() }
    unclaimed.removeAll { property in property.feature.map { features[$0] } ?? true }
  }

  /// Clocks run at these speeds, in thousandths of the right one.
  mutating func clocksRun(at rates: [Int]) {
    guard let slowest = rates.min(), let fastest = rates.max(),
      fastest * 1000 > slowest * clockBound
    else { return }
    clocksAreWrong()
  }

  /// Clocks do what no bound allows for: what is claimed of clocks is not claimed any more.
  mutating func clocksAreWrong() {
    ignored += Property.allCases.filter { $0.presumesClocks && !ignored.contains($0) }
  }

  /// Rules were switched on or off. A property is not checked any more once a rule was off that it
  /// takes for granted.
  mutating func rulesChanged(to rules: RuleSet) {
    ignored = Property.allCases.filter { property in
      ignored.contains(property) || property.presumed.contains { !rules[$0] }
    }
  }

  /// The properties that are checked.
  package var checked: [Property] {
    Property.allCases.filter { !ignored.contains($0) && !unclaimed.contains($0) }
  }

  /// The keys about which linearizability claims nothing any more, because too many operations whose
  /// fate is unknown have piled up; see `RegisterHistory`.
  package var undecidedKeys: [ShortText] { history.undecided }

  /// An event happened; `hosts` are as it left them. Returns where in `violations` the first stands
  /// that it brought; nil when it broke no property.
  ///
  /// Inlined, and in parts from there on: lent whole, the event would be copied.
  @inline(__always)
  mutating func observe(_ event: borrowing Event, in hosts: [Host]) -> Int? {
    let occasion = Occasion(now: event.time, event: event.number)
    return observe(event.step.firings, at: event.server, of: hosts, on: occasion)
  }

  private mutating func observe(
    _ firings: TrivialScratchArray<Firing>, at server: ServerID?, of hosts: [Host],
    on occasion: Occasion
  ) -> Int? {
    let known = violations.count
    if history.hasFinding { report(history.takeFinding(), on: occasion) }
    if hasStaleRead {
      report(staleRead, on: occasion)
      staleRead = nil
      hasStaleRead = false
    }
    if brokenPromise != nil {
      report(brokenPromise, on: occasion)
      brokenPromise = nil
    }
    if let server, hosts[server.number - 1].life != .crashed {
      let place = server.number - 1
      for position in 0..<firings.count {
        check(firings[position], at: place, of: hosts, on: occasion)
      }
      if let findings = deltas.compare(place, of: hosts) {
        for finding in findings { report(finding, on: occasion) }
      }
    }
    return violations.count > known ? known : nil
  }

  /// Runs the checkers that a firing concerns. Inlined: of most rules nothing is looked at but which
  /// they are.
  @inline(__always) private mutating func check(
    _ firing: Firing, at place: Int, of hosts: [Host], on occasion: Occasion
  ) {
    switch firing.rule {
    case .becomeLeader:
      report(elections.leads(hosts[place].server), on: occasion)
      report(completeness.elected(hosts[place].server), on: occasion)
      if watchesMembers { report(configurations.leads(hosts[place].server), on: occasion) }
      if watchesQuorums {
        report(
          OneQuorum.elected(hosts[place].server, of: hosts, at: occasion.now), on: occasion)
      }
      report(PromisesOnDisk.won(firing.evidence, by: place, of: hosts), on: occasion)
    case .stepDownOnHigherTerm:
      if hosts[place].server.role.isLeader {
        report(elections.leads(hosts[place].server), on: occasion)
      }
    case .countVote:
      report(PromisesOnDisk.counted(firing.evidence, by: place, of: hosts), on: occasion)
    case .entriesStored:
      report(PromisesOnDisk.stored(firing.evidence, by: place, of: hosts), on: occasion)
    case .appendNoOp, .appendCommand, .appendEntries:
      report(matching.appended(firing.evidence, at: place, of: hosts), on: occasion)
      report(LeaderAppendOnly.check(firing, at: place, of: hosts), on: occasion)
    case .deleteConflicting:
      report(LeaderAppendOnly.check(firing, at: place, of: hosts), on: occasion)
    case .advanceCommit:
      report(completeness.committed(by: place, in: hosts), on: occasion)
      if watchesMembers { report(configurations.committed(by: hosts[place].server), on: occasion) }
      report(PromisesOnDisk.committed(firing.evidence, by: place, of: hosts), on: occasion)
    case .applyCommitted:
      report(machines.applied(firing.evidence, at: place, of: hosts), on: occasion)
    case .installSnapshot, .recoverFromDisk, .discardLog:
      checkSnapshot(firing, at: place, of: hosts, on: occasion)
    case .executeInSession:
      report(sessions.executed(firing.evidence, at: place), on: occasion)
    case .configurationInForce, .configurationApplied:
      report(configurations.leads(hosts[place].server), on: occasion)
    case .appendConfiguration, .leaveJoint:
      report(matching.appended(firing.evidence, at: place, of: hosts), on: occasion)
    case .startAsFollower, .persistBeforeAnswering, .ignoreStaleReply,
      .hearLeader, .electionTimeout, .randomizedTimeouts, .startElection, .candidateFindsLeader,
      .announceLeadership, .heartbeat, .postponeHeartbeat, .answerClient, .sendEntries,
      .pipelining, .backUpNextIndex, .backUpByTerm, .commitOnlyCurrentTerm,
      .refuseStaleCandidate, .oneVotePerTerm, .upToDateCheck, .grantVote, .refuseStaleLeader,
      .consistencyCheck, .commitBoundedByLastNew, .acknowledgeEntries, .redirectClient,
      .clientSerialNumbers,
      // What features do shows in what clients are told, and in who is elected.
      .askForPreVotes, .refuseStalePreVote, .preVoteLeaderHeard, .preVoteUpToDate, .grantPreVote,
      .countPreVote, .preCandidateFindsLeader, .quorumHeard, .stepDownWithoutQuorum,
      .disregardVote, .beginTransfer, .refuseDuringTransfer, .sendTimeoutNow, .obeyTimeoutNow,
      .giveUpTransfer, .stopAfterTransfer, .askForReadIndex, .readAfterOwnTerm, .beginRead,
      .roundAfterRead,
      .confirmLeadership, .applyBeforeRead, .answerRead, .serializableRead, .readByLease,
      .leaseExpired, .leaseClockBound, .leasePresentClock, .noLeaseAfterTimeoutNow,
      .forwardProposal, .dropForwarded, .fallBackWhenRefused,
      .takeSnapshot, .sendSnapshot, .ignoreOlderSnapshot, .keepMatchingSuffix,
      .openSession, .refuseWithoutSession, .expireSession,
      .configurationRolledBack, .oneChangeAtATime, .changeAfterOwnTerm, .oneServerPerChange,
      .onlyVotersCampaign, .stepDownWhenRemoved, .learnersDoNotCount, .promoteWhenCaughtUp,
      .noCampaignUnapplied, .bothMajorities, .leaveJointAfterCommit:
      break
    }
  }

  /// A server's state machine was reset, or its log begins later.
  @inline(never) private mutating func checkSnapshot(
    _ firing: Firing, at place: Int, of hosts: [Host], on occasion: Occasion
  ) {
    guard hosts[place].server.snapshot != nil else { return }
    if firing.rule != .discardLog {
      var before = 0
      if case .offered(_, _, let applied, _) = firing.evidence { before = applied }
      if programs != nil {
        report(
          programs!.restored(place, of: hosts, before: before), on: occasion)
      } else {
        report(
          snapshots.restored(place, of: hosts, before: before, machines), on: occasion)
      }
    }
    // What every disk has in a snapshot is in no log any more, and nobody applies it again.
    let forgotten = hosts.lazy.map(\.disk.state.log.start.index).min() ?? 0
    if programs == nil { snapshots.execute(through: forgotten, machines) }
    matching.forget(through: forgotten)
    completeness.forget(through: forgotten)
    machines.forget(through: forgotten)
  }

  /// The first violation that programs outside have met with in the event under way; nil when there is
  /// none.
  mutating func observePrograms(on occasion: Occasion) -> Violation? {
    guard programs != nil else { return nil }
    let known = violations.count
    for finding in programs!.takeFindings() { report(finding, on: occasion) }
    return violations.count > known ? violations[known] : nil
  }

  private mutating func report(_ finding: Finding?, on occasion: Occasion) {
    guard let finding, !ignored.contains(finding.property), !unclaimed.contains(finding.property),
      !violations.contains(where: { $0.property == finding.property })
    else { return }
    violations.append(
      Violation(
        property: finding.property, event: occasion.event, time: occasion.now,
        servers: finding.servers, detail: finding.detail))
  }

  /// A message arrives of a term that is not on its sender's disk.
  mutating func foundUnwritten(_ term: Term, from sender: ServerID, in hosts: [Host]) {
    brokenPromise = PromisesOnDisk.arrived(term, from: sender.number - 1, of: hosts)
  }

  /// A server starts again: what is volatile begins anew (§5, Figure 2).
  mutating func restarted(_ server: ServerID) { deltas.restarted(server) }

  /// A client asks for something. Only what promises to be as fresh as the log is part of the history
  /// that must be linearizable, whatever clocks do.
  mutating func invoked(_ operation: Operation) {
    freshness.invoked(operation)
    if operation.isLinearizable { history.invoked(operation) }
  }

  /// A client is answered out of a state machine that has applied the log up to `index`.
  mutating func acknowledged(
    _ operation: Operation, _ outcome: Store.Outcome, at index: LogIndex, by server: ServerID
  ) {
    if let found = freshness.acknowledged(operation, at: index, by: server) {
      staleRead = found
      hasStaleRead = true
    }
    if operation.isLinearizable { history.acknowledged(operation, outcome, by: server) }
  }

  mutating func abandoned(_ operation: Operation) {
    if operation.isLinearizable { history.abandoned(operation) }
  }
}

extension Operation {
  /// Whether its answer is as if all operations had been done one after the other.
  package var isLinearizable: Bool {
    switch way {
    case .log, .linearizable: true
    case .lease, .serializable: false
    }
  }
}

/// What a checker found.
struct Finding: Hashable, Sendable {
  var property: Property
  var servers: [ServerID]
  var detail: Violation.Detail
}
