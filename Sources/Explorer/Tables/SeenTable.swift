import CPrefetch

/// The fingerprints of all states that were found: lines of eight, the length of a line of the
/// processor's cache, so that a look-up is nearly always one read from memory.
///
/// A fingerprint's line follows from its upper half in such a way that the order of lines is that
/// of fingerprints. So the table grows in place, from back to front: it never stands there twice,
/// and what is empty is a fifth to a half, or to three fifths while it is small.
struct SeenTable: ~Copyable {
  private var base: UnsafeMutablePointer<UInt64>
  /// Lines that have a fingerprint of their own, and those that there is room for; behind the
  /// former are some for what has no room in the last.
  private var lines: Int
  private var reserved: Int
  private(set) var count = 0
  /// The count at which it grows.
  private var limit: Int

  private static var lineSize: Int { 8 }
  private static var bytesOfLine: Int { lineSize * MemoryLayout<UInt64>.stride }
  /// Lines behind the last.
  private static var spare: Int { 64 }

  /// What a look-up in the first line shows.
  enum Finding { case known, new, elsewhere }

  /// - Parameter bytes: the room to reserve; what is not used takes no memory.
  init(reserving bytes: Int) {
    lines = 1 << 10
    reserved = max(bytes / Self.bytesOfLine, lines) + Self.spare
    base = Self.map(reserved)
    limit = Self.limit(lines)
  }

  deinit { Pages.unmap(base, reserved * Self.bytesOfLine) }

  /// The memory that it takes, in bytes; and after it has grown.
  var bytes: Int { lines * Self.bytesOfLine }
  var bytesWhenGrown: Int { Self.grown(lines) * Self.bytesOfLine }
  /// Whether so many more make it grow.
  func isNearlyFull(adding more: Int) -> Bool { count + more > limit }

  /// Asks for the line of a fingerprint ahead of time.
  @inline(__always) func prefetch(_ fingerprint: UInt64) {
    raftlab_prefetch(base + line(of: fingerprint) &* Self.lineSize)
  }

  /// Asks for the line after that, where it may be as well.
  @inline(__always) func prefetchNext(_ fingerprint: UInt64) {
    raftlab_prefetch(base + (line(of: fingerprint) &+ 1) &* Self.lineSize)
  }

  /// Puts a fingerprint in. Returns whether it is new.
  mutating func insert(_ fingerprint: UInt64) -> Bool {
    var finding = Finding.elsewhere
    var line = line(of: fingerprint)
    while true {
      finding = look(for: fingerprint, in: line)
      if finding != .elsewhere { return finding == .new }
      line &+= 1
      precondition(line < lines + Self.spare, "the last lines of the table are full")
    }
  }

  /// Puts a fingerprint in, if that shows at the first of its lines.
  @inline(__always) mutating func insertAtOnce(_ fingerprint: UInt64) -> Finding {
    look(for: fingerprint, in: line(of: fingerprint))
  }

  /// Looks in one line, and puts the fingerprint there if it has room.
  @inline(__always) private mutating func look(for fingerprint: UInt64, in line: Int) -> Finding {
    let slots = base + line &* Self.lineSize
    var place = 0
    while place < Self.lineSize {
      let slot = slots[place]
      if slot == fingerprint { return .known }
      if slot == 0 {
        slots[place] = fingerprint
        count &+= 1
        return .new
      }
      place &+= 1
    }
    return .elsewhere
  }

  @inline(__always) private func line(of fingerprint: UInt64) -> Int {
    Int(truncatingIfNeeded: ((fingerprint >> 32) &* UInt64(truncatingIfNeeded: lines)) >> 32)
  }

  // MARK: Growing

  /// Makes room for so many more.
  mutating func grow(adding more: Int) {
    while isNearlyFull(adding: more) { grow() }
  }

  /// Lines at the front that are put aside while it grows: further back no fingerprint's new line
  /// is before the one where it stands, however far from its first line that is.
  private static var front: Int { 1 << 10 }

  private mutating func grow() {
    if Self.grown(lines) + Self.spare > reserved { moveToLargerRoom() }
    let old = lines + Self.spare
    lines = Self.grown(lines)
    limit = Self.limit(lines)
    count = 0
    var aside: [UInt64] = []
    for slot in 0..<Self.front * Self.lineSize where base[slot] != 0 {
      aside.append(base[slot])
      base[slot] = 0
    }
    var line = old - 1
    while line >= Self.front {
      reinsert(from: line)
      line -= 1
    }
    for fingerprint in aside { put(fingerprint, notBefore: 0) }
  }

  private mutating func reinsert(from line: Int) {
    let slots = base + line * Self.lineSize
    let taken = UnsafeMutableRawPointer(slots).loadUnaligned(as: SIMD8<UInt64>.self)
    UnsafeMutableRawPointer(slots).storeBytes(of: SIMD8(repeating: 0), as: SIMD8<UInt64>.self)
    for place in 0..<Self.lineSize where taken[place] != 0 { put(taken[place], notBefore: line) }
  }

  /// Puts in a fingerprint that is known not to be there.
  @inline(__always) private mutating func put(_ fingerprint: UInt64, notBefore first: Int) {
    let line = line(of: fingerprint)
    precondition(line >= first)
    var slot = base + line &* Self.lineSize
    while slot.pointee != 0 { slot += 1 }
    slot.pointee = fingerprint
    count &+= 1
  }

  private mutating func moveToLargerRoom() {
    let larger = Self.grown(lines) * 2 + Self.spare
    let room = Self.map(larger)
    room.update(from: base, count: (lines + Self.spare) * Self.lineSize)
    Pages.unmap(base, reserved * Self.bytesOfLine)
    (base, reserved) = (room, larger)
  }

  /// By halves where it is large, so that little of a budget stays empty.
  private static func grown(_ lines: Int) -> Int {
    lines < 1 << 20 ? lines * 2 : lines * 3 / 2
  }
  private static func limit(_ lines: Int) -> Int { lines * lineSize * 25 / 32 }
  private static func map(_ lines: Int) -> UnsafeMutablePointer<UInt64> {
    Pages.map(lines * bytesOfLine, isScattered: true)
      .bindMemory(to: UInt64.self, capacity: lines * lineSize)
  }
}
