import CPrefetch

/// The fingerprints of all states that were found: lines of eight, the length of a line of the
/// processor's cache, so that a look-up is nearly always one read from memory.
///
/// A fingerprint's line follows from its upper half in such a way that the order of lines is that of
/// fingerprints. So when the table grows, it is copied from front to back, and it can grow by halves:
/// what stands empty is a tenth to two fifths, not up to half.
struct SeenTable: ~Copyable {
  private var base: UnsafeMutablePointer<UInt64>
  private var lines: Int
  private(set) var count = 0
  /// The count at which it grows.
  private var limit: Int

  private static var lineSize: Int { 8 }

  /// - Parameter lines: the lines to begin with.
  init(lines: Int = 1 << 10) {
    self.lines = lines
    base = Self.map(lines)
    limit = Self.limit(lines)
  }

  deinit { Pages.unmap(base, Self.bytes(lines)) }

  /// The memory that it takes, in bytes.
  var bytes: Int { Self.bytes(lines) }
  /// The memory that it takes while it grows.
  var bytesToGrow: Int { bytes + Self.bytes(Self.grown(lines)) }
  /// Whether the next insertions may make it grow.
  func isNearlyFull(adding more: Int) -> Bool { count + more > limit }

  /// Asks for the line of a fingerprint ahead of time.
  @inline(__always) func prefetch(_ fingerprint: UInt64) {
    raftlab_prefetch(base + line(of: fingerprint) &* Self.lineSize)
  }

  /// Puts a fingerprint in. Returns whether it is new.
  @inline(__always) mutating func insert(_ fingerprint: UInt64) -> Bool {
    var line = line(of: fingerprint)
    while true {
      let slots = base + line &* Self.lineSize
      var place = 0
      while place < Self.lineSize {
        let slot = slots[place]
        if slot == fingerprint { return false }
        if slot == 0 {
          slots[place] = fingerprint
          count &+= 1
          if count > limit { grow() }
          return true
        }
        place &+= 1
      }
      line &+= 1
      if line == lines { line = 0 }
    }
  }

  @inline(__always) private func line(of fingerprint: UInt64) -> Int {
    Int(truncatingIfNeeded: ((fingerprint >> 32) &* UInt64(truncatingIfNeeded: lines)) >> 32)
  }

  @inline(never) private mutating func grow() {
    let (old, oldLines) = (base, lines)
    lines = Self.grown(lines)
    base = Self.map(lines)
    limit = Self.limit(lines)
    count = 0
    for slot in 0..<oldLines * Self.lineSize where old[slot] != 0 { _ = insert(old[slot]) }
    Pages.unmap(old, Self.bytes(oldLines))
  }

  private static func grown(_ lines: Int) -> Int { lines < 1 << 16 ? lines * 2 : lines * 3 / 2 }
  private static func limit(_ lines: Int) -> Int { lines * lineSize * 7 / 8 }
  private static func bytes(_ lines: Int) -> Int { lines * lineSize * 8 }
  private static func map(_ lines: Int) -> UnsafeMutablePointer<UInt64> {
    Pages.map(bytes(lines), isScattered: bytes(lines) >= 1 << 21)
      .bindMemory(to: UInt64.self, capacity: lines * lineSize)
  }
}
