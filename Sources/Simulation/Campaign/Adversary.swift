import KeyValue
import RaftCore

/// Does to a cluster what Raft must withstand: crashes with any part of the pending writes kept,
/// pauses, splits, cuts, lost, doubled and late messages, elections out of turn, fast and slow
/// clocks. It never wipes a disk, which Raft does not allow for.
///
/// It looks before it acts, because blind faults hardly ever meet: it goes for leaders and for disks
/// that are busy, and strings acts together into patterns (`FaultPattern`). Everything that it does is an
/// act with a moment, so that the acts alone repeat the run.
struct Adversary: Sendable {
  private let servers: Int
  let features: Features
  /// How much faster than another it lets a clock run, where it keeps the bound that leases count on;
  /// nil: as it likes, and it jumps clocks and lets timers run out. With those, nothing could be
  /// claimed of leases.
  private let clockBound: Int?
  var random: RandomStream
  /// What it is about to do, the next step last.
  private var plan: [FaultPattern.Step] = []
  /// What it does to the cluster in this run.
  private let manner: Manner
  /// How hasty it is in this run: the odds of a short, a medium and a long wait, in thousandths.
  private let haste: Int
  /// The odds of a pattern rather than a single act, in thousandths.
  private let cunning: Int
  private var writes = 0
  /// Reads and writes so far.
  private var operations = 0
  /// The key of the latest of them.
  private var latestKey: ShortText?
  /// Whether this run is mostly left alone, with long times of peace between the faults.
  private let isQuiet: Bool
  /// How many operations there are on a few keys before others take their turn.
  private static let operationsPerKeys = 90

  init(seed: UInt64, settings: Settings) {
    servers = settings.hostCount
    features = settings.features
    random = RandomStream(seed: seed, stream: 3001)
    var choice = RandomStream(seed: seed, stream: 3003)
    clockBound =
      features[.checkQuorum] && choice.occurs(permille: 600) ? settings.clockBound : nil
    haste = random.next(in: 200...700)
    cunning = random.next(in: 100...500)
    let isSlow = random.occurs(permille: 250)
    manner = isSlow ? .slow : .swift
    isQuiet = random.occurs(permille: isSlow ? 250 : 0)
    // Some runs begin with odd clocks, a bad network, or a leader that is not helped by a no-op.
    let oddities: [Intent] = [.clock, .link, .optionalRule, .disk(.running)]
    let count = isSlow ? 4 : 3
    plan = (0..<random.next(in: 0...3)).map { _ in
      FaultPattern.Step(0...0, oddities[random.next(in: 0...count - 1)])
    }
  }

  /// How long it waits before its next act.
  mutating func patience() -> TimeSpan {
    if let step = plan.last { return random.next(in: step.wait) }
    if isQuiet, random.occurs(permille: 400) { return random.next(in: 200_000...2_000_000) }
    if random.occurs(permille: haste) { return random.next(in: 0...3_000) }
    return random.next(in: random.occurs(permille: 800) ? 0...25_000 : 0...200_000)
  }

  /// What it does now; nil when there is nothing to do it to.
  mutating func choose(against cluster: borrowing Cluster) -> Stimulus? {
    if plan.isEmpty, random.occurs(permille: cunning) {
      plan = FaultPattern.any(servers: servers, manner, features: features, from: &random)
        .reversed()
    }
    guard let step = plan.popLast() else {
      if features[.snapshots], random.occurs(permille: 80) {
        return stimulus(.snapshot(.running), cluster)
      }
      if features[.membership], random.occurs(permille: 90) {
        return stimulus(.membership, cluster)
      }
      return stimulus(.any(manner, from: &random), cluster)
    }
    if let stimulus = stimulus(step.intent, cluster) { return stimulus }
    if step.retries > 0 {
      plan.append(FaultPattern.Step(500...1_500, step.intent, retries: step.retries - 1))
    }
    return nil
  }

  // MARK: From intents to stimuli

