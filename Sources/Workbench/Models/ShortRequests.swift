import ClientPrograms
import KeyValue
import RaftCore
import Simulation

// Requests in a few columns, for entries of logs and for what programs wait for.

extension Request {
  /// `put /leader`, `grant 13`, `txn`.
  var shortText: String {
    switch self {
    case .keys(.put(let key, _, _)): "put \(key)"
    case .keys(.range(let keys, _, _)): "get \(keys)"
    case .keys(.delete(let keys)): "delete \(keys)"
    case .transaction: "txn"
    case .compact(let revision): "compact \(revision)"
    case .grant(let lease, _): "grant \(lease)"
    case .revoke(let lease): "revoke \(lease)"
    case .checkpoint(let lease, _): "checkpoint \(lease)"
    }
  }
}

extension ProgramCall {
  /// The same of what a program asks.
  var shortText: String {
    switch self {
    case .request(let request, _): request.shortText
    case .keepAlive(let lease): "keepalive \(lease)"
    case .timeToLive(let lease): "ttl \(lease)"
    case .api(.get(let name)): "GET \(name)"
    case .api(.create(let name, _)): "POST \(name)"
    case .api(.update(let name, _, _)): "PUT \(name)"
    case .work: "work"
    }
  }
}

extension ClusterState {
  /// What a command asks for in a few words; nil of a leader's blank entry.
  func shortText(of command: Command) -> String? {
    entries?[command]?.text ?? command.operation?.description ?? request(of: command)?.shortText
      ?? command.membership?.sign
  }
}
