import RaftCore

/// A few acts in a row that together hurt more than each alone.
enum FaultPattern {
  /// A step: how long to wait, then what to do; when there is nobody to do it to, try again a little
  /// later, so many times.
  struct Step: Sendable {
    var wait: ClosedRange<TimeSpan>
    var intent: Intent
    var retries: Int

    init(_ wait: ClosedRange<TimeSpan>, _ intent: Intent, retries: Int = 0) {
      self.wait = wait
      self.intent = intent
      self.retries = retries
    }
  }

  /// One of the patterns.
  static func any(
    servers: Int, _ manner: Manner, features: Features, from random: inout RandomStream
  ) -> [Step] {
    let first = ServerID(random.next(in: 1...servers))
    let second = ServerID((first.number - 1 + random.next(in: 0...servers - 1)) % servers + 1)
    if features[.snapshots], random.occurs(permille: 250) {
      return random.occurs(permille: 500)
        ? leftBehind(second, from: &random) : overtaken(second, from: &random)
    }
    if features[.sessions], random.occurs(permille: 300) {
      return random.occurs(permille: 500)
        ? expiredRetry(from: &random) : repeatedRequest(from: &random)
    }
    if features[.membership], random.occurs(permille: 450) {
      return changing(second, of: servers, from: &random)
    }
    if !features.isEmpty, random.occurs(permille: 500) {
      switch random.next(in: 0...5) {
      case 0: return lateTimeoutNow(from: &random)
      case 1, 2: return officeAtEnd(servers: servers, from: &random)
      case 3: return handingOver(from: &random)
      case 4: return notOnSpeakingTerms(second, from: &random)
      default: return returning(second, from: &random)
      }
    }
    if manner == .slow, random.occurs(permille: 500) {
      switch random.next(in: 0...3) {
      case 0: return frozenLeader(second, from: &random)
      case 1: return longCut(first, of: servers, from: &random)
      case 2: return standstill(first, from: &random)
      default: return stalledDisk(first, from: &random)
      }
    }
    switch random.next(in: 0...10) {
    case 0, 1, 2: return duel(first, second, from: &random)
    case 3: return oldEntries(first, second)
    case 4, 5: return forgottenVote(first, second, of: servers, from: &random)
    case 6, 7: return forgottenEntry(from: &random)
    case 8: return coup(first, from: &random)
    case 9: return repeatedRequest(from: &random)
    default: return lateMessage(first, from: &random)
    }
  }

  /// Two servers lead by turns, and each is gone before its entries are everywhere: the logs grow
  /// apart, and old entries come back (Figures 7 and 8).
  private static func duel(
    _ first: ServerID, _ second: ServerID, from random: inout RandomStream
  ) -> [Step] {
    var steps = [Step(0...1_000, .restart(.server(first)))]
    for round in 0..<random.next(in: 3...6) {
      let server = round % 2 == 0 ? first : second
      let other = round % 2 == 0 ? second : first
      let cuts = random.occurs(permille: 300)
      steps.append(Step(0...2_000, .timeOut(.server(server))))
      let reign = [0...40_000, 25_000...45_000, 40_000...90_000][random.next(in: 0...2)]
      steps.append(Step(reign, .write(.server(server))))
      if random.occurs(permille: 300) { steps.append(Step(0...500, .write(.server(server)))) }
      let rest = [0...1_000, 0...10_000, 10_000...60_000][random.next(in: 0...2)]
      steps.append(Step(rest, cuts ? .isolate(.server(server)) : .crash(.server(server))))
      steps.append(Step(0...3_000, cuts ? .heal : .restart(.server(other))))
    }
    return steps + [Step(0...20_000, .heal), Step(0...20_000, .restart(.down))]
  }

  /// Two servers each lead with an entry that nobody else has; then the first leads again and spreads
  /// its old one, and after it the second does, whose entry is of a later term (Figure 8). That nothing
  /// newer protects the old one, no leader has a no-op.
  private static func oldEntries(_ first: ServerID, _ second: ServerID) -> [Step] {
    var steps = [Step(0...1_000, .noNoOp)]
    for server in [first, second] {
      steps += [
        Step(0...5_000, .timeOut(.server(server))),
        Step(30_000...50_000, .isolate(.server(server))),
        Step(0...500, .write(.server(server))),
      ]
    }
    // By then what the client asked for has arrived, and is on the disk.
    steps += [Step(16_000...24_000, .crash(.server(second))), Step(0...1_000, .heal)]
    // In the term of its first try some have voted already.
    for server in [first, second] {
      steps += [
        Step(0...2_000, .restart(.server(server))),
        Step(0...2_000, .timeOut(.server(server))),
        Step(20_000...40_000, .timeOut(.server(server))),
        Step(60_000...110_000, .crash(.server(server))),
      ]
    }
    return steps + [Step(0...20_000, .restart(.down))]
  }

