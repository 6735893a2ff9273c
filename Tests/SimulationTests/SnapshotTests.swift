import KeyValue
import RaftCore
import Testing

@testable import Simulation

@Suite("§7: snapshots in a run")
struct SnapshotTests {
  private static func settings(
    every interval: Int? = nil, without rules: [Rule] = [], servers: Int = 3
  ) -> Settings {
    var settings = Settings.exact(servers: servers, without: rules)
    settings.features = Features([.snapshots])
    settings.snapshotInterval = interval
    return settings
  }

  /// S1 leads, and these values of x were written, one after the other, at all that hear it.
  private static func led(
    _ settings: Settings, away: [Int] = [], writing values: ClosedRange<Int> = 1...3
  ) throws -> Trial {
    var trial = try Trial.led(settings)
    for server in away { try trial.act("isolate S\(server)") }
    for value in values {
      try trial.act("write x=\(value) through S1")
      trial.run(for: 120_000)
    }
    return trial
  }

  @Test("A snapshot takes as long as any write, and then the log begins after it, on disk too")
  func takes() throws {
    var trial = try Self.led(Self.settings())
    try trial.act("snapshot S2")
    #expect(trial[2].disk.isBusy && trial[2].server.log.start == .start)
    #expect(throws: Refusal.isWritingSnapshot(ServerID(2))) { try trial.act("snapshot S2") }
    trial.run(for: 2_000)
    let last = LogPosition(index: 4, term: 1)
    #expect(trial[2].server.log.start == last && trial[2].disk.state.log.start == last)
    #expect(trial[2].disk.state.snapshot == SnapshotID(last: last, takenBy: ServerID(2)))
    #expect(trial[1].server.log.start == .start, "each server by itself")
    #expect(throws: Refusal.hasSnapshot(ServerID(2))) { try trial.act("snapshot S2") }
    #expect(trial.cluster.network.snapshots.count == 1)
    try trial.act("feature snapshots off")
    #expect(throws: Refusal.isOff(.snapshots)) { try trial.act("snapshot S1") }
    #expect(trial.violation == nil)
  }

  @Test("A server that starts again has what its snapshot holds, and applies what follows")
  func restarts() throws {
    var trial = try Self.led(Self.settings())
    try trial.act("snapshot S2")
    trial.run(for: 2_000)
    try trial.act("write y=9 through S1")
    trial.run(for: 120_000)
    let before = trial[2].store
    try trial.act("crash S2")
    #expect(trial[2].store.contents.isEmpty && trial[2].server.log.start.index == 4)
    try trial.act("restart S2")
    #expect(trial[2].store[ShortText("x")!] == .number(3) && trial[2].applied == 4)
    trial.run(for: 200_000)
    #expect(trial[2].store == before && trial[2].applied == 5)
    #expect(trial.violation == nil)
  }

  @Test("Lost in a crash while it was written, a snapshot leaves the log as it was")
  func crashes() throws {
    var trial = try Self.led(Self.settings())
    try trial.act("snapshot S2")
    var torn = trial
    try trial.act("crash S2")
    #expect(trial[2].server.log.start == .start && trial[2].server.log.lastIndex == 4)
    try torn.act("crash S2 torn 1")
    #expect(torn[2].server.log.start.index == 4, "one record: it is there whole")
    for var trial in [trial, torn] {
      try trial.act("restart S2")
      trial.run(for: 300_000)
      #expect(trial[2].store == trial[1].store && trial.violation == nil)
    }
  }

  @Test("A follower that was away gets a snapshot, where the leader has no entries for it any more")
  func installs() throws {
    var trial = try Self.led(Self.settings(), away: [3])
    try trial.act("snapshot S1")
    trial.run(for: 2_000)
    try trial.act("heal")
    let start = trial.now
    trial.run(for: 300_000)
    #expect(trial.firings(of: .sendSnapshot, since: start).count >= 1)
    #expect(trial.firings(of: .installSnapshot, since: start).count == 1)
    #expect(trial[3].server.log.start.index == 4 && trial[3].store == trial[1].store)
    try trial.act("write x=4 through S1")
    trial.run(for: 120_000)
    #expect(trial[3].store[ShortText("x")!] == .number(4), "and entries again from then on")
    #expect(trial[3].disk.state.snapshot?.takenBy == ServerID(1) && trial.violation == nil)
  }

