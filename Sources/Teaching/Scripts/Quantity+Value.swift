import KeyValue
import RaftCore
import Simulation

extension Quantity {
  /// Its value in a cluster now; `unknown` where what it is told from is not known.
  ///
  /// - Throws: a failure when a server is described that there is not.
  package func value(in cluster: ClusterState) throws(ScriptRunError.Kind) -> QuantityValue {
    let running = cluster.servers.filter { $0.life != .crashed }
    switch self {
    case .leader:
      let leader = cluster.leader
      let isKnown = leader != nil || running.allSatisfy { $0.raft.role != nil }
      return isKnown ? .server(leader) : .unknown
    case .count(let manner):
      let known = cluster.servers.compactMap { manner.isManner(of: $0) }
      return known.count == cluster.servers.count
        ? .number(known.count { $0 }) : .unknown
    case .term: return .number(of: running, \.currentTerm) { $0.max() }
    case .committed: return .number(of: running, \.commitIndex) { $0.max() }
    case .committedEverywhere:
      let members = cluster.membership.servers
      return .number(of: running.filter { members.contains($0.id) }, \.commitIndex) { $0.min() }
    case .acknowledged: return .number(Self.acknowledged(in: cluster))
    case .network: return .text(cluster.network.isWhole ? "whole" : "split")
    case .logs:
      let running = running.filter { cluster.membership.servers.contains($0.id) }
      let logs = running.compactMap(\.raft.log)
      guard logs.count == running.count else { return .unknown }
      return .text(logs.allSatisfy { $0.agrees(with: logs[0]) } ? "agree" : "differ")
    case .violation: return .text(cluster.violations.first?.property.id ?? "none")
    case .quiet: return cluster.isQuiet.map { .fact($0) } ?? .unknown
    case .write(let key, let value):
      return Self.known(Self.state(ofWrite: key, value, in: cluster), in: cluster)
    case .read(let key): return Self.known(Self.result(ofRead: key, in: cluster), in: cluster)
    case .outside(let quantity): return try quantity.value(in: cluster)
    case .of(let description, let field):
      guard let server = description.server(in: cluster) else {
        throw .nobody(description.text)
      }
      return try field.value(of: cluster[server], in: cluster)
    }
  }

  private static func acknowledged(in cluster: ClusterState) -> Int {
    let operations = cluster.operations
    return operations.folded.acknowledged
      + operations.indices.count { operations[$0].isAcknowledged }
  }

  /// What became of an operation; nil: none like it is kept, and of those that are only counted nobody
  /// can tell.
  private static func known(_ outcome: String?, in cluster: ClusterState) -> QuantityValue {
    if let outcome { return .text(outcome) }
    return cluster.operations.folded.count > 0 ? .unknown : .text("none")
  }

  private static func state(
    ofWrite key: ShortText, _ value: ShortText, in cluster: ClusterState
  ) -> String? {
    let operations = cluster.operations
    for place in operations.indices.reversed()
    where operations[place].operation.key == key
      && operations[place].operation.kind == .write(value)
    {
      switch operations[place].state {
      case .waiting: return "waiting"
      case .acknowledged: return "acknowledged"
      case .unknown: return "unknown"
      case .refused: return "refused"
      case .expired: return "expired"
      }
    }
    return nil
  }

  private static func result(ofRead key: ShortText, in cluster: ClusterState) -> String? {
    let operations = cluster.operations
    for place in operations.indices.reversed()
    where operations[place].operation.key == key && !operations[place].operation.isWrite {
      switch operations[place].state {
      case .waiting: return "waiting"
      case .acknowledged(_, _, .value(let value)): return value?.description ?? "nothing"
      case .acknowledged, .unknown: return "unknown"
      case .refused: return "refused"
      case .expired: return "expired"
      }
    }
    return nil
  }
}

extension QuantityValue {
  fileprivate static func number(_ number: Int?) -> QuantityValue {
    number.map { .number($0) } ?? .unknown
  }

  fileprivate static func text(_ text: String?) -> QuantityValue {
    text.map { .text($0) } ?? .unknown
  }

  /// A number of several servers as one; 0 of none.
  fileprivate static func number(
    of servers: [ServerState], _ field: (RaftState) -> Int?, _ choose: ([Int]) -> Int?
  ) -> QuantityValue {
    let known = servers.compactMap { field($0.raft) }
    return known.count == servers.count ? .number(choose(known) ?? 0) : .unknown
  }
}

