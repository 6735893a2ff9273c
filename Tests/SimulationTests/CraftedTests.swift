import RaftCore
import Testing

@testable import Simulation

/// Figure 8 as a list of acts. A message takes 10 ms and a write 2 ms, nobody's timer runs out by
/// itself, and no leader appends a no-op, as in the figure.
@Suite("§5.4.2, Figure 8: entries of earlier terms")
struct Figure8 {
  /// Term 1: S3 leads, and entry 1 is everywhere. Term 2: S1 leads.
  private static let before = [
    "@0 time out S3", "@50000 write x=1 through S3", "@150000 time out S1",
  ]
  /// (a) S1 is leader and partially replicates the entry at index 2.
  private static let a = [
    "@200000 split S1 S2 | S3 S4 S5", "@201000 write x=2 through S1", "@230000 crash S1",
  ]
  /// (b) S1 crashes; S5 is elected leader for term 3 with votes from S3, S4 and itself, and accepts
  /// a different entry at index 2.
  private static let b = [
    "@240000 time out S5", "@289000 isolate S5", "@290000 write x=3 through S5",
    "@310000 crash S5",
  ]
  /// (c) S5 crashes; S1 restarts, is elected (its first try, in term 3, fails) and continues
  /// replication: the entry of term 2 is on a majority. It takes a third, of term 4, to itself.
  private static let c = [
    "@320000 split S1 S2 S3 | S4 S5", "@321000 restart S1", "@322000 time out S1",
    "@350000 time out S1", "@418000 isolate S1", "@418000 write x=4 through S1",
  ]
  /// (d) S1 crashes; S5 is elected with votes from S2, S3 and S4.
  private static let d = [
    "@435000 crash S1", "@440000 heal", "@441000 restart S5", "@442000 time out S5",
    "@470000 time out S5",
  ]
  /// (e) Instead, S1 replicates an entry from its current term on a majority before it crashes.
  private static let e = [
    "@320000 split S1 S2 S3 | S4 S5", "@321000 restart S1", "@322000 time out S1",
    "@350000 time out S1", "@410000 write x=4 through S1", "@520000 crash S1", "@530000 heal",
    "@531000 restart S5", "@532000 time out S5", "@560000 time out S5", "@590000 time out S5",
    "@700000 time out S2",
  ]

  private static func trial(without rules: [Rule]) -> Trial {
    Trial(.exact(servers: 5, without: [.appendNoOp] + rules))
  }

  @Test("(a) to (d): the logs are the figure's; with the rule S5 overwrites what was not committed")
  func withTheRule() throws {
    var trial = Self.trial(without: [])
    try trial.play(Self.before + Self.a)
    #expect(trial.logs == [[1, 2], [1, 2], [1], [1], [1]])
    try trial.play(Self.b)
    #expect(trial.logs == [[1, 2], [1, 2], [1], [1], [1, 3]])
    #expect(trial[5].server.currentTerm == 3)
    try trial.play(Self.c)
    trial.run(until: 434_000)
    #expect(trial.logs == [[1, 2, 4], [1, 2], [1, 2], [1], [1, 3]])
    #expect(trial.leaders == [ServerID(1)] && trial[1].server.commitIndex == 0)
    // It counted three of five, and knew better.
    let held = try #require(trial.firings(of: .commitOnlyCurrentTerm).last, trial.line)
    #expect(
      held.evidence
        == .stored(
          index: 2, term: 2, currentTerm: 4, on: [ServerID(1), ServerID(2), ServerID(3)],
          needed: 3))
    try trial.play(Self.d)
    trial.run(until: 520_000)
    #expect(trial.leaders == [ServerID(5)] && trial[5].server.currentTerm == 5)
    // In the figure S5's entry takes the place of the others everywhere.
    try trial.play(["@600000 write x=5 through S5", "@700000 restart S1"])
    trial.run(until: 900_000)
    #expect(trial.logs == Array(repeating: [1, 3, 5], count: 5))
    #expect(trial.violation == nil)
  }

  @Test(
    "Without the rule an entry is committed and overwritten: Leader Completeness, by S5's election")
  func withoutTheRule() throws {
    var trial = Self.trial(without: [.commitOnlyCurrentTerm])
    try trial.play(Self.before + Self.a + Self.b + Self.c)
    trial.run(until: 434_000)
    #expect(trial.logs == [[1, 2, 4], [1, 2], [1, 2], [1], [1, 3]])
    #expect(trial[1].server.commitIndex == 2 && trial.violation == nil)
    try trial.play(Self.d)
    trial.run(until: 900_000)
    let violation = try #require(trial.violation, trial.line)
    #expect(violation.property == .leaderCompleteness && violation.servers == [ServerID(5)])
    #expect(
      violation.detail
        == .missing(
          leader: ServerID(5), term: 5, committed: LogPosition(index: 2, term: 2),
          committedIn: 4))
    #expect(violation.time == 494_000)
    let event = trial.events[violation.event - 1]
    #expect(event.number == violation.event && event.violation == violation)
    #expect(event.step.firings.map(\.rule).contains(.becomeLeader) && event.server == ServerID(5))
    #expect(trial.logs.dropFirst().allSatisfy { $0 == [1, 3] })
  }

  @Test(
    "(e): with an entry of its own term on a majority, S5 cannot win any more",
    arguments: [[], [Rule.commitOnlyCurrentTerm]])
  func replicatedInTime(without rules: [Rule]) throws {
    var trial = Self.trial(without: rules)
    try trial.play(Self.before + Self.a + Self.b + Self.e)
    #expect(trial[2].server.commitIndex == 3)
    let refusals = trial.firings(of: .upToDateCheck).filter { $0.event.time > 531_000 }
    #expect(Set(refusals.compactMap(\.event.server)) == [ServerID(2), ServerID(3)])
    trial.run(until: 900_000)
    #expect(trial.leaders == [ServerID(2)], trial.line)
    #expect(trial.logs == [[1, 2, 4], [1, 2, 4], [1, 2, 4], [1, 2, 4], [1, 2, 4]])
    #expect(trial.violation == nil)
  }
}