  /// Two candidates of one term, and a voter that goes down while it writes down whom it voted for, or
  /// just after that.
  private static func forgottenVote(
    _ first: ServerID, _ second: ServerID, of servers: Int, from random: inout RandomStream
  ) -> [Step] {
    let rivals = [
      Step(0...2_000, .timeOut(.server(first))), Step(0...8_000, .timeOut(.server(second))),
    ]
    let others = Array(ServerSet.first(servers).removing(first).removing(second))
    guard !others.isEmpty, random.occurs(permille: 250) else {
      return rivals + [
        Step(6_000...12_000, .crash(.busy), retries: 8),
        Step(0...2_000, .restart(.down)),
        Step(0...30_000, .timeOut(.other)),
      ]
    }
    let voter = Intent.Target.server(others[random.next(in: 0...others.count - 1)])
    return rivals + [Step(8_000...20_000, .crash(voter)), Step(0...2_000, .restart(voter))]
  }

  /// A server goes down while it writes down what it stored, and another that lacks it wants to
  /// lead.
  private static func forgottenEntry(from random: inout RandomStream) -> [Step] {
    [
      Step(0...2_000, random.occurs(permille: 500) ? .isolate(.other) : .split),
      Step(0...5_000, .write(.leader)),
      Step(8_000...14_000, .crash(.busy), retries: 8),
      Step(0...20_000, .restart(.down)),
      Step(0...15_000, .crash(.leader)),
      Step(0...2_000, .heal),
      Step(0...2_000, .timeOut(.other)),
      Step(0...60_000, .restart(.down)),
    ]
  }

  /// The leader is cut off and does not know it; another is elected; then they meet.
  private static func coup(_ usurper: ServerID, from random: inout RandomStream) -> [Step] {
    [
      Step(0...2_000, .isolate(.leader)),
      Step(0...1_000, .write(.leader)),
      Step(0...1_000, .write(.leader)),
      Step(0...5_000, .timeOut(.server(usurper))),
      Step(20_000...50_000, .write(.server(usurper))),
      Step(0...5_000, .read(.leader)),
      Step(0...30_000, .heal),
      Step(0...10_000, .timeOut(.other)),
      Step(0...40_000, .read(.leader)),
    ]
  }

  /// A client's write arrives twice, and between the two others write to the same key, for whom the
  /// first one is over.
  private static func repeatedRequest(from random: inout RandomStream) -> [Step] {
    let isOver = random.occurs(permille: 500)
    return [
      Step(0...1_000, .write(.leader)),
      Step(0...1_000, .duplicateRequest),
      Step(0...2_000, .holdRequest),
      Step(isOver ? 50_000...110_000 : 0...30_000, .writeAgain(.leader)),
      Step(isOver ? 40_000...80_000 : 20_000...60_000, .deliver),
      Step(0...30_000, .readAgain(.leader)),
      Step(20_000...40_000, .readAgain(.leader)),
    ]
  }

  /// The leader's process stands still for so long that another is elected; then it goes on, and
  /// does not know.
  private static func frozenLeader(
    _ other: ServerID, from random: inout RandomStream
  ) -> [Step] {
    [
      Step(0...2_000, .write(.leader)),
      Step(0...8_000, .pause(.leader)),
      Step(0...20_000, random.occurs(permille: 500) ? .timeOut(.server(other)) : .timeOut(.other)),
      Step(30_000...400_000, .write(.leader)),
      Step(0...60_000, .read(.leader)),
      Step(0...60_000, .resume),
      Step(0...2_000, .write(.running)),
      Step(0...20_000, .read(.running)),
      Step(0...40_000, .read(.leader)),
    ]
  }

  /// One server hears nobody, or is heard by nobody, for many timeouts, and life goes on.
  private static func longCut(
    _ server: ServerID, of servers: Int, from random: inout RandomStream
  ) -> [Step] {
    let isDeaf = random.occurs(permille: 500)
    var steps: [Step] = []
    for other in ServerSet.first(servers).removing(server) {
      steps.append(
        Step(
          0...500, isDeaf ? .cutLink(from: other, to: server) : .cutLink(from: server, to: other)))
    }
    for _ in 0..<random.next(in: 2...5) {
      steps.append(Step(50_000...300_000, .write(.leader)))
      steps.append(Step(0...60_000, .read(.anybody)))
    }
    return steps + [Step(50_000...900_000, .heal), Step(0...40_000, .write(.anybody))]
  }

