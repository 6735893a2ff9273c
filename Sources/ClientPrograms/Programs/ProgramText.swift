import KeyValue

// Questions and answers in a line, for exports and lists.

extension ProgramCall: CustomStringConvertible {
  /// `put a 1`, `keepalive 21`, `get kube-scheduler`, `work of pod-a token 4`.
  package var description: String {
    switch self {
    case .request(let request, let way):
      way == .serializable ? "\(request) serializable" : "\(request)"
    case .keepAlive(let lease): "keepalive \(lease)"
    case .timeToLive(let lease): "ttl \(lease)"
    case .api(let request): request.description
    case .work(let work):
      "work of \(work.sender)" + (work.token.map { " token \($0)" } ?? "")
    }
  }
}

extension ProgramAnswer: CustomStringConvertible {
  /// `rev 4: put`, `21 has 10s again`, `conflict`, `accepted`.
  package var description: String {
    switch self {
    case .store(let answer): answer.description
    case .keptAlive(let lease, let ttl):
      ttl.map { "lease \(lease) has \($0)s again" } ?? "no lease \(lease)"
    case .timeToLive(let lease, let time):
      time.left < 0 ? "no lease \(lease)" : "lease \(lease) has \(time.left)s of \(time.granted)s"
    case .api(let answer): answer.description
    case .work(let accepted): accepted ? "accepted" : "refused"
    }
  }
}

extension APIRequest: CustomStringConvertible {
  package var description: String {
    switch self {
    case .get(let name): "get \(name)"
    case .create(let name, let record): "create \(name) \(record.text)"
    case .update(let name, let record, let version): "update \(name)@\(version) \(record.text)"
    }
  }
}

extension APIAnswer: CustomStringConvertible {
  package var description: String {
    switch self {
    case .object(let record, let version): "@\(version) \(record.text)"
    case .notFound: "404 not found"
    case .alreadyExists: "409 already exists"
    case .conflict: "409 conflict"
    case .unreadable: "500 unreadable"
    }
  }
}