  @Test("A snapshot that is lost is sent again as soon as a heartbeat is refused")
  func sendsAgain() throws {
    var trial = try Self.led(Self.settings(), away: [3])
    try trial.act("snapshot S1")
    trial.run(for: 2_000)
    try trial.act("heal")
    trial.expect(within: 300_000) { $0.snapshotOnItsWay != nil }
    let id = try #require(trial.snapshotOnItsWay)
    try trial.act("drop #\(id)")
    trial.expect(within: 300_000) { $0[3].server.log.start.index == 4 }
    #expect(trial.violation == nil)
  }

  @Test("Every so many applied entries each server takes one by itself, and little is kept")
  func interval() throws {
    let trial = try Self.led(Self.settings(every: 5), writing: 1...40)
    for host in trial.cluster.hosts {
      #expect(host.server.log.start.index == 40 && host.server.log.lastIndex == 41)
      #expect(host.disk.state.log.start.index == 40)
    }
    #expect(trial.firings(of: .takeSnapshot).count == 24)
    #expect(trial.cluster.network.snapshots.count == 3, "what nobody names is dropped")
    #expect(trial.violation == nil)
    #expect(trial.cluster.safety?.checked.contains(.snapshotsKeepState) == true)
    #expect(Trial(servers: 3).cluster.safety?.checked.contains(.snapshotsKeepState) == false)
  }

  @Test("What is noted of indexes may be forgotten from the first on")
  func record() {
    var record = IndexedRecord<Int>()
    for number in 1...10 { record.append(number) }
    record.forget(through: 4)
    #expect(record.start == 4 && record.lastIndex == 10 && record[5] == 5)
    record.append(11)
    record[11] = 12
    #expect(record[11] == 12)
    record.forget(through: 20)
    record.append(21)
    #expect(record.start == 20 && record.lastIndex == 21 && record[21] == 21)
  }

  @Test("Members of etcd take snapshots too: pods elect, and one that was away gets a snapshot")
  func programs() throws {
    var election = ElectionSettings(.etcd, pods: 2)
    election.scale = 100
    var settings = Settings(
      servers: 3, features: Features(Features.likeEtcd.switchedOn + [.snapshots]),
      election: election)
    settings.snapshotInterval = 3
    var trial = Trial(settings)
    for _ in 0..<3 {
      trial.run(for: 1_000_000)
      try trial.act("isolate S3")
      trial.run(for: 2_000_000)
      try trial.act("heal")
      trial.run(for: 1_000_000)
    }
    #expect(!trial.firings(of: .takeSnapshot).isEmpty)
    #expect(!trial.firings(of: .installSnapshot).isEmpty)
    #expect(trial.violation == nil && trial.cluster.outside?.processes.isEmpty == false)
    try trial.act("crash S1")
    try trial.act("restart S1")
    trial.run(for: 2_000_000)
    #expect(trial[1].store.revision == trial[2].store.revision && trial.violation == nil)
  }

  // MARK: What the checkers find

  /// S1's snapshot is on its way to S3 a second time when S3 has taken its own of more than that.
  private static func doubled(without rules: [Rule]) throws -> Trial {
    var trial = try led(settings(without: rules), away: [3])
    try trial.act("snapshot S1")
    trial.run(for: 2_000)
    try trial.act("heal")
    trial.expect(within: 300_000) { $0.snapshotOnItsWay != nil }
    let id = try #require(trial.snapshotOnItsWay)
    try trial.act("duplicate #\(id)")
    let copy = trial.cluster.network.sentCount
    try trial.act("hold #\(copy)")
    trial.run(for: 100_000)
    for value in 4...6 {
      try trial.act("write x=\(value) through S1")
      trial.run(for: 120_000)
    }
    try trial.act("snapshot S3")
    trial.run(for: 2_000)
    try #require(trial[3].server.log.start.index == 7)
    try trial.act("deliver #\(copy)")
    return trial
  }

