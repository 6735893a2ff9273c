import NIOCore
import NIOHTTP1

/// A request to a member's gateway: a path and JSON.
package struct EtcdCall: Hashable, Sendable {
  package let path: String
  package let body: String

  package init(_ path: String, _ body: String) {
    self.path = path
    self.body = body
  }

  private static func bytes(_ bytes: [UInt8]) -> String { "\"\(Base64.encode(bytes))\"" }

  package static func put(_ key: [UInt8], _ value: [UInt8], lease: Int = 0) -> EtcdCall {
    let lease = lease == 0 ? "" : ",\"lease\":\"\(lease)\""
    return EtcdCall("/v3/kv/put", "{\"key\":\(bytes(key)),\"value\":\(bytes(value))\(lease)}")
  }

  /// - Parameter isSerializable: as the member has it, however old that is.
  package static func range(_ key: [UInt8], isSerializable: Bool = false) -> EtcdCall {
    EtcdCall("/v3/kv/range", "{\"key\":\(bytes(key)),\"serializable\":\(isSerializable)}")
  }

  /// Puts a key that is not there yet.
  package static func create(_ key: [UInt8], _ value: [UInt8], lease: Int = 0) -> EtcdCall {
    EtcdCall(
      "/v3/kv/txn",
      "{\"compare\":[{\"key\":\(bytes(key)),\"target\":\"CREATE\",\"create_revision\":\"0\"}],"
        + "\"success\":[{\"request_put\":\(put(key, value, lease: lease).body)}],"
        + "\"failure\":[{\"request_range\":{\"key\":\(bytes(key))}}]}")
  }

  package static func grant(ttl: Int, id: Int = 0) -> EtcdCall {
    EtcdCall("/v3/lease/grant", "{\"TTL\":\"\(ttl)\",\"ID\":\"\(id)\"}")
  }

  package static func keepAlive(_ lease: Int) -> EtcdCall {
    EtcdCall("/v3/lease/keepalive", "{\"ID\":\"\(lease)\"}")
  }

  package static func revoke(_ lease: Int) -> EtcdCall {
    EtcdCall("/v3/lease/revoke", "{\"ID\":\"\(lease)\"}")
  }

  package static let status = EtcdCall("/v3/maintenance/status", "{}")

  package static let members = EtcdCall("/v3/cluster/member/list", "{}")

  /// To the leader only.
  package static func transferLeadership(to member: UInt64) -> EtcdCall {
    EtcdCall("/v3/maintenance/transfer-leadership", "{\"targetID\":\"\(member)\"}")
  }

  package static func removeMember(_ member: UInt64) -> EtcdCall {
    EtcdCall("/v3/cluster/member/remove", "{\"ID\":\"\(member)\"}")
  }

  package static func addMember(peerURL: String) -> EtcdCall {
    EtcdCall("/v3/cluster/member/add", "{\"peerURLs\":[\(JSON.quoted(peerURL))]}")
  }
}

/// What a member answered.
package enum EtcdReply: Sendable {
  case done(JSON)
  /// No answer in time, or none that says whether it was done.
  case unknown(String)
  case refused(String)
  /// An answer with this status that is no JSON, as all of etcd's are.
  case foreign(status: Int)

  /// The store's revision when it was answered.
  package var revision: Int? {
    if case .done(let json) = self { json["header"]?["revision"]?.integer } else { nil }
  }

  init(_ result: Result<HTTPAnswer, HTTPFault>) {
    switch result {
    case .failure(.notReached): self = .refused("nobody listens: the member does not run")
    case .failure(.noAnswer): self = .unknown("no answer in time")
    case .success(let answer):
      guard let json = try? JSON(answer.body) else {
        self = .foreign(status: answer.status)
        return
      }
      self = answer.status == 200 && json["error"] == nil ? .done(json) : Self.failure(json)
    }
  }

  /// What members say before they propose anything, though its code is that of a lost answer.
  private static let refusals = ["etcdserver: unhealthy cluster", "etcdserver: not leader"]

  /// What an error says of whether something was done. gRPC's codes tell: a request that is refused
  /// was looked at first, any other may have been proposed already.
  private static func failure(_ json: JSON) -> EtcdReply {
    let error = json["error"]?["message"] ?? json["message"] ?? json["error"]
    let text = error?.text ?? "an error that says nothing"
    let code = json["code"]?.integer ?? json["error"]?["grpc_code"]?.integer
    // Invalid argument, not found, already there, denied, exhausted, precondition, out of range,
    // not implemented.
    guard let code, [3, 5, 6, 7, 8, 9, 11, 12].contains(code) || refusals.contains(text) else {
      return .unknown(text)
    }
    return .refused(text)
  }
}

/// The connections to a member's gateway. As many as there are requests at a time, since each may
/// take seconds; kept afterwards.
final class EtcdGateway: @unchecked Sendable {
  private let port: Int
  private let loop: any EventLoop
  private var connections: [HTTPConnection] = []

  init(port: Int, loop: any EventLoop) {
    self.port = port
    self.loop = loop
  }

  /// - Parameter timeout: after which it is not waited for an answer.
  func send(
    _ call: EtcdCall, timeout: TimeAmount, completion: @escaping (EtcdReply) -> Void
  ) {
    let connection = connections.first(where: \.isIdle) ?? HTTPConnection(port: port, loop: loop)
    if !connections.contains(where: { $0 === connection }) { connections.append(connection) }
    connection.send(
      .POST, call.path, headers: ["Content-Type": "application/json"], body: Array(call.body.utf8),
      timeout: timeout
    ) { completion(EtcdReply($0)) }
  }

  func close() {
    for connection in connections { connection.close() }
    connections = []
  }
}
