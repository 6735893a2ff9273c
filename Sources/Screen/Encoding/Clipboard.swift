/// How a program asks its terminal to copy a text: OSC 52. Many terminals do it, some ask their user
/// first, and some ignore it; none answers.
package enum Clipboard {
  /// The longest text that is handed over, in bytes: some terminals drop what is longer.
  package static let limit = 74_000

  /// What is written to the terminal.
  package static func request(for text: String) -> String {
    "\u{1B}]52;c;\(base64(of: Array(text.utf8)))\u{1B}\\"
  }

  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Bytes in the alphabet of RFC 4648, padded.
  static func base64(of bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        let digit = digits[bits >> (18 - 6 * place) & 0x3F]
        result.append(place <= group.count ? digit : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
