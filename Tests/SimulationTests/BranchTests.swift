import RaftCore
import Testing

@testable import Simulation

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
