import KeyValue

/// The store as one would write it down first: the whole state at every revision, and every change.
/// Slow, and obvious; it shares nothing with `Store` but the words.
struct ReferenceStore {
  typealias State = [Text: KeyRecord]

  /// The state at each revision; there is none before the first.
  private var states: [State] = [[:], [:]]
  /// All changes ever made, in order.
  private var changes: [KeyRecord] = []
  private(set) var compacted = -1
  private var leases: [LeaseID: Int] = [:]
  let minimumTTL: Int

  init(minimumTTL: Int) { self.minimumTTL = minimumTTL }

  var revision: Revision { states.count - 1 }
  var contents: State { states.last! }
  var grants: [LeaseID: Int] { leases }

  /// What a watch from a revision is told until now; nil when it is over.
  func changes(in keys: KeyRange, from start: Revision) -> [KeyRecord]? {
    guard start >= compacted else { return nil }
    let told = changes.filter { $0.modRevision >= start && Self.has(keys, $0.key) }
    // Of the revision of the compaction itself what is left of each key is told.
    return told.enumerated().filter { place, change in
      guard change.modRevision == compacted else { return true }
      let isLast = !told[(place + 1)...].contains {
        $0.key == change.key && $0.modRevision == compacted
      }
      return isLast && change.version != 0
    }.map(\.element)
  }

  mutating func apply(_ request: Request) -> StoreAnswer {
    let response = response(to: request)
    return StoreAnswer(revision: revision, response)
  }

  private mutating func response(to request: Request) -> Response {
    switch request {
    case .keys(let request):
      switch transact(Transaction(then: [request])) {
      case .transaction(_, let answers): return answers[0].response
      case let other: return other
      }
    case .transaction(let transaction): return transact(transaction)
    case .compact(let target):
      if target <= compacted { return .failed(.compacted(compacted)) }
      if target > revision { return .failed(.futureRevision) }
      compacted = target
      return .compacted
    case .grant(let id, let ttl):
      if leases[id] != nil { return .failed(.leaseExists) }
      leases[id] = max(ttl, minimumTTL)
      return .granted(id, ttl: leases[id]!)
    case .revoke(let id):
      guard leases.removeValue(forKey: id) != nil else { return .failed(.leaseNotFound) }
      var state = contents
      delete(contents.values.filter { $0.lease == id }.map(\.key), in: &state)
      if state != contents { states.append(state) }
      return .revoked
    case .checkpoint(let id, _):
      return leases[id] == nil ? .failed(.leaseNotFound) : .checkpointed
    }
  }

  private mutating func transact(_ transaction: Transaction) -> Response {
    let succeeded = transaction.comparisons.allSatisfy(holds)
    let requests = succeeded ? transaction.then : transaction.otherwise
    if transaction.refusal != nil { return .failed(.duplicateKey) }
    if requests.contains(where: namesNoLease) { return .failed(.leaseNotFound) }
    for case .range(_, let asked, _) in requests where asked > 0 {
      if asked > revision { return .failed(.futureRevision) }
      if asked < compacted { return .failed(.compacted(compacted)) }
    }
    var state = contents
    let known = changes.count
    var answers: [StoreAnswer] = []
    for request in requests {
      let response = execute(request, in: &state)
      let now = revision + (changes.count > known ? 1 : 0)
      answers.append(StoreAnswer(revision: now, response))
    }
    if changes.count > known { states.append(state) }
    return .transaction(succeeded: succeeded, answers)
  }

  private func namesNoLease(_ request: KeyRequest) -> Bool {
    guard case .put(_, _, let lease) = request else { return false }
    return lease != 0 && leases[lease] == nil
  }

  private func holds(_ comparison: Comparison) -> Bool {
    let record = contents[comparison.key]
    if case .value(let value) = comparison.target {
      guard let record else { return false }
      return Self.relation(
        comparison.relation, Self.order(record.value.bytes, value.bytes))
    }
    let difference: Int
    switch comparison.target {
    case .value: preconditionFailure()
    case .version(let number): difference = (record?.version ?? 0) - number
    case .createRevision(let number): difference = (record?.createRevision ?? 0) - number
    case .modRevision(let number): difference = (record?.modRevision ?? 0) - number
    case .lease(let number): difference = (record?.lease ?? 0) - number
    }
    return Self.relation(comparison.relation, difference)
  }

  private static func order(_ left: [UInt8], _ right: [UInt8]) -> Int {
    if left == right { return 0 }
    return left.lexicographicallyPrecedes(right) ? -1 : 1
  }

  private static func relation(_ relation: Comparison.Relation, _ order: Int) -> Bool {
    switch relation {
    case .equal: order == 0
    case .notEqual: order != 0
    case .greater: order > 0
    case .less: order < 0
    }
  }

  private static func has(_ keys: KeyRange, _ key: Text) -> Bool {
    switch keys {
    case .key(let only): key.description == only.description
    case .prefix(let prefix): Array(key.bytes.prefix(prefix.bytes.count)) == prefix.bytes
    case .from(let first): order(first.bytes, key.bytes) <= 0
    case .between(let first, let end):
      order(first.bytes, key.bytes) <= 0 && order(key.bytes, end.bytes) < 0
    }
  }

  private mutating func execute(_ request: KeyRequest, in state: inout State) -> Response {
    let next = revision + 1
    switch request {
    case .put(let key, let value, let lease):
      let old = state[key]
      let record = KeyRecord(
        key: key, value: value, createRevision: old?.createRevision ?? next, modRevision: next,
        version: (old?.version ?? 0) + 1, lease: lease)
      state[key] = record
      changes.append(record)
      return .put
    case .range(let keys, let asked, let limit):
      let source = asked == 0 ? state : states[asked]
      let all = source.values.filter { Self.has(keys, $0.key) }
        .sorted { Self.order($0.key.bytes, $1.key.bytes) < 0 }
      return .range(limit == 0 ? all : Array(all.prefix(limit)), count: all.count)
    case .delete(let keys):
      let doomed = state.keys.filter { Self.has(keys, $0) }
      delete(doomed, in: &state)
      return .deleted(doomed.count)
    }
  }

  private mutating func delete(_ keys: [Text], in state: inout State) {
    for key in keys.sorted(by: { Self.order($0.bytes, $1.bytes) < 0 }) {
      state[key] = nil
      changes.append(
        KeyRecord(
          key: key, value: .empty, createRevision: 0, modRevision: revision + 1, version: 0,
          lease: 0))
    }
  }
}
