import KeyValue
import RaftCore
import Simulation

/// A real cluster with its history: the screen's backend. One can act on it at its end, and look at
/// any moment of its past.
///
/// What is new comes with `run`; the past never moves.
package struct EtcdHistory: Sendable {
  /// How many of the latest happenings are kept whole.
  package static let recentLimit = 256

  /// The cluster that runs; nil of a history that is only looked at.
  package let live: EtcdCluster?
  package private(set) var record: EtcdRecord
  private var translator = Translator()
  /// The cluster at its end, and at the cursor; the same while the cursor is at the end.
  private var latestCluster: ObservedCluster
  package private(set) var cluster: ObservedCluster
  package private(set) var recent: [Happening] = []
  private let pace: Pace
  /// What runs, and where.
  private let setting: Watched
  /// What was seen and is not taken in yet; what comes first is in Raft's words already.
  private var waiting: [Sighting] = []
  private var next: [Observation] = []
  private var callCount = 0
  private var serials: [ClientID: Int] = [:]

  /// The history of a cluster that was just started.
  ///
  /// - Parameter limit: how many observations are kept; see `EtcdRecord`.
  package init(of live: EtcdCluster, limit: Int = EtcdRecord.limit) {
    self.init(
      members: live.plan.members.count, pace: live.plan.pace, latency: live.configuration.latency,
      limit: limit, live: live, setting: Watched(live.plan), programs: live.programs)
  }

  /// A history that is told what was seen.
  init(
    members: Int, pace: Pace, latency: ClosedRange<TimeSpan> = 0...0,
    limit: Int = EtcdRecord.limit, live: EtcdCluster? = nil, setting: Watched? = nil,
    programs: LivePrograms? = nil
  ) {
    self.setting = setting ?? Watched(program: "etcd", folder: "", machines: [])
    self.live = live
    self.pace = pace
    latestCluster = ObservedCluster(
      members: members, latency: latency,
      minimumTTL: Store.minimumTTL(electionTimeout: pace.election * 1000), programs: programs)
    cluster = latestCluster
    record = EtcdRecord(latestCluster, limit: limit)
  }

  /// From which members draw their election timeouts, in microseconds.
  private var electionTimeout: ClosedRange<TimeSpan> {
    pace.election * 1000...2 * pace.election * 1000
  }

  /// Now, whatever was taken in.
  package var presentTime: Time { live?.now ?? now }

  // MARK: What is new

  /// Takes in what was seen since this was last asked.
  ///
  /// - Parameter maximum: after how many happenings the rest waits for the next time.
  /// - Returns: how many happenings that came to.
  @discardableResult
  package mutating func takeNews(maximum: Int = .max) -> Int {
    guard let live else { return 0 }
    return take(live.sightings.take(), now: live.now, maximum: maximum)
  }

  /// How much that was seen may wait to be gone through: then it is taken in.
  private static let waitingLimit = 100_000

  /// Takes over what was seen, and takes none of it in.
  private mutating func fetch() {
    waiting += live?.sightings.take() ?? []
    if waiting.count > Self.waitingLimit { takeNews() }
  }

  /// - Parameter now: the present, up to which nothing else was seen.
  mutating func take(_ sightings: [Sighting], now: Time, maximum: Int = .max) -> Int {
    let isAtEnd = !isInPast
    let before = record.count
    waiting += sightings
    var taken = 0
    while record.count - before < maximum {
      if !next.isEmpty {
        put(next.removeFirst(), isAtEnd)
      } else if taken < waiting.count {
        next = translator.observations(of: waiting[taken])
        taken += 1
      } else {
        break
      }
    }
    waiting.removeFirst(taken)
    if waiting.isEmpty, next.isEmpty { latestCluster.pass(until: now) }
    record.pass(until: latestCluster.now)
    if isAtEnd { cluster = latestCluster }
    return record.count - before
  }

  /// Puts down an observation; what follows from it comes next.
  private mutating func put(_ observation: Observation, _ isAtEnd: Bool) {
    let observation = Observation(
      observation.content, at: max(observation.time, latestCluster.now))
    let (happening, derived) = latestCluster.take(observation, translator.table)
    record.add(observation, happening, latestCluster)
    if isAtEnd { remember(happening) }
    next.insert(contentsOf: derived.map { Observation($0, at: observation.time) }, at: 0)
  }

  private mutating func remember(_ happening: Happening) {
    if recent.count >= 2 * Self.recentLimit { recent.removeFirst(Self.recentLimit) }
    recent.append(happening)
  }
}

extension EtcdHistory: Backend {
  package var state: ClusterState {
    cluster.state(translator.table, electionTimeout: electionTimeout, in: setting)
  }

  package var now: Time { cluster.now }
  package var position: Int { cluster.position }
  /// Nobody can say what a real cluster does next, beyond what was seen of it already.
  package var nextDue: Time? {
    isInPast ? record.observation(position + 1)?.time : next.first?.time ?? waiting.first?.time
  }
  package var capabilities: Capabilities {
    var capabilities: Capabilities = [.goingBack, .packets, .cuts, .linkQuality, .disks]
    if live != nil { capabilities.insert(.live) }
    // What was seen can be gone through again; what will be, nobody can.
    if isInPast { capabilities.insert(.stepping) }
    return capabilities
  }

