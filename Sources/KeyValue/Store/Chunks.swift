/// An array that grows at its end, in chunks: a copy shares all of it, and an append after a copy
/// rewrites one chunk.
///
/// The log has one of its own (`RaftCore`); of the two modules neither knows the other.
struct Chunks<Element: Hashable & Sendable>: Hashable, Sendable {
  /// Elements in a full chunk.
  private static var capacity: Int { 64 }

  private var full: [[Element]] = []
  /// The chunk that grows, apart from the others so that an append touches nothing else.
  private var last: [Element] = []

  private(set) var count = 0

  /// The element at a position counted from 0.
  subscript(position: Int) -> Element {
    precondition(position >= 0 && position < count)
    let (chunk, place) = (position / Self.capacity, position % Self.capacity)
    return chunk == full.count ? last[place] : full[chunk][place]
  }

  /// Adds an element at the end. O(1), and no allocation but once a chunk.
  @inline(__always) mutating func append(_ element: Element) {
    if count % Self.capacity == 0 { startChunk() }
    last.append(element)
    count += 1
  }

  @inline(never) private mutating func startChunk() {
    if !last.isEmpty { full.append(last) }
    last = []
    last.reserveCapacity(Self.capacity)
  }
}
