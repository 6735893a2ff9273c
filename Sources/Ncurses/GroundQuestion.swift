import CNcurses
import Screen

/// Asks the terminal what is behind its text (OSC 11), once and not for long.
///
/// A question that every terminal answers, what it is, follows: where only that is answered there
/// is nothing to wait for. What is typed meanwhile is kept. An answer that comes later than that
/// presses no keys: `ControlSequence` knows it.
struct GroundQuestion {
  /// What was typed meanwhile.
  private(set) var events: [InputEvent] = []

  /// How long an answer is waited for, in milliseconds: a slow line's way there and back.
  private static let limit: Int64 = 250

  private static let question = "\u{1B}]11;?\u{1B}\\\u{1B}[c"

  /// Asks; nil when nothing was said about it.
  mutating func ask() -> Color? {
    cn_write(Self.question)
    var bytes: [UInt8] = []
    let deadline = cn_milliseconds() + Self.limit
    while Self.range(of: .identity, in: bytes) == nil {
      let left = deadline - cn_milliseconds()
      guard left > 0, cn_wait(Int32(left)) == Int32(cn_ready_input.rawValue) else { break }
      var piece = [UInt8](repeating: 0, count: 256)
      let count = piece.withUnsafeMutableBufferPointer { cn_read_bytes($0.baseAddress, $0.count) }
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    let ground = Self.range(of: .ground, in: bytes).flatMap { Self.color(in: bytes[$0]) }
    for answer in [Answer.ground, .identity] {
      if let range = Self.range(of: answer, in: bytes) { bytes.removeSubrange(range) }
    }
    var decoder = KeyDecoder()
    events = decoder.events(of: bytes)
    return ground
  }

  enum Answer { case ground, identity }

  /// Where an answer stands that has come to its end.
  static func range(of answer: Answer, in bytes: [UInt8]) -> Range<Int>? {
    let opening: [UInt8] = Array((answer == .ground ? "\u{1B}]11;" : "\u{1B}[?").utf8)
    guard let start = bytes.firstRange(of: opening)?.lowerBound else { return nil }
    let rest = bytes[(start + opening.count)...]
    switch answer {
    case .identity: return rest.firstIndex(of: UInt8(ascii: "c")).map { start..<$0 + 1 }
    case .ground:
      guard let end = rest.firstIndex(where: { $0 == 0x07 || $0 == 0x1B }) else { return nil }
      if bytes[end] == 0x07 { return start..<end + 1 }
      return end + 1 < bytes.count ? start..<end + 2 : nil
    }
  }

  /// The colour of `rgb:ffff/ffff/ffff`, with one to four digits a part.
  static func color(in answer: ArraySlice<UInt8>) -> Color? {
    let text = String(decoding: answer, as: UTF8.self)
    guard let start = text.firstRange(of: "rgb")?.upperBound,
      let colon = text[start...].firstIndex(of: ":")
    else { return nil }
    let parts = text[text.index(after: colon)...].prefix { $0.isHexDigit || $0 == "/" }
      .split(separator: "/").prefix(3).compactMap { part -> UInt8? in
        guard (1...4).contains(part.count), let value = Int(part, radix: 16) else { return nil }
        let most = 1 << (4 * part.count) - 1
        return UInt8((value * 255 + most / 2) / most)
      }
    return parts.count == 3 ? .rgb(parts[0], parts[1], parts[2]) : nil
  }
}
