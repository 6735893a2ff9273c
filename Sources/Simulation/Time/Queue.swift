import RaftCore

/// First in, first out; flat, and free of allocation once it has grown to its size.
struct Queue<Element: Sendable>: Sendable {
  private var tape = ScratchArray<Element>()
  /// Where the first element stands; those before it are gone.
  private var start = 0

  mutating func append(_ element: Element) { tape.append(element) }

  /// - Precondition: the queue is not empty.
  mutating func removeFirst() -> Element {
    let first = tape[start]
    removeFirst(1)
    return first
  }

  /// - Precondition: there are as many.
  mutating func removeFirst(_ number: Int) {
    precondition(number <= count)
    start += number
    if isEmpty {
      removeAll()
    } else if start >= 64, start * 2 >= tape.count {
      // Never quite empty for a long time: move on what is left, at a cost of one move an element.
      let rest = Array(self)
      removeAll()
      for element in rest { tape.append(element) }
    }
  }

  mutating func removeAll() {
    tape.removeAll()
    start = 0
  }
}

extension Queue: RandomAccessCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { tape.count - start }
  var count: Int { endIndex }
  var isEmpty: Bool { tape.count == start }

  subscript(position: Int) -> Element { tape[start + position] }
}
