/// Text that is being pasted, until its end mark has come.
struct PastedText {
  private var scalars = String.UnicodeScalarView()
  private var count = 0
  /// How much of the end mark has come, and how many scalars there were before it.
  private var matched = 0
  private var countBefore = 0

  /// Scalars kept; the rest is dropped.
  private static let limit = 65_536
  /// ncurses knows it when it comes in one piece.
  private static let end = Array("\u{1B}[201~".unicodeScalars.map(\.value))

  var text: String { String(scalars) }

  /// Adds a character.
  ///
  /// - Returns: whether that was the last one of the end mark, which is then taken off.
  mutating func append(_ value: UInt32) -> Bool {
    if value == Self.end[0] {
      (matched, countBefore) = (1, count)
    } else {
      matched = matched > 0 && value == Self.end[matched] ? matched + 1 : 0
    }
    if matched == Self.end.count {
      scalars.removeLast(count - countBefore)
      return true
    }
    guard count < Self.limit else { return false }
    scalars.append(value == 13 ? "\n" : Unicode.Scalar(value) ?? "\u{FFFD}")
    count += 1
    return false
  }
}
