import Glibc
import KeyValue
import RaftCore
import RealEtcd
import Simulation

/// The figures that are claimed of observing real members.
struct Measurement {
  let program: EtcdProgram

  init(_ program: EtcdProgram) { self.program = program }

  func run(_ words: [String]) throws {
    print("etcd \(program.version)")
    let rounds = words.first.flatMap { Int($0) } ?? 7
    try starts(rounds)
    try puts(rounds)
    try freshness()
    try idle()
  }

  private func cluster(observed: Bool = true, preVote: Bool = true) throws -> EtcdCluster {
    var configuration = EtcdCluster.Configuration(program)
    configuration.isObserved = observed
    configuration.preVote = preVote
    return try EtcdCluster.start(configuration)
  }

  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1_000_000 + Int(time.tv_nsec) / 1000
  }

  private static func processorTime() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return (Int(usage.ru_utime.tv_sec) + Int(usage.ru_stime.tv_sec)) * 1_000_000
      + Int(usage.ru_utime.tv_usec) + Int(usage.ru_stime.tv_usec)
  }

  private func median(_ values: [Int]) -> Int { values.sorted()[values.count / 2] }

  private func starts(_ rounds: Int) throws {
    var times: [Int] = []
    for _ in 0..<rounds {
      let cluster = try cluster()
      defer { cluster.stop() }
      try cluster.waitForLeader(milliseconds: 20_000)
      times.append(cluster.firstLeader! / 1000)
    }
    print("first leader: median \(median(times)) ms of \(times.sorted())")
  }

  /// Puts at the leader, by turns with proxies and without.
  private func puts(_ rounds: Int) throws {
    let pair = [try cluster(), try cluster(observed: false)]
    defer { for cluster in pair { cluster.stop() } }
    var leaders: [ServerID] = []
    for cluster in pair { leaders.append(leader(of: cluster)) }
    var medians: [[Int]] = [[], []]
    for _ in 0..<rounds {
      for (side, cluster) in pair.enumerated() {
        var times: [Int] = []
        for _ in 0..<100 {
          let begun = Self.now
          let reply = cluster.call(.put([0x61], [0x31]), at: leaders[side])
          if reply.revision != nil { times.append(Self.now - begun) }
        }
        medians[side].append(median(times))
        _ = cluster.sightings.take()
      }
    }
    print("put: through proxies \(median(medians[0])) µs \(medians[0].sorted())")
    print("put: without \(median(medians[1])) µs \(medians[1].sorted())")
  }

  private func leader(of cluster: EtcdCluster) -> ServerID {
    while true {
      for member in cluster.plan.members {
        guard case .done(let json) = cluster.call(.status, at: member.id, milliseconds: 500),
          let leader = json["leader"]?.text, leader == json["header"]?["member_id"]?.text
        else { continue }
        return member.id
      }
      usleep(20_000)
    }
  }

  /// From the return of a put, when its entry is on a majority's disks, to its sight on all five.
  private func freshness() throws {
    let cluster = try cluster()
    defer { cluster.stop() }
    let leader = leader(of: cluster)
    var history = EtcdHistory(of: cluster)
    var spans: [Int] = []
    for number in 0..<100 {
      let begun = Self.now
      _ = cluster.call(.put([0x61], Array("\(number)".utf8)), at: leader)
      while true {
        history.takeNews()
        let state = history.state
        let isSeen = state.servers.allSatisfy { server in
          server.raft.log.flatMap { $0[$0.lastIndex] }.flatMap { state.text(of: $0.command) }
            == "put a \(number)"
        }
        if isSeen { break }
        cluster.sightings.wait(milliseconds: 100)
      }
      spans.append(Self.now - begun)
    }
    print(
      "from the put's beginning to its entry in five rows: median \(median(spans)) µs, longest \(spans.max()!)"
    )
    print("violations: \(history.state.violations.count)")
  }

  private func idle() throws {
    let cluster = try cluster()
    defer { cluster.stop() }
    try cluster.waitForLeader(milliseconds: 20_000)
    var history = EtcdHistory(of: cluster)
    sleep(2)
    history.takeNews()
    let (begun, used, count) = (Self.now, Self.processorTime(), history.position)
    while Self.now - begun < 10_000_000 {
      history.takeNews()
      usleep(16_000)
    }
    let share = 1000 * (Self.processorTime() - used) / (Self.now - begun)
    print(
      "observing five idle members: \(share / 10).\(share % 10) % of a core, \((history.position - count) / 10) observations a second"
    )
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    print("resident at most: \(usage.ru_maxrss / 1024) MB")
  }
}
