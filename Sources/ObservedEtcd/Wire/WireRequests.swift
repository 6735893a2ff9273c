/// etcdserverpb.PutRequest.
package struct WirePut: Hashable, Sendable {
  package var key: [UInt8] = []
  package var value: [UInt8] = []
  package var lease = 0

  package init(key: [UInt8], value: [UInt8], lease: Int = 0) {
    self.key = key
    self.value = value
    self.lease = lease
  }

  init(_ bytes: ArraySlice<UInt8>) throws(WireError) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: key = Array(try field.content())
      case 2: value = Array(try field.content())
      case 3: lease = try field.signed()
      default: break
      }
    }
  }

  func write(to writer: inout ProtobufWriter) {
    writer.putUnlessEmpty(1, key)
    writer.putUnlessEmpty(2, value)
    writer.putUnlessZero(3, UInt64(bitPattern: Int64(lease)))
  }
}

/// etcdserverpb.RangeRequest; of a DeleteRangeRequest the first two fields.
package struct WireRange: Hashable, Sendable {
  package var key: [UInt8] = []
  /// Up to and without this key; empty for one key, a zero byte for all from `key` on.
  package var end: [UInt8] = []
  package var limit = 0
  package var revision = 0

  package init(key: [UInt8], end: [UInt8] = [], limit: Int = 0, revision: Int = 0) {
    self.key = key
    self.end = end
    self.limit = limit
    self.revision = revision
  }

  init(_ bytes: ArraySlice<UInt8>) throws(WireError) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: key = Array(try field.content())
      case 2: end = Array(try field.content())
      // A DeleteRangeRequest has a switch here, which is not looked at.
      case 3: limit = try field.signed()
      case 4: revision = try field.signed()
      default: break
      }
    }
  }

  func write(to writer: inout ProtobufWriter) {
    writer.putUnlessEmpty(1, key)
    writer.putUnlessEmpty(2, end)
    writer.putUnlessZero(3, UInt64(bitPattern: Int64(limit)))
    writer.putUnlessZero(4, UInt64(bitPattern: Int64(revision)))
  }
}

/// etcdserverpb.TxnRequest.
package struct WireTransaction: Hashable, Sendable {
  package var comparisons: [WireComparison] = []
  package var then: [Part] = []
  package var otherwise: [Part] = []

  package indirect enum Part: Hashable, Sendable {
    case range(WireRange)
    case put(WirePut)
    case deleteRange(key: [UInt8], end: [UInt8])
    case transaction(WireTransaction)
  }

  /// How deep transactions in transactions are read.
  private static let depthLimit = 8

  package init(
    if comparisons: [WireComparison] = [], then: [Part] = [], else otherwise: [Part] = []
  ) {
    self.comparisons = comparisons
    self.then = then
    self.otherwise = otherwise
  }

  init(_ bytes: ArraySlice<UInt8>, depth: Int = 0) throws(WireError) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: comparisons.append(try WireComparison(try field.content()))
      case 2: then += try Self.parts(field, depth: depth)
      case 3: otherwise += try Self.parts(field, depth: depth)
      default: break
      }
    }
  }

  private static func parts(
    _ field: ProtobufReader.Field, depth: Int
  ) throws(WireError) -> [Part] {
    guard depth < depthLimit else { throw WireError(.badField, at: field.offset) }
    var reader = ProtobufReader(try field.content())
    var parts: [Part] = []
    while let inner = try reader.next() {
      switch inner.number {
      case 1: parts.append(.range(try WireRange(try inner.content())))
      case 2: parts.append(.put(try WirePut(try inner.content())))
      case 3:
        let range = try WireRange(try inner.content())
        parts.append(.deleteRange(key: range.key, end: range.end))
      case 4:
        parts.append(.transaction(try WireTransaction(try inner.content(), depth: depth + 1)))
      default: break
      }
    }
    return parts
  }

  func write(to writer: inout ProtobufWriter) {
    for comparison in comparisons { writer.put(1) { comparison.write(to: &$0) } }
    for part in then { writer.put(2) { Self.write(part, to: &$0) } }
    for part in otherwise { writer.put(3) { Self.write(part, to: &$0) } }
  }

  private static func write(_ part: Part, to writer: inout ProtobufWriter) {
    switch part {
    case .range(let range): writer.put(1) { range.write(to: &$0) }
    case .put(let put): writer.put(2) { put.write(to: &$0) }
    case .deleteRange(let key, let end):
      writer.put(3) { WireRange(key: key, end: end).write(to: &$0) }
    case .transaction(let inner): writer.put(4) { inner.write(to: &$0) }
    }
  }
}

