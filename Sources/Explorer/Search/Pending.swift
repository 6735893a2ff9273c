/// A successor that was reached and is not looked up yet: whether it is new shows at its
/// fingerprint, and only then is it built.
struct Pending: BitwiseCopyable {
  var fingerprint: UInt64
  /// The packed state that it succeeds.
  var record: UnsafeMutablePointer<UInt16>
  /// That state's number at its worker.
  var parent: UInt32
  /// What happens to a server; means nothing where the move is about a message alone.
  var outcome: UInt32
  var move: PackedMove
  /// The place of the message that leaves the flight; -1: none.
  var removed: Int16
  /// The place of what is counted among the bounds; see `PackedBounds`.
  var counted: UInt8
  /// Whether a leader has overwritten entries.
  var isOverwriting: Bool
}

/// Successors on their way to the worker that looks after their fingerprints.
struct Outbox: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Pending>
  private(set) var count = 0
  private var capacity = 1 << 10

  init() { base = .allocate(capacity: capacity) }

  deinit { base.deallocate() }

  @inline(__always) mutating func append(_ pending: Pending) {
    if count == capacity { grow() }
    (base + count).initialize(to: pending)
    count &+= 1
  }

  @inline(never) private mutating func grow() {
    let larger = UnsafeMutablePointer<Pending>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }

  mutating func clear() { count = 0 }

  var bytes: Int { capacity * MemoryLayout<Pending>.stride }
}

/// Bounds as the search looks at them.
struct PackedBounds: BitwiseCopyable {
  /// What each count may not reach, a byte each; 255, which no count reaches, where there is no
  /// bound.
  private var limits: UInt64 = 0
  /// Where a thing is counted; nothing is counted that has no bound.
  private var countedThings: UInt8 = 0
  let messages: Int

  /// Stands for what is not counted.
  static var nothing: UInt8 { 7 }

  init(_ bounds: Bounds) {
    messages = bounds.messages
    for thing in Bounds.Countable.allCases {
      let shift = UInt64(8 * thing.rawValue)
      limits |= UInt64(bounds[thing] ?? 255) << shift
      if bounds[thing] != nil { countedThings |= 1 << UInt8(thing.rawValue) }
    }
  }

  /// Whether a thing may happen once more.
  @inline(__always) func allow(_ thing: Bounds.Countable, _ counts: UInt64) -> Bool {
    let shift = UInt64(8 * thing.rawValue)
    return counts >> shift & 0xFF < limits >> shift & 0xFF
  }

  /// The counts after a thing has happened, or after nothing that is counted.
  @inline(__always) func counts(_ counts: UInt64, after thing: UInt8) -> UInt64 {
    let isCounted = UInt64(countedThings >> thing & 1)
    return counts &+ isCounted << UInt64(8 &* (thing & 7))
  }
}

extension Bounds.Countable {
  /// Its place among the bounds.
  @inline(__always) var place: UInt8 { UInt8(truncatingIfNeeded: rawValue) }
}
