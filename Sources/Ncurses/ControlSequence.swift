/// What follows an escape character, as far as it has come: `[` or `O`, parameters, and an end; or
/// `]` and a text, which is how a terminal answers a question.
struct ControlSequence {
  /// Without the escape.
  private(set) var text: String

  /// Longer ones are noise.
  private static let limit = 64

  init(_ text: String) { self.text = text }

  init(_ introducer: UInt32) { text = Unicode.Scalar(introducer).map { String($0) } ?? "" }

  /// Whether an escape and this character begin a sequence.
  static func begins(with character: UInt32) -> Bool { [0x5B, 0x4F, 0x5D].contains(character) }

  /// Whether it is an answer, which presses no key.
  var isAnswer: Bool { text.hasPrefix("]") }

  /// Whether nothing has followed the escape yet, so that it may have been the key.
  var isEscape: Bool { text.isEmpty }

  /// The character that follows the escape if nothing else has, so that it may have been alt and
  /// this key.
  var introducer: Character? { text.count == 1 ? text.first : nil }

  /// How long the rest is waited for, in milliseconds: nobody should wait for the escape key, while
  /// what has begun as a sequence can hardly be anything else.
  var patience: Int64 { isEscape ? 50 : introducer != nil ? 300 : 2_000 }

  enum Outcome { case open, complete, foreign }

  /// Takes one more character, unless it cannot belong to the sequence.
  mutating func append(_ character: UInt32) -> Outcome {
    if isAnswer, let outcome = endOfAnswer(character) { return outcome }
    guard 0x20...0x7E ~= character, let scalar = Unicode.Scalar(character) else { return .foreign }
    if isEscape, !Self.begins(with: character) { return .foreign }
    let isFirst = isEscape
    text.unicodeScalars.append(scalar)
    if isFirst { return .open }
    // The Linux console has `[ [ A` for its function keys.
    let isFinal = 0x40...0x7E ~= character && text != "[["
    return isFinal || text.utf8.count >= Self.limit ? .complete : .open
  }

  /// An answer ends with a bell, or with an escape and a backslash; nil for what is within it.
  private mutating func endOfAnswer(_ character: UInt32) -> Outcome? {
    let isEnding = text.utf8.last == 0x1B
    switch character {
    case 0x07: return .complete
    case 0x5C where isEnding: return .complete
    case 0x1B where text.utf8.count > 1:
      text.unicodeScalars.append("\u{1B}")
      return .open
    default:
      if isEnding { return .foreign }
      // Letters do not end it, as they would end another sequence.
      guard 0x40...0x7E ~= character, let scalar = Unicode.Scalar(character) else { return nil }
      text.unicodeScalars.append(scalar)
      return text.utf8.count >= Self.limit ? .complete : .open
    }
  }
}
