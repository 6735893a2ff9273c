/// Numbers of as many bits as they need, one behind the other, the lowest bit first.
struct BitWriter {
  /// The bytes so far; the bits of the last one that are free are zero.
  private(set) var bytes: [UInt8] = []
  private var used = 8

  /// - Precondition: the number is not negative and fits into so many bits.
  mutating func write(_ number: Int, width: Int) {
    precondition(number >= 0 && number.bitLength <= width)
    var rest = number
    for _ in 0..<width {
      if used == 8 {
        bytes.append(0)
        used = 0
      }
      bytes[bytes.count - 1] |= UInt8(rest & 1) << UInt8(used)
      used += 1
      rest >>= 1
    }
  }
}

/// Reads what a `BitWriter` wrote.
struct BitReader {
  private let bytes: ArraySlice<UInt8>
  private var place = 0

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  /// - Precondition: so many bits are left.
  mutating func read(width: Int) -> Int {
    var number = 0
    for bit in 0..<width {
      let byte = bytes[bytes.startIndex + place / 8]
      number |= Int(byte >> UInt8(place % 8) & 1) << bit
      place += 1
    }
    return number
  }
}

extension Int {
  /// How many bits a number takes that is not negative; 0 takes none.
  var bitLength: Int { Int.bitWidth - leadingZeroBitCount }
}
