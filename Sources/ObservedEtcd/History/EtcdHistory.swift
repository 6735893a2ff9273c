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

  /// What is known from the start.
  package let facts: ClusterFacts
  /// The cluster that runs; nil of a history that is only looked at.
  package let live: (any LiveCluster)?
  package private(set) var record: EtcdRecord
  private var translator: Translator
  /// The cluster at its end, and at the cursor; the same while the cursor is at the end.
  private var latestCluster: ObservedCluster
  package private(set) var cluster: ObservedCluster
  package private(set) var recent: [Happening] = []
  /// What was seen and is not taken in yet; what comes first is in Raft's words already.
  private var waiting: [Sighting] = []
  private var next: [Observation] = []
  private var callCount = 0
  private var serials: [ClientID: Int] = [:]

  /// A history of which nothing is known but the facts.
  ///
  /// - Parameters:
  ///   - live: the cluster that runs; nil: it is told what was seen.
  ///   - limit: how many observations are kept; see `EtcdRecord`.
  package init(
    _ facts: ClusterFacts, of live: (any LiveCluster)? = nil, limit: Int = EtcdRecord.limit
  ) {
    self.facts = facts
    self.live = live
    translator = Translator(facts)
    latestCluster = ObservedCluster(facts)
    cluster = latestCluster
    record = EtcdRecord(latestCluster, limit: limit)
  }

  /// The history of a cluster that runs.
  ///
  /// - Parameter limit: how many observations are kept; see `EtcdRecord`.
  package init(of live: any LiveCluster, limit: Int = EtcdRecord.limit) {
    self.init(live.facts, of: live, limit: limit)
  }

  /// What was seen of a cluster, and is over.
  ///
  /// - Parameter progress: is told after every so many sightings how many there were, and may throw to
  ///   end it.
  package init<Failure: Error>(
    _ reading: HistoryReading, progress: (Int) throws(Failure) -> Void
  ) throws(Failure) {
    self.init(reading.facts, limit: .max)
    let sightings = reading.sightings
    let end = sightings.last?.time ?? 0
    for start in stride(from: 0, to: sightings.count, by: Self.partLength) {
      let part = sightings[start..<min(sightings.count, start + Self.partLength)]
      take(Array(part), now: part.last?.time ?? end)
      try progress(start + part.count)
    }
  }

  /// What was seen of a cluster, and is over.
  package init(_ reading: HistoryReading) { self.init(reading) { _ throws(Never) in } }

  private static let partLength = 4096

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
    return take(live.takeSightings(), now: live.now, maximum: maximum)
  }

  /// How much that was seen may wait to be gone through: then it is taken in.
  private static let waitingLimit = 100_000

  /// Takes over what was seen, and takes none of it in.
  private mutating func fetch() {
    waiting += live?.takeSightings() ?? []
    if waiting.count > Self.waitingLimit { takeNews() }
  }

  /// - Parameter now: the present, up to which nothing else was seen.
  @discardableResult
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
  package var state: ClusterState { cluster.state(translator.table, facts) }

  package var now: Time { cluster.now }
  package var position: Int { cluster.position }
  /// Nobody can say what a real cluster does next, beyond what was seen of it already.
  package var nextDue: Time? {
    isInPast ? record.observation(position + 1)?.time : next.first?.time ?? waiting.first?.time
  }
  package var capabilities: Capabilities {
    var capabilities: Capabilities = [.goingBack, .packets, .cuts, .linkQuality, .disks]
    if let live { capabilities.formUnion(live.canBeActedOn ? [.live, .acting] : .live) }
    if facts.watched.file != nil { capabilities.insert(.keeping) }
    // What was seen can be gone through again; what will be, nobody can.
    if isInPast { capabilities.insert(.stepping) }
    return capabilities
  }

  package func refusal(of stimulus: Stimulus) -> Refusal? {
    guard let live else { return .hasNoCounterpart(.recorded) }
    if !live.canBeActedOn { return .hasNoCounterpart(.attached) }
    return isInPast ? .hasNoCounterpart(.past) : latestCluster.refusal(of: stimulus)
  }

  package mutating func perform(_ stimulus: Stimulus) throws(Refusal) {
    takeNews()
    if let refusal = refusal(of: stimulus) { throw refusal }
    guard let live else { return }
    if let event = request(for: stimulus) {
      live.ask(event, by: stimulus)
    } else {
      live.perform(stimulus)
    }
    // On a busy machine some of what comes of it was seen by now: that is gone through afterwards, as
    // all of it is elsewhere.
    while takeNews(maximum: 1) > 0, record.observation(record.count)?.content.act != stimulus {}
  }

  /// The request that a write or a read comes to; nil of all other acts.
  private mutating func request(for stimulus: Stimulus) -> ClientEvent? {
    let busy = latestCluster.clients.filter { $0.request != nil }.map(\.id)
    guard
      let client = (1...Clients.limit).map({ ClientID($0) }).first(where: { !busy.contains($0) }),
      let operation = Operation(
        askedBy: stimulus, client: client, serial: serials[client, default: 0] + 1),
      let member = stimulus.servers.first ?? state.leader ?? ServerSet.first(1).first
    else { return nil }
    callCount += 1
    serials[client] = operation.serial
    return ClientEvent(
      call: callCount, client: client, member: member, operation: operation, stage: .asked)
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
    guard
      let observation = record.observation(position + 1), let stimulus = observation.content.act
    else { return nil }
    return Act(at: observation.time, stimulus)
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
      of: record, translator.table, facts,
      after: min(max(position, record.firstPosition), record.count))
  }
}

extension Operation {
  /// What a write or a read asks of a member; nil of all other acts. A real cluster reads
  /// linearizably where nothing else is asked for.
  init?(askedBy stimulus: Stimulus, client: ClientID, serial: Int) {
    switch stimulus {
    case .write(let key, let value, _):
      self.init(client: client.number, serial: serial, kind: .write(value), key: key)
    case .read(let key, _, let way):
      self.init(
        client: client.number, serial: serial, kind: .read, key: key,
        way: way == .log ? .linearizable : way)
    case .crash, .stop, .restart, .wipe, .pause, .resume, .timeOut, .split, .isolate, .cut, .mend,
      .heal, .drop, .duplicate, .hold, .deliver, .heartbeat, .sync, .retry, .giveUp, .setClock,
      .jumpClock, .setDisk, .setTiming, .setLink, .setRule, .setFeature, .transfer, .snapshot,
      .changeMembers,
      .manual, .reseed, .outside:
      return nil
    }
  }
}
