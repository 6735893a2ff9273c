import KeyValue
import RaftCore
import Simulation

extension Quantity {
  /// Its value in a cluster now.
  ///
  /// - Throws: a failure when a server is described that there is not.
  package func value(in cluster: Cluster) throws(ScriptRunError.Kind) -> QuantityValue {
    let running = cluster.hosts.filter { $0.life != .crashed }
    switch self {
    case .leader: return .server(cluster.leader)
    case .count(let manner):
      return .number(cluster.members.count { manner.isManner(of: cluster[$0]) })
    case .term: return .number(running.map(\.server.currentTerm).max() ?? 0)
    case .committed: return .number(running.map(\.server.commitIndex).max() ?? 0)
    case .committedEverywhere: return .number(running.map(\.server.commitIndex).min() ?? 0)
    case .acknowledged: return .number(Self.acknowledged(in: cluster))
    case .network: return .text(cluster.network.isWhole ? "whole" : "split")
    case .logs:
      let agree = running.allSatisfy { $0.server.log == running[0].server.log }
      return .text(agree ? "agree" : "differ")
    case .violation: return .text(cluster.violation?.property.id ?? "none")
    case .quiet: return .fact(cluster.isQuiet)
    case .write(let key, let value):
      return .text(Self.state(ofWrite: key, value, in: cluster))
    case .read(let key): return .text(Self.result(ofRead: key, in: cluster))
    case .of(let description, let field):
      guard let server = description.server(in: cluster) else {
        throw .nobody(description.text)
      }
      return try field.value(of: cluster[server], in: cluster)
    }
  }

  private static func acknowledged(in cluster: Cluster) -> Int {
    let operations = cluster.clients.operations
    return (0..<operations.count).count { operations[$0].isAcknowledged }
  }

  private static func state(
    ofWrite key: ShortText, _ value: ShortText, in cluster: Cluster
  ) -> String {
    let operations = cluster.clients.operations
    for place in stride(from: operations.count - 1, through: 0, by: -1)
    where operations[place].operation.key == key
      && operations[place].operation.kind == .write(value)
    {
      switch operations[place].state {
      case .waiting: return "waiting"
      case .acknowledged: return "acknowledged"
      case .unknown: return "unknown"
      }
    }
    return "none"
  }

  private static func result(ofRead key: ShortText, in cluster: Cluster) -> String {
    let operations = cluster.clients.operations
    for place in stride(from: operations.count - 1, through: 0, by: -1)
    where operations[place].operation.key == key && !operations[place].operation.isWrite {
      switch operations[place].state {
      case .waiting: return "waiting"
      case .acknowledged(_, _, .value(let value)): return value?.description ?? "nothing"
      case .acknowledged, .unknown: return "unknown"
      }
    }
    return "none"
  }
}

extension Quantity.Field {
  fileprivate func value(
    of host: Host, in cluster: Cluster
  ) throws(ScriptRunError.Kind) -> QuantityValue {
    let server = host.server
    switch self {
    case .state: return .text(host.stateName)
    case .term: return .number(server.currentTerm)
    case .vote: return .server(server.votedFor)
    case .votes: return .number(server.role.candidacy?.granted.count ?? 0)
    case .commit: return .number(server.commitIndex)
    case .applied: return .number(server.lastApplied)
    case .length: return .number(server.log.lastIndex)
    case .log:
      return .terms((0..<server.log.lastIndex).map { server.log[$0 + 1].term })
    case .entry(let index):
      guard index <= server.log.lastIndex else { return .text("none") }
      let entry = server.log[index]
      return .text(entry.command.operation?.description ?? "no-op")
    case .value(let key): return .text(host.store[key]?.description ?? "nothing")
    case .next(let follower), .match(let follower):
      guard let id = follower.server(in: cluster) else { throw .nobody(follower.text) }
      guard let progress = server.role.leadership?[id] else { return .text("none") }
      if case .next = self { return .number(progress.nextIndex) }
      return .number(progress.matchIndex)
    case .diskTerm: return .number(host.disk.state.currentTerm)
    case .diskVote: return .server(host.disk.state.votedFor)
    }
  }
}

extension ServerDescription.Manner {
  /// Whether a server is of this manner, told from itself alone.
  fileprivate func isManner(of host: Host) -> Bool {
    switch self {
    case .any: host.life != .crashed
    default: host.stateName == rawValue
    }
  }
}

extension Host {
  /// follower, candidate, leader, paused or down.
  fileprivate var stateName: String {
    switch life {
    case .crashed: return "down"
    case .paused: return "paused"
    case .running: break
    }
    return switch server.role {
    case .follower: "follower"
    case .candidate: "candidate"
    case .leader: "leader"
    }
  }
}

extension OperationRecord {
  fileprivate var isAcknowledged: Bool {
    if case .acknowledged = state { true } else { false }
  }
}

extension Cluster {
  /// Whether nothing goes on but heartbeats: no client waits, no disk is busy, and every server
  /// that the leader reaches has the leader's log, knows as much of it to be committed, and the
  /// leader knows that it has.
  fileprivate var isQuiet: Bool {
    guard clients.all.allSatisfy({ $0.request == nil }),
      hosts.allSatisfy({ !$0.disk.isBusy || $0.life == .crashed })
    else { return false }
    let running = hosts.filter { $0.life == .running }
    if running.isEmpty { return true }
    guard let leader else { return false }
    let state = self[leader].server
    return running.allSatisfy { host in
      guard host.id != leader, network.isConnected(from: leader, to: host.id),
        network.isConnected(from: host.id, to: leader)
      else { return true }
      return host.server.role.isFollower && host.server.currentTerm == state.currentTerm
        && host.server.log.lastIndex == state.log.lastIndex
        && host.server.commitIndex == state.commitIndex
        && state.role.leadership?[host.id].matchIndex == state.log.lastIndex
    }
  }
}
