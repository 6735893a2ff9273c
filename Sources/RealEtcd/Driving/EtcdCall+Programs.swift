import ClientPrograms
import KeyValue
import Simulation

// What programs ask of members, as the gateway takes it.
extension EtcdCall {
  /// A question of a program; nil of one that no member is asked.
  init?(_ call: ProgramCall) {
    switch call {
    case .request(let request, let way):
      self.init(request, isSerializable: way == .serializable)
    case .keepAlive(let lease): self = .keepAlive(lease)
    case .timeToLive(let lease):
      self.init("/v3/lease/timetolive", "{\"ID\":\"\(lease)\",\"keys\":true}")
    case .api, .work: return nil
    }
  }

  private init?(_ request: Request, isSerializable: Bool) {
    switch request {
    case .keys(.put(let key, let value, let lease)):
      self = .put(key.bytes, value.bytes, lease: lease)
    case .keys(.range(let keys, let revision, let limit)):
      self.init(
        "/v3/kv/range",
        "{\(keys.json),\"revision\":\"\(revision)\",\"limit\":\"\(limit)\","
          + "\"serializable\":\(isSerializable)}")
    case .keys(.delete(let keys)): self.init("/v3/kv/deleterange", "{\(keys.json)}")
    case .transaction(let transaction): self.init("/v3/kv/txn", transaction.json)
    case .compact(let revision):
      self.init("/v3/kv/compaction", "{\"revision\":\"\(revision)\"}")
    case .grant(let lease, let ttl): self = .grant(ttl: ttl, id: lease)
    case .revoke(let lease): self = .revoke(lease)
    // Only a leader writes down how long leases last.
    case .checkpoint: return nil
    }
  }

  /// What opens a watch, from a revision on; 0 for what comes from now on.
  static func watch(_ keys: KeyRange, from start: Revision) -> EtcdCall {
    EtcdCall(
      "/v3/watch", "{\"create_request\":{\(keys.json),\"start_revision\":\"\(start)\"}}")
  }

  fileprivate static func base64(_ bytes: [UInt8]) -> String { "\"\(Base64.encode(bytes))\"" }
}

extension KeyRange {
  /// The range as fields of JSON, without braces.
  fileprivate var json: String {
    let key = "\"key\":" + EtcdCall.base64(ends.first)
    return ends.end.isEmpty ? key : key + ",\"range_end\":" + EtcdCall.base64(ends.end)
  }

  /// Its first key, and up to which it goes, as etcd is told: empty for one key, a zero byte for
  /// all from the first on.
  private var ends: (first: [UInt8], end: [UInt8]) {
    switch self {
    case .key(let key): (key.bytes, [])
    case .between(let first, let end): (first.bytes, end.bytes)
    case .from(let first): (first.bytes, [0])
    case .prefix(let prefix):
      prefix.isEmpty ? ([0], [0]) : (prefix.bytes, Self.end(ofPrefix: prefix.bytes))
    }
  }

  /// The first key that does not begin so any more.
  private static func end(ofPrefix prefix: [UInt8]) -> [UInt8] {
    var end = prefix
    while let last = end.popLast() {
      if last < 255 { return end + [last + 1] }
    }
    return [0]
  }
}

extension Transaction {
  fileprivate var json: String {
    let parts = [
      ("compare", comparisons.map(\.json)), ("success", then.map(\.json)),
      ("failure", otherwise.map(\.json)),
    ]
    let fields = parts.map { "\"\($0.0)\":[\($0.1.joined(separator: ","))]" }
    return "{\(fields.joined(separator: ","))}"
  }
}

extension Comparison {
  fileprivate var json: String {
    let result =
      switch relation {
      case .equal: "EQUAL"
      case .notEqual: "NOT_EQUAL"
      case .greater: "GREATER"
      case .less: "LESS"
      }
    let (name, field) =
      switch target {
      case .value(let value): ("VALUE", "\"value\":" + EtcdCall.base64(value.bytes))
      case .version(let number): ("VERSION", "\"version\":\"\(number)\"")
      case .createRevision(let number): ("CREATE", "\"create_revision\":\"\(number)\"")
      case .modRevision(let number): ("MOD", "\"mod_revision\":\"\(number)\"")
      case .lease(let number): ("LEASE", "\"lease\":\"\(number)\"")
      }
    return "{\"key\":\(EtcdCall.base64(key.bytes)),\"result\":\"\(result)\","
      + "\"target\":\"\(name)\",\(field)}"
  }
}

extension KeyRequest {
  fileprivate var json: String {
    switch self {
    case .put(let key, let value, let lease):
      "{\"request_put\":\(EtcdCall.put(key.bytes, value.bytes, lease: lease).body)}"
    case .range(let keys, let revision, let limit):
      "{\"request_range\":{\(keys.json),\"revision\":\"\(revision)\",\"limit\":\"\(limit)\"}}"
    case .delete(let keys): "{\"request_delete_range\":{\(keys.json)}}"
    }
  }
}
