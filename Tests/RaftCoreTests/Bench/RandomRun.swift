import RaftCore
import TestSupport

/// A bench driven by chance: every act is drawn from the seed, so a seed repeats its run.
struct RandomRun {
  private(set) var bench: Bench
  private(set) var acts: [String] = []
  private var random: SeededRandom
  private let seed: UInt64

  /// What the draw may do, beside delivering and writing.
  struct Faults: Sendable {
    var loss = 5
    var duplication = 5
    var crash = 3
    var restart = 6
    var timeout = 4
    var request = 8
    var heartbeat = 8
    /// What only runs with features have: reads, handing over, their timers, time that passes, and a
    /// feature switched on or off in the middle.
    var feature = 0
  }

  var faults: Faults

  init(
    seed: UInt64, with features: [Feature] = [], without rules: [Rule] = [],
    faults: Faults = Faults()
  ) {
    self.seed = seed
    self.faults = faults
    random = SeededRandom(seed)
    let count = [3, 5, 3, 5, 4, 2, 1, 5][Int(seed % 8)]
    bench = Bench(
      count, with: features, without: rules, batchLimit: 1 + random.below(4), windowLimit: 6,
      snapshotInterval: [1, 2, 5, 0][Int(seed / 3 % 4)])
    if !features.isEmpty { self.faults.feature = 20 }
  }

  /// What repeats the run.
  var name: String { "RAFTLAB_SEED=\(seed) swift test --filter RandomSchedules" }

  /// Takes this many acts, or fewer if something is violated.
  mutating func run(acts count: Int) {
    for _ in 0..<count {
      act()
      if !bench.safety.violations.isEmpty { return }
    }
  }

  private mutating func act() {
    let weights = [
      50, 35, faults.loss, faults.duplication, faults.crash, faults.restart, faults.timeout,
      faults.request, faults.heartbeat, faults.feature,
    ]
    var draw = random.below(weights.reduce(0, +))
    let kind = weights.firstIndex {
      draw -= $0
      return draw < 0
    }!
    let members = bench.configuration.members
    let id = ServerID(1 + random.below(members.count))
    switch kind {
    case 0...3: actOnNetworkOrDisk(kind, at: id)
    case 4: bench.crash(id, keeping: random.below(3))
    case 5: if !bench.running.contains(id) { bench.start(id) }
    case 6: if isFree(id, leading: false) { bench.timeOut(id) }
    case 7: bench.running.contains(id) ? _ = bench.request(id, command()) : ()
    case 8: if let leader = leaders.randomElement(using: &random) { bench.heartbeat(leader) }
    default: actOnFeatures(at: id)
    }
  }

  /// Leases are not read by: nothing here keeps timers to their clocks.
  private mutating func actOnFeatures(at id: ServerID) {
    let members = bench.configuration.members
    if bench.configuration.features[.snapshots], random.below(3) == 0 {
      if bench.running.contains(id) { bench.takeSnapshot(id) }
      return
    }
    switch random.below(20) {
    case 0..<7: bench.pass(random.below(120), at: random.below(3) == 0 ? [id] : nil)
    case 7..<13:
      guard bench.running.contains(id), bench.configuration.features[.readIndex] else { return }
      bench.query(id, command(), .linearizable)
    case 13: if bench.running.contains(id) { bench.query(id, command(), .serializable) }
    case 14, 15:
      if let leader = leaders.randomElement(using: &random) {
        bench.transfer(leader, to: ServerID(1 + random.below(members.count)))
      }
    case 16: if bench.node(id).timers.contains(.quorum) { bench.runOut(.quorum, of: id) }
    case 17: if bench.node(id).timers.contains(.transfer) { bench.runOut(.transfer, of: id) }
    case 18: bench.set(.preVote, isOn: random.below(2) == 0)
    default: bench.set(.checkQuorum, isOn: random.below(2) == 0)
    }
  }

  private mutating func actOnNetworkOrDisk(_ kind: Int, at id: ServerID) {
    if kind == 1 {
      bench.completeWrite(of: id)
      return
    }
    guard !bench.pool.isEmpty else { return }
    // Mostly the old ones first, so that rounds of the protocol come to an end.
    let reach = random.below(3) == 0 ? bench.pool.count : min(3, bench.pool.count)
    let place = random.below(reach)
    switch kind {
    case 0: bench.deliver(at: place)
    case 2: bench.drop(at: place)
    default: if bench.pool.count < 60 { bench.duplicate(at: place) }
    }
  }

  private func isFree(_ id: ServerID, leading: Bool) -> Bool {
    bench.running.contains(id) && bench[id].role.isLeader == leading
  }

  private var leaders: [ServerID] { bench.running.filter { bench[$0].role.isLeader } }

  private mutating func command() -> Command { Command(random.next() | 1) }

  /// Ends all faults, and lets the cluster do its work: a leader is elected, a command is committed
  /// and applied by all. Returns what is missing.
  mutating func recover() -> String? {
    let members = bench.configuration.members
    for id in members where !bench.running.contains(id) { bench.start(id) }
    bench.stabilize()
    if !bench.configuration.features.isEmpty { rest() }
    // A leader that others have just heard is not deposed.
    if bench.configuration.features[.checkQuorum] || bench.configuration.features[.preVote],
      let leader = leaders.max(by: { bench[$0].currentTerm < bench[$1].currentTerm })
    {
      bench.beat(leader)
      if bench[leader].role.isLeader { return commitOnAll(from: leader) }
    }
    // A leader alone has no other to elect.
    if members.count == 1, bench[s1].role.isLeader { return commitOnAll(from: s1) }
    for _ in 0..<3 {
      for id in members where !bench[id].role.isLeader {
        if !bench.configuration.features.isEmpty { rest() }
        bench.timeOut(id)
        bench.stabilize()
        guard bench[id].role.isLeader else { continue }
        return commitOnAll(from: id)
      }
    }
    return "no leader is elected"
  }

  /// Nobody has heard a leader for a while, and whoever was handing over has given up.
  private mutating func rest() {
    bench.pass(1000)
    for id in bench.configuration.members where bench.node(id).timers.contains(.transfer) {
      bench.runOut(.transfer, of: id)
    }
  }

  private mutating func commitOnAll(from leader: ServerID) -> String? {
    let request = bench.request(leader, command())
    for _ in 0..<3 { bench.beat(leader) }
    let index = bench[leader].log.lastIndex
    // Others may be answered too, who waited for what was committed before.
    let answer = Bench.Answered(server: leader, request: request, answer: .applied(index))
    if !bench.answers.contains(answer) {
      return "the request is not answered"
    }
    for id in bench.configuration.members {
      if !bench[id].log.agrees(with: bench[leader].log) { return "\(id)'s log differs" }
      if bench[id].lastApplied != index { return "\(id) has not applied the command" }
      let applied = bench.node(id).applied
      if applied != bench.node(leader).applied || applied.count != index
        || !applied.reversed().starts(with: bench[leader].log.all.reversed())
      {
        return "\(id) applied something else"
      }
    }
    return nil
  }
}
