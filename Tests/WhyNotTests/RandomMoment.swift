import KeyValue
import RaftCore
import Simulation
import TestSupport

/// A cluster after some of everything that happens to clusters: crashes, pauses, cut links, lost
/// messages, elections and writes.
enum RandomMoment {
  static func cluster(_ seed: Int) -> Cluster {
    var random = SeededRandom(UInt64(seed))
    let settings = settings(seed)
    var run = Timeline(settings, keepsRecent: false)
    let isPrepared = seed.isMultiple(of: 5) || seed % 5 == 1
    if seed.isMultiple(of: 5) { loseSight(in: &run) }
    if seed % 5 == 1 { announce(in: &run) }
    for _ in 0..<random.number(isPrepared ? 0...10 : 20...120) {
      happen(to: &run, &random, servers: settings.servers)
    }
    // Clients' patience ends late: some wait, while nothing else is done to the cluster.
    if seed.isMultiple(of: 6) { for _ in 0..<random.number(0...60) { _ = run.step() } }
    return run.cluster
  }

  private static func settings(_ seed: Int) -> Settings {
    var timing = Timing()
    if seed.isMultiple(of: 4) { timing.clientTries = 1 + seed / 4 % 2 }
    return Settings(
      servers: seed % 7 == 3 ? 5 : 3, seed: UInt64(seed),
      rules: RuleSet(without: seed.isMultiple(of: 11) ? [.appendNoOp] : []),
      features: Features(seed % 17 == 4 ? [.preVote] : []), timing: timing,
      batchLimit: 1 + seed % 3)
  }

  static func happen(
    to run: inout Timeline, _ random: inout SeededRandom, servers: Int
  ) {
    let server = ServerID(random.number(1...servers))
    let other = ServerID(random.number(1...servers))
    switch random.below(24) {
    case 0: try? run.perform(.crash(server))
    case 1, 2: try? run.perform(.restart(server))
    case 3, 4: try? run.perform(.timeOut(server))
    case 5, 6, 7: write(through: server, "\(random.below(9))", in: &run)
    case 8:
      guard let flight = run.cluster.network.flights.first else { return }
      try? run.perform(.drop(flight: flight.id))
    case 9: try? run.perform(.pause(server))
    case 10, 11: try? run.perform(.resume(server))
    case 12 where server != other: try? run.perform(.cut(from: server, to: other))
    case 13: try? run.perform(random.happens(percent: 30) ? .isolate(server) : .heal)
    default: _ = run.step()
    }
  }

  private static func write(through server: ServerID, _ value: String, in run: inout Timeline) {
    try? run.perform(
      .write(key: ShortText("x")!, value: ShortText(value)!, through: server))
  }

  /// A leader is cut off with an entry that nobody else has, and another is elected.
  private static func loseSight(in run: inout Timeline) {
    let old = elected(in: &run)
    let next = run.cluster.members.first { $0 != old }!
    try? run.perform(.isolate(old))
    write(through: old, "1", in: &run)
    try? run.perform(.timeOut(next))
    for _ in 0..<1000 where run.cluster.leader != next { _ = run.step() }
  }

  /// A leader says what is committed, and goes down before anybody has heard of it.
  private static func announce(in run: inout Timeline) {
    let leader = elected(in: &run)
    write(through: leader, "1", in: &run)
    for _ in 0..<1000 {
      let server = run.cluster[leader].server
      if server.log.lastIndex > 0, server.commitIndex == server.log.lastIndex { break }
      _ = run.step()
    }
    try? run.perform(.heartbeat(leader))
    try? run.perform(.crash(leader))
  }

  private static func elected(in run: inout Timeline) -> ServerID {
    while run.cluster.leader == nil { _ = run.step() }
    return run.cluster.leader!
  }
}
