import KeyValue
import Testing

@testable import RaftCore
@testable import Simulation

/// Servers in states of a test's making, shown to the watch over the safety properties.
private final class Scene {
  var hosts = Cluster(Settings(servers: 3)).hosts
  private var monitor = SafetyMonitor(settings: Settings(servers: 3))
  private var number = 100

  init(without rules: [Rule] = []) {
    monitor = SafetyMonitor(settings: Settings(servers: 3, rules: RuleSet(without: rules)))
  }

  var violation: Violation? { monitor.violations.first }
  var checked: [Property] { monitor.checked }

  /// Something happens at a server after which it is as it is now; events count from 101.
  @discardableResult
  func show(_ server: Int, _ firings: [(Rule, Evidence)] = []) -> Violation? {
    number += 1
    var event = Event()
    event.begin(.delivered, number: number, at: number * 10, sent: 0)
    event.server = ServerID(server)
    for (rule, evidence) in firings { event.step.fire(rule, because: evidence) }
    _ = monitor.observe(event, in: hosts)
    return monitor.violations.first
  }

  /// A server's log: for each entry its term, and what it says.
  func setLog(_ server: Int, _ entries: [(Term, UInt64)]) {
    hosts[server - 1].server.log = Log(
      entries.map { Entry(term: $0.0, command: Command($0.1)) })
  }

  func lead(_ server: Int, term: Term) {
    hosts[server - 1].server.currentTerm = term
    hosts[server - 1].server.role = .leader(Leadership(lastIndex: 0))
  }

  @discardableResult
  func elect(_ server: Int, term: Term) -> Violation? {
    lead(server, term: term)
    return show(server, [(.becomeLeader, .none)])
  }

  @discardableResult
  func append(_ server: Int, after: LogIndex, through: LogIndex) -> Violation? {
    show(server, [(.appendEntries, .entries(after: after, through: through, peer: nil))])
  }

  @discardableResult
  func commit(_ server: Int, through index: LogIndex) -> Violation? {
    hosts[server - 1].server.commitIndex = index
    return show(server, [(.advanceCommit, .none)])
  }

  @discardableResult
  func apply(_ server: Int, after: LogIndex, through: LogIndex) -> Violation? {
    show(server, [(.applyCommitted, .entries(after: after, through: through, peer: nil))])
  }
}

@Suite("Figure 3: each property's checker finds what breaks it, and who")
struct SafetyTests {
  @Test("Election Safety: at most one leader can be elected in a given term")
  func electionSafety() throws {
    let scene = Scene()
    #expect(scene.elect(1, term: 3) == nil && scene.elect(2, term: 4) == nil)
    // A winner that comes late, when a higher term has its leader already.
    let violation = try #require(scene.elect(3, term: 3))
    #expect(violation.property == .electionSafety)
    #expect(violation.servers == [ServerID(3), ServerID(1)])
    #expect(violation.detail == .leaders(term: 3, ServerID(1), ServerID(3)))
    #expect(violation.event == 103 && violation.time == 1030)
    // The first violation stays.
    scene.elect(1, term: 4)
    #expect(scene.violation == violation)
  }

  @Test("Leader Append-Only: a leader never overwrites or deletes entries in its log")
  func leaderAppendOnly() throws {
    let conflict = Evidence.conflict(index: 2, theirs: 4, own: 3, last: 2)
    let entries = Evidence.entries(after: 1, through: 2, peer: nil)
    for (rule, evidence) in [(Rule.deleteConflicting, conflict), (.appendEntries, entries)] {
      let scene = Scene()
      scene.setLog(1, [(1, 1), (3, 2)])
      scene.hosts[0].server.currentTerm = 3
      #expect(scene.show(1, [(rule, evidence)]) == nil, "a follower may")
      scene.elect(1, term: 4)
      let violation = try #require(scene.show(1, [(rule, evidence)]))
      #expect(violation.property == .leaderAppendOnly && violation.servers == [ServerID(1)])
      #expect(violation.detail == .overwritten(leader: ServerID(1), term: 4, index: 2))
    }
    let scene = Scene()
    scene.elect(1, term: 4)
    scene.setLog(1, [(4, 0), (4, 1)])
    scene.show(1, [(.appendNoOp, .entries(after: 0, through: 1, peer: nil))])
    #expect(scene.show(1, [(.appendCommand, .request(RequestID(1), index: 2))]) == nil)
  }