  private mutating func stimulus(_ intent: Intent, _ cluster: borrowing Cluster) -> Stimulus? {
    switch intent {
    case .crash(let target):
      guard let server = find(target, in: cluster), isWorthCrashing(server, cluster) else {
        return nil
      }
      return crash(server, cluster)
    case .restart(let target): return find(target, in: cluster).map { .restart($0) }
    case .pause(let target): return find(target, in: cluster).map { .pause($0) }
    case .resume: return find(.paused, in: cluster).map { .resume($0) }
    case .timeOut(let target):
      if clockBound != nil { return transfer(to: target, cluster) }
      return find(target, in: cluster).map { .timeOut($0) }
    case .transfer(let target): return transfer(to: target, cluster)
    case .stop(let target):
      guard features[.leadershipTransfer], let server = find(target, in: cluster),
        cluster.hosts[server.number - 1].server.stopping == nil, isWorthCrashing(server, cluster)
      else { return nil }
      return .stop(server)
    case .isolate(let target): return find(target, in: cluster).map { .isolate($0) }
    case .split: return split()
    case .splitOff(let side): return .split(Partition([side, .first(servers).subtracting(side)]))
    case .cutLink(let from, let to): return .cut(from: from, to: to)
    case .cutFromLeader(let server):
      guard let leader = cluster.leader, leader != server else { return nil }
      return .cut(from: leader, to: server)
    case .cutToLeader(let server):
      guard let leader = cluster.leader, leader != server else { return nil }
      return .cut(from: server, to: leader)
    case .cut:
      guard servers > 1 else { return nil }
      let from = random.next(in: 1...servers)
      let to = (from - 1 + random.next(in: 1...servers - 1)) % servers + 1
      return .cut(from: ServerID(from), to: ServerID(to))
    case .heal: return .heal
    case .write(let target):
      writes += 1
      return .write(key: key(), value: .number(writes), through: find(target, in: cluster))
    case .read(let target):
      return .read(key: key(), through: find(target, in: cluster), way: way())
    case .writeAgain(let target):
      writes += 1
      let key = latestKey ?? key()
      return .write(key: key, value: .number(writes), through: find(target, in: cluster))
    case .readAgain(let target):
      let key = latestKey ?? key()
      return .read(key: key, through: find(target, in: cluster), way: way())
    case .drop: return flight(in: cluster) { !$0.isHeld }.map { .drop(flight: $0) }
    case .duplicate: return flight(in: cluster) { _ in true }.map { .duplicate(flight: $0) }
    case .duplicateRequest:
      return flight(in: cluster, where: \.isRequest).map { .duplicate(flight: $0) }
    case .holdRequest:
      return flight(in: cluster) { $0.isRequest && !$0.isHeld }.map { .hold(flight: $0) }
    case .holdTimeoutNow:
      return flight(in: cluster) { $0.isTimeoutNow && !$0.isHeld }.map { .hold(flight: $0) }
    case .hold: return flight(in: cluster) { !$0.isHeld }.map { .hold(flight: $0) }
    case .deliver:
      return (flight(in: cluster) { $0.isHeld } ?? flight(in: cluster) { _ in true })
        .map { .deliver(flight: $0) }
    case .clock:
      if let clockBound {
        return .setClock(
          ServerID(random.next(in: 1...servers)), permille: random.next(in: 1000...clockBound))
      }
      return .setClock(
        ServerID(random.next(in: 1...servers)), permille: random.next(in: 5...20) * 100)
    case .hurry(let server):
      guard let clockBound else { return nil }
      return .setClock(server, permille: server == cluster.leader ? 1000 : clockBound)
    case .jump:
      guard clockBound == nil else { return nil }
      return find(.running, in: cluster).map {
        let span = random.next(in: 1...60) * 10_000
        return .jumpClock($0, by: random.occurs(permille: 500) ? span : -span)
      }
    case .disk(let target):
      return find(target, in: cluster).map {
        .setDisk($0, write: [200, 1_000, 4_000, 15_000][random.next(in: 0...3)])
      }
    case .stall(let target):
      return find(target, in: cluster).map {
        .setDisk($0, write: [40_000, 120_000, 400_000][random.next(in: 0...2)])
      }
    case .mendDisk(let target):
      return find(target, in: cluster).map { .setDisk($0, write: 2_000) }
    case .link: return link()
    case .noNoOp: return .setRule(.appendNoOp, isOn: false)
    case .snapshot(let target): return find(target, in: cluster).map { .snapshot($0) }
    case .membership: return membership(cluster)
    case .duplicateSnapshot:
      return flight(in: cluster, where: \.isSnapshot).map { .duplicate(flight: $0) }
    case .holdSnapshot:
      return flight(in: cluster) { $0.isSnapshot && !$0.isHeld }.map { .hold(flight: $0) }
    case .holdEntries(let server):
      return flight(in: cluster) {
        $0.hasEntries && !$0.isHeld && $0.packet.receiver == server
      }.map { .hold(flight: $0) }
    case .deliverEntries:
      return cluster.network.flights.filter { $0.hasEntries && $0.isHeld }.map(\.id).min()
        .map { .deliver(flight: $0) }
    case .retry:
      let waiting = cluster.clients.all.filter { $0.request != nil }
      return waiting.min { $0.request!.sentAt < $1.request!.sentAt }
        .map { .retry($0.id, through: cluster.leader) }
    case .quickLinks:
      return .setLink(from: nil, to: nil, LinkQuality(latency: 1_000...2_000))
    case .optionalRule:
      let optional: [Rule] = [.appendNoOp, .pipelining, .backUpByTerm, .randomizedTimeouts]
      return .setRule(
        optional[random.next(in: 0...optional.count - 1)], isOn: random.occurs(permille: 200))
    }
  }

