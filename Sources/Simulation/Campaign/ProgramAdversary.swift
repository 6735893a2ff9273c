import ClientPrograms
import KeyValue
import RaftCore

/// Does to pods, API servers and members what elections of programs must withstand, and no more than
/// the troubles that are allowed.
///
/// It looks before it acts: mostly it goes for whoever believes that it leads. Most of what it does it
/// undoes after a while, which is put down with its moment when it is done.
struct ProgramAdversary: Sendable {
  private let settings: Settings
  private let election: ElectionSettings
  private let troubles: [Trouble]
  private var random: RandomStream
  /// What it will undo, the soonest first.
  private var undoing: [(time: Time, stimulus: Stimulus)] = []
  /// How many leases were asked for by hand, and how many keys were put so.
  private var leases = 0
  private var puts = 0
  /// For how long a leadership lasts that nobody renews: the measure of all that it does.
  private let unit: TimeSpan
  /// How many things it does within that time.
  private let haste: Int

  init(seed: UInt64, settings: Settings, troubles: [Trouble]) {
    self.settings = settings
    self.troubles = troubles
    election = settings.election!
    unit = election.leaseTime
    random = RandomStream(seed: seed, stream: 3101)
    haste = random.next(in: 2...12)
  }

  /// When it does something next.
  mutating func next(after now: Time) -> Time {
    let span =
      random.occurs(permille: 200)
      ? random.next(in: 0...20_000) : random.next(in: 0...2 * unit / haste)
    guard let first = undoing.first else { return now + span }
    return min(now + span, max(now, first.time))
  }

  /// What it does now; nil when there is nothing to do it to.
  mutating func choose(against cluster: borrowing Cluster) -> Stimulus? {
    if let first = undoing.first, first.time <= cluster.now {
      undoing.removeFirst()
      return first.stimulus
    }
    guard !troubles.isEmpty, random.occurs(permille: 650) else { return life(cluster) }
    switch troubles[random.next(in: 0...troubles.count - 1)] {
    case .clockRates: return clock(cluster)
    case .clockJumps: return jump(cluster)
    case .pauses: return pause(cluster)
    case .cuts: return cut(cluster)
    case .losses: return lose(cluster)
    case .delays: return delay(cluster)
    case .edits: return edit(cluster)
    case .earlyRelease: return release(cluster)
    case .noSecondLook: return life(cluster)
    }
  }

  /// Notes what is to be undone, and when.
  private mutating func undo(_ stimulus: Stimulus, at time: Time) {
    let place = undoing.firstIndex { $0.time > time } ?? undoing.count
    undoing.insert((time, stimulus), at: place)
  }

  /// A span: mostly shorter than a leadership that nobody renews, at times up to twice as long.
  private mutating func span() -> TimeSpan {
    switch random.next(in: 0...9) {
    case 0...2: random.next(in: 1_000...max(1_000, unit / 8))
    case 3...6: random.next(in: unit / 8...unit)
    default: random.next(in: unit...2 * unit)
    }
  }

  private mutating func one<Element>(of choices: [Element]) -> Element? {
    choices.isEmpty ? nil : choices[random.next(in: 0...choices.count - 1)]
  }

  // MARK: Whom

  /// A pod that runs, mostly one that believes that it leads.
  private mutating func pod(_ cluster: borrowing Cluster) -> ProgramID? {
    let pods = cluster.outside!.processes.filter {
      $0.program.elector != nil && $0.life == .running
    }
    let believers = pods.filter { $0.believesSince != nil }
    return one(of: !believers.isEmpty && random.occurs(permille: 650) ? believers : pods)?.id
  }

  /// A member that runs, mostly the leader.
  private mutating func member(_ cluster: borrowing Cluster) -> ServerID? {
    if let leader = cluster.leader, random.occurs(permille: 500) { return leader }
    return one(of: cluster.hosts.filter { $0.life == .running }.map(\.id))
  }

  private mutating func server() -> ServerID { ServerID(random.next(in: 1...settings.servers)) }

  private mutating func apiServer() -> ProgramID? {
    election.way == .kubernetes ? .apiServer(random.next(in: 1...election.apiServers)) : nil
  }

