/// Reads the records of a write-ahead log one after the other, whole ones only.
///
/// A file is 64 MB of zeros that etcd fills from the front. So there is no end but a length of
/// zero, and a record that is being written looks damaged for a moment: it is tried again.
package struct WALDecoder {
  /// The longest record that is believed in, in bytes. etcd takes requests up to 1.5 MB.
  package static let lengthLimit = 64 << 20

  private var checksum = CRC32C()

  package init() {}

  package enum Outcome: Equatable {
    /// A record, and how many bytes it takes.
    case record(WALRecord, length: Int)
    /// Nothing is written here yet.
    case end
    /// What stands here is not whole: it is being written, or it is damaged. So many bytes of it
    /// must be there, as far as that can be told.
    case incomplete(needed: Int)
  }

  /// The length of the record that begins with these eight bytes, all of it, in bytes; nil when
  /// none does.
  package static func length(_ head: some Collection<UInt8>) -> (record: Int, all: Int)? {
    var word: UInt64 = 0
    for (place, byte) in head.prefix(8).enumerated() { word |= UInt64(byte) << (8 * UInt64(place)) }
    let length = Int(word & 0x00FF_FFFF_FFFF_FFFF)
    guard word != 0, length > 0, length <= lengthLimit else { return nil }
    let padding = word >> 63 == 1 ? Int(word >> 56 & 7) : 0
    return (length, 8 + length + padding)
  }

  /// The record at the beginning of `bytes`.
  package mutating func next(_ bytes: ArraySlice<UInt8>) -> Outcome {
    guard bytes.count >= 8 else { return .incomplete(needed: 8) }
    guard bytes.prefix(8).contains(where: { $0 != 0 }) else { return .end }
    guard let length = Self.length(bytes) else { return .incomplete(needed: 8) }
    guard bytes.count >= length.all else { return .incomplete(needed: length.all) }
    let start = bytes.startIndex + 8
    guard let record = try? read(bytes[start..<start + length.record]) else {
      return .incomplete(needed: length.all)
    }
    return .record(record, length: length.all)
  }

  /// A record whose checksum is right; nil when it is not.
  private mutating func read(_ bytes: ArraySlice<UInt8>) throws(WireError) -> WALRecord? {
    var reader = ProtobufReader(bytes)
    var (type, crc): (UInt64, UInt64) = (0, 0)
    var data: ArraySlice<UInt8> = []
    while let field = try reader.next() {
      switch field.number {
      case 1: type = try field.integer()
      case 2: crc = try field.integer()
      case 3: data = try field.content()
      default: break
      }
    }
    let record = try WALRecord(type: type, data)
    if case .checksum = record {
      checksum = CRC32C(UInt32(truncatingIfNeeded: crc))
      return record
    }
    var sum = checksum
    sum.add(data)
    guard sum.value == UInt32(truncatingIfNeeded: crc) else { return nil }
    checksum = sum
    return record
  }
}