extension Quantity.Field {
  fileprivate func value(
    of server: ServerState, in cluster: ClusterState
  ) throws(ScriptRunError.Kind) -> QuantityValue {
    let raft = server.raft
    switch self {
    case .state: return .text(server.stateName)
    case .term: return .number(raft.currentTerm)
    case .vote: return raft.vote.map { .server($0.candidate) } ?? .unknown
    case .votes: return raft.role.map { Self.votes($0.isCandidate, $0) } ?? .unknown
    case .preVotes: return raft.role.map { Self.votes($0.isPreCandidate, $0) } ?? .unknown
    case .commit: return .number(raft.commitIndex)
    case .applied: return .number(raft.lastApplied)
    case .length: return .number(raft.log?.lastIndex)
    case .log: return raft.log.map { .terms($0.terms) } ?? .unknown
    case .snapshot: return .number(raft.log?.start.index)
    case .sessions: return .number(server.sessions.count)
    case .configuration: return .text(raft.membership?.words)
    case .member: return .text(cluster.membership.standing(of: server.id))
    case .entry(let index):
      guard let log = raft.log else { return .unknown }
      guard index <= log.lastIndex, index >= log.firstIndex else { return .text("none") }
      return .text(log[index].map { cluster.text(of: $0.command) ?? "no-op" })
    case .value(let key):
      guard let contents = server.contents else { return .unknown }
      return .text(contents.first { $0.key == key }?.value.description ?? "nothing")
    case .revision: return .number(server.member?.revision)
    case .compacted: return .number(server.member?.compacted)
    case .appliedTerm: return .number(server.member?.appliedTerm)
    case .next(let follower), .match(let follower):
      guard let id = follower.server(in: cluster) else { throw .nobody(follower.text) }
      if case .leader(nil)? = raft.role { return .unknown }
      guard raft.role != nil else { return .unknown }
      guard let progress = raft.role?.leadership?[id] else { return .text("none") }
      if case .next = self { return .number(progress.nextIndex) }
      return .number(progress.matchIndex)
    case .diskTerm: return .number(server.disk?.currentTerm)
    case .diskVote: return server.disk.map { .server($0.votedFor) } ?? .unknown
    case .transfer:
      if case .leader(nil)? = raft.role { return .unknown }
      return raft.role.map { .server($0.leadership?.transfer?.target) } ?? .unknown
    case .lease:
      guard raft.role?.isLeader == true else { return raft.role == nil ? .unknown : .text("none") }
      guard let end = raft.leaseEnd else { return .text("none") }
      return .text(server.clock.map { $0 < end ? "lasts" : "over" })
    case .reads: return .number(raft.reads?.count)
    case .forwarded: return .number(raft.forwarded?.count)
    }
  }

  /// The votes that were given to a server in a role; 0 to one that is not in it.
  private static func votes(_ isInRole: Bool, _ role: RoleState) -> QuantityValue {
    guard isInRole else { return .number(0) }
    return .number(role.candidacy?.granted.count)
  }
}

extension Membership {
  /// It in words of scripts: `S1 S2 S3`, `S1 S2 and S3 S4`, `S1 S2, learners S3`.
  fileprivate var words: String {
    func names(_ servers: ServerSet) -> String {
      servers.map(\.description).joined(separator: " ")
    }
    let text = isJoint ? "\(names(outgoing)) and \(names(voters))" : names(voters)
    return learners.isEmpty ? text : "\(text), learners \(names(learners))"
  }

  fileprivate func standing(of server: ServerID) -> String {
    if voters.contains(server) { return "voter" }
    if outgoing.contains(server) { return "leaving" }
    return learners.contains(server) ? "learner" : "none"
  }
}

extension ServerDescription.Manner {
  /// Whether a server is of this manner, told from itself alone; nil when that is not known.
  fileprivate func isManner(of server: ServerState) -> Bool? {
    switch self {
    case .any: server.life != .crashed
    case .leader, .follower, .preCandidate, .candidate, .down, .paused, .staleLeader:
      server.stateName.map { $0 == rawValue }
    }
  }
}

extension ServerState {
  /// follower, candidate, leader, paused or down; nil when it is not known.
  fileprivate var stateName: String? {
    switch life {
    case .crashed: return "down"
    case .paused: return "paused"
    case .running: break
    }
    return switch raft.role {
    case .follower?: "follower"
    case .preCandidate?: "pre-candidate"
    case .candidate?: "candidate"
    case .leader?: "leader"
    case nil: nil
    }
  }
}

extension OperationRecord {
  fileprivate var isAcknowledged: Bool {
    if case .acknowledged = state { true } else { false }
  }
}

extension ClusterState {
  /// Whether nothing goes on but heartbeats: no client waits, no disk is busy, and every server
  /// that the leader reaches has the leader's log, knows as much of it to be committed, and the
  /// leader knows that it has. Nil when that cannot be told.
  fileprivate var isQuiet: Bool? {
    guard clients.allSatisfy({ $0.request == nil }),
      servers.allSatisfy({ $0.disk?.isBusy != true || $0.life == .crashed })
    else { return false }
    let running = servers.filter { $0.life == .running }
    if running.isEmpty { return true }
    guard running.allSatisfy({ $0.raft.role != nil }) else { return nil }
    guard let leader else { return false }
    let own = self[leader].raft
    let members = membership(of: leader).servers
    let reached = running.filter {
      $0.id != leader && members.contains($0.id) && network.isConnected(from: leader, to: $0.id)
        && network.isConnected(from: $0.id, to: leader)
    }
    guard let term = own.currentTerm, let last = own.log?.lastIndex,
      let commit = own.commitIndex, let leadership = own.role?.leadership
    else { return reached.isEmpty ? true : nil }
    return reached.allSatisfy { server in
      server.raft.role?.isFollower == true && server.raft.currentTerm == term
        && server.raft.log?.lastIndex == last && server.raft.commitIndex == commit
        && leadership[server.id].matchIndex == last
    }
  }
}
