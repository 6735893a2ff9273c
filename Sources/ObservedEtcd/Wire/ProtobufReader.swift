/// Reads a protobuf message field by field, without knowing its kind.
///
/// etcd's messages are proto2 as Go's gogo/protobuf writes them: varints, fixed numbers and bytes,
/// nothing else. Offsets in errors count in the array that the slice was taken from.
struct ProtobufReader {
  private let bytes: ArraySlice<UInt8>
  /// Where the next field begins.
  private(set) var offset: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    offset = bytes.startIndex
  }

  init(_ bytes: [UInt8]) { self.init(bytes[...]) }

  /// A field: its number, its value, and where it began.
  struct Field {
    let number: Int
    let value: Value
    let offset: Int

    /// The number that it holds.
    func integer() throws(WireError) -> UInt64 {
      switch value {
      case .varint(let number), .fixed(let number): return number
      case .bytes: throw WireError(.wrongKind(field: number), at: offset)
      }
    }

    /// The number that it holds, where it must fit into an `Int` and not be negative: a term, an
    /// index, a length.
    func count() throws(WireError) -> Int {
      let number = try integer()
      guard let count = Int(exactly: number) else {
        throw WireError(.badNumber(number), at: offset)
      }
      return count
    }

    /// The number that it holds, of a kind that may be negative: a lease, a revision.
    func signed() throws(WireError) -> Int { Int(truncatingIfNeeded: try integer()) }

    /// The bytes that it holds.
    func content() throws(WireError) -> ArraySlice<UInt8> {
      if case .bytes(let bytes) = value { return bytes }
      throw WireError(.wrongKind(field: number), at: offset)
    }

    func text() throws(WireError) -> String { String(decoding: try content(), as: UTF8.self) }
  }

  enum Value {
    case varint(UInt64)
    case fixed(UInt64)
    case bytes(ArraySlice<UInt8>)
  }

  /// The next field; nil at the end.
  mutating func next() throws(WireError) -> Field? {
    guard offset < bytes.endIndex else { return nil }
    let start = offset
    let tag = try varint()
    guard let number = Int(exactly: tag >> 3), number > 0 else {
      throw WireError(.badField, at: start)
    }
    switch tag & 7 {
    case 0: return Field(number: number, value: .varint(try varint()), offset: start)
    case 1: return Field(number: number, value: .fixed(try fixed(8)), offset: start)
    case 2: return Field(number: number, value: .bytes(try lengthAndBytes()), offset: start)
    case 5: return Field(number: number, value: .fixed(try fixed(4)), offset: start)
    default: throw WireError(.badField, at: start)
    }
  }

  private mutating func varint() throws(WireError) -> UInt64 {
    let start = offset
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while offset < bytes.endIndex {
      let byte = bytes[offset]
      offset += 1
      // The tenth byte has one bit left.
      guard shift < 63 || byte <= 1 else { throw WireError(.numberTooLong, at: start) }
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    throw WireError(.endsEarly, at: offset)
  }

  private mutating func fixed(_ count: Int) throws(WireError) -> UInt64 {
    guard bytes.endIndex - offset >= count else { throw WireError(.endsEarly, at: bytes.endIndex) }
    var number: UInt64 = 0
    for place in 0..<count { number |= UInt64(bytes[offset + place]) << (8 * UInt64(place)) }
    offset += count
    return number
  }

  private mutating func lengthAndBytes() throws(WireError) -> ArraySlice<UInt8> {
    let start = offset
    let length = try varint()
    guard length <= UInt64(bytes.endIndex - offset) else {
      throw WireError(length > 1 << 31 ? .tooLong(length) : .endsEarly, at: start)
    }
    let content = bytes[offset..<offset + Int(length)]
    offset += Int(length)
    return content
  }
}