  /// The leader's disk stalls, or a follower's, while clients write; it may not outlive that.
  private static func stalledDisk(
    _ server: ServerID, from random: inout RandomStream
  ) -> [Step] {
    let isLeader = random.occurs(permille: 500)
    var steps = [Step(0...1_000, .stall(isLeader ? .leader : .server(server)))]
    for _ in 0..<random.next(in: 2...4) {
      steps.append(Step(0...20_000, .write(.leader)))
      steps.append(Step(0...30_000, .read(.leader)))
    }
    steps.append(Step(0...60_000, random.occurs(permille: 500) ? .crash(.busy) : .timeOut(.other)))
    steps.append(Step(0...20_000, .restart(.down)))
    return steps + [Step(0...300_000, .mendDisk(isLeader ? .running : .server(server)))]
  }

  /// Nothing is done for many heartbeats, and then to one server.
  private static func standstill(
    _ server: ServerID, from random: inout RandomStream
  ) -> [Step] {
    [
      Step(300_000...1_500_000, .write(.leader)),
      Step(0...60_000, random.occurs(permille: 500) ? .pause(.server(server)) : .crash(.leader)),
      Step(200_000...800_000, .resume),
      Step(0...30_000, .restart(.down)),
    ]
  }

  // MARK: Against features

  /// The leader gives up handing over, and then its TimeoutNow arrives all the same.
  private static func lateTimeoutNow(from random: inout RandomStream) -> [Step] {
    [
      Step(0...2_000, .write(.leader)),
      Step(20_000...40_000, .transfer(.other)),
      Step(0...3_000, .holdTimeoutNow, retries: 12),
      Step(120_000...200_000, .read(.leader)),
      Step(0...20_000, .deliver),
      Step(20_000...45_000, .write(.running)),
      Step(5_000...40_000, .read(.leader)),
      Step(0...20_000, .read(.leader)),
    ]
  }

  /// The leader is cut off or stands still, others elect another, and it goes on answering reads for
  /// as long as it believes.
  private static func officeAtEnd(
    servers: Int, from random: inout RandomStream
  ) -> [Step] {
    let stands = random.occurs(permille: 300)
    // On quick links a write is acknowledged while the old leader still believes; on slow ones it
    // hears of the new one late.
    let isQuick = random.occurs(permille: 500)
    var steps = ServerSet.first(servers).map { Step(0...500, .hurry($0)) }
    if isQuick { steps.append(Step(0...500, .quickLinks)) }
    steps += [
      Step(60_000...200_000, .read(.leader)),
      Step(0...60_000, stands ? .pause(.leader) : .isolate(.leader)),
      Step(30_000...90_000, .write(.elected), retries: 120),
      Step(isQuick ? 8_000...20_000 : 15_000...40_000, .read(.deposed), retries: 2),
    ]
    for _ in 0..<4 { steps.append(Step(0...12_000, .read(.deposed), retries: 1)) }
    steps.append(Step(0...2_000, .resume))
    for _ in 0..<4 { steps.append(Step(0...12_000, .read(.leader))) }
    return steps + [Step(0...30_000, .heal), Step(0...10_000, .read(.anybody))]
  }

  /// One server and the leader hear nothing of each other, and all others hear both.
  private static func notOnSpeakingTerms(
    _ server: ServerID, from random: inout RandomStream
  ) -> [Step] {
    [
      Step(0...2_000, .write(.leader)),
      Step(30_000...60_000, .cutFromLeader(server)),
      Step(0...500, .cutToLeader(server)),
      Step(0...150_000, .read(.leader)),
      Step(0...150_000, .write(.server(server))),
      Step(0...100_000, .read(.leader)),
      Step(0...40_000, .read(.leader)),
      Step(0...200_000, .heal),
    ]
  }

  /// Leadership goes round while clients write and read, and those who hand over may not live.
  private static func handingOver(from random: inout RandomStream) -> [Step] {
    var steps: [Step] = []
    for _ in 0..<random.next(in: 1...3) {
      steps.append(Step(0...30_000, .write(.leader)))
      steps.append(Step(0...15_000, .transfer(.other)))
      steps.append(Step(0...15_000, .write(.leader)))
      steps.append(Step(0...40_000, .read(.running)))
      switch random.next(in: 0...9) {
      case 0, 1, 2: steps.append(Step(0...20_000, .crash(.leader)))
      case 3, 4: steps.append(Step(0...20_000, .stop(.leader)))
      default: break
      }
      steps.append(Step(0...20_000, .read(.leader)))
    }
    return steps + [Step(0...50_000, .restart(.down))]
  }