  @Test("Newer state is never replaced; without the rule a late snapshot truncates a newer log")
  func olderSnapshot() throws {
    var trial = try Self.doubled(without: [])
    #expect(trial.firings(of: .ignoreOlderSnapshot).count == 1)
    #expect(trial.violation == nil && trial[3].store == trial[1].store)
    trial = try Self.doubled(without: [.ignoreOlderSnapshot])
    #expect(
      trial.violation?.detail == .stateWentBack(ServerID(3), from: 7, to: 4), trial.line)
    #expect(trial.violation?.property == .snapshotsKeepState)
    #expect(trial[3].server.log.lastIndex == 4, "entries 5 to 7 are gone")
  }

  @Test("A snapshot that holds something else than the log gives is found when it is installed")
  func wrongContent() throws {
    var trial = try Self.led(Self.settings(), away: [3])
    try trial.act("snapshot S1")
    trial.run(for: 2_000)
    let snapshot = try #require(trial[1].server.snapshot)
    trial.tamper { cluster in
      cluster.network.snapshots.keep(SnapshotContent(store: Store(retention: 512)), as: snapshot)
    }
    try trial.act("heal")
    trial.expect(within: 300_000) { $0.violation != nil }
    #expect(trial.violation?.property == .snapshotsKeepState)
    #expect(
      trial.violation?.detail
        == .stateChanged(
          ServerID(3), by: LogPosition(index: 4, term: 1), takenBy: ServerID(1)))
  }

  @Test("Other checkers still find what is wrong in logs that begin later", arguments: 0..<3)
  func otherCheckers(place: Int) throws {
    let rules: [Rule] = [.upToDateCheck, .consistencyCheck, .commitBoundedByLastNew]
    let properties: [Set<Property>] = [
      [.leaderCompleteness, .stateMachineSafety, .snapshotsKeepState],
      [.logMatching, .stateMachineSafety, .leaderCompleteness, .snapshotsKeepState],
      [.stateMachineSafety, .leaderCompleteness, .snapshotsKeepState, .logMatching],
    ]
    let campaign = SeedRun(
      rules: RuleSet(without: [rules[place]]), features: .fixed(Features([.snapshots])))
    for seed in UInt64(1)...60 {
      guard let found = campaign.run(seed: seed).violation else { continue }
      #expect(properties[place].contains(found.property), "seed \(seed)")
      return
    }
    Issue.record("nothing is found without \(rules[place].id)")
  }

  @Test("With snapshots among its acts the campaign finds nothing", arguments: [nil, 1, 3, 5])
  func campaign(servers: Int?) {
    let campaign = SeedRun(
      servers: servers, features: .fixed(Features([.snapshots])), eventLimit: 1500)
    for seed in UInt64(1)...25 {
      let outcome = campaign.run(seed: seed)
      #expect(outcome.finding == nil, "seed \(seed), servers \(servers as Any)")
    }
  }

  @Test(
    "Without a rule of snapshots the campaign finds the violation",
    arguments: [Rule.ignoreOlderSnapshot, .keepMatchingSuffix])
  func withoutRule(rule: Rule) {
    let campaign = SeedRun(
      rules: RuleSet(without: [rule]), features: .fixed(Features([.snapshots])))
    for seed in UInt64(1)...400 {
      guard let found = campaign.run(seed: seed).violation else { continue }
      #expect(
        [.snapshotsKeepState, .promisesOnDisk, .leaderCompleteness].contains(found.property),
        "seed \(seed)")
      return
    }
    Issue.record("nothing is found without \(rule.id)")
  }
}

extension Trial {
  /// The number of the first snapshot on its way, if there is one.
  fileprivate var snapshotOnItsWay: Int? {
    cluster.network.flights.first { flight in
      guard case .message(let message) = flight.packet else { return false }
      return message.kind == .installSnapshot
    }?.id
  }
}
