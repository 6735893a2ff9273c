import ClientPrograms
import KeyValue
import TestSupport

/// Three pods, one store that is the truth, and what lies between them: a simulation of its own, as
/// small as can be, in which a seed decides everything.
struct World<Program: Elector> {
  var now = 0
  var pods: [Pod]
  var servers: [APIServer]
  var resource: Resource
  var store = Store()
  var leases = LeaseClock()
  var random: SeededRandom
  /// What may happen beside crashes and orderly ends.
  let troubles: Troubles
  private(set) var seen = Observations()

  private var agenda = Agenda()
  /// The serial number of the timer that was started last.
  private var timerCount = 0

  struct Pod {
    var program: Program
    var clock = PodClock()
    var isUp = false
    var pausedUntil = 0
    var cutUntil = 0
    /// Until then its messages are held up, and none is lost.
    var slowUntil = 0
    var believes = false
    /// The questions that are not answered, and those timers that run, by their serial numbers.
    var waiting: [CallNumber] = []
    var timers: [ProgramTimer: Int] = [:]
    var watcher: Watcher?
    /// What a stream tells comes in order.
    var lastNotice = 0
    /// A process that is started again hears nothing of what the one before was told.
    var life = 0
  }

  /// - Parameter troubles: nil where nothing happens to anybody but what the test does.
  init(
    seed: UInt64, _ programs: [Program], servers: Int = 0, options: ElectionOptions,
    troubles: Troubles? = nil
  ) {
    pods = programs.map { Pod(program: $0) }
    self.servers = Array(repeating: APIServer(), count: servers)
    resource = Resource(options: options)
    random = SeededRandom(seed)
    self.troubles = troubles ?? []
    leases.promote([], at: 0, extension: 0)
    for pod in pods.indices {
      if self.troubles.contains(.rates) {
        pods[pod].clock.rate = random.one(of: [150, 500, 1000, 5000])
      }
      pods[pod].clock.start = random.below(1_000_000_000)
      plan(.start(pod: pod), in: random.below(3_000_000))
    }
    plan(.lookAtLeases, in: LeaseClock.lookInterval)
    if troubles != nil { plan(.trouble, in: 5_000_000) }
  }

  // MARK: Time

  mutating func plan(_ happening: Happening, in span: Int) {
    agenda.add(happening, at: now + span)
  }

  /// Lets everything happen that is due until a moment.
  mutating func run(until end: Int) {
    while let next = agenda.next(until: end) {
      now = next.time
      happen(next.happening)
    }
    now = end
  }

  private mutating func happen(_ happening: Happening) {
    switch happening {
    case .input(let pod, let life, let input):
      guard pods[pod].life == life, pods[pod].isUp, !isPutOff(pod, happening, mail: true)
      else { return }
      if let call = input.call {
        guard let place = pods[pod].waiting.firstIndex(of: call) else { return }
        pods[pod].waiting.remove(at: place)
      }
      give(input, to: pod)
    case .timer(let pod, let timer, let serial):
      guard pods[pod].timers[timer] == serial, !isPutOff(pod, happening, mail: false)
      else { return }
      pods[pod].timers[timer] = nil
      give(.timeout(timer), to: pod)
    case .timeout(let pod, let life, let call):
      guard pods[pod].life == life, let place = pods[pod].waiting.firstIndex(of: call),
        !isPutOff(pod, happening, mail: false)
      else { return }
      pods[pod].waiting.remove(at: place)
      give(.failed(call, .timedOut), to: pod)
    case .ask(let pod, let life, let call, let question):
      answer(question, call, of: pod, life: life)
    case .askServer(let server, let pod, let life, let call, let question):
      // The asker's number for an API server tells the pod, its life and its own number.
      handle(.asked((call << 8 | life) << 4 | pod, question), by: server)
    case .serverAsks(let server, let call, let request):
      plan(
        .serverHears(server: server, call, apply(request)), in: latency())
    case .serverHears(let server, let call, let answer):
      handle(.answered(call, .store(answer)), by: server)
    case .lookAtLeases:
      for lease in leases.expired(at: now) { apply(.revoke(lease)) }
      plan(.lookAtLeases, in: LeaseClock.lookInterval)
    case .start(let pod): start(pod)
    case .crash(let pod, let life): if pods[pod].life == life { crash(pod) }
    case .trouble: makeTrouble()
    }
  }

  /// Whether a pod is paused: then it happens when it wakes, timers before mail.
  private mutating func isPutOff(_ pod: Int, _ happening: Happening, mail: Bool) -> Bool {
    guard pods[pod].pausedUntil > now else { return false }
    plan(happening, in: pods[pod].pausedUntil - now + (mail ? 1 : 0))
    return true
  }

  // MARK: The store

  @discardableResult
  mutating func apply(_ request: Request) -> StoreAnswer {
    let answer = store.apply(request)
    if case .granted(let id, let ttl) = answer.response {
      leases.granted(Lease(id: id, ttl: ttl), at: now)
    }
    if case .revoke(let id) = request { leases.revoked(id) }
    for pod in pods.indices {
      while let response = pods[pod].watcher?.take(from: store) { tell(response, to: pod) }
    }
    return answer
  }

