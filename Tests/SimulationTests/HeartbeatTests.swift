import Foundation
import RaftCore
import Testing

@testable import Simulation

@Suite("Heartbeats fill idle periods (§5.2), whatever the load and the network do")
struct HeartbeatTests {
  static let interval: TimeSpan = 50_000

  // MARK: One act

  @Test(
    "Entries sent to every follower make the leader's timer jump back", arguments: [2, 3, 5, 9])
  func jumpsBack(servers: Int) throws {
    var trial = try Trial.led(.exact(servers: servers))
    trial.run(for: 317_000)
    let before = trial[1].timer(.heartbeat).startedAt
    try trial.act("write x=1 through S1")
    trial.expect(within: Self.interval) { !$0.firings(of: .appendCommand).isEmpty }
    let timer = trial[1].timer(.heartbeat)
    #expect(before < trial.now && timer.startedAt == trial.now)
    #expect(timer.deadline == trial.now + Self.interval)
    // And from there on an interval at a time.
    let written = trial.now
    trial.run(for: 200_000)
    let beats = trial.firings(of: .heartbeat, since: written).map { $0.event.time - written }
    #expect(beats == [50_000, 100_000, 150_000, 200_000])
  }

  @Test("While one follower's answers are lost a write leaves the timer alone")
  func leftAlone() throws {
    var trial = try Trial.led(.exact(servers: 3))
    try trial.act("cut S3 > S2")
    try trial.act("time out S2")
    trial.expect(within: 100_000) { $0[2].server.role.isLeader }
    let elected = trial.now
    for value in 1...9 {
      try trial.act("write x=\(value) through S2")
      trial.run(for: 33_000)
    }
    #expect(trial[2].server.commitIndex > 8 && trial[3].server.log.lastIndex < 3)
    #expect(trial.firings(of: .postponeHeartbeat).isEmpty)
    let beats = trial.firings(of: .heartbeat, since: elected).filter {
      $0.event.server == ServerID(2)
    }
    #expect(
      beats.map { $0.event.time - elected } == (0..<beats.count).map { ($0 + 1) * Self.interval })
    #expect(beats.count > 4)
  }

  @Test("A write that waited for a paused leader puts off the heartbeat that waited with it")
  func paused() throws {
    var trial = try Trial.led(.exact(servers: 3))
    trial.run(for: 310_000)
    try trial.act("write x=1 through S1")
    try trial.act("pause S1")
    trial.run(for: 120_000)
    try trial.act("resume S1")
    trial.run(for: 200_000)
    let sent = try #require(trial.firings(of: .postponeHeartbeat).last?.event.time)
    let beats = trial.firings(of: .heartbeat, since: sent).map { $0.event.time - sent }
    #expect(
      beats.filter { $0 > 0 }
        == [50_000, 100_000, 150_000, 200_000].filter { $0 <= trial.now - sent })
    #expect(trial.firings(of: .becomeLeader).count == 1, trial.line)
  }

  // MARK: Load

  @Test(
    "Under writes quicker than the interval no heartbeat is sent, and nobody stands for election")
  func noneUnderLoad() {
    for servers in [2, 3, 4, 5, 7, 9] {
      let settings = Settings(servers: servers, seed: UInt64(servers), writeInterval: 20_000)
      var trial = Trial(settings)
      trial.run(until: 5_000_000)
      #expect(trial.firings(of: .heartbeat, since: 1_000_000).isEmpty, trial.line)
      #expect(trial.firings(of: .startElection, since: 1_000_000).isEmpty, trial.line)
      #expect(trial.firings(of: .postponeHeartbeat, since: 1_000_000).count > 190)
      let last = trial.cluster.hosts.map(\.server.commitIndex)
      #expect(last.max()! > 200 && last.max()! - last.min()! < 10, "\(last)")
    }
  }

  @Test("With a follower down they begin again as soon as its window is full")
  func beginAgain() throws {
    var trial = Trial(Settings(servers: 5, writeInterval: 10_000))
    trial.expect(within: 2_000_000) { $0.firings(of: .postponeHeartbeat).count > 5 }
    let leader = try #require(trial.leaders.first)
    let other = trial.cluster.members.first { $0 != leader }!
    try trial.act("crash \(other)")
    trial.run(for: 1_500_000)
    let full = trial.now
    trial.run(for: 1_000_000)
    #expect(trial.firings(of: .postponeHeartbeat, since: full).isEmpty, trial.line)
    #expect((19...21).contains(trial.firings(of: .heartbeat, since: full).count), trial.line)
    #expect(trial.firings(of: .startElection, since: full).isEmpty, trial.line)
    try trial.act("restart \(other)")
    trial.run(for: 1_000_000)
    let (own, theirs) = (trial.cluster[leader].server, trial.cluster[other].server)
    #expect(own.role.isLeader && own.commitIndex - theirs.commitIndex < 10, trial.line)
    #expect(trial.violation == nil, trial.line)
  }

  // MARK: Seeds

  /// `RAFTLAB_SEEDS=<count>` tries more seeds than usual.
  static let ranges: [Range<UInt64>] = {
    let count = ProcessInfo.processInfo.environment["RAFTLAB_SEEDS"].flatMap(UInt64.init) ?? 160
    return (0..<max(1, count / 40)).map { (range: UInt64) in (range * 40)..<((range + 1) * 40) }
  }()

  @Test(
    "Each follower is sent AppendEntries within every interval, learns within one what is committed, and catches up",
    arguments: ranges)
  func seeds(_ seeds: Range<UInt64>) throws {
    for seed in seeds {
      var run = HeartbeatRun(seed: seed)
      try run.run()
      #expect(run.complaints.isEmpty, "\(run.line)")
    }
  }
}

