import RaftCore
import Testing

@testable import Simulation

@Suite("The network's links")
struct NetworkTests {
  static let seeds: [UInt64] = [1, 2, 3]

  /// Half a minute of a steady load over links of the given quality.
  private static func traffic(_ link: LinkQuality, seed: UInt64) -> Trial {
    var trial = Trial(Settings(seed: seed, link: link, writeInterval: 40_000, checksSafety: false))
    trial.run(until: 30_000_000)
    return trial
  }

  /// Whether `count` of `total` is what chance gives at a rate in thousandths, four standard
  /// deviations to either side.
  private static func isRate(_ permille: Double, _ count: Int, of total: Int) -> Bool {
    let rate = permille / 1000
    let expected = Double(total) * rate
    return abs(Double(count) - expected) <= 4 * (expected * (1 - rate)).squareRoot() + 1
  }

  @Test("The measure of a rate tells a wrong one from a right one")
  func measure() {
    #expect(Self.isRate(100, 500, of: 5000) && Self.isRate(100, 560, of: 5000))
    #expect(!Self.isRate(100, 600, of: 5000) && !Self.isRate(100, 400, of: 5000))
    #expect(Self.isRate(0, 0, of: 5000) && !Self.isRate(0, 5, of: 5000))
  }

  @Test("Latency is within its range and uses all of it; nothing is lost, doubled or overtaken")
  func perfect() {
    let trial = Self.traffic(LinkQuality(latency: 4_000...9_000), seed: 1)
    let ended = trial.ended()
    #expect(ended.count > 4000)
    var last = [Int](repeating: 0, count: 100)
    for (flight, loss) in ended {
      #expect(loss == nil)
      #expect((4_000...9_000).contains(flight.arrivesAt - flight.sentAt))
      let link = flight.packet.sender!.number * 10 + flight.packet.receiver!.number
      #expect(flight.id > last[link], "overtaken: #\(flight.id)")
      last[link] = flight.id
    }
    let latencies = ended.map { $0.flight.arrivesAt - $0.flight.sentAt }
    #expect(latencies.min()! < 4_050 && latencies.max()! > 8_950)
    for event in trial.events where event.happening == .delivered {
      #expect(event.flight?.arrivesAt == event.time, "event \(event.number)")
    }
  }

  @Test("Messages are lost at the rate of loss", arguments: seeds)
  func loss(seed: UInt64) {
    let trial = Self.traffic(LinkQuality(loss: 80), seed: seed)
    let ended = trial.ended()
    let lost = ended.filter { $0.loss == .chance }.count
    #expect(Self.isRate(80, lost, of: ended.count), "\(lost) of \(ended.count); seed \(seed)")
    #expect(ended.allSatisfy { $0.loss == nil || $0.loss == .chance })
  }

  @Test("A link that loses everything delivers nothing, and clients' packets are never lost")
  func allLost() throws {
    var trial = Trial(Settings(servers: 3, link: LinkQuality(loss: 1000)))
    try trial.act("write x=1 through S2")
    trial.run(until: 2_000_000)
    #expect(!trial.ended().isEmpty)
    #expect(trial.ended().allSatisfy { $0.loss == .chance })
    #expect(trial.leaders.isEmpty)
    #expect(trial.firings(of: .redirectClient).count >= 4)
  }

  @Test("Messages arrive twice at the rate of duplication", arguments: seeds)
  func duplication(seed: UInt64) {
    let trial = Self.traffic(LinkQuality(duplication: 120), seed: seed)
    // A copy is numbered just after its original, and otherwise the same. Only requests: a
    // follower that heard one twice may well answer twice at once.
    var flights: [Flight?] = []
    for (flight, _) in trial.ended() where flight.packet.message?.isReply == false {
      while flights.count <= flight.id { flights.append(nil) }
      flights[flight.id] = flight
    }
    let pairs = zip(flights, flights.dropFirst()).count { first, second in
      guard let first, let second else { return false }
      return first.packet == second.packet && first.sentBy == second.sentBy
    }
    let originals = flights.count { $0 != nil } - pairs
    #expect(Self.isRate(120, pairs, of: originals), "\(pairs) of \(originals); seed \(seed)")
  }

