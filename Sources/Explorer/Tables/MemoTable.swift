/// What happens to a node: (node, input) → the number of the outcome, a word each.
///
/// Most steps of most states were taken in another state before: then they are looked up here, and
/// the protocol's code does not run.
struct MemoTable: ~Copyable {
  private var base: UnsafeMutablePointer<UInt64>
  private var mask: Int
  private var count = 0

  /// 22 bits a node, 17 an input, 24 an outcome; one more so that no entry is 0.
  static var mostNodes: Int { 1 << 22 }
  static var mostInputs: Int { 1 << 17 }
  static var mostOutcomes: Int { 1 << 24 - 1 }
  private static var outcomeBits: UInt64 { 25 }

  init() {
    mask = 1 << 14 - 1
    base = Self.map(mask + 1)
  }

  deinit { Pages.unmap(base, bytes) }

  var bytes: Int { (mask + 1) * 8 }

  /// The outcome, if it is known.
  @inline(__always) func find(node: UInt32, input: UInt32) -> Int? {
    let key = Self.key(node, input)
    var place = Self.place(of: key) & mask
    while true {
      let entry = base[place]
      if entry >> Self.outcomeBits == key, entry != 0 {
        return Int(truncatingIfNeeded: entry & (1 << Self.outcomeBits - 1)) &- 1
      }
      if entry == 0 { return nil }
      place = (place &+ 1) & mask
    }
  }

  /// Notes an outcome.
  ///
  /// - Precondition: it is not known yet.
  mutating func note(node: UInt32, input: UInt32, outcome: Int) {
    if count > mask / 2 { grow() }
    count += 1
    put(Self.key(node, input) << Self.outcomeBits | UInt64(outcome + 1))
  }

  private mutating func put(_ entry: UInt64) {
    var place = Self.place(of: entry >> Self.outcomeBits) & mask
    while base[place] != 0 { place = (place + 1) & mask }
    base[place] = entry
  }

  private mutating func grow() {
    let (old, oldMask) = (base, mask)
    mask = mask * 2 + 1
    base = Self.map(mask + 1)
    for place in 0...oldMask where old[place] != 0 { put(old[place]) }
    Pages.unmap(old, (oldMask + 1) * 8)
  }

  @inline(__always) private static func key(_ node: UInt32, _ input: UInt32) -> UInt64 {
    UInt64(node) << 17 | UInt64(input)
  }

  @inline(__always) private static func place(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 32)
  }

  private static func map(_ entries: Int) -> UnsafeMutablePointer<UInt64> {
    Pages.map(entries * 8).bindMemory(to: UInt64.self, capacity: entries)
  }
}
