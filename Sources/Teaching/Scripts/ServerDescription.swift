import RaftCore
import Simulation

/// A server as a script names it: by its name, or by what it is when the step is performed.
///
///     S3   leader   follower   pre-candidate   candidate   down   paused   stale-leader
///     any-of minority   leader of minority   follower of majority
///
/// Of several the one with the lowest number is meant; of leaders the one of the highest term.
package enum ServerDescription: Hashable, Sendable {
  case named(ServerID)
  case some(Manner, of: Side?)

  package enum Manner: String, CaseIterable, Hashable, Sendable {
    case leader, follower
    case preCandidate = "pre-candidate"
    case candidate, down, paused
    /// One that still leads an older term while another leads a newer one.
    case staleLeader = "stale-leader"
    /// One that is not down.
    case any = "any-of"
  }

  /// A side of a split network.
  package enum Side: String, CaseIterable, Hashable, Sendable {
    case majority, minority
  }

  package var text: String {
    switch self {
    case .named(let server): server.description
    case .some(.any, let side): "any-of \(side?.rawValue ?? "")"
    case .some(let manner, nil): manner.rawValue
    case .some(let manner, let side?): "\(manner.rawValue) of \(side.rawValue)"
    }
  }

  /// The server that is meant now; nil when there is none.
  ///
  /// - Parameter others: servers that are not meant, because they were named before.
  package func server(in cluster: ClusterState, except others: ServerSet = []) -> ServerID? {
    switch self {
    case .named(let server): return cluster.members.contains(server) ? server : nil
    case .some(let manner, let side):
      let candidates = (side.map { $0.servers(in: cluster) } ?? cluster.members)
        .subtracting(others)
      let fitting = candidates.map { cluster[$0] }.filter { manner.fits($0) }
      let terms = fitting.map { $0.raft.currentTerm ?? 0 }
      switch manner {
      case .leader: return fitting.indices.max { terms[$0] < terms[$1] }.map { fitting[$0].id }
      case .staleLeader:
        let newest = terms.max() ?? 0
        let newer = cluster.leader.flatMap { cluster[$0].raft.currentTerm } ?? newest
        return zip(fitting, terms).first { $1 < max(newer, newest) }?.0.id
      case .follower, .preCandidate, .candidate, .down, .paused, .any: return fitting.first?.id
      }
    }
  }
}

extension ServerDescription.Manner {
  /// Whether a server is of this manner, as far as is known, told from itself alone.
  fileprivate func fits(_ server: ServerState) -> Bool {
    let isUp = server.life != .crashed
    return switch self {
    case .down: !isUp
    case .paused: server.life == .paused
    case .any: isUp
    case .leader, .staleLeader: isUp && server.raft.role?.isLeader == true
    case .preCandidate: isUp && server.raft.role?.isPreCandidate == true
    case .candidate: isUp && server.raft.role?.isCandidate == true
    case .follower: isUp && server.raft.role?.isFollower == true
    }
  }
}

extension ServerDescription.Side {
  /// The servers on this side: the majority's are those that can still elect a leader.
  package func servers(in cluster: ClusterState) -> ServerSet {
    let majority = cluster.network.groups.first { cluster.membership.isQuorum($0) }
    let whole = cluster.network.groups.isEmpty ? cluster.members : []
    let servers = majority ?? whole
    return self == .majority ? servers : cluster.members.subtracting(servers)
  }
}

extension ServerDescription {
  /// Whether a word begins a description.
  static func begins(with token: Words.Token) -> Bool {
    !token.isQuoted && (Manner(rawValue: token.text) != nil || id(token.text) != nil)
  }

  static func id(_ text: String) -> ServerID? {
    guard text.first == "S" || text.first == "s", let number = Numbers.whole(text.dropFirst()),
      (1...ServerID.maximum).contains(number)
    else { return nil }
    return ServerID(number)
  }

  init(_ words: inout Words) throws(WordError) {
    guard let token = words.next, Self.begins(with: token) else { throw words.misfit(.server) }
    _ = words.take()
    if let id = Self.id(token.text) {
      guard id.number <= words.cast.servers else {
        throw WordError(.noSuchServer(id, servers: words.cast.servers), at: token.offset)
      }
      self = .named(id)
    } else if token.text == Manner.any.rawValue {
      self = .some(.any, of: try words.choice(of: Side.self, .side))
    } else {
      let side = words.skip("of") ? try words.choice(of: Side.self, .side) : nil
      self = .some(Manner(rawValue: token.text)!, of: side)
    }
  }
}
