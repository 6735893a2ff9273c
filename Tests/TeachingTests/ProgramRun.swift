import ClientPrograms
import KeyValue
import Teaching
import TestSupport

/// Three pods that elect a leader over a store, and much that goes wrong, so that all that programs do
/// is done, and can be told. Questions are answered at once or not at all; what is told arrives later.
struct ProgramRun<Program: Elector> {
  private var pods: [Program]
  private var server = APIServer()
  private var resource: Resource
  private var store = Store()
  private var leases = LeaseClock()
  private var random: SeededRandom
  private var now = 0
  private var timers: [[ProgramTimer: Int]]
  private var watchers: [Watcher?]
  private var mail: [Letter] = []
  private(set) var fired: [Fired] = []

  private struct Letter {
    var time: Int
    var pod: Int
    var input: ProgramInput
  }

  init(seed: UInt64, options: ElectionOptions, _ make: (Int, String) -> Program) {
    pods = (1...3).map { make($0, ProgramID.pod($0).description) }
    resource = Resource(options: options)
    random = SeededRandom(seed)
    timers = Array(repeating: [:], count: 3)
    watchers = Array(repeating: nil, count: 3)
    leases.promote([], at: 0, extension: 0)
    for pod in pods.indices { mail.append(Letter(time: pod * 300_000, pod: pod, input: .started)) }
  }

  /// Lets everything happen until a moment.
  mutating func run(until end: Int) {
    var nextTrouble = 4_000_000
    while now < end {
      let timer = timers.indices
        .flatMap { pod in timers[pod].map { (time: $0.value, pod: pod, timer: $0.key) } }
        .min { ($0.time, $0.pod, $0.timer.rawValue) < ($1.time, $1.pod, $1.timer.rawValue) }
      let letter = mail.indices.min { mail[$0].time < mail[$1].time }
      let letterTime = letter.map { mail[$0].time } ?? .max
      let next = min(timer?.time ?? .max, letterTime, nextTrouble)
      now = max(now, next)
      for lease in leases.expired(at: now) { apply(.revoke(lease)) }
      if next == nextTrouble {
        nextTrouble += random.number(2_000_000...9_000_000)
        makeTrouble()
      } else if let letter, next == letterTime {
        let taken = mail.remove(at: letter)
        give(taken.input, to: taken.pod)
      } else if let timer {
        timers[timer.pod][timer.timer] = nil
        give(.timeout(timer.timer), to: timer.pod)
      }
    }
  }

  private mutating func makeTrouble() {
    let pod = random.below(3)
    let keys = store.contents.map(\.key)
    switch random.below(9) {
    case 0: give(.cancel, to: pod)
    case 1: give(.release, to: pod)
    case 2: give(.proclaim(Text("ready")!), to: pod)
    case 3: give(.watchLost, to: pod)
    case 4: if !keys.isEmpty { apply(.keys(.delete(.key(random.one(of: keys))))) }
    case 5:
      guard let key = keys.first, let lease = store.record(key)?.lease, lease != 0 else { return }
      apply(.revoke(lease))
    case 6: now += 30_000_000
    default:
      timers[pod] = [:]
      watchers[pod] = nil
      mail.removeAll { $0.pod == pod }
      give(.started, to: pod)
    }
  }

  private mutating func give(_ input: ProgramInput, to pod: Int) {
    var step = ProgramStep()
    pods[pod].handle(input, at: now, into: &step)
    note(step, of: .pod(pod + 1))
    for effect in step.effects {
      switch effect {
      case .call(let call, let question, let timeout): ask(question, call, timeout, of: pod)
      case .watch(let keys, let revision):
        watchers[pod] = Watcher(keys, from: revision, in: store)
        tell()
      case .cancelWatch: watchers[pod] = nil
      case .start(let timer, let range):
        timers[pod][timer] = now + random.number(range)
      case .stop(let timer): timers[pod][timer] = nil
      case .answer, .refuse, .beginBelieving, .endBelieving: break
      }
    }
  }

  private mutating func note(_ step: ProgramStep, of program: ProgramID) {
    let scene = ProgramScene(at: program, effects: step.effects)
    fired += step.firings.map { Fired(firing: $0, scene: scene) }
  }

  // MARK: Questions

  private mutating func ask(
    _ question: ProgramCall, _ call: CallNumber, _ timeout: Int, of pod: Int
  ) {
    let latency = random.number(1000...40_000)
    let luck = random.below(20)
    if luck == 0 { return send(.failed(call, .unavailable), to: pod, in: latency) }
    let answer = answer(to: question, call)
    guard luck > 2, let answer else {
      let failure = random.one(of: [CallFailure.timedOut, .connectionLost])
      return send(.failed(call, failure), to: pod, in: timeout)
    }
    send(.answered(call, answer), to: pod, in: latency)
  }

  private mutating func send(_ input: ProgramInput, to pod: Int, in span: Int) {
    mail.append(Letter(time: now + span, pod: pod, input: input))
  }

