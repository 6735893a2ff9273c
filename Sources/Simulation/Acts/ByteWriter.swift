/// Numbers and texts as few bytes.
package struct ByteWriter: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func byte(_ byte: UInt8) { bytes.append(byte) }

  package mutating func append(_ more: [UInt8]) { bytes += more }

  /// A number in groups of seven bits, the lowest first; the high bit of a byte says that more
  /// follow.
  package mutating func number(_ number: UInt64) {
    var rest = number
    while rest >= 128 {
      bytes.append(UInt8(rest & 127) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// - Precondition: it is not negative.
  package mutating func number(_ number: Int) { self.number(UInt64(number)) }

  package mutating func text(_ text: String) {
    number(text.utf8.count)
    bytes += text.utf8
  }

  /// Numbers of a fixed count of bytes, the lowest first.
  package mutating func fixed(_ number: UInt64, bytes count: Int) {
    for place in 0..<count {
      bytes.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(place))))
    }
  }
}

/// Reads what a `ByteWriter` wrote.
package struct ByteReader: Sendable {
  /// The bytes are not what they should be.
  package struct FormatError: Error {
    package init() {}
  }

  private let bytes: ArraySlice<UInt8>
  private var place: Int

  package init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  package var remaining: Int { bytes.endIndex - place }

  package mutating func byte() throws(FormatError) -> UInt8 {
    guard place < bytes.endIndex else { throw FormatError() }
    defer { place += 1 }
    return bytes[place]
  }

  package mutating func word() throws(FormatError) -> UInt64 {
    var result: UInt64 = 0
    for group in 0..<10 {
      let byte = try byte()
      let value = UInt64(byte & 127)
      // The tenth group has room for one bit; a last group of nothing says nothing.
      guard group < 9 || value <= 1, group == 0 || byte != 0 else { throw FormatError() }
      result |= value << (7 * UInt64(group))
      if byte < 128 { return result }
    }
    throw FormatError()
  }

  /// A number up to `limit`.
  package mutating func number(upTo limit: Int = 1 << 53) throws(FormatError) -> Int {
    let word = try word()
    guard word <= UInt64(limit) else { throw FormatError() }
    return Int(word)
  }

  package mutating func text(limit: Int) throws(FormatError) -> String {
    let count = try number(upTo: limit)
    let slice = try slice(count)
    let text = String(decoding: slice, as: UTF8.self)
    guard text.utf8.elementsEqual(slice) else { throw FormatError() }
    return text
  }

  /// The next bytes as they are.
  package mutating func slice(_ count: Int) throws(FormatError) -> ArraySlice<UInt8> {
    guard count <= remaining else { throw FormatError() }
    defer { place += count }
    return bytes[place..<place + count]
  }

  package mutating func fixed(bytes count: Int) throws(FormatError) -> UInt64 {
    var result: UInt64 = 0
    for place in 0..<count { result |= UInt64(try byte()) << (8 * UInt64(place)) }
    return result
  }
}
