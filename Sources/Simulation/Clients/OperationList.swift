import RaftCore

/// What clients asked for, in the order of asking, each operation by its place, counted from 0.
///
/// A run without snapshots keeps them all, as it keeps the log. With snapshots, what is settled and in
/// everybody's snapshot is told one by one no more, only counted: the checker of the clients' history
/// took it in when it happened and keeps states, not operations, and no log has its entry any more.
/// The latest `keptCount` stay, and whatever stands after one that is not settled.
package struct OperationList: Hashable, Sendable {
  /// The latest operations, so many of which are never folded.
  package static let keptCount = 256
  /// How many operations are asked for between two looks at what may be folded.
  private static let interval = 64

  private var records = ChunkedArray<OperationRecord>()
  /// What is only counted, the oldest of all.
  package private(set) var folded = Folded()

  /// Operations of which nothing is known any more but how they ended.
  package struct Folded: Hashable, Sendable {
    package var acknowledged = 0
    package var unknown = 0
    package var refused = 0
    package var expired = 0

    /// How many they are: the place of the first operation that is kept.
    package var count: Int { acknowledged + unknown + refused + expired }
  }

  package init() {}

  /// How many were ever asked for: one more than the place of the latest.
  package var count: Int { folded.count + records.count }
  /// Whether nobody ever asked for anything.
  package var isEmpty: Bool { count == 0 }
  /// The places of those that are kept.
  package var indices: Range<Int> { folded.count..<count }
  /// The latest.
  package var last: OperationRecord? { records.last }

  /// The operation at a place.
  ///
  /// - Precondition: the place is in `indices`.
  package subscript(place: Int) -> OperationRecord {
    get { records[place - folded.count] }
    set { records[place - folded.count] = newValue }
  }

  /// A client asks for something.
  package mutating func append(_ record: OperationRecord) { records.append(record) }

  /// Counts the oldest operations instead of keeping them, if it is time for that.
  ///
  /// - Parameter index: up to which entry the log is in everybody's snapshot.
  mutating func fold(through index: LogIndex) {
    guard records.count >= 2 * Self.keptCount, records.count.isMultiple(of: Self.interval) else {
      return
    }
    var after = folded
    var place = 0
    while place < records.count - Self.keptCount, after.take(records[place], through: index) {
      place += 1
    }
    guard place > 0 else { return }
    var rest = ChunkedArray<OperationRecord>()
    for place in place..<records.count { rest.append(records[place]) }
    records = rest
    folded = after
  }
}

extension OperationList.Folded {
  /// Counts an operation. Returns whether it may be: it is settled, and its entry in everybody's
  /// snapshot.
  fileprivate mutating func take(_ record: OperationRecord, through last: LogIndex) -> Bool {
    switch record.state {
    case .waiting: return false
    case .acknowledged(_, let index, _):
      guard index ?? 0 <= last else { return false }
      acknowledged += 1
    case .unknown: unknown += 1
    case .refused: refused += 1
    case .expired: expired += 1
    }
    return true
  }
}