  package func refusal(of stimulus: Stimulus) -> Refusal? {
    if isInPast || live == nil { return .hasNoCounterpart(.past) }
    return latestCluster.refusal(of: stimulus)
  }

  package mutating func perform(_ stimulus: Stimulus) throws(Refusal) {
    takeNews()
    if let refusal = refusal(of: stimulus) { throw refusal }
    guard let live else { return }
    if let request = request(for: stimulus, live) {
      live.ask(request.event, request.call, by: stimulus)
    } else {
      live.perform(stimulus)
    }
    takeNews()
  }

  /// The request that a write or a read comes to; nil of all other acts.
  private mutating func request(
    for stimulus: Stimulus, _ live: EtcdCluster
  ) -> (event: ClientEvent, call: EtcdCall)? {
    let (kind, key, through, way): (Operation.Kind, ShortText, ServerID?, Operation.Way)
    let call: EtcdCall
    switch stimulus {
    case .write(let name, let value, let server):
      (kind, key, through, way) = (.write(value), name, server, .log)
      call = .put(name.bytes, value.bytes)
    case .read(let name, let server, let asked):
      (kind, key, through, way) = (.read, name, server, asked == .log ? .linearizable : asked)
      call = .range(name.bytes, isSerializable: asked == .serializable)
    case .crash, .stop, .restart, .wipe, .pause, .resume, .timeOut, .split, .isolate, .cut, .mend,
      .heal, .drop, .duplicate, .hold, .deliver, .heartbeat, .sync, .retry, .giveUp, .setClock,
      .jumpClock, .setDisk, .setTiming, .setLink, .setRule, .setFeature, .transfer, .manual,
      .reseed,
      .outside:
      return nil
    }
    let busy = latestCluster.clients.filter { $0.request != nil }.map(\.id)
    guard
      let client = (1...Clients.limit).map({ ClientID($0) }).first(where: { !busy.contains($0) }),
      let member = through ?? state.leader ?? ServerSet.first(1).first
    else { return nil }
    callCount += 1
    serials[client, default: 0] += 1
    let operation = Operation(
      client: client.number, serial: serials[client]!, kind: kind, key: key, way: way)
    return (
      ClientEvent(
        call: callCount, client: client, member: member, operation: operation, stage: .asked), call
    )
  }

  /// At the end: takes in what was seen, whenever that was: a real cluster does not wait for
  /// `time`. In the past: goes on in it.
  package mutating func run(until time: Time, maximum: Int) -> Int {
    guard isInPast else {
      if maximum > 0 { return min(takeNews(maximum: maximum), maximum) }
      fetch()
      return 0
    }
    takeNews()
    var count = 0
    while count < maximum, isInPast, step(until: time) { count += 1 }
    return count
  }
}

extension EtcdHistory: History {
  package var branches: [Branch] { [record.branch] }
  package var branchNumber: Int { 0 }
  package var branch: Branch { record.branch }
  package var isInPast: Bool { position < record.count }
  package var moment: Moment { Moment(branch: 0, position: position, time: now) }

  package var nextAct: Act? {
    guard let observation = record.observation(position + 1) else { return nil }
    switch observation.content {
    case .act(let stimulus, _), .outside(.act(let stimulus), _):
      return Act(at: observation.time, stimulus)
    case .began, .message, .ended, .snapshot, .state, .entries, .snapshotOnDisk, .status, .said,
      .life, .client, .outside, .inferred, .unreadable:
      return nil
    }
  }

  package mutating func step(until limit: Time) -> Bool {
    guard isInPast else {
      // What was seen waits for whoever goes through it one by one, and as slowly as he likes.
      fetch()
      guard let due = nextDue, due <= limit else { return false }
      return takeNews(maximum: 1) > 0
    }
    guard let observation = record.observation(position + 1), observation.time <= limit else {
      return false
    }
    remember(cluster.take(observation, translator.table).happening)
    return true
  }

  package mutating func pass(until time: Time) { cluster.pass(until: time) }

  package mutating func seek(to position: Int) {
    let target = min(max(position, record.firstPosition), record.count)
    let wanted = max(record.firstPosition, target - Self.recentLimit)
    if target < self.position || wanted > self.position {
      cluster = record.checkpoint(before: wanted)
      recent = []
    }
    while cluster.position < target, let observation = record.observation(cluster.position + 1) {
      remember(cluster.take(observation, translator.table).happening)
    }
    if !isInPast { cluster = latestCluster }
  }

  package mutating func seek(toTime time: Time) {
    seek(to: branch.position(at: min(max(0, time), branch.end)))
    if isInPast { cluster.pass(until: time) }
  }

  package mutating func go(to moment: Moment) {
    seek(to: moment.position)
    if isInPast { cluster.pass(until: moment.time) }
  }

  package mutating func show(branch number: Int, at position: Int?) {
    seek(to: position ?? 0)
  }

  /// A real cluster has one history.
  package mutating func branchOff() {}
  package func begun(with settings: Settings) -> EtcdHistory? { nil }

  package func look(after position: Int) -> any HistoryLook {
    EtcdLook(
      of: record, translator.table, electionTimeout: electionTimeout, in: setting,
      after: min(max(position, record.firstPosition), record.count))
  }
}
