/// Writes a protobuf message field by field.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  /// A number, always.
  mutating func put(_ field: Int, _ number: UInt64) {
    varint(UInt64(field) << 3)
    varint(number)
  }

  /// A number, unless it is 0: as proto3 leaves it out.
  mutating func putUnlessZero(_ field: Int, _ number: UInt64) {
    if number != 0 { put(field, number) }
  }

  /// Bytes, a text, or a message that is written already.
  mutating func put(_ field: Int, _ content: some Collection<UInt8>) {
    varint(UInt64(field) << 3 | 2)
    varint(UInt64(content.count))
    bytes += content
  }

  mutating func putUnlessEmpty(_ field: Int, _ content: some Collection<UInt8>) {
    if !content.isEmpty { put(field, content) }
  }

  /// A message within the message.
  mutating func put(_ field: Int, _ write: (inout ProtobufWriter) -> Void) {
    var inner = ProtobufWriter()
    write(&inner)
    put(field, inner.bytes)
  }

  private mutating func varint(_ number: UInt64) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