@Suite("Crafted schedules: what single sentences prevent")
struct CraftedTests {
  /// S1 has an entry that nobody else has, and is told by a heartbeat that index 2 is committed:
  /// another entry 2, which S1 has not got yet.
  private static let stale = [
    "@0 time out S1", "@50000 write x=1 through S1", "@140000 isolate S1",
    "@141000 write x=2 through S1", "@160000 time out S2", "@210000 write x=3 through S2",
    "@250000 heal",
  ]

  @Test("commitIndex is bounded by the last new entry: what lies beyond was not compared (§5.3)")
  func commitBounded() throws {
    for isOn in [true, false] {
      var trial = Trial(
        .exact(servers: 3, without: [.appendNoOp] + (isOn ? [] : [.commitBoundedByLastNew])))
      try trial.play(Self.stale)
      #expect(trial.logs == [[1, 1], [1, 2], [1, 2]])
      #expect(trial[1].server.commitIndex == 1 && trial[2].server.commitIndex == 2)
      trial.run(until: 600_000)
      guard !isOn else {
        #expect(trial.logs == [[1, 2], [1, 2], [1, 2]] && trial.violation == nil)
        continue
      }
      let violation = try #require(trial.violation, trial.line)
      #expect(violation.property == .stateMachineSafety && violation.time == 294_000)
      #expect(violation.servers == [ServerID(1), ServerID(2)])
      guard case .applied(2, ServerID(2), let first, ServerID(1), let second) = violation.detail
      else {
        Issue.record("\(violation.detail)")
        continue
      }
      #expect(first.term == 2 && second.term == 1)
    }
  }

  /// S1 and S2 both want to lead; S3 goes down just after it hears from each.
  private static let forgetful = [
    "@0 time out S1", "@1000 time out S2", "@10500 crash S3", "@10600 restart S3",
    "@12500 crash S3", "@12600 restart S3",
  ]

  @Test("A vote is on disk before it is given: else a voter forgets it, and votes again (Figure 2)")
  func persistBeforeAnswering() throws {
    var trial = Trial(.exact(servers: 3))
    try trial.play(Self.forgetful)
    trial.run(until: 500_000)
    // S3 was about to vote for S1 when it went down, and had not said so.
    let votes = trial.firings(of: .grantVote).filter { $0.event.server == ServerID(3) }
    #expect(votes.count == 2 && trial.leaders == [ServerID(2)])
    #expect(trial.violation == nil)

    var hasty = Trial(.exact(servers: 3, without: [.persistBeforeAnswering]))
    try hasty.play(Self.forgetful)
    hasty.run(until: 500_000)
    let violation = try #require(hasty.violation, hasty.line)
    #expect(violation.property == .electionSafety && violation.time == 21_000)
    #expect(violation.servers == [ServerID(2), ServerID(1)])
    #expect(violation.detail == .leaders(term: 1, ServerID(1), ServerID(2)))
  }

  @Test("A server votes once in a term: else two of three win (§5.2)")
  func oneVotePerTerm() throws {
    let acts = ["@0 time out S1", "@1000 time out S2"]
    for isOn in [true, false] {
      var trial = Trial(.exact(servers: 3, without: isOn ? [] : [.oneVotePerTerm]))
      try trial.play(acts)
      trial.run(until: 500_000)
      #expect((trial.violation == nil) == isOn)
      guard let violation = trial.violation else { continue }
      #expect(violation.property == .electionSafety)
      #expect(violation.detail == .leaders(term: 1, ServerID(1), ServerID(2)))
    }
  }

