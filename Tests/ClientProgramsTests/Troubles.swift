import ClientPrograms
import KeyValue
import TestSupport

/// What can be otherwise than everybody hopes.
struct Troubles: OptionSet, Hashable, CaseIterable, CustomStringConvertible {
  let rawValue: Int

  /// Clocks run at other rates.
  static let rates = Troubles(rawValue: 1)
  /// Clocks jump.
  static let jumps = Troubles(rawValue: 2)
  /// Processes stand still for a while.
  static let pauses = Troubles(rawValue: 4)
  /// Messages are lost, and pods cut off.
  static let losses = Troubles(rawValue: 8)
  /// Messages are late.
  static let delays = Troubles(rawValue: 16)
  /// Somebody edits keys and leases by hand.
  static let edits = Troubles(rawValue: 32)
  /// Leadership is given up while the work of the leader has not ended.
  static let earlyRelease = Troubles(rawValue: 64)

  static let allCases: [Troubles] = [
    .rates, .jumps, .pauses, .losses, .delays, .edits, .earlyRelease,
  ]
  static let all = Troubles(allCases)

  var description: String {
    let names = ["rates", "jumps", "pauses", "losses", "delays", "edits", "early release"]
    let own = zip(Self.allCases, names).filter { contains($0.0) }.map(\.1)
    return own.isEmpty ? "none" : own.joined(separator: ", ")
  }
}

extension World {
  /// Every few seconds something happens to somebody. Crashes and orderly ends belong to life, and
  /// are no trouble.
  mutating func makeTrouble() {
    plan(.trouble, in: 2_000_000 + random.below(18_000_000))
    let pod = random.below(pods.count)
    guard pods[pod].isUp else { return plan(.start(pod: pod), in: 0) }
    let choices = [Troubles()] + Troubles.allCases.filter { troubles.contains($0) }
    switch random.one(of: choices) {
    case .pauses: pods[pod].pausedUntil = now + random.below(100_000_000)
    case .losses: pods[pod].cutUntil = now + random.below(100_000_000)
    case .delays: pods[pod].slowUntil = now + random.below(100_000_000)
    case .jumps: pods[pod].clock.start += random.below(200_000_000) - 100_000_000
    case .edits: if let edit = edit() { apply(edit) }
    case .earlyRelease: if pods[pod].pausedUntil <= now { give(.release, to: pod) }
    default:
      guard pods[pod].pausedUntil <= now else { return }
      if random.happens(percent: 50) { return crash(pod) }
      give(.cancel, to: pod)
      // An orderly end leaves time for it; then the process is gone.
      plan(.crash(pod: pod, life: pods[pod].life), in: 3_500_000)
    }
  }

  /// Something that a person does with etcdctl or kubectl.
  private mutating func edit() -> Request? {
    let keys = store.contents.map(\.key)
    guard !keys.isEmpty else { return nil }
    let key = random.one(of: keys)
    if let lease = store.record(key)?.lease, lease != 0, random.happens(percent: 50) {
      return .revoke(lease)
    }
    return .keys(.delete(.key(key)))
  }
}

/// A pod's clock: where it began, and how many thousandths of the true rate it runs at.
struct PodClock {
  var start = 0
  var rate = 1000

  func local(at time: Int) -> Int { start + time * rate / 1000 }

  /// How long a span of its own lasts in truth.
  func real(_ span: Int) -> Int { span * 1000 / rate }
}

/// What was seen of a run.
struct Observations {
  /// Somebody who began to believe.
  struct Term: Hashable {
    let pod: Int
    let token: Token
    let began: Int
  }

  /// Several who believed at a moment.
  struct Conflict: Hashable {
    let time: Int
    let pods: [Int]

    init(time: Int, _ pods: [Int]) {
      self.time = time
      self.pods = pods
    }
  }

  var terms: [Term] = []
  var conflicts: [Conflict] = []
  /// The tokens of all work that was taken, in order.
  private(set) var tokens: [Token] = []
  /// All that fired, if that is wanted: when, and what.
  private(set) var fired: [(time: Int, rule: ElectionRule)] = []

  mutating func note(_ step: ProgramStep, at time: Int) {
    for firing in step.firings {
      fired.append((time, firing.rule))
      if firing.rule == .acceptWork, case .token(let token?, _, _, _) = firing.evidence {
        tokens.append(token)
      }
    }
  }

  var tokensDecrease: Bool { zip(tokens, tokens.dropFirst()).contains { $0 > $1 } }
}
