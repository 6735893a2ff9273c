import ClientPrograms
import RaftCore
import Testing

@testable import Simulation

/// Random troubles for programs outside. `raftlab check --election …` does the same for thousands of
/// seeds; docs/campaign.md says what came of it.
@Suite("Campaigns of programs outside")
struct ProgramCampaignTests {
  @Test("Whatever goes wrong, nothing is violated", arguments: ElectionSettings.Way.allCases, 0..<5)
  func holds(_ way: ElectionSettings.Way, ten: Int) {
    let campaign = ProgramSeedRun(ElectionSettings(way), scale: way == .etcd ? 50 : 100)
    for seed in UInt64(ten * 10 + 1)...UInt64(ten * 10 + 10) {
      let outcome = campaign.run(seed: seed)
      #expect(outcome.finding == nil, "\(way) seed \(seed)")
    }
  }

  @Test("In calm no two ever believe", arguments: ElectionSettings.Way.allCases, 0..<5)
  func calm(_ way: ElectionSettings.Way, ten: Int) {
    let campaign = ProgramSeedRun(
      ElectionSettings(way), scale: way == .etcd ? 50 : 100, troubles: [], seeksBelievers: true)
    for seed in UInt64(ten * 10 + 1)...UInt64(ten * 10 + 10) {
      let outcome = campaign.run(seed: seed)
      #expect(outcome.finding == nil, "\(way) seed \(seed)")
      #expect(outcome.believers == BelieverCounts(), "\(way) seed \(seed)")
    }
  }

  /// A trouble that makes two believe by itself, and a seed that shows it.
  struct Case: CustomTestStringConvertible, Sendable {
    var way: ElectionSettings.Way
    var trouble: Trouble
    var seed: UInt64
    var scale: Int?
    var testDescription: String { "\(way) \(trouble.rawValue)" }
  }

  /// Found among the first hundreds of seeds with `raftlab check --trouble …`.
  static let cases = [
    Case(way: .notes, trouble: .clockRates, seed: 4, scale: 100),
    Case(way: .notes, trouble: .clockJumps, seed: 36, scale: 100),
    Case(way: .notes, trouble: .pauses, seed: 14, scale: 100),
    Case(way: .notes, trouble: .cuts, seed: 4, scale: 1000),
    Case(way: .notes, trouble: .losses, seed: 1, scale: 1000),
    Case(way: .notes, trouble: .delays, seed: 3, scale: 1000),
    Case(way: .notes, trouble: .edits, seed: 1, scale: 100),
    Case(way: .notes, trouble: .earlyRelease, seed: 1, scale: 100),
    Case(way: .etcd, trouble: .clockRates, seed: 1, scale: 50),
    Case(way: .etcd, trouble: .clockJumps, seed: 14, scale: 50),
    Case(way: .etcd, trouble: .pauses, seed: 1, scale: 50),
    Case(way: .etcd, trouble: .cuts, seed: 27, scale: 300),
    Case(way: .etcd, trouble: .losses, seed: 49, scale: 300),
    Case(way: .etcd, trouble: .delays, seed: 14, scale: 300),
    Case(way: .etcd, trouble: .edits, seed: 1, scale: 50),
    Case(way: .etcd, trouble: .earlyRelease, seed: 1, scale: 50),
    Case(way: .kubernetes, trouble: .clockRates, seed: 18, scale: 100),
    Case(way: .kubernetes, trouble: .clockJumps, seed: 9, scale: 100),
    Case(way: .kubernetes, trouble: .pauses, seed: 9, scale: 100),
    Case(way: .kubernetes, trouble: .cuts, seed: 57, scale: 1000),
    Case(way: .kubernetes, trouble: .losses, seed: 649, scale: 200),
    Case(way: .kubernetes, trouble: .delays, seed: 93, scale: 100),
    Case(way: .kubernetes, trouble: .edits, seed: 1, scale: 100),
    Case(way: .kubernetes, trouble: .earlyRelease, seed: 1, scale: 100),
  ]

  @Test("Each trouble alone makes two believe", arguments: cases)
  func alone(_ one: Case) throws {
    let campaign = ProgramSeedRun(
      ElectionSettings(one.way), scale: one.scale, troubles: [one.trouble], seeksBelievers: true)
    let outcome = campaign.run(seed: one.seed)
    guard case .believers(let believers)? = outcome.finding else {
      Issue.record("\(one): \(String(describing: outcome.finding))")
      return
    }
    #expect(believers.programs.count > 1)
    // Fewer acts are enough; and the timeline of a counterexample ends just there.
    let found = try #require(Counterexample(of: outcome, runLimit: 30))
    #expect(found.acts.count <= outcome.acts.count)
    let timeline = found.timeline
    #expect(timeline.now == found.finding.time)
    let contest = believers.contest
    #expect(timeline.cluster.outside!.believers(of: contest).count > 1)
  }

  @Test(
    "Wherever one goes in a run of programs, it is what it was", arguments: 0..<12,
    ElectionSettings.Way.allCases)
  func determinism(ten: Int, way: ElectionSettings.Way) throws {
    for seed in UInt64(ten * 10 + 1)...UInt64(ten * 10 + 10) {
      var campaign = ProgramSeedRun(ElectionSettings(way), scale: 50)
      campaign.eventLimit = 900
      let outcome = campaign.run(seed: seed)
      var timeline = Timeline(outcome.settings)
      for act in outcome.acts.prefix(outcome.faultCount) {
        _ = timeline.run(until: act.time)
        try timeline.perform(act.stimulus)
      }
      let last = timeline.position
      let end = Portrait(of: timeline.cluster)
      let records = timeline.branch.records
      var random = RandomStream(seed: seed, stream: 1)
      let middle = random.next(in: 1...last - 1)
      timeline.seek(to: middle)
      let print = Portrait(of: timeline.cluster)
      timeline.seek(to: random.next(in: 0...middle - 1))
      timeline.seek(to: middle)
      #expect(Portrait(of: timeline.cluster) == print, "\(way) seed \(seed)")
      // A branch of its own does not touch the one that it leaves.
      if (try? timeline.perform(.outside(.crash(.pod(1))))) != nil {
        for _ in 0..<50 { _ = timeline.step() }
        timeline.show(branch: 0, at: middle)
        #expect(Portrait(of: timeline.cluster) == print, "\(way) seed \(seed)")
      }
      timeline.seek(to: last)
      #expect(Portrait(of: timeline.cluster) == end, "\(way) seed \(seed)")
      #expect(timeline.branch.records.count == records.count)
    }
  }

  @Test("By hand alone pods' letters arrive, disks write and leaders beat")
  func manual() throws {
    var trial = Trial(
      Settings(servers: 1, features: .likeEtcd, election: ElectionSettings(.notes, pods: 1)))
    trial.run(until: 3_000_000)
    try trial.act("manual")
    try trial.act("put a 1 through S1")
    func letter(_ kind: Letter.Content.Kind) throws -> Int {
      try #require(
        trial.cluster.network.post.flights.first { flight in
          guard case .letter(let letter) = flight.packet else { return false }
          return letter.content.kind == kind
            && [letter.from.program, letter.to.program].contains(.console)
        }
      ).id
    }
    try trial.act("deliver #\(letter(.question))")
    try trial.act("sync S1")
    try trial.act("deliver #\(letter(.answer))")
    guard case .console(let console)? = trial.cluster.outside![.console]?.program,
      case .done? = console.questions.last?.fate
    else {
      Issue.record("not answered")
      return
    }
    #expect(trial.step() == nil)
  }
}
