import ClientPrograms
import KeyValue
import RaftCore

/// Watches over what the programs outside are promised. Only where there are some.
///
/// One checker a property, each in a file of its own. What they find is taken at the end of each event.
struct ProgramSafety: Sendable {
  private var log: AppliedLog
  private var fencing = FencingTokens()
  private var leases = LeaseNotEarly()
  private var watches = WatchInOrder()
  private var answers = EtcdLinearizability()
  /// The places in the table of what members proposed by themselves, ascending.
  private var ownPlaces: [Int] = []
  private var findings: [Finding] = []

  init(minimumTTL: Int) { log = AppliedLog(minimumTTL: minimumTTL) }

  /// The last entry of which anybody was told.
  var acknowledged: LogIndex { answers.acknowledged }

  /// A server has taken something in: it may have applied what nobody had, or begun to count leases.
  mutating func observe(
    _ place: Int, of hosts: [Host], _ requests: RequestTable, at now: Time
  ) {
    leases.observe(hosts[place], at: now)
    guard hosts[place].applied > log.index else { return }
    // Only with safety rules off can a snapshot have taken the place of what nobody has applied.
    guard hosts[place].server.log.start.index <= log.index else { return }
    for index in log.index + 1...hosts[place].applied {
      let entry = hosts[place].server.log[index]
      log.apply(entry, requests)
      if let reference = entry.command.reference, ownPlaces.contains(reference.place),
        case .revoke(let lease) = requests[reference.place],
        case .revoked? = log[index].answer?.response
      {
        report(leases.revoked(lease, of: hosts, at: now))
      }
    }
  }

  /// A server's state machine was reset by a snapshot.
  func restored(_ place: Int, of hosts: [Host], before: LogIndex) -> Finding? {
    SnapshotsKeepState.finding(of: hosts[place], before: before) { applied in
      applied <= log.index ? log.store(after: applied) : nil
    }
  }

  /// A member proposes what stands at a place of the table, in nobody's name.
  mutating func proposedByItself(_ place: Int) { ownPlaces.append(place) }

  /// A leader has kept a lease alive.
  mutating func renewed(_ lease: LeaseID, by server: ServerID, at clock: Time) {
    guard let ttl = log.store.lease(lease)?.ttl else { return }
    leases.renewed(lease, ttl: ttl, by: server, at: clock)
  }

  /// A leader has found that a lease has run out.
  mutating func ranOut(_ lease: LeaseID, by server: ServerID, at clock: Time) {
    leases.ranOut(lease, by: server, at: clock)
  }

  /// A program is answered by a member that had applied the log up to `index`.
  mutating func answered(
    _ call: Process.OpenCall, of program: ProgramID, _ answer: ProgramAnswer, by server: ServerID,
    at index: LogIndex
  ) {
    report(answers.answered(call, of: program, answer, by: server, at: index, of: log))
  }

  /// A member has opened a watch.
  mutating func opened(
    _ number: Int, of program: ProgramID, _ keys: KeyRange, from next: Revision
  ) {
    watches.opened(number, of: program, keys, from: next)
  }

  /// A program was told something by its watch.
  mutating func told(_ response: Watcher.Response, to program: ProgramID, by number: Int) {
    report(watches.told(response, to: program, by: number, of: log))
  }

  /// The resource has taken work.
  mutating func accepted(_ work: Work, isFenced: Bool) {
    report(fencing.accepted(work, isFenced: isFenced))
  }

  private mutating func report(_ finding: Finding?) {
    if let finding { findings.append(finding) }
  }

  /// What was found since it was asked last.
  mutating func takeFindings() -> [Finding] {
    defer { findings = [] }
    return findings
  }
}
