import Formats
import RaftCore
import Testing

@testable import Simulation

@Suite("Determinism: seed, cluster and timed acts decide a run")
struct DeterminismTests {
  private static func digest(
    _ settings: Settings, _ acts: [Act] = [], until limit: Time = 1_500_000
  ) -> UInt64 {
    var log = EventLog()
    ActReplay.run(settings, acts: acts, until: limit) {
      log.add($0)
      return true
    }
    return log.digest
  }

  @Test("The same seed and acts give the same digest", arguments: 1...8 as ClosedRange<UInt64>)
  func same(seed: UInt64) {
    let outcome = SeedRun(eventLimit: 600).run(seed: seed)
    let limit = outcome.acts.last?.time ?? 1_000_000
    let first = Self.digest(outcome.settings, outcome.acts, until: limit)
    #expect(Self.digest(outcome.settings, outcome.acts, until: limit) == first)
    #expect(Self.digest(outcome.settings, outcome.acts.dropLast(), until: limit) != first)
  }

  @Test("Different seeds, sizes, rules, timings and links give different digests")
  func different() {
    var all = (UInt64(1)...30).map { Settings(seed: $0) }
    all += [1, 2, 3, 4, 6, 7, 8, 9].map { Settings(servers: $0) }
    all += [Rule.appendNoOp, .randomizedTimeouts, .persistBeforeAnswering].map {
      Settings(rules: RuleSet(without: [$0]))
    }
    all += [
      Settings(timing: Timing(heartbeat: 40_000)), Settings(timing: Timing(diskWrite: 1_000)),
      Settings(timing: Timing(electionTimeout: 150_000...250_000)),
      Settings(link: LinkQuality(latency: 10_000...16_000)), Settings(link: LinkQuality(loss: 50)),
      Settings(writeInterval: 100_000),
    ]
    #expect(Set(all.map { Self.digest($0) }).count == all.count)
  }

  @Test("Settings that say the same are the same, and give the same run")
  func sameSettings() {
    var rules = RuleSet()
    rules[.appendNoOp] = false
    rules[.appendNoOp] = true
    let spelled = Settings(
      servers: 5, seed: 1, rules: rules,
      timing: Timing(
        electionTimeout: 150_000...300_000, heartbeat: 50_000, diskWrite: 2_000,
        clientTimeout: 250_000, clientTries: 8),
      link: LinkQuality(latency: 10_000...15_000, loss: 0, duplication: 0, reordering: 0),
      batchLimit: 8, windowLimit: 64, writeInterval: nil, checksSafety: true)
    #expect(spelled == Settings() && spelled.hashValue == Settings().hashValue)
    #expect(Self.digest(spelled) == Self.digest(Settings()))
  }

  @Test("Acts that say the same give the same run")
  func sameActs() throws {
    let lines: [(String, String)] = [
      ("@400000 split S1 S2 | S3 S4 S5", "@400000   split s2 S1|S3 S5 S4"),
      ("@500000 write x=1 through S4", "@500000 write x = \"1\" through S4"),
      ("@900000 link S1 > S2 latency 12ms", "@900000 link S1>S2 latency 12000-12000us"),
      ("@950000 heal", "@950000 heal"),
    ]
    let first = try lines.map { try Act(text: $0.0) }
    let second = try lines.map { try Act(text: $0.1) }
    #expect(Self.digest(Settings(), first) == Self.digest(Settings(), second))
    #expect(Self.digest(Settings(), first) != Self.digest(Settings()))
  }

  @Test("An act that changes nothing changes nothing but the numbers of the events")
  func idleActs() throws {
    var (plain, acted) = (Trial(), Trial())
    try acted.act("link all > all latency 10-15ms")
    try acted.act("rule pipelining on")
    try acted.act("clock S3 1.0")
    try acted.act("mend S1 > S2")
    plain.run(until: 1_000_000)
    acted.run(until: 1_000_000)
    #expect(plain.events.map(\.time) == acted.events.dropFirst(4).map(\.time))
    #expect(plain.events.map(\.happening) == acted.events.dropFirst(4).map(\.happening))
    #expect(
      plain.logs == acted.logs && plain.cluster.hosts[0].server == acted.cluster.hosts[0].server)
  }

  @Test("Who watches does not change what happens", arguments: [1, 2, 3, 4])
  func watching(seed: UInt64) {
    let outcome = SeedRun(eventLimit: 600).run(seed: seed)
    var unwatched = outcome.settings
    unwatched.checksSafety = false
    let limit = outcome.acts.last!.time
    let digest = Self.digest(outcome.settings, outcome.acts, until: limit)
    #expect(Self.digest(unwatched, outcome.acts, until: limit) == digest)
    // The same with the story of every event told, and with none.
    for keepsRecent in [true, false] {
      var timeline = Timeline(outcome.settings, keepsRecent: keepsRecent)
      for act in outcome.acts {
        _ = timeline.run(until: act.time)
        try? timeline.perform(act.stimulus)
      }
      _ = timeline.run(until: limit)
      var log = EventLog()
      var replay = Replay(of: timeline.branch, after: 0)
      while replay.next() { log.add(replay.event) }
      #expect(log.digest == digest, "seed \(seed)")
    }
  }

  @Test("A copy of a cluster goes its own way, and the original does not notice")
  func copies() throws {
    var trial = try Trial.led()
    for value in 1...200 {
      if trial.cluster.clients.all.count < 9 || value % 9 == 0 {
        _ = try? trial.act("write x=\(value)")
      }
      trial.run(for: 10_000)
    }
    let (copy, portrait) = (trial, Portrait(of: trial.cluster))
    try trial.act("crash S1")
    trial.run(for: 1_000_000)
    #expect(Portrait(of: copy.cluster) == portrait && Portrait(of: trial.cluster) != portrait)
    var (one, other) = (copy, copy)
    one.run(for: 500_000)
    other.run(for: 500_000)
    #expect(Portrait(of: one.cluster) == Portrait(of: other.cluster))
  }
}

@Suite("Streams of random numbers")
struct RandomStreamTests {
  @Test("A range is filled evenly and never left; its ends come up")
  func range() {
    var random = RandomStream(seed: 1, stream: 1)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<7000 { counts[random.next(in: -3...3) + 3] += 1 }
    #expect(counts.allSatisfy { (850...1150).contains($0) }, "\(counts)")
    #expect(random.next(in: 5...5) == 5)
  }

  @Test("What cannot happen draws no number; what must happen does")
  func probability() {
    var (random, untouched) = (RandomStream(seed: 1, stream: 1), RandomStream(seed: 1, stream: 1))
    #expect(!random.occurs(permille: 0) && random == untouched)
    #expect(random.occurs(permille: 1000) && random != untouched)
    let count = (0..<10_000).count { _ in untouched.occurs(permille: 250) }
    #expect((2300...2700).contains(count), "\(count)")
  }

  @Test("Neighbouring seeds and streams share nothing")
  func independent() {
    var seen: Set<UInt64> = []
    for seed in UInt64(0)..<20 {
      for stream in 0..<20 {
        var random = RandomStream(seed: seed, stream: stream)
        for _ in 0..<20 { seen.insert(random.next()) }
      }
    }
    #expect(seen.count == 20 * 20 * 20)
  }
}
