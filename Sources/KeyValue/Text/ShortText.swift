/// A text of at most 16 bytes of UTF-8, held in place as two words.
///
/// The keys and values of an `Operation` are short so that a log entry stays a plain value.
package struct ShortText: Hashable, Sendable, BitwiseCopyable, CustomStringConvertible {
  /// The most bytes that it can have.
  package static var capacity: Int { 16 }

  /// The bytes, the first in the lowest eight bits of `low`; unused bytes are zero.
  package let low: UInt64
  package let high: UInt64

  /// The text with these bytes.
  @inlinable package init(low: UInt64, high: UInt64 = 0) {
    self.low = low
    self.high = high
  }

  /// The text, or nil when it is longer than `limit` bytes of UTF-8 or has a control character in
  /// it.
  package init?(_ text: String, limit: Int = 16) {
    guard text.utf8.count <= min(limit, Self.capacity), Self.isHarmless(text) else { return nil }
    self.init(bytes: text.utf8)
  }

  /// The text of these bytes, at most sixteen, of which none is zero.
  init(bytes: some Sequence<UInt8>) {
    var words: (UInt64, UInt64) = (0, 0)
    for (position, byte) in bytes.enumerated() {
      if position < 8 {
        words.0 |= UInt64(byte) << (8 * UInt64(position))
      } else {
        words.1 |= UInt64(byte) << (8 * UInt64(position - 8))
      }
    }
    low = words.0
    high = words.1
  }

  /// Whether a text has no control characters and no bidirectional overrides, which a terminal
  /// would obey.
  static func isHarmless(_ text: String) -> Bool {
    !text.unicodeScalars.contains {
      $0.properties.generalCategory == .control || $0.properties.isBidiControl
    }
  }

  package var isEmpty: Bool { low == 0 && high == 0 }

  /// The number of bytes.
  package var count: Int { bytes.count }

  /// The bytes, in order.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for word in [low, high] {
      for position in 0..<8 {
        let byte = UInt8(truncatingIfNeeded: word >> (8 * UInt64(position)))
        if byte != 0 { bytes.append(byte) }
      }
    }
    return bytes
  }

  /// Whether it comes before another in the order of their bytes. With the first byte on top, words
  /// are ordered as their bytes are; no byte of a text is zero, so a shorter one comes first.
  func precedes(_ other: ShortText) -> Bool {
    let (first, second) = (low.byteSwapped, other.low.byteSwapped)
    return first == second ? high.byteSwapped < other.high.byteSwapped : first < second
  }

  package var description: String { String(decoding: bytes, as: UTF8.self) }
}
