import RaftCore

/// What a checker notes of each index of the log, from 1 on; of the first it may be forgotten.
struct IndexedRecord<Element: Sendable>: Sendable {
  private var elements = ChunkedArray<Element>()
  /// Up to where it is forgotten.
  private(set) var start: LogIndex = 0

  /// The last index of which there is a note.
  var lastIndex: LogIndex { start + elements.count }

  subscript(index: LogIndex) -> Element {
    get { elements[index - 1 - start] }
    set { elements[index - 1 - start] = newValue }
  }

  /// Notes something of the next index.
  mutating func append(_ element: Element) { elements.append(element) }

  /// Forgets what is noted of all indexes up to one.
  mutating func forget(through index: LogIndex) {
    guard index > start else { return }
    var rest = ChunkedArray<Element>()
    for place in min(index - start, elements.count)..<elements.count {
      rest.append(elements[place])
    }
    elements = rest
    start = index
  }
}