  private mutating func answer(to question: ProgramCall, _ call: CallNumber) -> ProgramAnswer? {
    switch question {
    case .request(let request, _): return .store(apply(request))
    case .keepAlive(let id):
      let lease = store.lease(id)
      let isAlive = lease.map { leases.renew($0, at: now) } ?? false
      return .keptAlive(id, ttl: isAlive ? lease?.ttl : nil)
    case .timeToLive: return nil
    case .api: return serve(question, call)
    case .work:
      var step = ProgramStep()
      resource.handle(.asked(call, question), at: now, into: &step)
      note(step, of: .resource)
      guard case .answer(_, let told)? = step.effects.first else { return nil }
      return told
    }
  }

  /// An API server asks the store, and answers; now and then the store does not.
  private mutating func serve(_ question: ProgramCall, _ asker: CallNumber) -> ProgramAnswer? {
    var step = ProgramStep()
    server.handle(.asked(asker, question), at: now, into: &step)
    note(step, of: .apiServer(1))
    guard case .call(let call, .request(let request, _), _)? = step.effects.first else {
      return nil
    }
    let answer = apply(request)
    step.reset()
    let isLost = random.happens(percent: 5)
    server.handle(
      isLost ? .failed(call, .timedOut) : .answered(call, .store(answer)), at: now, into: &step)
    note(step, of: .apiServer(1))
    if case .answer(_, let told)? = step.effects.first { return told }
    return nil
  }

  @discardableResult
  private mutating func apply(_ request: Request) -> StoreAnswer {
    let answer = store.apply(request)
    if case .granted(let id, let ttl) = answer.response {
      leases.granted(Lease(id: id, ttl: ttl), at: now)
    }
    if case .revoke(let id) = request { leases.revoked(id) }
    tell()
    return answer
  }

  private mutating func tell() {
    for pod in pods.indices {
      while let response = watchers[pod]?.take(from: store) {
        send(.watched(response), to: pod, in: 2000)
      }
    }
  }
}

/// A rule that fired, and where.
struct Fired {
  var firing: ProgramFiring
  var scene: ProgramScene

  /// The same for a rule and evidence that differs in its numbers only.
  var sort: String {
    let known = firing.evidence.fields.map { $0.value == .none ? "-" : "+" }.joined()
    return "\(firing.rule.id) \(firing.evidence.name) \(known)"
  }
}

/// All that was done in runs of every elector, with the rules as they are, and switched.
enum ProgramRuns {
  static let options: [ElectionOptions] = {
    let switched = ElectionRule.allCases.filter(\.isSwitchable)
    return [
      ElectionOptions(),
      ElectionOptions(
        with: switched.filter { !$0.facts.isOn }, without: switched.filter { $0.facts.isOn }),
      ElectionOptions(with: [.fencing, .lockDelay, .lookAgainAfterWaiting]),
      ElectionOptions(
        with: [.fencing, .releaseOnCancel], without: [.sendToken, .tokenByRevision]),
    ]
  }()

  /// At most so many of each sort: there are tens of thousands.
  private static let limit = 60

  static let fired: [Fired] = {
    var fired = byHand()
    for (number, options) in options.enumerated() {
      for seed in 1...3 as ClosedRange<UInt64> {
        let seed = seed + UInt64(number) * 10
        fired += run(seed, options) { NotesElector(pod: $0, name: $1, options: options) }
        fired += run(seed, options) { SessionElector(pod: $0, name: $1, options: options) }
        fired += run(seed, options) {
          KubernetesElector(
            pod: $0, name: $1, object: "kube-controller-manager", options: options)
        }
      }
    }
    var counts: [String: Int] = [:]
    return fired.filter { row in
      counts[row.sort, default: 0] += 1
      return counts[row.sort]! <= limit
    }
  }()

  /// Everything that etcdctl does.
  private static func byHand() -> [Fired] {
    let key = Text("/leader")!
    let record = KeyRecord(
      key: key, value: Text("pod-a")!, createRevision: 4, modRevision: 4, version: 1)
    let deletion = KeyRecord(key: key, value: .empty, createRevision: 0, modRevision: 5, version: 0)
    let read = ProgramCall.request(.keys(.range(.key(key))), .linearizable)
    let inputs: [ProgramInput] = [
      .asked(1, read), .answered(1, .store(StoreAnswer(revision: 5, .range([record], count: 1)))),
      .asked(2, read), .failed(2, .timedOut), .watch(.key(key), from: 0),
      .watched(.changes([record], revision: 4)), .watched(.changes([deletion], revision: 5)),
      .unwatch, .watch(.prefix(key), from: 3), .watched(.cancelled(compacted: 5)),
    ]
    var console = Console()
    var step = ProgramStep()
    for (time, input) in inputs.enumerated() {
      console.handle(input, at: time * 100_000, into: &step)
    }
    let scene = ProgramScene(at: .console, effects: step.effects)
    return step.firings.map { Fired(firing: $0, scene: scene) }
  }

  private static func run<Program: Elector>(
    _ seed: UInt64, _ options: ElectionOptions, _ make: (Int, String) -> Program
  ) -> [Fired] {
    var run = ProgramRun(seed: seed, options: options, make)
    run.run(until: 400_000_000)
    return run.fired
  }
}