  /// Two parties that talk: a pod and whom it asks, or an API server and its member.
  private mutating func link(_ cluster: borrowing Cluster) -> (Party, Party)? {
    let asker = random.occurs(permille: 300) ? apiServer() ?? pod(cluster) : pod(cluster)
    guard let asker, let process = cluster.outside![asker] else { return nil }
    let isOverAPI = election.way == .kubernetes && process.program.elector != nil
    let asked: Party =
      random.occurs(permille: 100)
      ? .program(.resource) : isOverAPI ? .program(process.apiServer) : .server(process.member)
    let pair = (Party.program(asker), asked)
    return random.occurs(permille: 500) ? pair : (pair.1, pair.0)
  }

  // MARK: Life

  /// What happens in every run: processes end and begin, members lead by turns, somebody asks this and
  /// that.
  private mutating func life(_ cluster: borrowing Cluster) -> Stimulus? {
    switch random.next(in: 0...9) {
    case 0...1:
      guard let pod = pod(cluster) else { return nil }
      undo(.outside(.restart(pod)), at: cluster.now + span())
      return .outside(.crash(pod))
    case 2:
      guard let pod = pod(cluster) else { return nil }
      // Its process goes when its work has had time to end.
      let end = cluster.now + election.times.workEnd * 3 / 2
      undo(.outside(.crash(pod)), at: end)
      undo(.outside(.restart(pod)), at: end + span())
      return .outside(.cancel(pod))
    case 3:
      guard let api = apiServer() else { return nil }
      undo(.outside(.restart(api)), at: cluster.now + span())
      return .outside(.crash(api))
    case 4...5:
      let down = cluster.hosts.count { $0.life == .crashed }
      guard (down + 1) * 2 < cluster.hosts.count || random.occurs(permille: 150),
        let member = member(cluster)
      else { return nil }
      undo(.restart(member), at: cluster.now + span())
      return .crash(member)
    case 6: return .transfer(to: server())
    default: return ask()
    }
  }

  /// Somebody at the keyboard asks what harms nobody.
  private mutating func ask() -> Stimulus {
    let through = random.occurs(permille: 700) ? server() : nil
    let key = Text(["a", "b", "c/1", "c/2"][random.next(in: 0...3)])!
    let all = KeyRange.prefix(random.occurs(permille: 500) ? .empty : Text("c/")!)
    func call(_ request: Request, _ way: Operation.Way = .linearizable) -> Stimulus {
      .outside(.ask(.request(request, way), through: through))
    }
    switch random.next(in: 0...11) {
    case 0...2:
      puts += 1
      let lease = leases > 0 && random.occurs(permille: 200) ? Self.firstLease + leases : 0
      return call(.keys(.put(key, Text("\(puts)")!, lease: lease)))
    case 3: return call(.keys(.delete(.key(key))))
    case 4...5:
      let way: Operation.Way = random.occurs(permille: 400) ? .serializable : .linearizable
      return call(.keys(.range(all)), way)
    case 6:
      puts += 1
      return call(
        .transaction(
          Transaction(
            if: [Comparison(key, .createRevision(0))], then: [.put(key, Text("\(puts)")!)],
            else: [.range(.key(key)), .delete(.key(key))])))
    case 7:
      leases += 1
      return call(.grant(Self.firstLease + leases, ttl: random.next(in: 1...5)))
    case 8: return .outside(.ask(.keepAlive(Self.firstLease + max(1, leases)), through: through))
    case 9: return .outside(.ask(.timeToLive(Self.firstLease + max(1, leases)), through: through))
    case 10: return .outside(.watch(all, from: random.next(in: 0...40), through: through))
    default:
      return random.occurs(permille: 300)
        ? call(.compact(random.next(in: 1...60))) : .outside(.watch(all, from: 0, through: through))
    }
  }

  /// The leases of whoever is at the keyboard: no pod has such numbers.
  private static let firstLease = 100_000

  // MARK: Troubles