  @Test("Messages are overtaken at the rate of reordering, and not without", arguments: seeds)
  func reordering(seed: UInt64) {
    let quality = LinkQuality(latency: 10_000...15_000, reordering: 100)
    let trial = Self.traffic(quality, seed: seed)
    let ended = trial.ended()
    // A late one takes 0 to 45 ms more. 17 in 18 of them show it by coming later than any other.
    let late = ended.filter { $0.flight.arrivesAt - $0.flight.sentAt > 15_000 }
    #expect(Self.isRate(100 * 17 / 18, late.count, of: ended.count), "\(late.count)")
    #expect(late.allSatisfy { $0.flight.arrivesAt - $0.flight.sentAt <= 60_000 })
    var overtaken = 0
    var last = [Int](repeating: 0, count: 100)
    for (flight, _) in ended {
      let link = flight.packet.sender!.number * 10 + flight.packet.receiver!.number
      if flight.id < last[link] { overtaken += 1 }
      last[link] = max(last[link], flight.id)
    }
    #expect(overtaken > 0)
  }

  @Test("A change of one link's quality changes that link, in that direction, and no other")
  func setLink() throws {
    var trial = try Trial.led()
    try trial.act("link S1 > S2 latency 30ms")
    let since = trial.now
    trial.run(for: 1_000_000)
    for receiver in 2...5 {
      for (from, to) in [(1, receiver), (receiver, 1)] {
        for (flight, _) in trial.ended(from: from, to: to, since: since)
        where flight.sentAt > since {
          let latency = flight.arrivesAt - flight.sentAt
          let isSlow = from == 1 && to == 2
          #expect(isSlow ? latency == 30_000 : latency <= 15_000, "S\(from) > S\(to)")
        }
      }
    }
    try trial.act("link all > S3 loss 100%")
    let cluster = trial.cluster
    for sender in [1, 2, 4, 5] {
      #expect(cluster.network.quality(from: ServerID(sender), to: ServerID(3)).loss == 1000)
      #expect(cluster.network.quality(from: ServerID(3), to: ServerID(sender)).loss == 0)
    }
  }

  @Test(
    "An act on one link or server does not change what chance does on the others",
    arguments: [
      "link S1 > S2 latency 1-90ms", "link S1 > S2 loss 40%", "link S1 > S2 duplication 90%",
      "link S2 > S1 reordering 100%", "cut S1 > S2", "pause S2", "crash S2", "clock S2 0.1",
      "isolate S2",
    ])
  func streams(act: String) throws {
    func run(_ act: String?, seed: UInt64 = 1) throws -> Trial {
      var trial = try Trial.led(Settings(seed: seed))
      if let act { try trial.act(act) }
      // Less than an election timeout: S2 starts none, which would be news to the others.
      trial.run(for: 140_000)
      return trial
    }
    let (plain, changed) = (try run(nil), try run(act))
    let reseeded = try run(nil, seed: 2)
    for peer in 3...5 {
      for (from, to) in [(1, peer), (peer, 1)] {
        let before = plain.ended(from: from, to: to).map(\.flight)
        let after = changed.ended(from: from, to: to).map(\.flight)
        #expect(before.count >= 4)
        #expect(before.map(\.sentAt) == after.map(\.sentAt), "S\(from) > S\(to)")
        #expect(before.map(\.arrivesAt) == after.map(\.arrivesAt), "S\(from) > S\(to)")
      }
      #expect(plain[peer].election.deadline == changed[peer].election.deadline)
      #expect(plain[peer].election.deadline != reseeded[peer].election.deadline)
    }
  }
}

@Suite("Cut links and split networks")
struct SplitNetworkTests {
  /// Which of the pairs "from > to" delivered something since a moment.
  private static func connected(_ trial: Trial, since: Time) -> Set<String> {
    Set(
      trial.ended(since: since).filter { $0.loss == nil }.map {
        "\($0.flight.packet.sender!)>\($0.flight.packet.receiver!)"
      })
  }

  /// A second in which everybody wants to lead, so that every link is tried; then what got through.
  private static func probe(_ trial: inout Trial) throws -> Set<String> {
    trial.run(for: 200_000)
    let since = trial.now
    for server in 1...trial.cluster.hosts.count where trial.cluster.leader != ServerID(server) {
      let life = trial[server].life
      if life == .running, !trial[server].server.role.isLeader {
        try trial.act("time out S\(server)")
        trial.run(for: 100_000)
      }
    }
    return connected(trial, since: since)
  }

