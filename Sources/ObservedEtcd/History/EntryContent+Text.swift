import KeyValue
import RaftCore

// What an entry asks for, for those who look at logs.
extension EntryContent {
  /// It in a line, as `KeyValue.Request` writes it.
  ///
  /// - Parameter name: what a member is called on screens; nil of one that is not known.
  func text(_ name: (UInt64) -> String?) -> String {
    switch self {
    case .blank: return ""
    case .put(let put): return Self.text(put)
    case .range(let range): return Self.text(range)
    case .deleteRange(let key, let end): return "delete " + Self.keys(key, end)
    case .transaction(let transaction): return Self.text(transaction)
    case .compaction(let revision): return "compact \(revision)"
    case .leaseGrant(let id, let ttl): return "grant \(id) ttl \(ttl)"
    case .leaseRevoke(let id): return "revoke \(id)"
    case .leaseCheckpoint(let id, let remaining): return "checkpoint \(id) remaining \(remaining)"
    case .alarm: return "alarm"
    case .member(let change):
      let member = name(change.member) ?? String(change.member, radix: 16)
      switch change.kind {
      case .add: return "add \(member)"
      case .remove: return "remove \(member)"
      case .update: return "update \(member)"
      case .addLearner: return "add learner \(member)"
      }
    case .oldRequest(let method, let path, let value): return Self.text(method, path, value)
    case .other(let number): return "request of kind \(number)"
    case .unreadable(let error): return "not readable: \(error)"
    }
  }

  /// What members write of themselves and of the cluster.
  private static func text(_ method: String, _ path: String, _ value: String) -> String {
    if path == "/0/version" { return "version \(value)" }
    if path.hasSuffix("/attributes"), let json = try? JSON(value.utf8),
      let name = json["name"]?.text
    {
      return "\(name) serves"
    }
    return "\(method) \(path) \(value)"
  }