  /// The rates at which clocks run, in thousandths.
  private static let rates = [200, 300, 500, 700, 900, 1100, 1500, 2000, 3000, 5000]

  private mutating func clock(_ cluster: borrowing Cluster) -> Stimulus? {
    let rate = Self.rates[random.next(in: 0...Self.rates.count - 1)]
    if random.occurs(permille: 250) {
      let server = server()
      undo(.setClock(server, permille: 1000), at: cluster.now + 2 * span())
      return .setClock(server, permille: rate)
    }
    guard let pod = pod(cluster) else { return nil }
    undo(.outside(.setClock(pod, permille: 1000)), at: cluster.now + 3 * span())
    return .outside(.setClock(pod, permille: rate))
  }

  private mutating func jump(_ cluster: borrowing Cluster) -> Stimulus? {
    let limit = Stimulus.jumpLimit
    let length = min(limit, random.next(in: 1_000...3 * unit))
    let span = random.occurs(permille: 500) ? length : -length
    if random.occurs(permille: 200) { return .jumpClock(server(), by: span) }
    return pod(cluster).map { .outside(.jumpClock($0, by: span)) }
  }

  private mutating func pause(_ cluster: borrowing Cluster) -> Stimulus? {
    let end = cluster.now + span()
    if random.occurs(permille: 250) {
      guard let member = member(cluster) else { return nil }
      undo(.resume(member), at: end)
      return .pause(member)
    }
    guard let program = random.occurs(permille: 150) ? apiServer() : pod(cluster) else {
      return nil
    }
    undo(.outside(.resume(program)), at: end)
    return .outside(.pause(program))
  }

  private mutating func cut(_ cluster: borrowing Cluster) -> Stimulus? {
    let end = cluster.now + span()
    switch random.next(in: 0...9) {
    case 0:
      undo(.heal, at: end)
      return pod(cluster).map { .outside(.isolate($0)) }
    case 1:
      undo(.heal, at: end)
      return member(cluster).map { .isolate($0) }
    case 2:
      guard settings.servers > 1, let leader = member(cluster) else { return nil }
      let other = ServerID(leader.number % settings.servers + 1)
      undo(.mend(from: leader, to: other), at: end)
      return .cut(from: leader, to: other)
    default:
      guard let (from, to) = link(cluster) else { return nil }
      if random.occurs(permille: 500) {
        undo(.outside(.cut(from: to, to: from)), at: cluster.now)
        undo(.outside(.mend(from: to, to: from)), at: end)
        undo(.outside(.mend(from: from, to: to)), at: end)
        return .outside(.cut(from: from, to: to))
      }
      return trouble(
        .outside(.cut(from: from, to: to)), cured: .outside(.mend(from: from, to: to)),
        at: cluster.now)
    }
  }

  private mutating func lose(_ cluster: borrowing Cluster) -> Stimulus? {
    if random.occurs(permille: 500) { return letter(cluster).map { .drop(flight: $0) } }
    guard let (from, to) = link(cluster) else { return nil }
    let quality = LinkQuality(
      latency: settings.link.latency,
      loss: [200, 500, 900, 1000, 1000, 1000][random.next(in: 0...5)])
    return changed(from, to, quality, cluster)
  }

  /// A link is of another quality for a while; at times all links of a program are, there and back.
  private mutating func changed(
    _ from: Party, _ to: Party, _ quality: LinkQuality, _ cluster: borrowing Cluster
  ) -> Stimulus {
    func change(_ from: Party, _ to: Party, _ quality: LinkQuality) -> Stimulus {
      .outside(.setLink(from: from, to: to, quality))
    }
    let isPod = from.program.map { cluster.outside![$0]?.program.elector != nil } ?? false
    let program = isPod ? from : to
    guard program.program != nil, random.occurs(permille: 400) else {
      return trouble(
        change(from, to, quality), cured: change(from, to, settings.link), at: cluster.now)
    }
    let others: [Party] =
      election.way == .kubernetes
      ? (1...election.apiServers).map { .program(.apiServer($0)) }
      : (1...settings.servers).map { .server(ServerID($0)) }
    // Answers first: what is asked later may be late, or lost, for longer.
    let delay = random.occurs(permille: 500) ? 0 : random.next(in: 0...unit)
    let end = cluster.now + delay + random.next(in: unit / 2...2 * unit)
    undo(change(from, to, settings.link), at: end)
    for other in others where other != program {
      undo(change(other, program, quality), at: cluster.now)
      undo(change(program, other, quality), at: cluster.now + delay)
      undo(change(other, program, settings.link), at: end)
      undo(change(program, other, settings.link), at: end)
    }
    return change(from, to, quality)
  }

