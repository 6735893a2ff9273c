import KeyValue
import TestSupport

/// What a client does to a store, step by step.
enum ProgramStep {
  case request(Request)
  /// Opens a watch under a number.
  case watch(Int, KeyRange, from: Revision)
  /// Puts a key that the watch sees, and ends the watch when it has seen that.
  case unwatch(Int, put: Text)
  /// Asks which keys a lease has, and for how long it was granted.
  case keys(of: LeaseID)
  case renew(LeaseID)
}

/// Writes programs that are likely to meet: few keys, few leases, revisions near the present one.
struct ProgramWriter {
  /// The store as it is after the steps so far: what is interesting depends on it.
  private(set) var store: Store
  private var dice: SeededRandom
  private var steps: [ProgramStep] = []
  /// Open watches, a key that each of them sees, and whether it began in the past.
  private var watches: [(id: Int, key: Text, isPast: Bool)] = []
  private var watchCount = 0

  /// A program of a seed, for a store as it is; it ends with an empty one, without leases.
  static func program(seed: UInt64, on store: inout Store, length: Int) -> [ProgramStep] {
    var writer = ProgramWriter(store: store, dice: SeededRandom(seed))
    for _ in 0..<length { writer.addStep() }
    writer.finish()
    store = writer.store
    return writer.steps
  }

  private init(store: Store, dice: SeededRandom) {
    self.store = store
    self.dice = dice
  }

  private mutating func add(_ step: ProgramStep) {
    steps.append(step)
    switch step {
    case .request(let request): _ = store.apply(request)
    case .unwatch(_, put: let key): _ = store.apply(.keys(.put(key, Self.last)))
    case .watch, .keys, .renew: break
    }
  }

  private static let last = Text("last")!

  private mutating func addStep() {
    switch dice.number(0...99) {
    case 0..<30: add(.request(.keys(put())))
    case 30..<42: add(.request(.keys(range())))
    case 42..<52: add(.request(.keys(.delete(keys()))))
    case 52..<70: add(.request(.transaction(transaction())))
    case 70..<75: addCompaction()
    case 75..<82: add(.request(.grant(lease(), ttl: dice.one(of: [-1, 0, 1, 100, 5000]))))
    case 82..<86: add(.request(.revoke(lease())))
    case 86..<89: add(.keys(of: lease()))
    case 89..<91: add(.renew(lease()))
    case 91..<96: addWatch()
    default: endWatch()
    }
  }

  private mutating func finish() {
    while !watches.isEmpty { endWatch() }
    add(.request(.keys(.range(.prefix(.empty)))))
    for lease in store.leases {
      add(.keys(of: lease.id))
      add(.request(.revoke(lease.id)))
    }
    add(.request(.keys(.delete(.prefix(.empty)))))
  }

  // MARK: Parts

  private mutating func key() -> Text {
    Text(dice.one(of: ["a", "ab", "abc", "b", "ba", "c", "键", "a-key-of-more-than-16-bytes"]))!
  }

  private mutating func value() -> Text {
    Text(dice.one(of: ["", "1", "2", "3", "a value that is rather longer than sixteen bytes"]))!
  }

  /// Without lease 0: there members draw a number, which differs.
  private mutating func lease() -> LeaseID { dice.number(1...4) }

  private mutating func keys() -> KeyRange {
    switch dice.number(0...9) {
    case 0..<5: .key(key())
    case 5..<8: .prefix(Text(dice.one(of: ["", "a", "ab", "b", "键", "x"]))!)
    case 8: .from(key())
    default: .between(key(), key())
    }
  }

  /// A revision near those that mean something.
  private mutating func revision() -> Revision {
    let near = dice.one(of: [store.revision, store.compacted, store.revision - 4])
    return max(0, near + dice.number(-2...2))
  }

  private mutating func put() -> KeyRequest {
    .put(key(), value(), lease: dice.happens(percent: 40) ? lease() : 0)
  }

  private mutating func range() -> KeyRequest {
    .range(
      keys(), revision: dice.happens(percent: 50) ? revision() : 0,
      limit: dice.happens(percent: 30) ? dice.number(1...3) : 0)
  }

  private mutating func request() -> KeyRequest {
    switch dice.number(0...3) {
    case 0, 1: put()
    case 2: range()
    default: .delete(notReversed(keys()))
    }
  }

  /// etcd's search for keys that a transaction changes twice knows no range that ends before it
  /// begins.
  private func notReversed(_ keys: KeyRange) -> KeyRange {
    guard case .between(let first, let end) = keys, first >= end else { return keys }
    return .key(first)
  }

  private mutating func transaction() -> Transaction {
    Transaction(
      if: (0..<dice.number(0...2)).map { _ in comparison() },
      then: (0..<dice.number(0...4)).map { _ in request() },
      else: (0..<dice.number(0...3)).map { _ in request() })
  }

  private mutating func comparison() -> Comparison {
    let target: Comparison.Target =
      switch dice.number(0...4) {
      case 0: .value(value())
      case 1: .version(dice.number(0...2))
      case 2: .createRevision(dice.happens(percent: 50) ? 0 : revision())
      case 3: .modRevision(revision())
      default: .lease(dice.number(0...4))
      }
    return Comparison(key(), dice.one(of: Comparison.Relation.allCases), target)
  }

  /// A watch that began in the past may have seen nothing yet, and a compaction end it.
  private mutating func addCompaction() {
    guard !watches.contains(where: { $0.isPast }) else { return }
    add(.request(.compact(revision())))
  }

  private mutating func addWatch() {
    let key = key()
    let keys = dice.happens(percent: 50) ? KeyRange.key(key) : .prefix(.empty)
    let start = dice.happens(percent: 30) ? 0 : revision()
    watchCount += 1
    add(.watch(watchCount, keys, from: start))
    watches.append((watchCount, key, start != 0 && start <= store.revision))
  }

  private mutating func endWatch() {
    guard !watches.isEmpty else { return }
    let watch = watches.remove(at: dice.number(0...watches.count - 1))
    // One that begins ahead sees nothing of what comes before.
    add(.request(.keys(.put(watch.key, value()))))
    add(.request(.keys(.put(watch.key, value()))))
    add(.unwatch(watch.id, put: watch.key))
  }
}
