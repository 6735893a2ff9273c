/// Bytes as text of the URL-safe alphabet of RFC 4648 §5, without padding.
enum ByteText {
  static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// The value of a character of the alphabet; nil of any other.
  static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte - 0x41
    case 0x61...0x7A: byte - 0x61 + 26
    case 0x30...0x39: byte - 0x30 + 52
    case 0x2D: 62
    case 0x5F: 63
    default: nil
    }
  }

  static func text(of bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    var bits: UInt32 = 0
    var count: UInt32 = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 6 {
        count -= 6
        result.append(alphabet[Int(bits >> count & 63)])
      }
    }
    if count > 0 { result.append(alphabet[Int(bits << (6 - count) & 63)]) }
    return String(decoding: result, as: UTF8.self)
  }

  /// The bytes of values of the alphabet; nil when bits are left over that are not zero, or more of
  /// them than there is reason for.
  static func bytes(of values: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var bits: UInt32 = 0
    var count: UInt32 = 0
    for value in values {
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    guard count < 6, bits & ((1 << count) - 1) == 0 else { return nil }
    return result
  }

  /// The check sum CRC-32 (polynomial 0x04C11DB7, reflected): any damage within 32 bits in a row is
  /// found for certain.
  static func checksum(of bytes: some Sequence<UInt8>) -> UInt32 {
    var sum: UInt32 = ~0
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
