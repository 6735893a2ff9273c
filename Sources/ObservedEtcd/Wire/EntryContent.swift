/// What an entry of etcd's log asks for: the request in its data, or the change of members.
package enum EntryContent: Hashable, Sendable {
  /// A new leader's blank entry.
  case blank
  case put(WirePut)
  case range(WireRange)
  case deleteRange(key: [UInt8], end: [UInt8])
  case transaction(WireTransaction)
  case compaction(revision: Int)
  case leaseGrant(id: Int, ttl: Int)
  case leaseRevoke(id: Int)
  case leaseCheckpoint(id: Int, remaining: Int)
  case alarm
  /// A member comes, goes or changes; `context` is what etcd notes of it, JSON.
  case member(WireMemberChange)
  /// A write to the tree that etcd had before its third version: a member's attributes, the
  /// cluster's version.
  case oldRequest(method: String, path: String, value: String)
  /// A request of a kind that is not looked into; its number in InternalRaftRequest.
  case other(Int)
  /// Bytes that are no request.
  case unreadable(WireError)

  package init(_ entry: WireEntry) {
    do throws(WireError) {
      switch entry.kind {
      case .normal: self = try Self.request(entry.data)
      case .confChange: self = .member(try WireMemberChange(entry.data[...]))
      case .confChangeV2: self = .member(try WireMemberChange(v2: entry.data[...]))
      }
    } catch {
      self = .unreadable(error)
    }
  }

  /// The content of an InternalRaftRequest, or of the request that came before it in etcd's
  /// history.
  static func request(_ data: [UInt8]) throws(WireError) -> EntryContent {
    guard !data.isEmpty else { return .blank }
    if let old = try oldRequest(data[...]) { return old }
    var reader = ProtobufReader(data)
    var content: EntryContent?
    while let field = try reader.next() {
      // Beside the request stand its number and who asks.
      guard field.number != 1, field.number != 100 else { continue }
      content = try Self.content(field)
    }
    return content ?? .other(0)
  }

  private static func content(_ field: ProtobufReader.Field) throws(WireError) -> EntryContent {
    switch field.number {
    case 2: return try oldRequest(try field.content()) ?? .other(2)
    case 3: return .range(try WireRange(try field.content()))
    case 4: return .put(try WirePut(try field.content()))
    case 5:
      let range = try WireRange(try field.content())
      return .deleteRange(key: range.key, end: range.end)
    case 6: return .transaction(try WireTransaction(try field.content()))
    case 7: return .compaction(revision: try numbers(in: field)[1] ?? 0)
    case 8:
      let numbers = try numbers(in: field)
      return .leaseGrant(id: numbers[2] ?? 0, ttl: numbers[1] ?? 0)
    case 9: return .leaseRevoke(id: try numbers(in: field)[1] ?? 0)
    case 10: return .alarm
    case 11:
      var reader = ProtobufReader(try field.content())
      guard let first = try reader.next() else { return .other(11) }
      let numbers = try numbers(in: first)
      return .leaseCheckpoint(id: numbers[1] ?? 0, remaining: numbers[2] ?? 0)
    default: return .other(field.number)
    }
  }

  /// The numbers of a message that holds no more than these, by field.
  private static func numbers(in field: ProtobufReader.Field) throws(WireError) -> [Int: Int] {
    var reader = ProtobufReader(try field.content())
    var numbers: [Int: Int] = [:]
    while let inner = try reader.next() { numbers[inner.number] = try inner.signed() }
    return numbers
  }

  /// A request of before etcd's third version; nil when it is none. Its second field is a method's
  /// name, where InternalRaftRequest has a message.
  private static func oldRequest(_ data: ArraySlice<UInt8>) throws(WireError) -> EntryContent? {
    var reader = ProtobufReader(data)
    var texts: [Int: String] = [:]
    while let field = try reader.next() {
      if case .bytes(let bytes) = field.value {
        texts[field.number] = String(decoding: bytes, as: UTF8.self)
      }
    }
    guard let method = texts[2], ["GET", "PUT", "POST", "DELETE", "QGET", "SYNC"].contains(method)
    else { return nil }
    return .oldRequest(method: method, path: texts[3] ?? "", value: texts[4] ?? "")
  }
}

/// A member that comes, goes or changes: raftpb.ConfChange.
package struct WireMemberChange: Hashable, Sendable {
  package var kind: Kind
  package var member: UInt64
  /// What etcd notes of the member: JSON with its peer URLs.
  package var context: [UInt8] = []

  package enum Kind: UInt64, Hashable, Sendable {
    case add = 0
    case remove = 1
    case update = 2
    case addLearner = 3
  }

  package init(_ kind: Kind, member: UInt64, context: [UInt8] = []) {
    self.kind = kind
    self.member = member
    self.context = context
  }

  init(_ bytes: ArraySlice<UInt8>) throws(WireError) {
    self.init(.add, member: 0)
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 2: kind = try Self.kind(field)
      case 3: member = try field.integer()
      case 4: context = Array(try field.content())
      default: break
      }
    }
  }

  /// raftpb.ConfChangeV2, of which etcd makes one change at a time.
  init(v2 bytes: ArraySlice<UInt8>) throws(WireError) {
    self.init(.add, member: 0)
    var reader = ProtobufReader(bytes)
    while let field = try reader.next() {
      switch field.number {
      case 2:
        var change = ProtobufReader(try field.content())
        while let inner = try change.next() {
          if inner.number == 1 { kind = try Self.kind(inner) }
          if inner.number == 2 { member = try inner.integer() }
        }
      case 3: context = Array(try field.content())
      default: break
      }
    }
  }

  private static func kind(_ field: ProtobufReader.Field) throws(WireError) -> Kind {
    let number = try field.integer()
    guard let kind = Kind(rawValue: number) else {
      throw WireError(.unknownType(number), at: field.offset)
    }
    return kind
  }

  package var bytes: [UInt8] {
    var writer = ProtobufWriter()
    writer.put(1, 0)
    writer.put(2, kind.rawValue)
    writer.put(3, member)
    writer.putUnlessEmpty(4, context)
    return writer.bytes
  }
}