  private mutating func tell(_ response: Watcher.Response, to pod: Int) {
    let arrival = max(
      now + latency(), pods[pod].cutUntil + 1000, pods[pod].slowUntil + 1000,
      pods[pod].lastNotice + 1)
    pods[pod].lastNotice = arrival
    plan(.input(pod: pod, life: pods[pod].life, .watched(response)), in: arrival - now)
  }

  private mutating func answer(
    _ question: ProgramCall, _ call: CallNumber, of pod: Int, life: Int
  ) {
    let answer: ProgramAnswer
    switch question {
    case .request(let request, _): answer = .store(apply(request))
    case .keepAlive(let id):
      let lease = store.lease(id)
      let isAlive = lease.map { leases.renew($0, at: now) } ?? false
      answer = .keptAlive(id, ttl: isAlive ? lease?.ttl : nil)
    case .work:
      var step = ProgramStep()
      resource.handle(.asked(call, question), at: now, into: &step)
      seen.note(step, at: now)
      guard case .answer(_, let told)? = step.effects.first else { return }
      answer = told
    case .timeToLive, .api: return
    }
    send(.input(pod: pod, life: life, .answered(call, answer)), overLinkOf: pod)
  }

  // MARK: Programs

  mutating func start(_ pod: Int) {
    guard !pods[pod].isUp else { return }
    pods[pod].isUp = true
    give(.started, to: pod)
  }

  /// The process is gone, with all that it believed.
  mutating func crash(_ pod: Int) {
    pods[pod].isUp = false
    pods[pod].life += 1
    pods[pod].believes = false
    pods[pod].waiting = []
    pods[pod].timers = [:]
    pods[pod].watcher = nil
    pods[pod].pausedUntil = 0
  }

  mutating func give(_ input: ProgramInput, to pod: Int) {
    var step = ProgramStep()
    pods[pod].program.handle(input, at: pods[pod].clock.local(at: now), into: &step)
    seen.note(step, at: now)
    for effect in step.effects { carryOut(effect, of: pod) }
  }

  private mutating func carryOut(_ effect: ProgramEffect, of pod: Int) {
    let life = pods[pod].life
    switch effect {
    case .call(let call, let question, let timeout):
      pods[pod].waiting.append(call)
      plan(.timeout(pod: pod, life: life, call), in: pods[pod].clock.real(timeout))
      if case .api = question {
        send(
          .askServer(server: pod % servers.count, pod: pod, life: life, call, question),
          overLinkOf: pod)
      } else {
        send(.ask(pod: pod, life: life, call, question), overLinkOf: pod)
      }
    case .watch(let keys, let revision):
      pods[pod].watcher = Watcher(keys, from: revision, in: store)
      while let response = pods[pod].watcher?.take(from: store) { tell(response, to: pod) }
    case .cancelWatch: pods[pod].watcher = nil
    case .start(let timer, let range):
      timerCount += 1
      pods[pod].timers[timer] = timerCount
      let span = pods[pod].clock.real(range.lowerBound + random.below(range.count))
      plan(.timer(pod: pod, timer, serial: timerCount), in: span)
    case .stop(let timer): pods[pod].timers[timer] = nil
    case .beginBelieving(let token):
      pods[pod].believes = true
      seen.terms.append(Observations.Term(pod: pod, token: token, began: now))
      let believers = pods.indices.filter { pods[$0].believes }
      if believers.count > 1 { seen.conflicts.append(Observations.Conflict(time: now, believers)) }
    case .endBelieving: pods[pod].believes = false
    case .answer, .refuse: preconditionFailure("nobody asks a pod")
    }
  }

  private mutating func handle(_ input: ProgramInput, by server: Int) {
    var step = ProgramStep()
    servers[server].handle(input, at: now, into: &step)
    seen.note(step, at: now)
    for effect in step.effects {
      switch effect {
      case .call(let call, .request(let request, _), _):
        plan(.serverAsks(server: server, call, request), in: latency())
      case .answer(let asker, let answer):
        let (pod, life, call) = (asker & 15, asker >> 4 & 255, asker >> 12)
        send(.input(pod: pod, life: life, .answered(call, answer)), overLinkOf: pod)
      case .call, .refuse, .watch, .cancelWatch, .start, .stop, .beginBelieving, .endBelieving:
        preconditionFailure("no effect of an API server: \(effect)")
      }
    }
  }

  // MARK: The network

  private mutating func send(_ happening: Happening, overLinkOf pod: Int) {
    let isLost = troubles.contains(.losses) && random.happens(percent: 3)
    if pods[pod].cutUntil > now || isLost { return }
    plan(happening, in: max(0, pods[pod].slowUntil - now) + latency())
  }

  /// One way: some milliseconds, or, where answers may be late, now and then some seconds.
  private mutating func latency() -> Int {
    let usual = 1000 + random.below(4000)
    guard troubles.contains(.delays), random.happens(percent: 10) else { return usual }
    return usual + random.below(8_000_000)
  }
}

extension ProgramInput {
  /// The question that it answers.
  fileprivate var call: CallNumber? {
    switch self {
    case .answered(let call, _), .failed(let call, _): call
    case .started, .timeout, .watched, .watchLost, .release, .cancel, .proclaim, .asked, .watch,
      .unwatch:
      nil
    }
  }
}