  @Test("Log Matching: the same index and term, but another command there")
  func logMatchingCommand() throws {
    let scene = Scene()
    scene.setLog(1, [(1, 7), (2, 8)])
    scene.setLog(2, [(1, 7), (2, 9)])
    #expect(scene.append(1, after: 0, through: 2) == nil)
    let violation = try #require(scene.append(2, after: 0, through: 2))
    #expect(violation.property == .logMatching)
    #expect(violation.servers == [ServerID(2), ServerID(1)])
    #expect(
      violation.detail
        == .logs(
          ServerID(2), ServerID(1), agreeAt: LogPosition(index: 2, term: 2), differsAt: 2))
  }

  @Test("Log Matching: the same entry, but another before it")
  func logMatchingPrefix() throws {
    let scene = Scene()
    scene.setLog(1, [(1, 7), (3, 8)])
    scene.setLog(3, [(2, 7), (3, 8)])
    #expect(scene.append(1, after: 0, through: 2) == nil)
    #expect(scene.append(3, after: 0, through: 1) == nil)
    let violation = try #require(scene.append(3, after: 1, through: 2))
    #expect(
      violation.detail
        == .logs(
          ServerID(3), ServerID(1), agreeAt: LogPosition(index: 2, term: 3), differsAt: 1))
  }

  @Test("Log Matching speaks of logs: an entry that is in none any more does not count")
  func logMatchingGone() {
    let scene = Scene()
    scene.setLog(1, [(1, 7)])
    scene.append(1, after: 0, through: 1)
    scene.setLog(1, [])
    scene.setLog(2, [(1, 8)])
    #expect(scene.append(2, after: 0, through: 1) == nil)
  }

  @Test("Leader Completeness: what was committed is in the logs of all later leaders")
  func leaderCompleteness() throws {
    let scene = Scene()
    scene.setLog(1, [(1, 7), (1, 8)])
    scene.lead(1, term: 1)
    #expect(scene.commit(1, through: 2) == nil)
    scene.setLog(2, [(1, 7), (1, 8), (2, 9)])
    #expect(scene.elect(2, term: 2) == nil)
    scene.setLog(3, [(1, 7)])
    let violation = try #require(scene.elect(3, term: 3))
    #expect(violation.property == .leaderCompleteness && violation.servers == [ServerID(3)])
    #expect(
      violation.detail
        == .missing(
          leader: ServerID(3), term: 3, committed: LogPosition(index: 2, term: 1),
          committedIn: 1))
  }

  @Test("Leader Completeness: also when the later leader was there first")
  func leaderCompletenessBackwards() throws {
    let scene = Scene()
    #expect(scene.elect(2, term: 5) == nil)
    scene.setLog(1, [(1, 7)])
    scene.lead(1, term: 4)
    let violation = try #require(scene.commit(1, through: 1))
    #expect(
      violation.detail
        == .missing(
          leader: ServerID(2), term: 5, committed: LogPosition(index: 1, term: 1),
          committedIn: 4))
    // A leader of a lower term may lack it: it just does not know yet that it is deposed.
    let lawful = Scene()
    lawful.elect(2, term: 3)
    lawful.setLog(1, [(1, 7)])
    lawful.lead(1, term: 4)
    #expect(lawful.commit(1, through: 1) == nil)
  }

  @Test("State Machine Safety: no other server applies a different entry at the same index")
  func stateMachineSafety() throws {
    let scene = Scene()
    scene.setLog(1, [(1, 7), (1, 8)])
    scene.setLog(2, [(1, 7), (1, 8)])
    scene.setLog(3, [(1, 7), (2, 8)])
    #expect(scene.apply(1, after: 0, through: 2) == nil)
    #expect(scene.apply(2, after: 0, through: 2) == nil)
    #expect(scene.apply(3, after: 0, through: 1) == nil)
    let violation = try #require(scene.apply(3, after: 1, through: 2))
    #expect(violation.property == .stateMachineSafety)
    #expect(violation.servers == [ServerID(3), ServerID(1)])
    #expect(
      violation.detail
        == .applied(
          index: 2, ServerID(1), Entry(term: 1, command: Command(8)), ServerID(3),
          Entry(term: 2, command: Command(8))))
    #expect(violation.event == 104)
  }

  @Test("A server that is down is not looked at")
  func down() {
    let scene = Scene()
    scene.elect(1, term: 3)
    scene.hosts[1].life = .crashed
    #expect(scene.elect(2, term: 3) == nil)
    scene.hosts[1].life = .paused
    #expect(scene.elect(2, term: 3) != nil)
  }

  // MARK: Deltas

  /// A leader of three, at rest between two heartbeats: its next event is a heartbeat, and changes
  /// nothing by itself.
  private static func atRest() throws -> Trial {
    var trial = Trial(.exact(servers: 3))
    try trial.play(["@0 time out S1", "@200000 write x=1 through S1"])
    trial.run(until: 300_000)
    try #require(trial.cluster.network.flights.isEmpty && trial[1].server.commitIndex == 2)
    return trial
  }

  private static func violation(
    at server: Int, _ change: (inout Server) -> Void
  ) throws -> (Violation, Event) {
    var trial = try atRest()
    trial.tamper { change(&$0.hosts[server - 1].server) }
    trial.run(for: 500_000)
    let violation = try #require(trial.violation)
    return (violation, trial.events[violation.event - 1])
  }

  @Test("A cluster that is left alone breaks nothing")
  func untouched() throws {
    var trial = try Self.atRest()
    trial.run(for: 500_000)
    #expect(trial.violation == nil)
  }

  @Test("A term that falls is found at the server's next event")
  func termFalls() throws {
    let (violation, event) = try Self.violation(at: 1) { $0.currentTerm = 0 }
    #expect(violation.property == .termNeverFalls && violation.servers == [ServerID(1)])
    #expect(violation.detail == .termFell(ServerID(1), from: 1, to: 0))
    #expect(event.server == ServerID(1) && event.happening == .timeout(.heartbeat))
    #expect(event.violation == violation && event.time == violation.time)
  }

  @Test("A second vote in a term is found, and so is one that is taken back")
  func secondVote() throws {
    for vote in [ServerID(3), nil] {
      let (violation, event) = try Self.violation(at: 2) { $0.votedFor = vote }
      #expect(violation.property == .oneVotePerTerm && violation.servers == [ServerID(2)])
      #expect(
        violation.detail == .votedTwice(ServerID(2), term: 1, first: ServerID(1), second: vote))
      #expect(event.server == ServerID(2))
    }
  }

  @Test("A commitIndex that falls is found")
  func commitFalls() throws {
    let (violation, event) = try Self.violation(at: 1) { $0.commitIndex = 1 }
    #expect(violation.property == .commitNeverFalls && violation.servers == [ServerID(1)])
    #expect(violation.detail == .commitFell(ServerID(1), from: 2, to: 1))
    #expect(event.happening == .timeout(.heartbeat))
  }

  @Test("A restart begins anew: what was not yet written was not yet promised")
  func restarts() throws {
    var trial = try Self.atRest()
    try trial.act("crash S2")
    try trial.act("time out S3")
    try trial.act("crash S3")
    try trial.act("restart S3")
    try trial.act("restart S2")
    trial.run(for: 500_000)
    #expect(trial.violation == nil && trial[2].server.currentTerm == 1)
  }

  @Test("A property is not checked once a rule was off that it takes for granted")
  func restated() throws {
    let all = Property.allCases.filter { !$0.isOfPrograms && $0.feature == nil }
    #expect(Scene().checked == all)
    #expect(
      Scene(without: [.oneVotePerTerm]).checked
        == all.filter { $0 != .oneVotePerTerm && $0 != .promisesOnDisk })
    var trial = try Trial.led(Settings(servers: 3))
    try trial.act("rule one-vote-per-term off")
    try trial.act("rule one-vote-per-term on")
    #expect(trial.cluster.safety?.checked.contains(.oneVotePerTerm) == false)
  }

  @Test("Not checked, nothing is found", arguments: [true, false])
  func unchecked(checks: Bool) throws {
    var settings = Settings.exact(servers: 3, without: [.oneVotePerTerm])
    settings.checksSafety = checks
    var trial = Trial(settings)
    try trial.play(["@0 time out S1", "@1000 time out S2"])
    trial.run(until: 40_000)
    #expect((trial.violation != nil) == checks)
  }

  // MARK: Silence

  @Test("With all rules on nothing is found, seed after seed", arguments: 0..<10)
  func silence(hundred: Int) {
    let campaign = SeedRun(eventLimit: 120)
    for seed in UInt64(hundred * 200 + 1)...UInt64(hundred * 200 + 200) {
      let outcome = campaign.run(seed: seed)
      #expect(outcome.finding == nil, "raftlab check --seeds 1 --seed \(seed) --events 120")
    }
  }
}
