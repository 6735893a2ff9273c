import RaftCore

/// A cluster on the work bench: servers, their disks and the messages between them.
///
/// Nothing happens by itself. Messages lie in a pool until they are delivered or dropped; writes
/// wait until they are completed; timers run out when they are told to, and clocks go on when they
/// are told to. The bench keeps the durability contract of `Effect`, and looks after the safety
/// properties at every step.
struct Bench {
  private(set) var configuration: Configuration
  /// All servers: the members at the beginning, and those that wait to be added.
  let servers: ServerSet
  /// By server number; the first place is empty.
  private(set) var nodes: [Node]
  /// Messages on their way, in the order in which they were sent.
  private(set) var pool: [Message] = []
  /// What clients were told, in order.
  private(set) var answers: [Answered] = []
  private(set) var safety = Safety()
  /// What each snapshot holds: all that was applied up to where it ends.
  private(set) var snapshots: [SnapshotID: [Entry]] = [:]
  /// What happened since it was last emptied; only kept when asked for.
  var journal: [Happening]?
  /// Servers that cannot hear each other: messages between groups are lost at delivery.
  var groups: [ServerSet]?
  private var step = Step()
  private var requestCount: UInt64 = 0

  struct Answered: Equatable {
    var server: ServerID
    var request: RequestID
    var answer: Answer
  }

  init(_ configuration: Configuration, spare: Int = 0) {
    self.configuration = configuration
    servers = configuration.members.union(.first(configuration.members.count + spare))
    nodes = (0...ServerID.maximum).map { number in Node(number: number) }
    for id in servers { start(id) }
  }

  init(
    _ count: Int, spare: Int = 0, with features: [Feature] = [], without rules: [Rule] = [],
    batchLimit: Int = 8, windowLimit: Int = 64, snapshotInterval: Int = 0
  ) {
    self.init(
      Configuration(
        members: .first(count), rules: RuleSet(without: rules), features: Features(features),
        batchLimit: batchLimit, windowLimit: windowLimit, snapshotInterval: snapshotInterval),
      spare: spare)
  }

  /// The server, which must be running.
  subscript(id: ServerID) -> Server { nodes[id.number].server! }

  /// The running servers.
  var running: ServerSet { ServerSet(servers.filter { node($0).server != nil }) }

  func node(_ id: ServerID) -> Node { nodes[id.number] }

  // MARK: Acts

  /// Gives a server this state on its disk, and starts it from there.
  mutating func set(_ id: ServerID, _ state: PersistentState) {
    nodes[id.number].disk = state
    start(id)
  }

  mutating func timeOut(_ id: ServerID) { perform(.timeout(.election), on: id) }

  mutating func heartbeat(_ id: ServerID) { perform(.timeout(.heartbeat), on: id) }

  /// A client asks this server; the number of its request.
  @discardableResult
  mutating func request(_ id: ServerID, _ command: Command) -> RequestID {
    requestCount += 1
    let request = RequestID(requestCount)
    perform(.request(request, command), on: id)
    return request
  }

  /// A client asks this server for something that changes nothing; the number of its request.
  @discardableResult
  mutating func query(_ id: ServerID, _ command: Command, _ consistency: Consistency) -> RequestID {
    requestCount += 1
    let request = RequestID(requestCount)
    if consistency == .linearizable { safety.asked(request) }
    perform(.query(request, command, consistency), on: id)
    return request
  }

  /// Whoever runs the leader wants it to hand over.
  mutating func transfer(_ id: ServerID, to target: ServerID) {
    perform(.transfer(to: target), on: id)
  }

  /// Whoever runs the leader wants another configuration.
  mutating func change(_ id: ServerID, _ change: MembershipChange) {
    perform(.change(change), on: id)
  }

  /// Whoever runs the server wants a snapshot.
  mutating func takeSnapshot(_ id: ServerID) { perform(.snapshot, on: id) }

  /// Whoever runs the server is about to stop it. One that cannot hand over is for the caller to stop.
  mutating func stop(_ id: ServerID) { perform(.stop, on: id) }

  /// A timer runs out.
  mutating func runOut(_ timer: Timer, of id: ServerID) {
    nodes[id.number].timers.remove(timer)
    perform(.timeout(timer), on: id)
  }

  /// The clocks of all servers, or of some, go on by so many milliseconds.
  mutating func pass(_ milliseconds: Int, at servers: ServerSet? = nil) {
    for id in servers ?? self.servers { nodes[id.number].clock += milliseconds * 1000 }
  }

  /// A feature is switched on or off for all servers, wherever they stand.
  mutating func set(_ feature: Feature, isOn: Bool) {
    configuration.features[feature] = isOn
    for id in servers {
      nodes[id.number].server?.configuration.features[feature] = isOn
    }
  }