  private static func pairs(_ sides: [[Int]]) -> Set<String> {
    var pairs: Set<String> = []
    for side in sides {
      for from in side { for to in side where from != to { pairs.insert("S\(from)>S\(to)") } }
    }
    return pairs
  }

  @Test("A cut link carries nothing in that direction, and all in the other, until it is mended")
  func oneWay() throws {
    var trial = try Trial.led()
    try trial.act("cut S1 > S2")
    #expect(trial.cluster.network.isCut(from: ServerID(1), to: ServerID(2)))
    #expect(!trial.cluster.network.isCut(from: ServerID(2), to: ServerID(1)))
    let cut = trial.now
    trial.run(for: 600_000)
    let there = trial.ended(from: 1, to: 2, since: cut)
    #expect(there.count > 3 && there.allSatisfy { $0.loss == .cut })
    // S2 hears nothing, wants to lead, and is heard: the leader steps down.
    #expect(trial.ended(from: 2, to: 1, since: cut).contains { $0.loss == nil })
    #expect(trial[1].server.currentTerm > 1)

    try trial.act("mend S1 > S2")
    let mended = trial.now
    trial.run(for: 600_000)
    let after = trial.ended(from: 1, to: 2, since: mended).filter { $0.flight.sentAt >= mended }
    #expect(!after.isEmpty && after.allSatisfy { $0.loss == nil })
  }

  @Test("Sides hear themselves and nobody else; who is named in none are a side together")
  func sides() throws {
    var trial = Trial()
    try trial.act("split S1 S3 | S2")
    #expect(
      trial.cluster.network.groups == [
        [ServerID(1), ServerID(3)], [ServerID(2)],
        [ServerID(4), ServerID(5)],
      ])
    var through = try Self.probe(&trial)
    #expect(through == Self.pairs([[1, 3], [2], [4, 5]]))
    try trial.act("heal")
    through = try Self.probe(&trial)
    #expect(through == Self.pairs([[1, 2, 3, 4, 5]]))
  }

  @Test("An isolated server is alone in both directions; the other sides stay as they were")
  func isolate() throws {
    var trial = Trial()
    try trial.act("split S1 S2 S3 | S4 S5")
    try trial.act("isolate S3")
    let through = try Self.probe(&trial)
    #expect(through == Self.pairs([[1, 2], [3], [4, 5]]))
  }

  @Test("Cuts and sides are apart from each other; healing undoes both")
  func healing() throws {
    var trial = Trial(servers: 3)
    try trial.act("cut S1 > S2")
    try trial.act("split S1 S2 | S3")
    var through = try Self.probe(&trial)
    #expect(through == ["S2>S1"])
    try trial.act("split S1 S2 S3")
    through = try Self.probe(&trial)
    #expect(through == Self.pairs([[1, 2, 3]]).subtracting(["S1>S2"]))
    #expect(!trial.cluster.network.isWhole)
    try trial.act("heal")
    #expect(trial.cluster.network.isWhole)
    #expect(throws: Refusal.isWhole) { try trial.act("heal") }
    through = try Self.probe(&trial)
    #expect(through == Self.pairs([[1, 2, 3]]))
  }

  @Test("What is on its way over a link that is cut is lost, though the link be mended at once")
  func inFlight() throws {
    var trial = try Trial.led(Settings(servers: 3))
    trial.run(for: 1_000_000) { trial in
      trial.cluster.network.flights.contains { $0.packet.receiver == ServerID(2) }
    }
    let flight = try #require(
      trial.cluster.network.flights.first { $0.packet.receiver == ServerID(2) })
    let other = try #require(
      trial.cluster.network.flights.first { $0.packet.receiver == ServerID(3) })
    try trial.act("cut S1 > S2")
    try trial.act("mend S1 > S2")
    trial.run(for: 30_000)
    let end = try #require(trial.events.first { $0.flight?.id == flight.id })
    #expect(end.happening == .lost(.cut) && end.time == flight.arrivesAt)
    let otherEnd = try #require(trial.events.first { $0.flight?.id == other.id })
    #expect(otherEnd.happening == .delivered)
  }

  @Test("Clients reach servers that are isolated from each other")
  func clients() throws {
    var trial = Trial(servers: 3)
    try trial.act("split S1 | S2 | S3")
    for server in 1...3 { try trial.act("read x through S\(server)") }
    trial.run(for: 20_000)
    #expect(trial.firings(of: .redirectClient).count == 3)
  }
}
