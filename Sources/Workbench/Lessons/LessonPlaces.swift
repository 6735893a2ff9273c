import Teaching

/// How far each lesson was followed: where it is taken up again.
///
/// Kept as lines of text, a step and a name each.
package struct LessonPlaces: Hashable, Sendable {
  /// The most lessons that are remembered; the oldest are forgotten first.
  package static let limit = 100
  /// The oldest first.
  private var places: [(id: String, step: Int)] = []

  /// The lesson that was left last, by its name or path; it is not kept.
  var last: String?

  package init() {}

  /// What a file's text says; lines that say nothing are passed over.
  package init(text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let step = Int(parts[0]), step > 0 else { continue }
      self[String(parts[1])] = step
    }
  }

  /// The text to keep.
  package var text: String { places.map { "\($0.step) \($0.id)\n" }.joined() }

  /// The step before which a lesson is taken up; nil, or 0, at its beginning.
  package subscript(id: String) -> Int? {
    get { places.first { $0.id == id }?.step }
    set {
      places.removeAll { $0.id == id }
      guard let newValue, newValue > 0, newValue <= Script.stepLimit,
        !id.contains(where: \.isNewline)
      else { return }
      places.append((id, newValue))
      if places.count > Self.limit { places.removeFirst() }
    }
  }

  package static func == (left: LessonPlaces, right: LessonPlaces) -> Bool {
    left.text == right.text
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
