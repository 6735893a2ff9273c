/// The checksum of etcd's write-ahead log: CRC-32C (Castagnoli), as Go's hash/crc32 goes on with
/// it.
struct CRC32C: Hashable {
  /// The checksum of all that was added so far.
  private(set) var value: UInt32

  init(_ value: UInt32 = 0) { self.value = value }

  mutating func add(_ bytes: some Sequence<UInt8>) {
    var register = ~value
    for byte in bytes {
      register = Self.table[Int((register ^ UInt32(byte)) & 0xFF)] ^ register >> 8
    }
    value = ~register
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { register, _ in
      register & 1 == 1 ? register >> 1 ^ 0x82F6_3B78 : register >> 1
    }
  }
}