/// etcdserverpb.Compare.
package struct WireComparison: Hashable, Sendable {
  package var relation = Relation.equal
  package var target = Target.version
  package var key: [UInt8] = []
  /// What it is compared with: bytes where `target` is the value, else a number.
  package var number = 0
  package var value: [UInt8] = []

  package enum Relation: UInt64, Hashable, Sendable { case equal, greater, less, notEqual }
  package enum Target: UInt64, Hashable, Sendable { case version, create, mod, value, lease }

  package init(_ key: [UInt8], _ relation: Relation, _ target: Target, number: Int = 0) {
    self.key = key
    self.relation = relation
    self.target = target
    self.number = number
  }

  init(_ bytes: ArraySlice<UInt8>) throws(WireError) {
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 1: relation = try Self.known(field)
      case 2: target = try Self.known(field)
      case 3: key = Array(try field.content())
      case 4, 5, 6, 8: number = try field.signed()
      case 7: value = Array(try field.content())
      default: break
      }
    }
  }

  private static func known<Choice: RawRepresentable<UInt64>>(
    _ field: ProtobufReader.Field
  ) throws(WireError) -> Choice {
    let number = try field.integer()
    guard let choice = Choice(rawValue: number) else {
      throw WireError(.badNumber(number), at: field.offset)
    }
    return choice
  }

  func write(to writer: inout ProtobufWriter) {
    writer.putUnlessZero(1, relation.rawValue)
    writer.putUnlessZero(2, target.rawValue)
    writer.putUnlessEmpty(3, key)
    let number = UInt64(bitPattern: Int64(number))
    switch target {
    case .version: writer.put(4, number)
    case .create: writer.put(5, number)
    case .mod: writer.put(6, number)
    case .value: writer.put(7, value)
    case .lease: writer.put(8, number)
    }
  }
}

extension EntryContent {
  /// The data of an entry that asks for it, as an InternalRaftRequest; nil of what is none.
  package func data(request number: UInt64) -> [UInt8]? {
    var writer = ProtobufWriter()
    writer.put(1, number)
    switch self {
    case .blank: return []
    case .put(let put): writer.put(4) { put.write(to: &$0) }
    case .range(let range): writer.put(3) { range.write(to: &$0) }
    case .deleteRange(let key, let end):
      writer.put(5) { WireRange(key: key, end: end).write(to: &$0) }
    case .transaction(let transaction): writer.put(6) { transaction.write(to: &$0) }
    case .compaction(let revision): writer.put(7) { $0.put(1, UInt64(revision)) }
    case .leaseGrant(let id, let ttl):
      writer.put(8) {
        $0.put(1, UInt64(ttl))
        $0.put(2, UInt64(id))
      }
    case .leaseRevoke(let id): writer.put(9) { $0.put(1, UInt64(id)) }
    case .leaseCheckpoint(let id, let remaining):
      writer.put(11) {
        $0.put(1) { checkpoint in
          checkpoint.put(1, UInt64(id))
          checkpoint.put(2, UInt64(remaining))
        }
      }
    case .alarm, .member, .oldRequest, .other, .unreadable: return nil
    }
    return writer.bytes
  }
}
