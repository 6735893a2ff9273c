import KeyValue

// Transactions of entries, as the model's store knows them.
extension EntryContent {
  /// A transaction of the model's; nil where some of it is none.
  static func transaction(_ wire: WireTransaction) -> Transaction? {
    let comparisons = wire.comparisons.compactMap(comparison)
    let then = wire.then.compactMap(keys)
    let otherwise = wire.otherwise.compactMap(keys)
    guard comparisons.count == wire.comparisons.count, then.count == wire.then.count,
      otherwise.count == wire.otherwise.count
    else { return nil }
    return Transaction(if: comparisons, then: then, else: otherwise)
  }

  private static func comparison(_ wire: WireComparison) -> Comparison? {
    guard let key = Text(whole: wire.key) else { return nil }
    let relation: Comparison.Relation =
      switch wire.relation {
      case .equal: .equal
      case .notEqual: .notEqual
      case .greater: .greater
      case .less: .less
      }
    switch wire.target {
    case .version: return Comparison(key, relation, .version(wire.number))
    case .create: return Comparison(key, relation, .createRevision(wire.number))
    case .mod: return Comparison(key, relation, .modRevision(wire.number))
    case .lease: return Comparison(key, relation, .lease(wire.number))
    case .value: return Text(whole: wire.value).map { Comparison(key, relation, .value($0)) }
    }
  }

  /// Whether it changes the store in a way that the model's store cannot follow.
  var isBeyondModel: Bool {
    switch self {
    case .put, .deleteRange, .transaction, .compaction, .leaseGrant, .leaseRevoke,
      .leaseCheckpoint:
      request == nil
    case .alarm, .unreadable: true
    case .blank, .range, .member, .oldRequest, .other: false
    }
  }
}
