import RaftCore

/// All logs that were met, as a tree in which a log stands below the one that it extends by an
/// entry; and of each two the first place at which they differ.
struct LogTable {
  /// Of each log: the number of the one that it extends, its last term, its length, its hash.
  private(set) var rows: Reserved<Row>
  private var children: [Child: UInt32] = [:]
  /// For each two of the first logs; see `LogView.difference`.
  private let differences: UnsafeMutablePointer<UInt16>

  struct Row: BitwiseCopyable {
    var parent: UInt32
    var term: UInt32
    var length: UInt32
    var hash: UInt64
  }

  private struct Child: Hashable {
    var parent: UInt32
    var entry: Entry
  }

  /// So many logs are compared ahead of time; further ones when it is asked.
  static var compared: Int { 2048 }
  /// Not a power of two: rows would share their places in the cache.
  static var stride: Int { compared + 32 }
  /// Two logs break Log Matching.
  static var mismatch: UInt16 { .max }

  init() {
    rows = Reserved(capacity: 1 << 22)
    let cells = Self.compared * Self.stride
    differences = Pages.map(cells * 2).bindMemory(to: UInt16.self, capacity: cells)
    rows.append(Row(parent: 0, term: 0, length: 0, hash: WordHash().value))
  }

  func free() {
    rows.free()
    Pages.unmap(differences, Self.compared * Self.stride * 2)
  }

  var hasRoom: Bool { rows.hasRoom(for: 1 << 16) }
  var bytes: Int { rows.bytes + children.capacity * 64 + min(rows.count, Self.compared) * 4160 }

  /// The number of a log. Equal logs have the same number.
  mutating func number(of log: Log) -> UInt32 {
    var number: UInt32 = 0
    var index = 1
    while index <= log.lastIndex {
      number = child(of: number, log[index])
      index += 1
    }
    return number
  }

  private mutating func child(of parent: UInt32, _ entry: Entry) -> UInt32 {
    if let known = children[Child(parent: parent, entry: entry)] { return known }
    var hash = WordHash()
    hash.add(rows[Int(parent)].hash)
    hash.add(entry)
    let number = UInt32(rows.count)
    rows.append(
      Row(
        parent: parent, term: UInt32(entry.term),
        length: rows[Int(parent)].length + 1, hash: hash.value))
    children[Child(parent: parent, entry: entry)] = number
    if Int(number) < Self.compared { compareWithAll(number) }
    return number
  }

  private func compareWithAll(_ number: UInt32) {
    for other in 0..<number {
      let difference = view.compare(number, other)
      differences[Int(number) * Self.stride + Int(other)] = difference
      differences[Int(other) * Self.stride + Int(number)] = difference
    }
  }

  /// What readers of the table need; it stays right while the table grows.
  var view: LogView { LogView(rows: rows.base, differences: differences) }
}

/// A `LogTable` for those who only compare logs that they know.
struct LogView: BitwiseCopyable {
  let rows: UnsafeMutablePointer<LogTable.Row>
  let differences: UnsafeMutablePointer<UInt16>

  /// The first index at which two logs differ: 0 when one begins with the other, `mismatch` when
  /// entries of the same index and term have not the same before them.
  @inline(__always) func difference(_ one: UInt32, _ other: UInt32) -> UInt16 {
    if one == other { return 0 }
    if one < LogTable.compared, other < LogTable.compared {
      return differences[Int(one) &* LogTable.stride &+ Int(other)]
    }
    return compare(one, other)
  }

  @inline(never) func compare(_ one: UInt32, _ other: UInt32) -> UInt16 {
    var (one, other) = (one, other)
    while rows[Int(one)].length > rows[Int(other)].length { one = rows[Int(one)].parent }
    while rows[Int(other)].length > rows[Int(one)].length { other = rows[Int(other)].parent }
    var first: UInt16 = 0
    // From the end: entries of the same term with anything else before them, or of another command.
    while one != other {
      let (row, otherRow) = (rows[Int(one)], rows[Int(other)])
      if row.term == otherRow.term { return LogTable.mismatch }
      first = UInt16(truncatingIfNeeded: row.length)
      (one, other) = (row.parent, otherRow.parent)
    }
    return first
  }
}

extension WordHash {
  mutating func add(_ entry: Entry) {
    add(UInt64(truncatingIfNeeded: entry.term))
    let command = entry.command
    for word in [command.word0, command.word1, command.word2, command.word3] { add(word) }
  }
}
