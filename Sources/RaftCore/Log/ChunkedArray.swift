/// An array in chunks of fixed capacity, so that a copy shares all of it and an append after a copy
/// rewrites one chunk, not the whole.
///
/// Checkpoints of a run keep whole clusters. With a plain array every checkpoint would cost a copy
/// of every log at the next append; with this one it costs a chunk (and the list of chunks).
@usableFromInline package struct ChunkedArray<Element: Sendable>: Sendable {
  /// Elements in a full chunk; a power of two.
  @usableFromInline static var capacity: Int { 256 }

  @usableFromInline var chunks: [ContiguousArray<Element>] = []
  @usableFromInline var size = 0

  @inlinable package init() {}

  /// The number of elements.
  @inlinable package var count: Int { size }
  @inlinable package var isEmpty: Bool { size == 0 }
  @inlinable package var last: Element? { size == 0 ? nil : self[size - 1] }

  /// The element at a position counted from 0.
  @inlinable package subscript(position: Int) -> Element {
    @inline(__always) get {
      precondition(position >= 0 && position < size)
      return chunks[position / Self.capacity][position % Self.capacity]
    }
    set {
      precondition(position >= 0 && position < size)
      chunks[position / Self.capacity][position % Self.capacity] = newValue
    }
  }

  /// Adds an element at the end. O(1), and no allocation but once a chunk.
  @inlinable package mutating func append(_ element: Element) {
    if size % Self.capacity == 0 { addChunk() }
    chunks[chunks.count - 1].append(element)
    size += 1
  }

  @inlinable @inline(never) mutating func addChunk() {
    var chunk = ContiguousArray<Element>()
    chunk.reserveCapacity(Self.capacity)
    chunks.append(chunk)
  }

  /// Removes all elements from position `count` on. Does nothing when there are not that many.
  @inlinable package mutating func truncate(to count: Int) {
    precondition(count >= 0)
    guard count < size else { return }
    let keep = (count + Self.capacity - 1) / Self.capacity
    chunks.removeLast(chunks.count - keep)
    let rest = count % Self.capacity
    if rest != 0 { chunks[keep - 1].removeLast(chunks[keep - 1].count - rest) }
    size = count
  }
}

extension ChunkedArray: Equatable where Element: Equatable {
  @inlinable package static func == (left: Self, right: Self) -> Bool {
    left.size == right.size && left.chunks == right.chunks
  }
}

extension ChunkedArray: Hashable where Element: Hashable {
  @inlinable package func hash(into hasher: inout Hasher) {
    hasher.combine(size)
    for chunk in chunks { hasher.combine(chunk) }
  }
}
