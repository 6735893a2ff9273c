import Foundation
import KeyValue

/// Steps of programs as `etcd_member.py` takes them: requests of etcd's JSON gateway.
enum EtcdSteps {
  static func line(_ step: ProgramStep) -> String {
    switch step {
    case .request(let request):
      let (path, body) = post(request)
      return Self.post(path, body)
    case .watch(let id, let keys, let start):
      let body = "\(Self.keys(keys)),\"start_revision\":\"\(start)\""
      return "{\"watch\":\(id),\"body\":{\"create_request\":{\(body)}}}"
    case .unwatch(let id, let key):
      return "{\"unwatch\":\(id),\"body\":{\(put(key, Text("last")!, lease: 0))}}"
    case .keys(let lease): return post("lease/timetolive", "\"ID\":\"\(lease)\",\"keys\":true")
    case .renew(let lease): return post("lease/keepalive", "\"ID\":\"\(lease)\"")
    }
  }

  static func post(_ path: String, _ body: String = "") -> String {
    "{\"post\":\"\(path)\",\"body\":{\(body)}}"
  }

  static func sleep(_ seconds: Double) -> String { "{\"sleep\":\(seconds)}" }

  static func restart(after seconds: Double) -> String { "{\"restart\":\(seconds)}" }

  private static func post(_ request: Request) -> (path: String, body: String) {
    switch request {
    case .keys(.put(let key, let value, let lease)): ("kv/put", put(key, value, lease: lease))
    case .keys(.range(let keys, let revision, let limit)):
      ("kv/range", range(keys, revision, limit))
    case .keys(.delete(let keys)): ("kv/deleterange", Self.keys(keys))
    case .transaction(let transaction): ("kv/txn", body(transaction))
    case .compact(let revision):
      ("kv/compaction", "\"revision\":\"\(revision)\",\"physical\":true")
    case .grant(let lease, let ttl): ("lease/grant", "\"ID\":\"\(lease)\",\"TTL\":\"\(ttl)\"")
    case .revoke(let lease): ("lease/revoke", "\"ID\":\"\(lease)\"")
    case .checkpoint: preconditionFailure("no client can ask for this")
    }
  }

  private static func text(_ bytes: [UInt8]) -> String {
    "\"\(Data(bytes).base64EncodedString())\""
  }

  /// "Everything from here" ends at the zero byte, and everything begins there; a prefix ends before
  /// the same bytes with the last one greater by one.
  private static func keys(_ keys: KeyRange) -> String {
    let (first, end): ([UInt8], [UInt8]?) =
      switch keys {
      case .key(let key): (key.bytes, nil)
      case .prefix(let prefix) where prefix.isEmpty: ([0], [0])
      case .prefix(let prefix): (prefix.bytes, prefix.bytes.dropLast() + [prefix.bytes.last! + 1])
      case .between(let first, let end): (first.bytes, end.bytes)
      case .from(let first): (first.bytes, [0])
      }
    return "\"key\":\(text(first))" + (end.map { ",\"range_end\":\(text($0))" } ?? "")
  }

  private static func put(_ key: Text, _ value: Text, lease: LeaseID) -> String {
    "\"key\":\(text(key.bytes)),\"value\":\(text(value.bytes)),\"lease\":\"\(lease)\""
  }

  private static func range(_ keys: KeyRange, _ revision: Revision, _ limit: Int) -> String {
    "\(Self.keys(keys)),\"revision\":\"\(revision)\",\"limit\":\"\(limit)\""
  }

  private static func body(_ transaction: Transaction) -> String {
    let comparisons = transaction.comparisons.map { "{\(body($0))}" }.joined(separator: ",")
    let branches = [transaction.then, transaction.otherwise].map { requests in
      requests.map { "{\(part($0))}" }.joined(separator: ",")
    }
    return "\"compare\":[\(comparisons)],\"success\":[\(branches[0])],\"failure\":[\(branches[1])]"
  }

  private static func part(_ request: KeyRequest) -> String {
    switch request {
    case .put(let key, let value, let lease):
      "\"request_put\":{\(put(key, value, lease: lease))}"
    case .range(let keys, let revision, let limit):
      "\"request_range\":{\(range(keys, revision, limit))}"
    case .delete(let keys): "\"request_delete_range\":{\(Self.keys(keys))}"
    }
  }

  private static func body(_ comparison: Comparison) -> String {
    let relation =
      switch comparison.relation {
      case .equal: "EQUAL"
      case .notEqual: "NOT_EQUAL"
      case .greater: "GREATER"
      case .less: "LESS"
      }
    let (target, expected) =
      switch comparison.target {
      case .value(let value): ("VALUE", "\"value\":\(text(value.bytes))")
      case .version(let number): ("VERSION", "\"version\":\"\(number)\"")
      case .createRevision(let number): ("CREATE", "\"create_revision\":\"\(number)\"")
      case .modRevision(let number): ("MOD", "\"mod_revision\":\"\(number)\"")
      case .lease(let number): ("LEASE", "\"lease\":\"\(number)\"")
      }
    return "\"key\":\(text(comparison.key.bytes)),\"result\":\"\(relation)\","
      + "\"target\":\"\(target)\",\(expected)"
  }
}
