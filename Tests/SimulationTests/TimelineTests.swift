import RaftCore
import Testing

@testable import Simulation

@Suite("Timeline: back and forth")
struct TimelineTests {
  static let seeds: ClosedRange<UInt64> = 1...6

  @Test(
    "Wherever one goes, the cluster is what it was, and so are the latest events",
    arguments: seeds)
  func seek(seed: UInt64) {
    let history = History(seed: seed)
    var timeline = history.timeline
    var random = RandomStream(seed: seed, stream: 1)
    let last = history.prints.count
    #expect(timeline.position == last && !timeline.isInPast && history.isRight(timeline))
    for _ in 0..<12 {
      let kept = history.keptPositions
      let target = kept[random.next(in: 0...kept.count - 1)]
      timeline.seek(to: target)
      #expect(timeline.position == target && history.isRight(timeline), "seed \(seed), \(target)")
      // A few steps on, and back one by one.
      for _ in 0..<random.next(in: 0...5) where timeline.isInPast { _ = timeline.step() }
      #expect(history.isRight(timeline), "seed \(seed), after \(target)")
      for _ in 0..<random.next(in: 0...3) where timeline.position > 0 {
        timeline.seek(to: timeline.position - 1)
        #expect(history.isRight(timeline), "seed \(seed), before \(timeline.position)")
      }
    }
    for target in [0, 1, 63, 64, 65, 1023, 1024, 1025, 1088, 2048, last - 1, last] {
      timeline.seek(to: target)
      #expect(timeline.position == target && history.isRight(timeline), "seed \(seed), \(target)")
    }
    #expect(timeline.branches.count == 1 && timeline.branch.records.count == last)
  }

  @Test("What differs is seen: the measure of these tests can fail")
  func measure() throws {
    let history = History(seed: 1, events: 200, spacing: 1)
    var timeline = history.timeline
    timeline.seek(to: 150)
    #expect(history.isRight(timeline))
    var other = timeline
    try other.perform(.setRule(.pipelining, isOn: false))
    #expect(!history.isRight(other))
    let second = History(seed: 2, events: 200, spacing: 1)
    #expect(!second.isRight(timeline))
  }

  @Test("History holds for each event what it was", arguments: [1, 2])
  func records(seed: UInt64) {
    let history = History(seed: seed, events: 800)
    let outcome = SeedRun(eventLimit: 800).run(seed: seed)
    var number = 0
    ActReplay.run(outcome.settings, acts: outcome.acts, until: history.timeline.now) { event in
      guard number < 800 else { return false }
      let record = history.timeline.branch.records[number]
      #expect(History.print(of: event) == history.prints[number])
      number += 1
      #expect(event.number == number)
      #expect(record.time == event.time && record.kind == event.kind)
      #expect(record.milestones == event.milestones && record.rule == event.headline)
      #expect(record.isRoutine == event.isRoutine && record.serverID == event.server)
      return true
    }
    #expect(number == 800)
  }

  @Test("A moment is found: after all events up to then, and at that time", arguments: seeds)
  func moments(seed: UInt64) {
    let history = History(seed: seed, events: 1300)
    var timeline = history.timeline
    let end = timeline.now
    var random = RandomStream(seed: seed, stream: 2)
    for _ in 0..<25 {
      let time = random.next(in: 0...end)
      timeline.seek(toTime: time)
      let records = timeline.branch.records
      #expect(timeline.position == (0..<records.count).count { records[$0].time <= time })
      #expect(timeline.now == time, "seed \(seed)")
    }
    timeline.seek(toTime: end + 1_000_000)
    #expect(timeline.now == end && timeline.position == history.prints.count)
    timeline.seek(toTime: -5)
    #expect(timeline.now == 0)
  }

  @Test("One can return to where one was, though nothing happened there", arguments: seeds)
  func returning(seed: UInt64) throws {
    var timeline = Timeline(Settings(seed: seed))
    var random = RandomStream(seed: seed, stream: 3)
    var places: [(Moment, Portrait)] = []
    for _ in 0..<30 {
      _ = timeline.run(until: timeline.now + random.next(in: 1...40_000))
      places.append((timeline.moment, Portrait(of: timeline.cluster)))
    }
    for _ in 0..<30 {
      let (moment, portrait) = places[random.next(in: 0...29)]
      timeline.go(to: moment)
      #expect(timeline.moment == moment, "seed \(seed)")
      #expect(Portrait(of: timeline.cluster) == portrait, "seed \(seed), \(moment)")
    }
  }

  @Test("Milestones are found, forward and back", arguments: [1, 2, 3])
  func milestones(seed: UInt64) {
    let branch = History(seed: seed, events: 1200).timeline.branch
    let all = (1...branch.records.count).filter { !branch.records[$0 - 1].milestones.isEmpty }
    #expect(all.count > 5)
    for event in stride(from: 0, through: branch.records.count, by: 7) {
      #expect(branch.milestone(before: event) == all.last { $0 < event } ?? 0)
      #expect(branch.milestone(after: event) == all.first { $0 > event })
    }
  }

  @Test("Running to a moment is the same as stepping there", arguments: seeds)
  func runEqualsStepping(seed: UInt64) throws {
    var (runs, steps) = (Timeline(Settings(seed: seed)), Timeline(Settings(seed: seed)))
    var random = RandomStream(seed: seed, stream: 4)
    let acts = ["write x=1", "crash S2", "write x=2", "restart S2", "isolate S1", "heal"]
    for act in acts {
      let time = runs.now + random.next(in: 1...400_000)
      var count = runs.run(until: time, maximum: 3)
      #expect(count == 3 || runs.now == time)
      count += runs.run(until: time)
      var taken = 0
      while steps.step(until: time) { taken += 1 }
      steps.pass(until: time)
      #expect(count == taken && runs.now == time)
      #expect(Portrait(of: runs.cluster) == Portrait(of: steps.cluster), "seed \(seed), \(act)")
      #expect(runs.recent.map(History.print).suffix(9) == steps.recent.map(History.print).suffix(9))
      let stimulus = try Stimulus(text: act)
      try runs.perform(stimulus)
      try steps.perform(stimulus)
    }
    #expect(
      (0..<runs.branch.records.count).allSatisfy {
        runs.branch.records[$0] == steps.branch.records[$0]
      })
  }

  @Test("A second look at a branch shows the same events", arguments: [1, 2, 3])
  func replay(seed: UInt64) {
    let history = History(seed: seed, events: 1400)
    for start in [0, 1, 700, 1024, 1100] {
      var replay = Replay(of: history.timeline.branch, after: start)
      #expect(replay.position == start)
      if start > 0 { #expect(History.print(of: replay.event) == history.prints[start - 1]) }
      var number = start
      while number < start + 40, replay.next() {
        #expect(History.print(of: replay.event) == history.prints[number])
        number += 1
      }
      #expect(number == start + 40)
      replay.seek(to: 1380)
      #expect(History.print(of: replay.event) == history.prints[1379])
      while replay.next() {}
      #expect(replay.position == history.prints.count)
      #expect(
        Portrait(of: replay.cluster) == Portrait(of: history.timeline.cluster))
    }
  }
}
