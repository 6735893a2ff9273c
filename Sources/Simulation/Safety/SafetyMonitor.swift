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
  private var history = Linearizability()
  private var ignored: [Property] = []
  /// A promise that was broken before the servers took the event in.
  private var brokenPromise: Finding?

  init(settings: Settings) { rulesChanged(to: settings.rules) }

  /// Rules were switched on or off. A property is not checked any more once a rule was off that it
  /// takes for granted.
  mutating func rulesChanged(to rules: RuleSet) {
    ignored = Property.allCases.filter { property in
      ignored.contains(property) || property.presumed.contains { !rules[$0] }
    }
  }

  /// The properties that are checked.
  package var checked: [Property] { Property.allCases.filter { !ignored.contains($0) } }

  /// The keys about which linearizability claims nothing any more, because too many operations whose
  /// fate is unknown have piled up; see `RegisterHistory`.
  package var undecidedKeys: [ShortText] { history.undecided }

  /// An event happened; `hosts` are as it left them. Returns whether it broke a property; then
  /// `violations` has one more, or several.
  ///
  /// Inlined, and in parts from there on: lent whole, the event would be copied.
  @inline(__always)
  mutating func observe(_ event: borrowing Event, in hosts: [Host]) -> Bool {
    let occasion = Occasion(now: event.time, event: event.number)
    return observe(event.step.firings, at: event.server, of: hosts, on: occasion)
  }

  private mutating func observe(
    _ firings: TrivialScratchArray<Firing>, at server: ServerID?, of hosts: [Host],
    on occasion: Occasion
  ) -> Bool {
    let known = violations.count
    if history.hasFinding { report(history.takeFinding(), on: occasion) }
    if brokenPromise != nil {
      report(brokenPromise, on: occasion)
      brokenPromise = nil
    }
    if let server, hosts[server.number - 1].life != .crashed {
      let place = server.number - 1
      for position in 0..<firings.count {
        check(firings[position], at: place, of: hosts, on: occasion)
      }
      for finding in deltas.compare(place, of: hosts) { report(finding, on: occasion) }
    }
    return violations.count > known
  }

  /// Runs the checkers that a firing concerns.
  private mutating func check(
    _ firing: Firing, at place: Int, of hosts: [Host], on occasion: Occasion
  ) {
    switch firing.rule {
    case .becomeLeader:
      report(elections.leads(hosts[place].server), on: occasion)
      report(completeness.elected(hosts[place].server), on: occasion)
      report(PromisesOnDisk.won(firing.evidence, by: hosts[place].server, of: hosts), on: occasion)
    case .stepDownOnHigherTerm:
      if hosts[place].server.role.isLeader {
        report(elections.leads(hosts[place].server), on: occasion)
      }
    case .countVote:
      report(
        PromisesOnDisk.counted(firing.evidence, by: hosts[place].server, of: hosts), on: occasion)
    case .entriesStored:
      report(
        PromisesOnDisk.stored(firing.evidence, by: hosts[place].server, of: hosts), on: occasion)
    case .appendNoOp, .appendCommand, .appendEntries:
      report(matching.appended(firing.evidence, at: place, of: hosts), on: occasion)
      report(LeaderAppendOnly.check(firing, at: hosts[place].server), on: occasion)
    case .deleteConflicting:
      report(LeaderAppendOnly.check(firing, at: hosts[place].server), on: occasion)
    case .advanceCommit:
      report(completeness.committed(by: place, in: hosts), on: occasion)
      report(
        PromisesOnDisk.committed(firing.evidence, by: hosts[place].server, of: hosts),
        on: occasion)
    case .applyCommitted:
      report(machines.applied(firing.evidence, at: hosts[place].server), on: occasion)
    case .startAsFollower, .persistBeforeAnswering, .recoverFromDisk, .ignoreStaleReply,
      .hearLeader, .electionTimeout, .randomizedTimeouts, .startElection, .candidateFindsLeader,
      .announceLeadership, .heartbeat, .postponeHeartbeat, .answerClient, .sendEntries,
      .pipelining, .backUpNextIndex, .backUpByTerm, .commitOnlyCurrentTerm,
      .refuseStaleCandidate, .oneVotePerTerm, .upToDateCheck, .grantVote, .refuseStaleLeader,
      .consistencyCheck, .commitBoundedByLastNew, .acknowledgeEntries, .redirectClient,
      .clientSerialNumbers:
      break
    }
  }

  private mutating func report(_ finding: Finding?, on occasion: Occasion) {
    guard let finding, !ignored.contains(finding.property),
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

  mutating func invoked(_ operation: Operation) { history.invoked(operation) }

  mutating func acknowledged(
    _ operation: Operation, _ outcome: Store.Outcome, by server: ServerID
  ) {
    history.acknowledged(operation, outcome, by: server)
  }

  mutating func abandoned(_ operation: Operation) { history.abandoned(operation) }
}

/// What a checker found.
struct Finding: Hashable, Sendable {
  var property: Property
  var servers: [ServerID]
  var detail: Violation.Detail
}
