/// How each state was reached first: the state before it, and the move. Eight bytes a state.
struct Ledger: ~Copyable {
  private var blocks: [UnsafeMutablePointer<Line>] = []
  private(set) var count = 0

  struct Line: BitwiseCopyable {
    /// The state before; the start names itself.
    var parent: UInt32
    var move: PackedMove
  }

  private static var blockSize: Int { 1 << 16 }
  private static var bytesOfBlock: Int { blockSize * MemoryLayout<Line>.stride }

  init() {}

  deinit { for block in blocks { Pages.unmap(block, Self.bytesOfBlock) } }

  @inline(__always) mutating func append(parent: UInt32, move: PackedMove) {
    if count & (Self.blockSize - 1) == 0 { addBlock() }
    blocks[blocks.count &- 1][count & (Self.blockSize - 1)] = Line(parent: parent, move: move)
    count &+= 1
  }

  @inline(never) private mutating func addBlock() {
    let block = Pages.map(Self.bytesOfBlock).bindMemory(to: Line.self, capacity: Self.blockSize)
    blocks.append(block)
  }

  subscript(place: Int) -> Line {
    precondition(place < count)
    return blocks[place / Self.blockSize][place % Self.blockSize]
  }

  var bytes: Int { blocks.count * Self.bytesOfBlock }
}

/// A move in four bytes: what it is about, and at which place among the servers.
struct PackedMove: BitwiseCopyable, Equatable {
  private var word: UInt32

  enum Kind: UInt32 { case take, lose, duplicate }

  @inline(__always) init(_ kind: Kind, slot: Int, input: UInt32) {
    word = kind.rawValue << 30 | UInt32(truncatingIfNeeded: slot) << 20 | input
  }

  var kind: Kind {
    switch word >> 30 {
    case 0: .take
    case 1: .lose
    default: .duplicate
    }
  }
  var slot: Int { Int(word >> 20 & 0xF) }
  var input: UInt32 { word & 0xF_FFFF }
}