  /// A server is away for many timeouts, comes back, and wants to lead.
  private static func returning(
    _ server: ServerID, from random: inout RandomStream
  ) -> [Step] {
    [
      Step(0...2_000, .isolate(.server(server))),
      Step(100_000...900_000, .write(.leader)),
      Step(0...5_000, .heal),
      Step(0...40_000, .read(.running)),
      Step(0...80_000, .write(.anybody)),
      Step(0...40_000, .read(.leader)),
    ]
  }

  /// A server is away until the entries that it needs are in a snapshot only; one that is sent to it
  /// comes again when it has taken its own of more than that.
  private static func leftBehind(
    _ server: ServerID, from random: inout RandomStream
  ) -> [Step] {
    let isDown = random.occurs(permille: 400)
    var steps = [Step(0...2_000, isDown ? .crash(.server(server)) : .isolate(.server(server)))]
    for _ in 0..<random.next(in: 2...4) { steps.append(Step(20_000...60_000, .write(.leader))) }
    steps += [
      Step(20_000...60_000, .snapshot(.leader)),
      Step(5_000...15_000, isDown ? .restart(.server(server)) : .heal),
      Step(0...3_000, .duplicateSnapshot, retries: 80),
      Step(0...500, random.occurs(permille: 700) ? .holdSnapshot : .duplicateSnapshot),
    ]
    for _ in 0..<random.next(in: 1...3) { steps.append(Step(20_000...60_000, .write(.leader))) }
    let taker = random.occurs(permille: 500) ? Intent.Target.server(server) : .other
    steps += [
      Step(30_000...60_000, .snapshot(taker)),
      Step(3_000...12_000, .deliver),
      Step(0...4_000, random.occurs(permille: 500) ? .timeOut(.server(server)) : .crash(.busy)),
    ]
    return steps + [Step(0...40_000, .restart(.down)), Step(0...20_000, .write(.anybody))]
  }

  /// Entries are on their way to a server so long that the leader has them in a snapshot, which it sends
  /// too; they arrive before it, and one that it does not include with them.
  private static func overtaken(_ server: ServerID, from random: inout RandomStream) -> [Step] {
    [
      Step(0...20_000, .write(.leader)),
      Step(0...500, .holdEntries(to: server), retries: 60),
      // The second entry is sent before the first is committed, which the snapshot includes alone.
      Step(4_000...12_000, .write(.leader)),
      Step(0...500, .holdEntries(to: server), retries: 60),
      Step(8_000...18_000, .snapshot(.leader)),
      Step(0...500, .holdSnapshot, retries: 140),
      Step(0...1_000, .deliverEntries),
      Step(0...1_000, .deliverEntries),
      Step(0...8_000, .deliver),
      Step(0...20_000, random.occurs(permille: 500) ? .timeOut(.server(server)) : .crash(.leader)),
    ]
  }

  /// A write is stored and its client not told, because the leader goes down; while the client waits
  /// others ask the next leader for sessions. Then it tries again.
  private static func expiredRetry(from random: inout RandomStream) -> [Step] {
    let isCut = random.occurs(permille: 500)
    var steps = [
      Step(0...2_000, .write(.leader)),
      // By then the others have stored it, and the leader knows of it or just does not.
      Step(22_000...55_000, isCut ? .isolate(.leader) : .crash(.leader)),
      Step(0...3_000, .timeOut(.other)),
    ]
    for _ in 0..<random.next(in: 1...3) {
      steps.append(Step(20_000...50_000, .write(isCut ? .elected : .leader), retries: 40))
    }
    steps += [
      Step(0...60_000, .retry),
      Step(0...60_000, .retry),
      Step(0...60_000, isCut ? .heal : .restart(.down)),
      Step(0...30_000, .readAgain(.leader)),
    ]
    return steps
  }

  /// A message is held back, and comes when all has changed.
  private static func lateMessage(_ server: ServerID, from random: inout RandomStream) -> [Step] {
    [
      Step(0...2_000, .hold),
      Step(0...2_000, .hold),
      Step(0...20_000, .timeOut(.server(server))),
      Step(0...40_000, .write(.leader)),
      Step(0...60_000, .deliver),
      Step(0...30_000, .deliver),
    ]
  }
}
