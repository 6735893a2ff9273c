/// What a lesson is called beside its name: `2` in the first part of the course, `E3` in a later one.
///
/// The lesson's own file says it, so that no list has to be kept in order, and lessons of several
/// parts can be written at the same time.
package struct LessonNumber: Hashable, Comparable, Sendable {
  /// A part of the course, in the order in which they are taught; its raw value is the letter before
  /// its numbers.
  package enum Part: String, CaseIterable, Sendable {
    /// Raft as in the paper.
    case raft = ""
    /// Raft as programs run it.
    case practice = "R"
    /// etcd, and what is built on it.
    case etcd = "E"
    /// A real cluster.
    case real = "V"
    /// What can happen from here, why not, and how likely.
    case asking = "A"
  }

  /// The highest number within a part.
  package static let limit = 99

  package let part: Part
  /// Its place in its part, from 1.
  package let place: Int

  /// Reads a number as it is written; the letter may be a small one.
  ///
  /// - Returns: nil when it is none, such as `0`, `02`, `X1` or `E100`.
  package init?(_ text: String) {
    let letter = text.prefix { $0.isLetter }
    let digits = text.dropFirst(letter.count)
    guard let part = Part(rawValue: letter.uppercased()), let place = Int(digits),
      (1...Self.limit).contains(place), digits == "\(place)"
    else { return nil }
    self.part = part
    self.place = place
  }

  /// As it is written.
  package var text: String { "\(part.rawValue)\(place)" }

  package static func < (one: LessonNumber, other: LessonNumber) -> Bool {
    (one.part.rank, one.place) < (other.part.rank, other.place)
  }
}

extension LessonNumber.Part {
  /// Its place among the parts, from 0.
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self)! }
}
