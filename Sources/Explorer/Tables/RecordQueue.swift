/// Packed states in a row, written at the end and read from the front: the frontier of a search.
///
/// It is kept in blocks, and a block that was read through goes back for another queue: so a level
/// and the next take little more memory than the larger of them.
struct RecordQueue: ~Copyable {
  typealias Word = UInt16

  private var blocks: [Block] = []
  private var first = 0
  private var readAt = 0
  /// The states that are not read yet.
  private(set) var count = 0

  private struct Block {
    var base: UnsafeMutablePointer<Word>
    var used: Int
  }

  /// Words in a block.
  static var blockSize: Int { 1 << 17 }
  /// Words at the end of a block that `copyHead` and `copy` may touch.
  private static var slack: Int { 32 }

  init() {}

  deinit { for block in blocks[first...] { BlockPool.unmap(block.base) } }

  /// Room for a state of so many words at most; `commit` says how many it took.
  @inline(__always) mutating func room(_ words: Int, from pool: inout BlockPool)
    -> UnsafeMutablePointer<Word>
  {
    if blocks.count == first
      || blocks[blocks.count &- 1].used &+ words > Self.blockSize &- Self.slack
    {
      blocks.append(Block(base: pool.take(), used: 0))
    }
    let last = blocks[blocks.count &- 1]
    return last.base + last.used
  }

  @inline(__always) mutating func commit(_ words: Int) {
    blocks[blocks.count &- 1].used &+= words
    count &+= 1
  }

  /// The next state that is not read yet.
  ///
  /// - Precondition: there is one.
  @inline(__always) mutating func next() -> UnsafeMutablePointer<Word> {
    if readAt == blocks[first].used {
      first &+= 1
      readAt = 0
    }
    return blocks[first].base + readAt
  }

  /// Goes on after a state of so many words.
  @inline(__always) mutating func skip(_ words: Int) {
    readAt &+= words
    count &-= 1
  }

  /// Gives back the blocks that were read through. What was read from them is gone.
  mutating func recycle(to pool: inout BlockPool) {
    if count == 0, blocks.count > first {
      first = blocks.count
      readAt = 0
    }
    for block in blocks[..<first] { pool.give(block.base) }
    blocks.removeFirst(first)
    first = 0
  }

  /// Copies the head of a state, and some words behind it: 32 at most. It is too short to call for
  /// help with it, and blocks have room for that.
  @inline(__always) static func copyHead(
    _ words: Int, from: UnsafeMutablePointer<Word>, to: UnsafeMutablePointer<Word>
  ) {
    assert(words <= 32)
    copy16(from, to)
    if words > 16 { copy16(from + 16, to + 16) }
  }

  /// Copies words sixteen at a time, and so some behind them: blocks have room for that, and what
  /// stands there is not read.
  @inline(__always) static func copy(
    _ words: Int, from: UnsafeMutablePointer<Word>, to: UnsafeMutablePointer<Word>
  ) {
    var place = 0
    while place < words {
      copy16(from + place, to + place)
      place &+= 16
    }
  }

  @inline(__always) private static func copy16(
    _ from: UnsafeMutablePointer<Word>, _ to: UnsafeMutablePointer<Word>
  ) {
    let words = UnsafeRawPointer(from).loadUnaligned(as: SIMD16<Word>.self)
    UnsafeMutableRawPointer(to).storeBytes(of: words, as: SIMD16<Word>.self)
  }

  var bytes: Int { blocks.count * Self.blockSize * MemoryLayout<Word>.stride }
}

/// Blocks that nobody uses at the moment.
struct BlockPool: ~Copyable {
  private var free: [UnsafeMutablePointer<RecordQueue.Word>] = []

  init() {}

  deinit { for block in free { Self.unmap(block) } }

  private static var bytesOfBlock: Int {
    RecordQueue.blockSize * MemoryLayout<RecordQueue.Word>.stride
  }

  mutating func take() -> UnsafeMutablePointer<RecordQueue.Word> {
    free.popLast()
      ?? Pages.map(Self.bytesOfBlock)
      .bindMemory(to: RecordQueue.Word.self, capacity: RecordQueue.blockSize)
  }

  mutating func give(_ block: UnsafeMutablePointer<RecordQueue.Word>) { free.append(block) }

  static func unmap(_ block: UnsafeMutablePointer<RecordQueue.Word>) {
    Pages.unmap(block, bytesOfBlock)
  }

  var bytes: Int { free.count * Self.bytesOfBlock }
}