/// A cluster under a steady load, with faults drawn from the seed, and what its leader owes its
/// followers looked at after every event.
private struct HeartbeatRun {
  private var cluster: Cluster
  private var event = Event()
  private(set) var complaints: [String] = []
  private let isLossless: Bool
  private let pipelines: Bool
  /// By leader, then by follower: when it was last sent AppendEntries.
  private var sentAt = [[Time]](
    repeating: Array(repeating: 0, count: ServerID.maximum + 1), count: ServerID.maximum + 1)
  /// What was committed, and when all must know of it.
  private var notices: [(index: LogIndex, by: Time)] = []
  private var term: Term?
  /// The follower that is down for a while.
  private var absent: ServerID?
  private let isOneAbsent: Bool

  init(seed: UInt64) {
    var random = RandomStream(seed: seed, stream: 1_000)
    let servers = [1, 2, 3, 4, 5, 7, 9][random.next(in: 0...6)]
    let interval = [7_000, 20_000, 49_000, 51_000, 100_000, 130_000][random.next(in: 0...5)]
    let loss = [0, 100, 300][random.next(in: 0...2)]
    pipelines = random.next(in: 0...3) > 0
    isLossless = loss == 0
    let link = LinkQuality(
      loss: loss, duplication: isLossless ? 0 : 50, reordering: isLossless ? 0 : 50)
    let settings = Settings(
      servers: servers, seed: seed, rules: RuleSet(without: pipelines ? [] : [.pipelining]),
      link: link, windowLimit: [16, 64][random.next(in: 0...1)], writeInterval: interval)
    cluster = Cluster(settings)
    isOneAbsent = servers > 2 && random.occurs(permille: 500)
  }

  /// What repeats the run.
  var line: String { "seed \(cluster.settings.seed): \(complaints.first ?? "")" }

  mutating func run() throws {
    advance(until: 1_000_000)
    if isLossless { term = cluster.leader.map { cluster[$0].server.currentTerm } }
    if isOneAbsent { absent = cluster.members.first { $0 != cluster.leader } }
    if let absent { try perform("crash \(absent)") }
    advance(until: 2_500_000)
    if let absent { try perform("restart \(absent)") }
    if !isLossless { try perform("link all > all loss 0% duplication 0% reordering 0%") }
    advance(until: 4_500_000)
    guard let leader = cluster.leader else { return expect(false, "there is no leader") }
    let last = cluster[leader].server.log.lastIndex
    expect(last > 10, "next to nothing was written")
    advance(until: 4_800_000)
    for host in cluster.hosts {
      expect(host.server.commitIndex >= last, "\(host.id) has not caught up")
    }
    expect(cluster.violation == nil, "unsafe")
  }

  private mutating func perform(_ act: String) throws {
    try cluster.perform(Stimulus(text: act), into: &event)
    look()
  }

  private mutating func advance(until limit: Time) {
    while complaints.isEmpty, cluster.advance(into: &event, until: limit) { look() }
  }

  private mutating func expect(_ isTrue: Bool, _ sentence: @autoclosure () -> String) {
    if !isTrue { complaints.append("\(event.time) \(sentence())") }
  }

  private mutating func look() {
    noteSent()
    for host in cluster.hosts where host.life == .running && host.server.role.isLeader {
      for peer in host.server.peers {
        let wait = event.time - sentAt[host.id.number][peer.number]
        expect(wait <= HeartbeatTests.interval, "\(host.id) left \(peer) alone for \(wait)")
      }
      if let term { expect(host.server.currentTerm == term, "there was a needless election") }
    }
    if isLossless, pipelines, term != nil { lookAtCommits() }
  }

  private mutating func noteSent() {
    guard let server = event.server else { return }
    for position in 0..<event.step.effects.count {
      guard case .sendAtOnce(let head, _) = event.step.effects.outline(at: position),
        case .appendEntries = head.content
      else { continue }
      sentAt[server.number][head.to.number] = event.time
    }
  }

  /// In a network that loses nothing: an interval and the way are enough for the news of a commit.
  private mutating func lookAtCommits() {
    for position in 0..<event.step.firings.count {
      let firing = event.step.firings[position]
      if firing.rule == .advanceCommit, case .stored(let index, _, _, _, _) = firing.evidence {
        notices.append((index, event.time + HeartbeatTests.interval + 15_000))
      }
    }
    while let notice = notices.first, notice.by < event.time {
      notices.removeFirst()
      for host in cluster.hosts where host.id != absent {
        expect(
          host.server.commitIndex >= notice.index, "\(host.id) does not know of \(notice.index)")
      }
    }
  }
}
