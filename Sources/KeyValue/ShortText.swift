/// A text of at most 16 bytes of UTF-8, held in place as two words.
///
/// Keys and values are short so that a log entry stays a plain value; see `Operation`.
package struct ShortText: Hashable, Sendable, BitwiseCopyable, CustomStringConvertible {
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
    let bytes = text.utf8
    guard bytes.count <= min(limit, 16), !text.unicodeScalars.contains(where: Self.isControl) else {
      return nil
    }
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

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar.properties.isBidiControl
  }

  package var isEmpty: Bool { low == 0 && high == 0 }

  package var description: String {
    var bytes: [UInt8] = []
    for word in [low, high] {
      for position in 0..<8 {
        let byte = UInt8(truncatingIfNeeded: word >> (8 * UInt64(position)))
        if byte != 0 { bytes.append(byte) }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
