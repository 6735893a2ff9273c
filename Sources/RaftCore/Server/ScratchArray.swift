/// A list that is filled, read and emptied again and again.
///
/// Emptying an array takes it apart; emptying this one only forgets its size. What was recorded before stays
/// behind the end and is overwritten in place, so an array that has grown to its size neither
/// allocates nor frees. It may keep alive what the old elements refer to.
@usableFromInline package struct ScratchArray<Element: Sendable>: Sendable {
  /// The elements, and behind them old ones.
  @usableFromInline var storage: ContiguousArray<Element> = []
  @usableFromInline var size = 0

  /// An empty array, with room for so many elements.
  @inlinable package init(capacity: Int = 0) { storage.reserveCapacity(capacity) }

  /// Adds an element at the end. O(1), and no allocation where there was an element before.
  @inlinable @inline(__always) package mutating func append(_ element: consuming Element) {
    if size < storage.count { storage[size] = element } else { storage.append(element) }
    size += 1
  }

  /// Removes all elements. O(1).
  @inlinable @inline(__always) package mutating func removeAll() { size = 0 }
}

extension ScratchArray: RandomAccessCollection {
  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { size }
  @inlinable package var count: Int { size }

  @inlinable package subscript(position: Int) -> Element {
    precondition(position < size)
    return storage[position]
  }
}
