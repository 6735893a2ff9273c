import ClientPrograms
import KeyValue
import RaftCore
import Simulation

// What members answer, as programs take it.
extension EtcdReply {
  /// The letter that a program gets for its question.
  func letter(answering number: CallNumber, _ call: ProgramCall) -> Letter.Content {
    switch self {
    case .done(let json):
      let body = json["result"] ?? json
      guard let answer = Self.answer(body, to: call) else {
        return .failure(number, .connectionLost)
      }
      return .answer(number, answer, term: body["header"]?["raft_term"]?.integer ?? 0)
    case .refused(let why):
      guard let error = Self.error(why) else { return .failure(number, .unavailable) }
      return .answer(number, .store(StoreAnswer(revision: 0, .failed(error))), term: 0)
    case .foreign: return .failure(number, .connectionLost)
    case .unknown(let why):
      // A read in flight when its leader is lost fails at once, and a keepalive where there is none.
      if ["etcdserver: leader changed", "etcdserver: no leader"].contains(why) {
        return .failure(number, .unavailable)
      }
      // A write fails after a long wait, whether it was proposed or not.
      let hasWaited = why.hasPrefix("etcdserver: ") || why == "context deadline exceeded"
      return .failure(number, hasWaited ? .timedOut : .connectionLost)
    }
  }

  /// The errors of etcd's that the model's store knows, by their words.
  private static func error(_ words: String) -> StoreError? {
    let known: [StoreError] = [
      .compacted(0), .futureRevision, .leaseNotFound, .leaseExists, .ttlTooLarge, .duplicateKey,
      .tooManyRequests, .noKey,
    ]
    return known.first { $0.description == words }
  }

  private static func answer(_ json: JSON, to call: ProgramCall) -> ProgramAnswer? {
    switch call {
    case .request(let request, _): answer(json, to: request).map { .store($0) }
    case .keepAlive(let lease):
      .keptAlive(lease, ttl: (json["TTL"]?.integer).flatMap { $0 > 0 ? $0 : nil })
    case .timeToLive(let lease):
      .timeToLive(
        lease,
        Member.TimeToLive(
          left: json["TTL"]?.integer ?? 0, granted: json["grantedTTL"]?.integer ?? 0,
          keys: (json["keys"]?.elements ?? []).map { Text(base64: $0) }))
    case .api, .work: nil
    }
  }

  private static func answer(_ json: JSON, to request: Request) -> StoreAnswer? {
    guard let revision = json["header"]?["revision"]?.integer else { return nil }
    let response: Response
    switch request {
    case .keys(let request): response = Self.response(json, to: request)
    case .transaction(let transaction):
      let succeeded = json["succeeded"]?.isTrue ?? false
      let requests = succeeded ? transaction.then : transaction.otherwise
      let answers = zip(requests, json["responses"]?.elements ?? []).map { request, part in
        let body = part.members.first?.value ?? .null
        return StoreAnswer(
          revision: body["header"]?["revision"]?.integer ?? revision,
          Self.response(body, to: request))
      }
      response = .transaction(succeeded: succeeded, answers)
    case .compact: response = .compacted
    case .grant(let lease, let ttl):
      response = .granted(json["ID"]?.integer ?? lease, ttl: json["TTL"]?.integer ?? ttl)
    case .revoke: response = .revoked
    case .checkpoint: return nil
    }
    return StoreAnswer(revision: revision, response)
  }

  private static func response(_ json: JSON, to request: KeyRequest) -> Response {
    switch request {
    case .put: return .put
    case .range:
      let records = (json["kvs"]?.elements ?? []).map { KeyRecord($0) }
      return .range(records, count: json["count"]?.integer ?? records.count)
    case .delete: return .deleted(json["deleted"]?.integer ?? 0)
    }
  }
}

extension Watcher.Response {
  /// What a watch tells; nil of what says nothing of keys: that it is open.
  init?(_ json: JSON) {
    let revision = json["header"]?["revision"]?.integer ?? 0
    if json["canceled"]?.isTrue == true {
      guard let compacted = json["compact_revision"]?.integer, compacted > 0 else { return nil }
      self = .cancelled(compacted: compacted)
      return
    }
    let events = json["events"]?.elements ?? []
    guard !events.isEmpty else { return nil }
    let changes = events.map { event in
      KeyRecord(event["kv"] ?? .null, isDeletion: event["type"]?.text == "DELETE")
    }
    self = .changes(changes, revision: revision)
  }
}

extension KeyRecord {
  fileprivate init(_ json: JSON, isDeletion: Bool = false) {
    self.init(
      key: Text(base64: json["key"]), value: isDeletion ? .empty : Text(base64: json["value"]),
      createRevision: isDeletion ? 0 : json["create_revision"]?.integer ?? 0,
      modRevision: json["mod_revision"]?.integer ?? 0,
      version: isDeletion ? 0 : max(1, json["version"]?.integer ?? 1),
      lease: isDeletion ? 0 : json["lease"]?.integer ?? 0)
  }
}

extension Text {
  /// Bytes of the gateway; what no text of the model's holds is cut down to a question mark.
  fileprivate init(base64 json: JSON?) {
    let bytes = (json?.text).flatMap { Base64.decode($0) } ?? []
    self = Text(String(decoding: bytes, as: UTF8.self)) ?? Text("?")!
  }
}
