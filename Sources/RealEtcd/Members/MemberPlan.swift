import RaftCore
import Simulation

/// What a member is started with.
package struct MemberPlan: Hashable, Sendable {
  package let id: ServerID
  /// Where it serves clients, where it listens to other members, and where these think it does: the
  /// port of its proxy.
  package let clientPort: Int
  package let peerPort: Int
  package let proxyPort: Int

  package var name: String { "m\(id.number)" }

  /// What the other members know it by.
  package var peerURL: String { "http://127.0.0.1:\(proxyPort)" }

  /// Its name in messages, where it is one of those that founded the cluster: the beginning of a
  /// hash over its addresses and the cluster's token.
  package func foundingName(token: String) -> UInt64 {
    SHA1.hash("\(peerURL)\(token)".utf8).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// What all members of a cluster are started with.
package struct ClusterPlan: Hashable, Sendable {
  package let program: EtcdProgram
  package let pace: Pace
  /// Whether members ask around before they stand for election. Set in any case: what etcd does
  /// without being told depends on its version.
  package let preVote: Bool
  package var snapshotCount: Int?
  package let token: String
  package let folder: String
  package let members: [MemberPlan]

  func dataFolder(of member: MemberPlan) -> String { "\(folder)/\(member.name)" }
  func logFile(of member: MemberPlan) -> String { "\(folder)/\(member.name).log" }
  /// What it says beside its log: why it cannot start, or a panic.
  func outputFile(of member: MemberPlan) -> String { "\(folder)/\(member.name).out" }

  /// The path of etcd and what it is told.
  ///
  /// - Parameter joins: whether it joins a cluster that runs, and does not found one.
  func arguments(for member: MemberPlan, joins: Bool) -> [String] {
    let others = members.map { "\($0.name)=\($0.peerURL)" }.joined(separator: ",")
    let snapshots = snapshotCount.map { ["--snapshot-count", "\($0)"] } ?? []
    return [
      program.path, "--name", member.name, "--data-dir", dataFolder(of: member),
      "--listen-client-urls", "http://127.0.0.1:\(member.clientPort)",
      "--advertise-client-urls", "http://127.0.0.1:\(member.clientPort)",
      "--listen-peer-urls", "http://127.0.0.1:\(member.peerPort)",
      "--initial-advertise-peer-urls", member.peerURL, "--initial-cluster", others,
      "--initial-cluster-state", joins ? "existing" : "new", "--initial-cluster-token", token,
      "--heartbeat-interval", "\(pace.heartbeat)", "--election-timeout", "\(pace.election)",
      "--pre-vote=\(preVote)", "--logger", "zap", "--log-level", "info",
      "--log-outputs", logFile(of: member),
    ] + snapshots
  }
}

extension Watched {
  /// What screens tell of a cluster that is started so.
  init(_ plan: ClusterPlan) {
    self.init(
      program: "etcd \(plan.program.version)", folder: plan.folder,
      machines: plan.members.map {
        Machine(clientPort: $0.clientPort, peerPort: $0.peerPort, proxyPort: $0.proxyPort)
      })
  }
}
