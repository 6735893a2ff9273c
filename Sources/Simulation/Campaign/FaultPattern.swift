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