  /// Does something for a while. One time in three it does so twice: first for about as long as an
  /// answer is waited for, and soon after for longer than a leadership lasts that nobody renews. So a
  /// renewal that was done counts for those who saw it, and its repetition for nobody but the leader.
  private mutating func trouble(
    _ stimulus: Stimulus, cured cure: Stimulus, at now: Time
  ) -> Stimulus {
    guard random.occurs(permille: 333) else {
      undo(cure, at: now + span())
      return stimulus
    }
    let first = now + random.next(in: unit / 10...unit / 2)
    let second = first + random.next(in: 1_000...unit / 4)
    undo(cure, at: first)
    undo(stimulus, at: second)
    undo(cure, at: second + random.next(in: unit...2 * unit))
    return stimulus
  }

  private mutating func delay(_ cluster: borrowing Cluster) -> Stimulus? {
    let end = cluster.now + span()
    switch random.next(in: 0...9) {
    case 0...3:
      guard let letter = letter(cluster) else { return nil }
      undo(.deliver(flight: letter), at: end)
      return .hold(flight: letter)
    case 4:
      let server = server()
      undo(.setDisk(server, write: settings.timing.diskWrite), at: end)
      return .setDisk(server, write: random.next(in: 20_000...400_000))
    default:
      guard let (from, to) = link(cluster) else { return nil }
      let latency = min(Stimulus.latencyLimit, span())
      let late = LinkQuality(latency: latency...latency)
      return changed(from, to, late, cluster)
    }
  }

  /// A letter on its way.
  private mutating func letter(_ cluster: borrowing Cluster) -> Int? {
    one(of: cluster.network.post.flights.filter { $0.loss == nil && !$0.isHeld })?.id
  }

  /// Somebody changes by hand what the election stands on.
  private mutating func edit(_ cluster: borrowing Cluster) -> Stimulus? {
    guard let leader = cluster.leader else { return nil }
    func call(_ request: Request) -> Stimulus {
      .outside(.ask(.request(request, .linearizable), through: leader))
    }
    let store = cluster.hosts[leader.number - 1].store
    let keys = store.contents.filter { record in
      election.contests.contains { election.keys(of: $0).contains(record.key) }
    }
    guard let record = one(of: keys) else { return nil }
    if record.lease != 0, random.occurs(permille: 500) { return call(.revoke(record.lease)) }
    guard election.way == .kubernetes, random.occurs(permille: 300) else {
      return call(.keys(.delete(.key(record.key))))
    }
    let edited = LeaseRecord(
      holder: random.occurs(permille: 500) ? "" : "me", durationSeconds: 1, acquireTime: 0,
      renewTime: 0, transitions: random.next(in: 0...3))
    return call(.keys(.put(record.key, edited.text)))
  }

  private mutating func release(_ cluster: borrowing Cluster) -> Stimulus? {
    guard let pod = pod(cluster) else { return nil }
    return .outside(.release(pod))
  }
}

extension ElectionSettings {
  /// For how long a leadership lasts that nobody renews, in microseconds.
  var leaseTime: TimeSpan {
    switch way {
    case .notes: times.notesTTL * 1_000_000
    case .etcd: times.sessionTTL * 1_000_000
    case .kubernetes: times.leaseDurationSeconds * 1000 * scale
    }
  }

  /// The keys in etcd by which a contest is decided.
  func keys(of contest: String) -> KeyRange {
    switch way {
    case .notes: .key(Text(contest)!)
    case .etcd: .prefix(Text(contest)!)
    case .kubernetes: .key(APIServer.key(contest))
    }
  }
}
