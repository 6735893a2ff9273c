/// A record of etcd's write-ahead log.
package enum WALRecord: Hashable, Sendable {
  /// Which member of which cluster writes it.
  case metadata(member: UInt64, cluster: UInt64)
  case entry(WireEntry)
  case state(WireHardState)
  /// Stands at the beginning of each file: the checksum of all files before it.
  case checksum
  case snapshot(index: Int, term: Int)
  /// Of a type that is not known.
  case other(UInt64)

  init(type: UInt64, _ data: ArraySlice<UInt8>) throws(WireError) {
    switch type {
    case 1:
      let numbers = try Self.numbers(data)
      self = .metadata(member: numbers.0, cluster: numbers.1)
    case 2: self = .entry(try WireEntry(data))
    case 3: self = .state(try WireHardState(data))
    case 4: self = .checksum
    case 5:
      let numbers = try Self.numbers(data)
      guard let index = Int(exactly: numbers.0), let term = Int(exactly: numbers.1) else {
        throw WireError(.badNumber(max(numbers.0, numbers.1)), at: data.startIndex)
      }
      self = .snapshot(index: index, term: term)
    default: self = .other(type)
    }
  }

  /// The first two fields, which are numbers.
  private static func numbers(_ data: ArraySlice<UInt8>) throws(WireError) -> (UInt64, UInt64) {
    var reader = ProtobufReader(data)
    var numbers: (UInt64, UInt64) = (0, 0)
    while let field = try reader.next() {
      if field.number == 1 { numbers.0 = try field.integer() }
      if field.number == 2 { numbers.1 = try field.integer() }
    }
    return numbers
  }

  private var typeAndData: (UInt64, [UInt8]) {
    var writer = ProtobufWriter()
    switch self {
    case .metadata(let first, let second):
      writer.put(1, first)
      writer.put(2, second)
      return (1, writer.bytes)
    case .entry(let entry): return (2, entry.bytes)
    case .state(let state): return (3, state.bytes)
    case .checksum: return (4, [])
    case .snapshot(let index, let term):
      writer.put(1, UInt64(index))
      writer.put(2, UInt64(term))
      return (5, writer.bytes)
    case .other(let type): return (type, [])
    }
  }

  /// The record as it stands in a file: a word that says how long it is, itself, and zeros up to
  /// the next multiple of eight.
  func frame(_ checksum: inout CRC32C) -> [UInt8] {
    let (type, data) = typeAndData
    checksum.add(data)
    var writer = ProtobufWriter()
    writer.put(1, type)
    writer.put(2, UInt64(checksum.value))
    writer.putUnlessEmpty(3, data)
    let padding = (8 - writer.bytes.count % 8) % 8
    var length = UInt64(writer.bytes.count)
    if padding > 0 { length |= UInt64(0x80 | padding) << 56 }
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + writer.bytes
      + [UInt8](repeating: 0, count: padding)
  }
}