  /// The leader hands over to a server, if that is in play.
  private mutating func transfer(
    to target: Intent.Target, _ cluster: borrowing Cluster
  ) -> Stimulus? {
    guard features[.leadershipTransfer] else { return nil }
    return find(target, in: cluster).map { .transfer(to: $0) }
  }

  /// How a read is to be answered: by each of the ways that are in play.
  private mutating func way() -> Operation.Way {
    var ways: [Operation.Way] = []
    if features[.readIndex] { ways += [.linearizable, .linearizable] }
    if features[.leaseReads] { ways += [.lease, .lease] }
    guard !ways.isEmpty else { return .log }
    ways += [.log, .serializable]
    return ways[random.next(in: 0...ways.count - 1)]
  }

  /// The power goes: with any number of the writes under way done, and any part of the next.
  private mutating func crash(_ server: ServerID, _ cluster: borrowing Cluster) -> Stimulus {
    let counts = cluster.hosts[server.number - 1].disk.recordCounts
    let kept = random.occurs(permille: 500) ? 0 : random.next(in: 0...counts.count)
    guard kept < counts.count, counts[kept] > 1, random.occurs(permille: 400) else {
      return .crash(server, keepingWrites: kept)
    }
    return .crash(
      server, keepingWrites: kept, records: random.next(in: 1...counts[kept] - 1))
  }

  /// With most servers down nothing is learned: the more are down, the less another one is worth.
  private mutating func isWorthCrashing(_ server: ServerID, _ cluster: borrowing Cluster) -> Bool {
    var down = 0
    for place in 0..<servers where cluster.hosts[place].life == .crashed { down += 1 }
    return down + 1 <= servers / 2 || random.occurs(permille: 250)
  }

  /// One of three keys, which others replace after a while: writes of which nobody knows whether
  /// they happened would pile up on them, until no history could be judged.
  private mutating func key() -> ShortText {
    operations += 1
    let letter = ["x", "y", "z"][random.next(in: 0...2)]
    let turn = operations / Self.operationsPerKeys
    let key = ShortText(turn == 0 ? letter : "\(letter)\(turn)", limit: Operation.keyLimit)!
    latestKey = key
    return key
  }

  private mutating func split() -> Stimulus? {
    guard servers > 1 else { return nil }
    var sides: [ServerSet] = [[], [], []]
    let count = random.occurs(permille: 850) ? 2 : 3
    for server in ServerSet.first(servers) {
      sides[random.next(in: 0...count - 1)].insert(server)
    }
    return .split(Partition(sides))
  }

  private mutating func link() -> Stimulus {
    func end() -> ServerID? {
      random.occurs(permille: 400) ? nil : ServerID(random.next(in: 1...servers))
    }
    let low = [1_000, 5_000, 10_000, 10_000][random.next(in: 0...3)]
    let spread = [0, 5_000, 5_000, 40_000][random.next(in: 0...3)]
    func rate() -> Int { random.occurs(permille: 400) ? random.next(in: 1...30) * 10 : 0 }
    return .setLink(
      from: end(), to: end(),
      LinkQuality(
        latency: low...low + spread, loss: rate(), duplication: rate(), reordering: rate()))
  }
}

/// What a run is made of.
///
/// What takes long uses up the events of a run: in one of everything there would be little of each.
/// So most runs are of what comes thick and fast, and the others have the rest as well.
enum Manner: Hashable, Sendable {
  /// Crashes, splits, lost and late messages, one upon the other.
  case swift
  /// Also pauses, long cuts, stalled disks, jumping clocks, and times of peace.
  case slow
}

extension Flight {
  /// Whether it is what a client asks for.
  fileprivate var isRequest: Bool {
    if case .request = packet { true } else { false }
  }

  /// Whether a leader sends entries with it.
  fileprivate var hasEntries: Bool { !entries.isEmpty }

  /// Whether a leader sends its snapshot with it.
  fileprivate var isSnapshot: Bool {
    if case .message(let message) = packet { message.kind == .installSnapshot } else { false }
  }

  /// Whether a leader bids a server to start an election with it.
  fileprivate var isTimeoutNow: Bool {
    if case .message(let message) = packet { message.kind == .timeoutNow } else { false }
  }
}
