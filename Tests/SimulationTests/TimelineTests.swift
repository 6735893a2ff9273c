import RaftCore
import Testing

@testable import Simulation

/// A run with its history, and what a test wrote down of it while it happened.
private struct History: CustomTestStringConvertible {
  var testDescription: String { "history" }

  var timeline: Timeline
  /// A digest of each event, by number - 1.
  private(set) var prints: [UInt64] = []
  private(set) var portraits: [Portrait?]

  /// The acts of one seed of a campaign. Of every `spacing`th position the whole cluster is kept.
  init(seed: UInt64, events: Int = 2300, spacing: Int = 23, servers: Int? = nil) {
    let outcome = Campaign(servers: servers, eventLimit: events).run(seed: seed)
    timeline = Timeline(outcome.settings)
    portraits = [Portrait(of: timeline.cluster)]
    func follow(until limit: Time) {
      while timeline.position < outcome.events, timeline.step(until: limit) { note(spacing) }
    }
    for act in outcome.acts {
      follow(until: act.time)
      _ = timeline.run(until: act.time)
      try! timeline.perform(act.stimulus)
      note(spacing)
    }
    follow(until: .max)
  }

  private mutating func note(_ spacing: Int) {
    prints.append(Self.print(of: timeline.latest!))
    let isKept = timeline.position.isMultiple(of: spacing)
    portraits.append(isKept ? Portrait(of: timeline.cluster) : nil)
  }

  static func print(of event: Event) -> UInt64 {
    var log = EventLog()
    log.add(event)
    return log.digest
  }

  /// The positions of which the whole cluster is kept.
  var keptPositions: [Int] { portraits.indices.filter { portraits[$0] != nil } }

