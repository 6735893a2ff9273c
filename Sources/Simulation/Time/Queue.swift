import RaftCore

/// First in, first out; flat, and free of allocation once it has grown to its size.
struct Queue<Element: Sendable>: Sendable {
  private var elements = ScratchArray<Element>()
  /// Where the first element stands; those before it are gone.
  private var start = 0

  mutating func append(_ element: Element) { elements.append(element) }

  /// - Precondition: the queue is not empty.
  mutating func removeFirst() -> Element {
    let first = elements[start]
    removeFirst(1)
    return first
  }

  /// - Precondition: there are as many.
  mutating func removeFirst(_ number: Int) {
    precondition(number <= count)
    start += number
    if isEmpty {
      removeAll()
    } else if start >= 64, start * 2 >= elements.count {
      // Never quite empty for a long time: move on what is left, at a cost of one move an element.
      let rest = Array(self)
      removeAll()
      for element in rest { elements.append(element) }
    }
  }

  mutating func removeAll() {
    elements.removeAll()
    start = 0
  }
}

extension Queue: RandomAccessCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { elements.count - start }
  var count: Int { endIndex }
  var isEmpty: Bool { elements.count == start }

  subscript(position: Int) -> Element { elements[start + position] }
}
