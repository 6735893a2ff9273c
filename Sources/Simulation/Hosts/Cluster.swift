import ClientPrograms
import KeyValue
import RaftCore

/// A whole cluster at one moment: machines, network, clients, and what is due next.
///
/// A value: copying it is a checkpoint, and everything that it will do follows from it alone. One
/// call of `advance` is one event; `perform` brings a stimulus, which is an event too.
package struct Cluster: Sendable {
  package private(set) var settings: Settings
  /// Now.
  package private(set) var now: Time = 0
  /// How many events there were.
  package private(set) var eventCount = 0
  package internal(set) var hosts: [Host]
  package internal(set) var network: Network
  package internal(set) var clients = Clients()
  /// The programs outside the cluster; nil where there are none.
  package internal(set) var outside: Outside?
  /// The rules in force now.
  package internal(set) var rules: RuleSet
  /// The features that are on now.
  package internal(set) var features: Features
  /// The seed of what is drawn at random from now on.
  package internal(set) var seed: UInt64
  /// Whether nothing happens by itself any more: all that does is an act.
  package internal(set) var isManual = false
  /// Messages delivered from server to server.
  package internal(set) var deliveredCount = 0
  /// What watches over the safety properties, if they are checked.
  package internal(set) var safety: SafetyMonitor?
  /// How often each rule fired so far, and when last, if that is counted.
  package internal(set) var tally = RuleTally()
  var agenda = Agenda()
  /// Writes of the steady load so far.
  var loadCount = 0
  /// Whether the steady load waits for something to come from outside.
  var isLoadStopped = false

  /// A cluster whose servers have just started, as followers; nothing has happened yet.
  package init(_ settings: Settings) {
    self.settings = settings
    rules = settings.rules
    features = settings.features
    seed = settings.seed
    network = Network(settings: settings)
    let configuration = settings.configuration
    hosts = ServerSet.first(settings.hostCount).map {
      Host(
        server: Server(id: $0, configuration: configuration),
        random: RandomStream(seed: settings.seed, stream: $0.number), timing: settings.timing,
        isEtcd: settings.election != nil, sessionLimit: settings.sessionLimit)
    }
    if settings.checksSafety { safety = SafetyMonitor(settings: settings) }
    outside = settings.election.map {
      Outside($0, seed: settings.seed, servers: settings.servers)
    }
    var event = Event()
    for server in members {
      event.begin(.quiet, number: 0, at: 0, sent: 0)
      handle(.start, at: server, in: &event)
    }
    if let interval = settings.writeInterval { agenda.schedule(.load, at: interval) }
    startPrograms()
  }

  /// All servers, members or not.
  package var members: ServerSet { .first(hosts.count) }

  /// Those who are members by what any server goes by: whom clients know.
  var known: ServerSet {
    var known: ServerSet = []
    for place in hosts.indices { known = known.union(hosts[place].server.membership.servers) }
    return known.intersection(members)
  }

  /// The host with the given name.
  package subscript(server: ServerID) -> Host {
    get { hosts[server.number - 1] }
    set { hosts[server.number - 1] = newValue }
  }

  /// The first safety property that stopped holding, if one did.
  package var violation: Violation? { violations.first }

  /// Each safety property that does not hold any more, with where it broke first, oldest first.
  package var violations: [Violation] { safety?.violations ?? [] }

  /// The leader of the highest term among those that run.
  package var leader: ServerID? {
    var leader: ServerID?
    var term = -1
    for place in hosts.indices where hosts[place].life != .crashed {
      guard hosts[place].server.role.isLeader, hosts[place].server.currentTerm >= term else {
        continue
      }
      leader = hosts[place].server.id
      term = hosts[place].server.currentTerm
    }
    return leader
  }

  /// When the next thing is due that may be an event; nil when nothing ever is.
  package var nextDue: Time? { isManual ? nil : agenda.nextTime }

  /// Lets time pass, as long as nothing is due before.
  ///
  /// - Precondition: nothing is due before `time`.
  package mutating func pass(until time: Time) {
    precondition(nextDue.map { $0 >= time } ?? true, "something is due before")
    now = max(now, time)
  }

  /// Takes what is due by a moment and is no event, up to the first that is one: timers that were
  /// started anew, packets for a server that stands still. So an act finds the same agenda whether
  /// its moment was stepped to, run to, or is repeated.
  mutating func settle(until time: Time) {
    guard !isManual else { return }
    var event = Event()
    while true {
      // Whether it is an event is known only once it has happened; acts are few, copies are cheap.
      var trial = self
      guard let due = trial.agenda.removeNext(by: time) else { return }
      trial.now = due.time
      guard !trial.occur(due.what, in: &event) else { return }
      self = trial
    }
  }

  /// Lets the next event happen, if it does so by `limit`. Returns whether one did.
  package mutating func advance(into event: inout Event, until limit: Time = .max) -> Bool {
    guard !isManual else { return false }
    while let due = agenda.removeNext(by: limit) {
      now = due.time
      if occur(due.what, in: &event) {
        finish(&event)
        return true
      }
    }
    return false
  }

  /// Brings something from outside. It happens now, and is an event.
  ///
  /// - Throws: `Refusal` when it cannot happen; then nothing has changed.
  package mutating func perform(_ stimulus: Stimulus, into event: inout Event) throws(Refusal) {
    if let refusal = refusal(of: stimulus) { throw refusal }
    begin(.act, in: &event)
    event.stimulus = stimulus
    wakeLoad()
    apply(stimulus, in: &event)
    finish(&event)
  }

  /// Brings what came from outside at this point of the same run before, at its moment.
  mutating func performAgain(_ act: Act, into event: inout Event) {
    settle(until: act.time)
    pass(until: act.time)
    do throws(Refusal) {
      try perform(act.stimulus, into: &event)
    } catch {
      preconditionFailure("an act that happened once happens again: \(error)")
    }
  }

  // MARK: Events

  /// Inlined: as a call it would copy the whole cluster.
  @inline(__always) func begin(_ outline: Event.Outline, in event: inout Event) {
    event.begin(outline, number: eventCount + 1, at: now, sent: network.sentCount)
  }

  @inline(__always) private mutating func finish(_ event: inout Event) {
    if outside != nil { settlePrograms(in: &event) }
    eventCount += 1
    event.sent = Range(uncheckedBounds: (event.sent.lowerBound, network.sentCount + 1))
    guard settings.checksSafety else { return }
    if let first = safety!.observe(event, in: hosts) {
      event.violation = safety!.violations[first]
    }
  }

  /// Something is due. Returns whether it is an event: a timer that was started anew since is none.
  @inline(__always) private mutating func occur(_ due: Due.What, in event: inout Event) -> Bool {
    switch due {
    case .packet(let place): return arrive(place, in: &event)
    case .timer(let timer, let server, let generation):
      return runOut(timer, of: server, generation: generation, in: &event)
    case .disk(let server, let epoch): return finishWrite(of: server, epoch: epoch, in: &event)
    case .client(let number, let attempt):
      return clientWaited(ClientID(Int(number)), attempt: attempt, in: &event)
    case .load: return writeLoad(in: &event)
    case .letter, .program, .call, .serve, .giveUp, .leases, .watch:
      return occurOutside(due, in: &event)
    }
  }

  /// Something is due for programs outside.
  @inline(never) private mutating func occurOutside(
    _ due: Due.What, in event: inout Event
  ) -> Bool {
    switch due {
    case .letter(let id): letterArrives(Int(id), in: &event)
    case .program(let timer, let id, let generation):
      programRanOut(timer, of: id, generation: generation, in: &event)
    case .call(let id, let number): programWaited(Int(number), of: id, in: &event)
    case .serve(let server, let number): serveLater(number, at: server, in: &event)
    case .giveUp(let server, let number): giveUpServing(number, at: server, in: &event)
    case .leases(let server, let count): lookAtLeases(of: server, count: count, in: &event)
    case .watch(let id, let number): watchFellSilent(Int(number), of: id, in: &event)
    case .packet, .timer, .disk, .client, .load: preconditionFailure("not outside")
    }
  }

  @inline(__always) private mutating func arrive(_ place: Int32, in event: inout Event) -> Bool {
    guard network.comesDue(place) else { return false }
    if let receiver = network.destination(of: place), hosts[receiver.number - 1].life != .running {
      if hosts[receiver.number - 1].life == .paused {
        self[receiver].backlog.append(.packet(place: place))
        return false
      }
      network.update(place) { $0.loss = .receiverDown }
    }
    begin(.delivered, in: &event)
    network.remove(place, into: &event)
    deliver(in: &event)
    return true
  }

  /// The packet of the event is at its end: it arrives, or is lost.
  @inline(__always) mutating func deliver(in event: inout Event) {
    event.server = event.parcel.cargo.receiver
    if let loss = event.parcel.loss {
      if case .act = event.outline {} else { event.outline = .lost(loss) }
      return
    }
    switch event.parcel.cargo {
    case .message(let head):
      deliveredCount += 1
      if settings.checksSafety,
        hosts[head.from.number - 1].disk.state.currentTerm < head.term
      {
        safety!.foundUnwritten(head.term, from: head.from, in: hosts)
      }
      receive(head, in: &event)
    case .request(let operation, let server, _):
      event.client = ClientID(operation.client)
      handle(Input(operation), at: server, in: &event)
    case .answer(let reply, let client, let server, let serial):
      if case .act = event.outline {} else { event.outline = .answered }
      event.client = client
      answered(reply, to: client, by: server, serial: serial, in: &event)
    }
  }

  private mutating func runOut(
    _ timer: Timer, of id: ServerID, generation: Int32, in event: inout Event
  ) -> Bool {
    let place = id.number - 1
    let state = hosts[place].timer(timer)
    guard state.generation == generation else { return false }
    guard let deadline = state.deadline, deadline <= now else {
      hosts[id.number - 1].putOff(timer, in: &agenda)
      return false
    }
    if hosts[id.number - 1].life == .paused {
      self[id].backlog.append(.timer(timer, server: id, generation: generation))
      return false
    }
    begin(.timeout(timer), in: &event)
    event.server = id
    hosts[id.number - 1].expire(timer)
    handle(.timeout(timer), at: id, in: &event)
    return true
  }

  private mutating func finishWrite(
    of id: ServerID, epoch: Int32, in event: inout Event
  ) -> Bool {
    let place = id.number - 1
    guard hosts[place].disk.epoch == epoch else { return false }
    if hosts[place].life == .paused {
      hosts[place].backlog.append(.disk(server: id, epoch: epoch))
      return false
    }
    if hosts[place].disk.hasStaleNotice {
      hosts[place].disk.takeStaleNotice()
      return false
    }
    // Apart: within the call it would be asked of a copy of the cluster.
    let oldest = hosts[place].disk.oldest
    begin(.written(oldest), in: &event)
    event.server = id
    completeWrite(of: id, in: &event)
    return true
  }

  /// The oldest write of a disk is done: what waited for it leaves, and the server is told.
  @inline(__always) mutating func completeWrite(of id: ServerID, in event: inout Event) {
    let write = hosts[id.number - 1].disk.finish()
    defer { if write.snapshot > 0 { dropUnusedSnapshots() } }
    // Asked for while parts of the cluster are lent, it would be asked of a copy of the whole.
    let occasion = occasion
    hosts[id.number - 1].release(over: &network, on: &agenda, at: occasion)
    handle(.written(write), at: id, in: &event)
  }

  /// Counts no more how often rules fire: for those of whom nobody asks that.
  mutating func stopCounting() {
    settings.countsRules = false
    tally = RuleTally()
  }

  /// From now on everything is drawn as by another seed; what was drawn before stands.
  mutating func reseed(_ seed: UInt64) {
    self.seed = seed
    network.reseed(seed)
    for place in hosts.indices {
      hosts[place].random = RandomStream(seed: seed, stream: hosts[place].id.number)
    }
    for client in clients.all {
      clients[client.id].random = Client.random(seed: seed, client: client.id)
    }
    guard outside != nil else { return }
    for place in outside!.processes.indices {
      outside!.processes[place].random = Process.random(
        seed: seed, of: outside!.processes[place].id)
    }
  }
}