  /// Bytes as a text; what a terminal would obey is shown as it is written in Swift.
  private static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix(200), as: UTF8.self).unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control || scalar.properties.isBidiControl
        ? scalar.escaped(asASCII: true) : String(scalar)
    }.joined()
  }

  private static func text(_ put: WirePut) -> String {
    "put \(text(put.key)) \(text(put.value))" + (put.lease == 0 ? "" : " lease \(put.lease)")
  }

  private static func text(_ range: WireRange) -> String {
    "range " + keys(range.key, range.end) + (range.revision == 0 ? "" : " rev \(range.revision)")
      + (range.limit == 0 ? "" : " limit \(range.limit)")
  }

  private static func keys(_ key: [UInt8], _ end: [UInt8]) -> String {
    switch end {
    case []: text(key)
    case [0]: text(key) + ".."
    default: text(key) + ".." + text(end)
    }
  }

  private static func text(_ transaction: WireTransaction) -> String {
    var text = "txn"
    if !transaction.comparisons.isEmpty {
      text += " if " + transaction.comparisons.map(Self.text).joined(separator: " and ")
    }
    for (word, parts) in [("then", transaction.then), ("else", transaction.otherwise)]
    where !parts.isEmpty {
      text += " \(word) " + parts.map(Self.text).joined(separator: "; ")
    }
    return text
  }

  private static func text(_ part: WireTransaction.Part) -> String {
    switch part {
    case .range(let range): text(range)
    case .put(let put): text(put)
    case .deleteRange(let key, let end): "delete " + keys(key, end)
    case .transaction(let inner): text(inner)
    }
  }

  private static func text(_ comparison: WireComparison) -> String {
    let relation =
      switch comparison.relation {
      case .equal: "="
      case .notEqual: "!="
      case .greater: ">"
      case .less: "<"
      }
    let value =
      comparison.target == .value ? text(comparison.value) : String(comparison.number)
    return "\(text(comparison.key)).\(comparison.target) \(relation) \(value)"
  }

  // MARK: What it is to the model

  /// It as a request of the model's store, where that knows such a one.
  var request: Request? {
    let request: Request? =
      switch self {
      case .put(let put): Self.keys(.put(put)).map { .keys($0) }
      case .range(let range): Self.keys(.range(range)).map { .keys($0) }
      case .deleteRange(let key, let end):
        Self.keys(.deleteRange(key: key, end: end)).map { .keys($0) }
      case .compaction(let revision): .compact(revision)
      case .leaseGrant(let id, let ttl): .grant(id, ttl: ttl)
      case .leaseRevoke(let id): .revoke(id)
      case .leaseCheckpoint(let id, let remaining): .checkpoint(id, remaining: remaining)
      case .transaction(let transaction): Transaction(transaction).map { .transaction($0) }
      case .blank, .alarm, .member, .oldRequest, .other, .unreadable: nil
      }
    return request?.refusal == nil ? request : nil
  }

  /// Whether it may change the store in a way that the model's store does not know.
  var isOpaque: Bool {
    switch self {
    case .put, .deleteRange, .transaction, .compaction, .leaseGrant, .leaseRevoke, .leaseCheckpoint:
      request == nil
    case .unreadable: true
    // Of these none changes keys or leases: users and their rights, members, the cluster's version.
    case .blank, .range, .alarm, .member, .oldRequest, .other: false
    }
  }

  fileprivate static func keys(_ part: WireTransaction.Part) -> KeyRequest? {
    switch part {
    case .put(let put):
      guard let key = Text(whole: put.key), let value = Text(whole: put.value) else { return nil }
      return .put(key, value, lease: put.lease)
    case .range(let range):
      guard range.revision >= 0, range.limit >= 0 else { return nil }
      return keyRange(range.key, range.end).map {
        .range($0, revision: range.revision, limit: range.limit)
      }
    case .deleteRange(let key, let end): return keyRange(key, end).map { .delete($0) }
    case .transaction: return nil
    }
  }

  private static func keyRange(_ key: [UInt8], _ end: [UInt8]) -> KeyRange? {
    guard let first = Text(whole: key) else { return nil }
    if end.isEmpty { return .key(first) }
    if end == [0] { return key == [0] ? .prefix(.empty) : .from(first) }
    return Text(whole: end).map { .between(first, $0) }
  }

  /// Whether a cluster writes it by itself when it is founded.
  func isBootstrap(term: Int) -> Bool {
    switch self {
    case .member: return term == 1
    case .oldRequest(_, let path, _): return path == "/0/version" || path.hasSuffix("/attributes")
    // A cluster's version and a member's attributes, as etcd 3.5 can write them.
    case .other(let number): return number == 1300 || number == 1301
    case .blank, .put, .range, .deleteRange, .transaction, .compaction, .leaseGrant, .leaseRevoke,
      .leaseCheckpoint, .alarm, .unreadable:
      return false
    }
  }
}

extension Transaction {
  /// A transaction as the model has it; nil of one that the model does not know, such as one with another
  /// in it.
  fileprivate init?(_ wire: WireTransaction) {
    let comparisons = wire.comparisons.compactMap { Comparison($0) }
    let then = wire.then.compactMap { EntryContent.keys($0) }
    let otherwise = wire.otherwise.compactMap { EntryContent.keys($0) }
    guard comparisons.count == wire.comparisons.count, then.count == wire.then.count,
      otherwise.count == wire.otherwise.count
    else { return nil }
    self.init(if: comparisons, then: then, else: otherwise)
  }
}

extension Comparison {
  fileprivate init?(_ wire: WireComparison) {
    guard let key = Text(whole: wire.key) else { return nil }
    let relation: Relation =
      switch wire.relation {
      case .equal: .equal
      case .notEqual: .notEqual
      case .greater: .greater
      case .less: .less
      }
    switch wire.target {
    case .value:
      guard let value = Text(whole: wire.value) else { return nil }
      self.init(key, relation, .value(value))
    case .version: self.init(key, relation, .version(wire.number))
    case .create: self.init(key, relation, .createRevision(wire.number))
    case .mod: self.init(key, relation, .modRevision(wire.number))
    case .lease: self.init(key, relation, .lease(wire.number))
    }
  }
}

extension Text {
  /// The text of all these bytes; nil when they are none that the model's store takes.
  init?(whole bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      return nil
    }
    self.init(text)
  }
}
