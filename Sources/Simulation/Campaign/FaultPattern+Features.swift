import RaftCore

// Against what is on beyond Figure 2.
extension FaultPattern {
  /// The leader gives up handing over, and then its TimeoutNow arrives all the same.
  static func lateTimeoutNow(from random: inout RandomStream) -> [Step] {
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
  static func officeAtEnd(
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
  static func notOnSpeakingTerms(
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
  static func handingOver(from random: inout RandomStream) -> [Step] {
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
  static func returning(
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
  static func leftBehind(
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
  static func overtaken(_ server: ServerID, from random: inout RandomStream) -> [Step] {
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
  static func expiredRetry(from random: inout RandomStream) -> [Step] {
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
}
