/// A list of plain values with room reserved for the most that there may be, so that it never
/// moves: other threads may read what they know to be there while it grows.
///
/// Room that is not used takes no memory. Whoever made it frees it.
struct Reserved<Element: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Element>
  let capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    let pages = Pages.map(capacity * MemoryLayout<Element>.stride)
    base = pages.bindMemory(to: Element.self, capacity: capacity)
  }

  /// Whether so many more have room.
  func hasRoom(for more: Int = 1) -> Bool { count + more <= capacity }

  /// Adds an element.
  ///
  /// - Precondition: there is room.
  mutating func append(_ element: Element) {
    precondition(count < capacity)
    (base + count).initialize(to: element)
    count += 1
  }

  subscript(place: Int) -> Element {
    @inline(__always) get {
      assert(place < capacity)
      return base[place]
    }
  }

  /// The memory that it takes, in bytes.
  var bytes: Int { count * MemoryLayout<Element>.stride }

  func free() { Pages.unmap(base, capacity * MemoryLayout<Element>.stride) }
}
