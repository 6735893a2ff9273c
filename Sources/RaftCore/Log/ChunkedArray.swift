/// An array in chunks of fixed capacity, so that a copy shares all of it and an append after a copy
/// rewrites one chunk, not the whole.
///
/// Checkpoints of a run keep whole clusters. With a plain array every checkpoint would cost a copy
/// of every log at the next append; with this one it costs the chunk that grows.
@usableFromInline package struct ChunkedArray<Element: Sendable>: Sendable {
  /// Elements in a full chunk; a power of two.
  @usableFromInline static var capacity: Int { 256 }

  /// Full chunks.
  @usableFromInline var full: [ContiguousArray<Element>] = []
  /// The chunk that grows, apart from the others so that an append touches nothing else; full at
  /// most, and empty only where all is.
  @usableFromInline var growing = ContiguousArray<Element>()
  @usableFromInline var size = 0

  @inlinable package init() {}

  /// The number of elements.
  @inlinable package var count: Int { size }
  @inlinable package var isEmpty: Bool { size == 0 }
  @inlinable package var last: Element? { growing.last }

  /// The element at a position counted from 0.
  @inlinable package subscript(position: Int) -> Element {
    @inline(__always) get {
      precondition(position >= 0 && position < size)
      let (chunk, place) = (position / Self.capacity, position % Self.capacity)
      return chunk == full.count ? growing[place] : full[chunk][place]
    }
    set {
      precondition(position >= 0 && position < size)
      let (chunk, place) = (position / Self.capacity, position % Self.capacity)
      if chunk == full.count { growing[place] = newValue } else { full[chunk][place] = newValue }
    }
  }

  /// Adds an element at the end. O(1), and no allocation but once a chunk.
  @inlinable package mutating func append(_ element: Element) {
    if size % Self.capacity == 0 { addChunk() }
    growing.append(element)
    size += 1
  }

  @inlinable @inline(never) mutating func addChunk() {
    if size > 0 { full.append(growing) }
    growing = ContiguousArray()
    growing.reserveCapacity(Self.capacity)
  }

  /// Removes all elements from position `count` on. Does nothing when there are not that many.
  @inlinable package mutating func truncate(to count: Int) {
    precondition(count >= 0)
    guard count < size else { return }
    let before = count == 0 ? 0 : (count - 1) / Self.capacity
    if before < full.count {
      growing = full[before]
      full.removeLast(full.count - before)
    }
    growing.removeLast(growing.count - (count - before * Self.capacity))
    size = count
  }
}

extension ChunkedArray: Equatable where Element: Equatable {
  @inlinable package static func == (left: Self, right: Self) -> Bool {
    left.size == right.size && left.growing == right.growing && left.full == right.full
  }
}

extension ChunkedArray: Hashable where Element: Hashable {
  @inlinable package func hash(into hasher: inout Hasher) {
    hasher.combine(size)
    for chunk in full { hasher.combine(chunk) }
    hasher.combine(growing)
  }
}
