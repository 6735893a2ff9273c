/// A scratch array of plain values, for what a step records at every event.
///
/// Recording is the most frequent thing that a server does, and an array looks at each append
/// whether it is shared. This one looks once, when it is emptied: shared memory is left to those who
/// share it. So after `removeAll` it has memory of its own, and appending has exclusive access to it;
/// debug builds check that at each append.
///
/// Why that is safe: the memory belongs to a reference-counted buffer, which knows its room; nothing
/// is written past that room, and nothing read past `size`. Elements are plain, so they need no end.
/// A copy shares the buffer, but reads only what was recorded before it was made, and appending
/// writes only behind that.
@usableFromInline
package struct TrivialScratchArray<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  @usableFromInline typealias Buffer = ManagedBuffer<Void, Element>

  /// The elements, and behind them old ones.
  @usableFromInline var buffer: Buffer
  @usableFromInline var size = 0
  /// How many elements the buffer has room for; it doubles when it is full.
  @usableFromInline var room = 8

  /// An empty array.
  @inlinable package init() { buffer = Self.buffer(for: room) }

  @inlinable static func buffer(for room: Int) -> Buffer {
    Buffer.create(minimumCapacity: room) { _ in }
  }

  /// Adds an element at the end.
  ///
  /// - Precondition: the array was not copied since it was emptied.
  @inlinable @inline(__always) package mutating func append(_ element: Element) {
    assert(isKnownUniquelyReferenced(&buffer), "a scratch array is emptied before it is filled")
    if size == room { grow() }
    buffer.withUnsafeMutablePointerToElements { ($0 + size).initialize(to: element) }
    size &+= 1
  }

  @inlinable @inline(never) mutating func grow() {
    room *= 2
    let larger = Self.buffer(for: room)
    buffer.withUnsafeMutablePointerToElements { old in
      larger.withUnsafeMutablePointerToElements { $0.initialize(from: old, count: size) }
    }
    buffer = larger
  }

  /// Looks at all elements where they are, for those who look at parts of very many.
  @inlinable @inline(__always) package func withElements<Result>(
    _ body: (UnsafeBufferPointer<Element>) -> Result
  ) -> Result {
    buffer.withUnsafeMutablePointerToElements {
      body(UnsafeBufferPointer(start: $0, count: size))
    }
  }

  /// Removes all elements. O(1), and no allocation unless a copy still has them.
  @inlinable @inline(__always) package mutating func removeAll() {
    if isKnownUniquelyReferenced(&buffer) { size = 0 } else { self = Self() }
  }
}

extension TrivialScratchArray: RandomAccessCollection {
  @inlinable package var startIndex: Int { 0 }
  @inlinable package var endIndex: Int { size }
  @inlinable package var count: Int { size }

  @inlinable package subscript(position: Int) -> Element {
    @inline(__always) get {
      precondition(position >= 0 && position < size)
      return buffer.withUnsafeMutablePointerToElements { $0[position] }
    }
  }
}

extension TrivialScratchArray: CustomStringConvertible {
  @usableFromInline package var description: String { Array(self).description }
}

// What lies behind the end is no part of the value.
extension TrivialScratchArray: Equatable where Element: Equatable {
  @inlinable package static func == (left: Self, right: Self) -> Bool {
    left.elementsEqual(right)
  }
}
