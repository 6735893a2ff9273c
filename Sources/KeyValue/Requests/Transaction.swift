/// Requests that are executed as one: the ones if all comparisons hold, else the others.
package struct Transaction: Hashable, Sendable, CustomStringConvertible {
  /// The most comparisons, and the most requests of both branches together. etcd allows 128 of each.
  package static let limit = 8

  package var comparisons: [Comparison]
  package var then: [KeyRequest]
  package var otherwise: [KeyRequest]

  package init(
    if comparisons: [Comparison] = [], then: [KeyRequest] = [], else otherwise: [KeyRequest] = []
  ) {
    self.comparisons = comparisons
    self.then = then
    self.otherwise = otherwise
  }

  /// Whether executing it can change the store.
  package var isWrite: Bool { (then + otherwise).contains { $0.isWrite } }

  /// See `Request.refusal`.
  package var refusal: StoreError? {
    let requests = then + otherwise
    if comparisons.count > Self.limit || requests.count > Self.limit { return .tooManyRequests }
    for comparison in comparisons {
      if comparison.key.isEmpty { return .noKey }
      if !KeyRequest.isKey(comparison.key) { return .tooLong }
    }
    for request in requests {
      if let refusal = request.refusal { return refusal }
    }
    return Self.changesAKeyTwice(then) || Self.changesAKeyTwice(otherwise) ? .duplicateKey : nil
  }

  /// Whether requests that are executed together put a key that another of them puts or deletes.
  /// Deletes may overlap, and etcd overlooks those that have no end: there the order decides.
  private static func changesAKeyTwice(_ requests: [KeyRequest]) -> Bool {
    for (place, request) in requests.enumerated() {
      guard case .put(let key, _, _) = request else { continue }
      for (other, request) in requests.enumerated() where other != place {
        switch request {
        case .put(key, _, _): return true
        case .delete(let keys) where keys.hasEnd && keys.contains(key): return true
        case .put, .delete, .range: continue
        }
      }
    }
    return false
  }

  /// `txn if a.version = 0 then put a 1; range b else range a`.
  package var description: String {
    var text = "txn"
    if !comparisons.isEmpty { text += " if " + Self.list(comparisons, separator: " and ") }
    if !then.isEmpty { text += " then " + Self.list(then, separator: "; ") }
    if !otherwise.isEmpty { text += " else " + Self.list(otherwise, separator: "; ") }
    return text
  }

  private static func list(_ parts: [some CustomStringConvertible], separator: String) -> String {
    parts.map(\.description).joined(separator: separator)
  }
}

/// A condition of a transaction: something about one key, compared with what is expected.
package struct Comparison: Hashable, Sendable, CustomStringConvertible {
  package var key: Text
  package var relation: Relation
  package var target: Target

  package init(_ key: Text, _ relation: Relation, _ target: Target) {
    self.key = key
    self.relation = relation
    self.target = target
  }

  /// That something equals what is expected.
  package init(_ key: Text, _ target: Target) { self.init(key, .equal, target) }

  package enum Relation: CaseIterable, Hashable, Sendable {
    case equal, notEqual, greater, less

    /// `=`, `!=`, `>` or `<`, as etcdctl writes them.
    package var sign: String {
      switch self {
      case .equal: "="
      case .notEqual: "!="
      case .greater: ">"
      case .less: "<"
      }
    }

    fileprivate func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
      switch self {
      case .equal: left == right
      case .notEqual: left != right
      case .greater: left > right
      case .less: left < right
      }
    }
  }

  package enum Target: Hashable, Sendable {
    case value(Text)
    case version(Int)
    case createRevision(Revision)
    case modRevision(Revision)
    case lease(LeaseID)
  }

  /// Whether it holds of the key as it is; `record` is nil when there is none.
  ///
  /// All numbers of an absent key are 0. Its value compares with nothing: not even "is not equal"
  /// holds.
  func holds(of record: KeyRecord?) -> Bool {
    switch target {
    case .value(let value): record.map { relation.holds($0.value, value) } ?? false
    case .version(let version): relation.holds(record?.version ?? 0, version)
    case .createRevision(let revision): relation.holds(record?.createRevision ?? 0, revision)
    case .modRevision(let revision): relation.holds(record?.modRevision ?? 0, revision)
    case .lease(let lease): relation.holds(record?.lease ?? 0, lease)
    }
  }

  /// `a.version = 0`.
  package var description: String { "\(key).\(target.name) \(relation.sign) \(target.text)" }
}

extension Comparison.Target {
  /// What is compared: `value`, `version`, `create`, `mod` or `lease`.
  package var name: String {
    switch self {
    case .value: "value"
    case .version: "version"
    case .createRevision: "create"
    case .modRevision: "mod"
    case .lease: "lease"
    }
  }

  /// What it is compared with.
  package var text: String {
    switch self {
    case .value(let value): value.description
    case .version(let number), .createRevision(let number), .modRevision(let number),
      .lease(let number):
      "\(number)"
    }
  }
}