  /// The oldest write of a server reaches its disk; the messages that waited for it leave, and the
  /// server is told. Returns whether there was one.
  @discardableResult
  mutating func completeWrite(of id: ServerID) -> Bool {
    guard node(id).server != nil, let write = nodes[id.number].storeNextWrite() else {
      return false
    }
    while let message = nodes[id.number].nextReleased() {
      journal?.append(.left(message))
      leave(message)
    }
    perform(.written(write), on: id)
    return true
  }

  /// The message at this place of the pool reaches its receiver, unless it is down or cut off.
  mutating func deliver(at place: Int) {
    let message = pool.remove(at: place)
    guard node(message.to).server != nil, isReachable(message) else {
      journal?.append(.lost(message))
      return
    }
    journal?.append(.delivered(message))
    perform(.receive(message), on: message.to)
  }

  mutating func drop(at place: Int) {
    let message = pool.remove(at: place)
    journal?.append(.lost(message))
  }

  mutating func duplicate(at place: Int) { pool.append(pool[place]) }

  mutating func inject(_ message: Message) { pool.append(message) }

  /// The process dies. Its first `keeping` waiting writes still reach the disk; the others, and
  /// every message that had not left, are lost.
  mutating func crash(_ id: ServerID, keeping: Int = 0) {
    guard node(id).server != nil else { return }
    for _ in 0..<keeping where nodes[id.number].storeNextWrite() != nil {
      nodes[id.number].dropReleased()
    }
    nodes[id.number].stop()
  }

  /// The process begins again with what its disk kept.
  mutating func start(_ id: ServerID) {
    let node = nodes[id.number]
    nodes[id.number].stop()
    nodes[id.number].server = Server(
      id: id, configuration: configuration, recovering: node.disk)
    perform(.start, on: id)
  }

  // MARK: Carrying out

  private func isReachable(_ message: Message) -> Bool {
    guard let groups else { return true }
    return groups.contains { $0.contains(message.from) && $0.contains(message.to) }
  }

  private mutating func perform(_ input: Input, on id: ServerID) {
    guard nodes[id.number].server != nil else { return }
    nodes[id.number].server!.clock = nodes[id.number].clock
    let before = self[id]
    nodes[id.number].server!.handle(input, into: &step)
    let after = self[id]
    let isDiskBusy = node(id).writeCount > 0
    journal?.append(
      .step(Turn(before: before, after: after, step: step, isDiskBusy: isDiskBusy)))
    for effect in step.effects { carryOut(effect, for: after) }
    safety.observe(
      Safety.Observation(before: before, after: after, step: step, node: node(id), nodes: nodes))
    if after.isReadyToStop, node(id).writeCount == 0 { finish(id) }
  }

  /// A server that was told to stop goes down.
  private mutating func finish(_ id: ServerID) {
    let server = self[id]
    step.reset()
    nodes[id.number].server!.stop(into: &step)
    journal?.append(.step(Turn(before: server, after: server, step: step, isDiskBusy: false)))
    nodes[id.number].stop()
  }

  private mutating func carryOut(_ effect: Effect, for server: Server) {
    let number = server.id.number
    switch effect {
    case .persist(let write):
      let entries = server.log.entries(after: write.keeping, through: write.through)
      nodes[number].outbox.append(.write(write, entries, server.snapshot(in: write)))
    case .send(let message):
      if nodes[number].outbox.isEmpty {
        leave(message)
      } else {
        nodes[number].outbox.append(.message(message))
      }
    case .sendAtOnce(let message): leave(message)
    case .apply(let after, let through):
      let entries = server.log.entries(after: after, through: through)
      nodes[number].applied += entries
      safety.applied(entries, after: after, by: server.id)
    case .answer(let request, let answer):
      answers.append(Answered(server: server.id, request: request, answer: answer))
      safety.answered(request, answer, by: server)
    case .start(let timer), .startFor(let timer, _), .startAgain(let timer):
      nodes[number].timers.insert(timer)
    case .stop(let timer): nodes[number].timers.remove(timer)
    case .takeSnapshot(let snapshot): snapshots[snapshot] = nodes[number].applied
    case .restore(let snapshot):
      nodes[number].applied = snapshots[snapshot] ?? []
      safety.restored(nodes[number].applied, through: snapshot.last, by: server.id)
    }
  }

  private mutating func leave(_ message: Message) {
    if configuration.rules[.persistBeforeAnswering] {
      safety.left(message, disk: node(message.from).disk)
    }
    pool.append(message)
  }
}