  /// Whether the timeline shows its position as it was, and the events that led there.
  func isRight(_ timeline: Timeline) -> Bool {
    let position = timeline.position
    if let portrait = portraits[position], portrait != Portrait(of: timeline.cluster) {
      return false
    }
    let recent = timeline.recent.suffix(Timeline.recentLimit)
    guard recent.count == min(Timeline.recentLimit, position) else { return false }
    return recent.map(Self.print) == Array(prints[(position - recent.count)..<position])
  }
}

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
    let outcome = Campaign(eventLimit: 800).run(seed: seed)
    var number = 0
    Rerun.run(outcome.settings, acts: outcome.acts, until: history.timeline.now) { event in
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

@Suite("Timeline: branches")
struct BranchTests {
  private static func records(_ branch: Branch) -> [EventRecord] {
    (0..<branch.records.count).map { branch.records[$0] }
  }

  @Test("An act in the past begins a branch; the old one stays as it was", arguments: 1...4)
  func fork(seed: Int) throws {
    let history = History(seed: UInt64(seed), events: 1300, servers: 5)
    var timeline = history.timeline
    let (old, acts) = (Self.records(timeline.branch), timeline.branch.acts)
    var random = RandomStream(seed: UInt64(seed), stream: 5)
    let kept = history.keptPositions
    for number in 1...4 {
      timeline.show(branch: 0, at: kept[random.next(in: 1...kept.count - 2)])
      #expect(history.isRight(timeline), "seed \(seed)")
      let (position, time) = (timeline.position, timeline.now)
      try timeline.perform(.setRule(.pipelining, isOn: number % 2 == 0))

      #expect(timeline.branches.count == number + 1 && timeline.branchNumber == number)
      #expect(timeline.branch.parent == 0 && timeline.branch.forkedAt == position)
      #expect(timeline.position == position + 1 && !timeline.isInPast && timeline.now == time)
      _ = timeline.run(until: time + 300_000, maximum: 1200)
      #expect(timeline.branch.records.count > position + 1)
      #expect(Array(Self.records(timeline.branch).prefix(position)) == Array(old.prefix(position)))
      #expect(
        timeline.branch.acts.map(\.event)
          == acts.map(\.event).filter { $0 <= position } + [position + 1])
      // Through the fork, back and forth.
      let (after, moment) = (Portrait(of: timeline.cluster), timeline.moment)
      timeline.seek(to: max(0, position - 100))
      timeline.go(to: moment)
      #expect(Portrait(of: timeline.cluster) == after)
    }
    #expect(Self.records(timeline.branches[0]) == old && timeline.branches[0].acts == acts)
    timeline.show(branch: 0, at: history.prints.count)
    #expect(history.isRight(timeline) && timeline.branchNumber == 0)
    timeline.show(branch: 2)
    #expect(timeline.position == timeline.branches[2].forkedAt)
  }

  @Test("At the latest moment an act goes on with the branch; a refused one changes nothing")
  func noFork() throws {
    var timeline = Timeline(Settings(servers: 3))
    _ = timeline.run(until: 500_000)
    try timeline.perform(.pause(ServerID(1)))
    _ = timeline.run(until: 700_000)
    #expect(timeline.branches.count == 1 && timeline.branch.acts.count == 1)
    timeline.seek(to: 5)
    let (before, count) = (Portrait(of: timeline.cluster), timeline.branch.records.count)
    #expect(throws: Refusal.isUp(ServerID(2))) { try timeline.perform(.restart(ServerID(2))) }
    #expect(timeline.branches.count == 1 && timeline.branch.records.count == count)
    #expect(Portrait(of: timeline.cluster) == before)
    timeline.branchOff()
    #expect(timeline.branches.count == 2 && timeline.branch.parent == 0)
    #expect(timeline.branch.records.count == 5 && !timeline.isInPast)
  }

  @Test("A branch of a branch shares the past of both")
  func nested() throws {
    var timeline = Timeline(Settings(servers: 3))
    _ = timeline.run(until: 1_000_000)
    timeline.seek(to: 40)
    try timeline.perform(.isolate(ServerID(1)))
    _ = timeline.run(until: 2_000_000)
    timeline.seek(to: 60)
    try timeline.perform(.heal)
    _ = timeline.run(until: 2_000_000)
    #expect(timeline.branches.map(\.parent) == [nil, 0, 1])
    #expect(timeline.branches.map(\.forkedAt) == [0, 40, 60])
    let records = timeline.branches.map(Self.records)
    #expect(records[2].prefix(60) == records[1].prefix(60))
    #expect(records[1].prefix(40) == records[0].prefix(40))
    #expect(records[2][60] != records[1][60] && records[1][40] != records[0][40])
    for number in [0, 2, 1] {
      timeline.show(branch: number, at: 30)
      #expect(timeline.position == 30 && timeline.branchNumber == number)
      timeline.seek(to: timeline.branch.records.count)
    }
  }

  @Test("A violation is there after it happened, and not before, wherever one comes from")
  func violation() throws {
    var timeline = Timeline(.exact(servers: 3, without: [.oneVotePerTerm]))
    try timeline.perform(.timeOut(ServerID(1)))
    _ = timeline.run(until: 1_000)
    try timeline.perform(.timeOut(ServerID(2)))
    // A run stops there.
    _ = timeline.run(until: 1_000_000)
    let violation = try #require(timeline.cluster.violation)
    #expect(timeline.position == violation.event && timeline.now == violation.time)
    #expect(timeline.latest?.violation == violation)
    #expect(timeline.branch.records[violation.event - 1].milestones.contains(.violation))
    #expect(timeline.branch.milestone(before: violation.event + 1) == violation.event)
    // It goes on when told to.
    let later = timeline.run(until: 1_000_000)
    #expect(later > 20)
    let end = timeline.position
    for position in [0, violation.event - 1, violation.event, 3, end, violation.event - 1, end] {
      timeline.seek(to: position)
      #expect(timeline.cluster.violation == (position < violation.event ? nil : violation))
      let marked = timeline.recent.filter { $0.violation != nil }.map(\.number)
      let isRecent = violation.event <= position && violation.event > position - 64
      #expect(marked == (isRecent ? [violation.event] : []) || position == end)
    }
    timeline.seek(to: violation.event - 1)
    let count = timeline.run(until: 1_000_000)
    #expect(count == 1 && timeline.cluster.violation == violation)
    // Another future has none.
    timeline.seek(to: 2)
    try timeline.perform(.crash(ServerID(2)))
    _ = timeline.run(until: 1_000_000)
    #expect(timeline.cluster.violation == nil && timeline.branches.count == 2)
  }
}
