import RaftCore
import Simulation
import Testing

@testable import Teaching

@Suite("Fate: what can become of a run")
struct FateTests {
  /// A run of a cluster of three, with acts at their moments.
  private func run(
    _ acts: [String] = [], until end: Time = 1_000_000, _ settings: Settings = Settings(servers: 3)
  ) throws -> Timeline {
    var timeline = Timeline(settings)
    for text in acts {
      let act = try Act(text: text)
      _ = timeline.run(until: act.time)
      try timeline.perform(act.stimulus)
    }
    _ = timeline.run(until: end)
    return timeline
  }

  private func finished(_ study: FateStudy) -> FateStudy {
    var study = study
    while !study.isFinished { study.work(budget: 100_000) }
    return study
  }

  @Test("A write that is in everybody's snapshot in the end is committed all the same")
  func snapshots() throws {
    let settings = Settings(
      servers: 3, features: Features([.snapshots]), snapshotInterval: 1, checksSafety: false)
    let run = try run(["@400000 write x=1"], until: 600_000, settings)
    #expect(run.cluster.hosts.allSatisfy { $0.server.log.firstIndex > $0.server.log.lastIndex })
    let study = finished(FateStudy(Fate(of: run, futures: 30), moments: 4))
    let place = try #require(
      study.fate.questions.firstIndex { if case .committed = $0 { true } else { false } })
    #expect(study.moments.last?.tally.share(of: place) == 1)
    let before = try #require(study.moments.last { study.fate.time(of: $0.position) < 400_000 })
    #expect(before.tally.share(of: place) > 0.9)
  }

  @Test("What comes out does not depend on how the work was cut into pieces")
  func pieces() throws {
    let fate = Fate(of: try run(["@400000 write x=1"], until: 600_000), futures: 30)
    let whole = finished(FateStudy(fate, moments: 6))
    var bits = FateStudy(fate, moments: 6)
    while !bits.isFinished { bits.work(budget: 1) }
    var apart = FateStudy(fate, moments: 6)
    while !apart.isFinished {
      let jobs = apart.jobs(ofAtMost: 7)
      // Carried out in another order than they are taken in.
      let outcomes = jobs.reversed().map(\.outcome)
      for (job, outcome) in zip(jobs, outcomes.reversed()) { apart.add(outcome, of: job) }
    }
    #expect(whole.moments.count >= 6 && whole.moments == bits.moments)
    #expect(whole.moments == apart.moments)
  }

  @Test("One of the answers to who leads is right in each future, and all are equal at the start")
  func leaders() throws {
    let timeline = try run(until: 300_000, Settings(servers: 5))
    let study = finished(FateStudy(Fate(of: timeline, futures: 400), moments: 2))
    for moment in study.moments {
      #expect(moment.tally.hits[..<study.fate.leaders].reduce(0, +) == 400)
    }
    // Timers were drawn before the first event, and stand: a later election draws them anew.
    let crashed = try run(["@500000 crash S1", "@500000 crash S3"], until: 500_000)
    let alone = finished(FateStudy(Fate(of: crashed, futures: 20), moments: 2))
    let last = try #require(alone.moments.last)
    #expect(last.tally.hits[3] == 20 && alone.fate.questions[3] == .leader(nil))
  }

  @Test("Five servers that start anew are equally likely to win")
  func symmetry() throws {
    // All start again at once after the seed is another: nothing but what is drawn tells them apart.
    var acts: [String] = []
    for server in 1...5 { acts.append("@500000 crash S\(server)") }
    for server in 1...5 { acts.append("@600000 restart S\(server)") }
    let timeline = try run(acts, until: 1_200_000, Settings(servers: 5))
    let before = try #require(
      (0..<timeline.branch.records.count).first { timeline.branch.records[$0].time >= 600_000 })
    var past = timeline
    past.seek(to: before)
    let study = finished(
      FateStudy(Fate(of: past, futures: 500), moments: 2).including(before))
    let tally = study.moment(at: before).tally
    for server in 0..<5 {
      let interval = try #require(tally.interval(of: server))
      #expect(interval.contains(0.2), "S\(server + 1): \(tally.hits)")
    }
  }

  @Test("A write is certain once a majority has it, and never while no majority is there")
  func commitment() throws {
    let timeline = try run(["@400000 write x=1"], until: 700_000)
    let study = finished(FateStudy(Fate(of: timeline, futures: 500), moments: 8))
    let place = try #require(
      study.fate.questions.firstIndex { $0.name == "committed x=1" })
    let turn = try #require(study.certain(place))
    #expect(turn.isCertain == true)
    let cut = try run(
      ["@400000 crash S1", "@400000 crash S2", "@410000 write x=1 through S3"], until: 500_000)
    let lone = finished(FateStudy(Fate(of: cut, futures: 500), moments: 4))
    let never = try #require(lone.fate.questions.firstIndex { $0.name == "committed x=1" })
    #expect(lone.certain(never)?.isCertain == false)
  }

  @Test("A property is broken in some futures where its rule is off, and in none where it is on")
  func violations() throws {
    let acts = ["@50000 time out S1", "@50000 time out S2", "@50000 time out S3"]
    func share(_ rules: RuleSet) throws -> Int {
      let timeline = try run(acts, until: 60_000, Settings(servers: 3, rules: rules))
      let study = finished(FateStudy(Fate(of: timeline, futures: 100), moments: 2))
      let place = try #require(study.fate.questions.firstIndex(of: .violation))
      return study.moments[0].tally.hits[place]
    }
    #expect(try share(RuleSet()) == 0)
    #expect(try share(RuleSet(without: [.oneVotePerTerm])) > 0)
  }

  @Test(
    "A future begins with reseed, leaves other seeds out, and does the other acts at their moments")
  func acts() throws {
    let timeline = try run(
      ["@300000 reseed 7", "@400000 write x=1", "@450000 manual"], until: 500_000)
    let fate = Fate(of: timeline, futures: 10)
    #expect(fate.acts(after: 0).map(\.stimulus.kind) == [.write, .manual])
    #expect(fate.acts(after: timeline.position).isEmpty)
  }

  @Test("An act on a packet that was not on its way yet names another one there, and is left out")
  func packets() throws {
    var timeline = try run(["@400000 write x=1"], until: 400_000)
    let flight = try #require(timeline.state.flights.first?.id)
    try timeline.perform(.drop(flight: flight))
    _ = timeline.run(until: 600_000)
    let study = finished(FateStudy(Fate(of: timeline, futures: 10), moments: 2))
    #expect(study.moments[0].tally.leftOut >= 10)
    #expect(Fate.stands(.drop(flight: 5), packetsUpTo: 5))
    #expect(!Fate.stands(.drop(flight: 6), packetsUpTo: 5))
    #expect(Fate.stands(.heal, packetsUpTo: 0))
  }

  @Test("Where much changes it is looked closer, until it is one event")
  func turns() throws {
    let timeline = try run(["@500000 crash S3"], until: 900_000)
    let study = finished(FateStudy(Fate(of: timeline, futures: 100), moments: 5))
    let turn = try #require(study.turns(most: 1).first)
    #expect(turn.isExact && study.moments.count > 5)
    let share = study.moment(at: turn.event).tally.share(of: turn.question)
    #expect(share == turn.to && abs(turn.to - (turn.from ?? 0)) > 0.1)
  }

  @Test("Of a moment that has all its futures no cluster is kept")
  func keepsNoOrigins() throws {
    var timeline = Timeline(Settings(servers: 3))
    _ = timeline.run(until: 400_000)
    var study = FateStudy(Fate(of: timeline, futures: 10), moments: 4)
    study.work(budget: 1)
    #expect(study.origins.count == 1)
    while !study.isFinished { study.work(budget: 100_000) }
    for event in study.fate.window where event.isMultiple(of: 5) {
      study.include(event)
      while !study.isFinished { study.work(budget: 100_000) }
      #expect(study.origins.isEmpty)
    }
  }

  @Test("Of a long run the events around the cursor are looked at; all futures end together")
  func window() throws {
    var timeline = try run(until: 3_000_000)
    let count = timeline.branch.records.count
    let late = Fate(of: timeline, events: 100, tail: 250_000)
    #expect(late.window == count - 100...count && late.end == timeline.branch.end + 250_000)
    timeline.seek(to: 10)
    #expect(Fate(of: timeline, events: 100).window == 0...100)
    timeline.seek(to: 200)
    #expect(Fate(of: timeline, events: 100).window == 125...225)
  }

  @Test("Certain is what lies above 99 % or below 1 % with all of its interval")
  func certainty() {
    func tally(_ hits: Int, of count: Int) -> FateTally {
      var tally = FateTally(questions: 1)
      tally.count = count
      tally.hits = [hits]
      return tally
    }
    #expect(tally(1000, of: 1000).certainty(of: 0) == true)
    #expect(tally(0, of: 1000).certainty(of: 0) == false)
    #expect(tally(200, of: 200).certainty(of: 0) == nil)
    #expect(tally(985, of: 1000).certainty(of: 0) == nil)
    #expect(tally(0, of: 0).certainty(of: 0) == nil)
  }

  @Test("Lesson A3: who follows is decided before the leader crashes, at the last heartbeat")
  func lesson() throws {
    let script = try #require(Library.lesson(named: "certainty")).script
    var timeline = Timeline(script.settings)
    var runner = ScriptRunner(script, on: timeline)
    while runner.step != nil { _ = runner.perform(on: &timeline) }
    let study = finished(FateStudy(Fate(of: timeline, futures: 500), moments: 20))
    let turn = try #require(study.certain(0))
    #expect(turn.isCertain == true && turn.isExact)
    let crash = try #require(timeline.branch.acts.first { $0.act.stimulus.kind == .crash })
    #expect(turn.event < crash.event)
    let happening = try #require(timeline.look(after: turn.event).happening)
    #expect(happening.step.firings.contains { $0.rule == .hearLeader })
    // Before, none was much likelier than another; S5 led and cannot follow itself.
    let tally = study.moments[0].tally
    for server in 0..<4 { #expect((0.15...0.35).contains(tally.share(of: server))) }
    #expect(tally.hits[4] == 0)
  }

  @Test("The table has a record for each moment and question, and says what is asked besides")
  func table() throws {
    let settings = Settings(servers: 3)
    let asked = try Condition(asked: "S1 term >= 1", of: settings)
    let fate = Fate(of: try run(until: 300_000), futures: 20, asking: [asked])
    let study = finished(FateStudy(fate, moments: 3))
    let lines = FateTable(study).csv.split(separator: "\r\n")
    #expect(lines.count == 1 + study.moments.count * fate.questions.count)
    #expect(lines[0] == "event,time_us,end,futures,hits,share,lower,upper")
    #expect(lines.contains { $0.contains(",S1 term >= 1,20,") })
    #expect(FateTable(study).json.contains("\"questions\":[\"leader S1\""))
    let error = #expect(throws: ScriptError.self) { try Condition(asked: "S7 leads", of: settings) }
    #expect(error?.line == 1)
  }
}

extension FateStudy {
  fileprivate func including(_ position: Int) -> FateStudy {
    var study = self
    study.include(position)
    return study
  }
}