  @Test("Only an up-to-date log may lead: else a committed entry is missing (§5.4.1)")
  func upToDateCheck() throws {
    let acts = [
      "@0 time out S1", "@100000 isolate S3", "@100000 write x=1 through S1", "@200000 crash S1",
      "@210000 heal", "@220000 time out S3",
    ]
    for isOn in [true, false] {
      var trial = Trial(.exact(servers: 3, without: isOn ? [] : [.upToDateCheck]))
      try trial.play(acts)
      trial.run(until: 500_000)
      #expect((trial.violation == nil) == isOn)
      guard let violation = trial.violation else { continue }
      #expect(
        violation.detail
          == .missing(
            leader: ServerID(3), term: 2, committed: LogPosition(index: 2, term: 1),
            committedIn: 1))
      #expect(violation.property == .leaderCompleteness && violation.servers == [ServerID(3)])
    }
  }

  @Test("Who hears of a higher term follows: else it leads there, unelected (§5.1)")
  func stepDown() throws {
    let acts = ["@0 time out S1", "@100000 time out S2"]
    for isOn in [true, false] {
      var trial = Trial(.exact(servers: 3, without: isOn ? [] : [.stepDownOnHigherTerm]))
      try trial.play(acts)
      trial.run(until: 500_000)
      #expect((trial.violation == nil) == isOn)
      guard let violation = trial.violation else { continue }
      #expect(violation.property == .electionSafety)
      #expect(violation.detail == .leaders(term: 2, ServerID(1), ServerID(2)))
    }
  }

  /// S1 keeps entry 2 of term 1 to itself; S2 commits another in term 2; S3 leads in term 3, and
  /// takes it that S1 has that one.
  private static let mismatch = [
    "@0 time out S1", "@50000 write x=1 through S1", "@140000 isolate S1",
    "@141000 write x=2 through S1", "@160000 time out S2", "@210000 write x=3 through S2",
    "@250000 time out S3", "@280000 heal", "@360000 write x=4 through S3",
  ]

  @Test("Entries are appended where the entry before them matches: else logs do not match (§5.3)")
  func consistencyCheck() throws {
    var lawful = Trial(.exact(servers: 3, without: [.appendNoOp]))
    try lawful.play(Self.mismatch)
    #expect(!lawful.firings(of: .consistencyCheck).isEmpty)
    lawful.run(until: 600_000)
    #expect(lawful.logs == [[1, 2, 3], [1, 2, 3], [1, 2, 3]] && lawful.violation == nil)

    var trial = Trial(.exact(servers: 3, without: [.appendNoOp, .consistencyCheck]))
    try trial.play(Self.mismatch)
    trial.run(until: 600_000)
    let violation = try #require(trial.violation, trial.line)
    #expect(violation.property == .logMatching && violation.time == 380_000)
    #expect(violation.servers == [ServerID(1), ServerID(3)])
    #expect(
      violation.detail
        == .logs(
          ServerID(1), ServerID(3), agreeAt: LogPosition(index: 3, term: 3), differsAt: 2))
    #expect(trial.logs == [[1, 1, 3], [1, 2, 3], [1, 2, 3]])
  }

  /// S1 keeps entry 2 of term 1 to itself; S2 leads in term 2 with entries of its own.
  private static let diverged = [
    "@0 time out S1", "@50000 write x=1 through S1", "@140000 isolate S1",
    "@141000 write x=2 through S1", "@160000 time out S2", "@210000 write x=3 through S2",
    "@230000 write x=4 through S2", "@250000 heal",
  ]

  @Test("An entry that conflicts is deleted, and all after it: else logs do not match (§5.3)")
  func deleteConflicting() throws {
    var lawful = Trial(.exact(servers: 3, without: [.appendNoOp]))
    try lawful.play(Self.diverged)
    lawful.run(until: 600_000)
    #expect(lawful.logs == [[1, 2, 2], [1, 2, 2], [1, 2, 2]] && lawful.violation == nil)

    var trial = Trial(.exact(servers: 3, without: [.appendNoOp, .deleteConflicting]))
    try trial.play(Self.diverged)
    trial.run(until: 600_000)
    let violation = try #require(trial.violation, trial.line)
    #expect(violation.property == .logMatching && violation.servers == [ServerID(1), ServerID(2)])
    #expect(
      violation.detail
        == .logs(
          ServerID(1), ServerID(2), agreeAt: LogPosition(index: 3, term: 2), differsAt: 2))
  }
}
