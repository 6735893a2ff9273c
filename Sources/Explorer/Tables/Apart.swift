/// Values of which each is worked on by a thread of its own. No two of them share a line of the
/// processor's cache, or the pair of lines that it fetches at once: else what one thread writes would
/// cost the other a trip to memory each time, though it never reads it.
///
/// Whoever made it initializes each value, and deinitializes it.
struct Apart<Element: ~Copyable> {
  private let base: UnsafeMutableRawPointer
  let count: Int

  /// Two lines of the cache, in bytes.
  private static var pairOfLines: Int { 128 }
  private static var distance: Int {
    (MemoryLayout<Element>.size + pairOfLines - 1) / pairOfLines * pairOfLines
  }

  init(count: Int) {
    self.count = count
    base = .allocate(byteCount: count * Self.distance, alignment: Self.pairOfLines)
  }

  subscript(place: Int) -> UnsafeMutablePointer<Element> {
    precondition((0..<count).contains(place))
    return (base + place * Self.distance).assumingMemoryBound(to: Element.self)
  }

  func free() { base.deallocate() }
}
