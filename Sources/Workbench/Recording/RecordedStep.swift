import Screen
import Teaching

/// One thing that is done in a recording made of keys.
package enum RecordedStep: Hashable, Sendable {
  /// A key is pressed; `isFollowed` when it is pressed again at once.
  case key(Key, isFollowed: Bool)
  /// Nothing is done for so long, in real time.
  case pause(Duration)
  /// A chapter begins.
  case mark(String)

  /// The most cues of one list.
  package static let limit = 100_000
  /// The longest pause: an hour.
  package static let longestPause = Duration.seconds(3600)

  /// Reads a list of cues: keys as `raftlab keys` names them, with `*3` to press one three times;
  /// pauses such as `2s`, `1.5s` or `400ms`; chapters such as `mark:A_leader_is_elected`.
  ///
  /// - Throws: `SyntaxError`, which names the word and says what would be right.
  package static func list(_ text: String) throws(SyntaxError) -> [RecordedStep] {
    var cues: [RecordedStep] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      cues += try reading(String(word))
      guard cues.count <= limit else { throw SyntaxError(word: String(word), isTooMany: true) }
    }
    return cues
  }

  private static func reading(_ word: String) throws(SyntaxError) -> [RecordedStep] {
    if word.hasPrefix("mark:"), word.count > 5 {
      return [
        .mark(TextWidth.filtered(word.dropFirst(5).map { $0 == "_" ? " " : "\($0)" }.joined()))
      ]
    }
    if let pause = pause(word) { return [.pause(pause)] }
    let parts = word.split(separator: "*", maxSplits: 1, omittingEmptySubsequences: false)
    let count = parts.count == 2 ? Int(parts[1]) : 1
    guard let name = parts.first, let key = Key(String(name)), let count,
      (1...limit).contains(count)
    else { throw SyntaxError(word: word) }
    return (1...count).map { .key(key, isFollowed: $0 < count) }
  }

  private static func pause(_ word: String) -> Duration? {
    let isShort = word.hasSuffix("ms")
    guard word.first?.isNumber == true, word.hasSuffix("s"),
      let number = Double(word.dropLast(isShort ? 2 : 1))
    else { return nil }
    let micros = (number * (isShort ? 1e3 : 1e6)).rounded()
    guard (0...Double(longestPause.microseconds)).contains(micros) else { return nil }
    return .microseconds(Int(micros))
  }

  /// A word that is no cue.
  package struct SyntaxError: Error, Hashable, Sendable {
    package var word: String
    var isTooMany = false
  }
}
