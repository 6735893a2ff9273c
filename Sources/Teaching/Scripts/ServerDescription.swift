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
    let majority = cluster.network.groups.first { $0.count >= cluster.members.majority }
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
      guard id.number <= words.servers else {
        throw WordError(.noSuchServer(id, servers: words.servers), at: token.offset)
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

/// Packets on their way, as a script names them.
///
///     RequestVote from S3 to S1    AppendEntries to follower    message    AppendEntries-reply
package struct FlightDescription: Hashable, Sendable {
  package var kind: Kind
  package var from: ServerDescription?
  package var to: ServerDescription?

  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case message
    case requestVote = "RequestVote"
    case requestVoteReply = "RequestVote-reply"
    case appendEntries = "AppendEntries"
    case appendEntriesReply = "AppendEntries-reply"
    case preVote = "PreVote"
    case preVoteReply = "PreVote-reply"
    case timeoutNow = "TimeoutNow"
    case readIndex = "ReadIndex"
    case readIndexReply = "ReadIndex-reply"
    /// A follower hands a client's command on to the leader.
    case propose = "Propose"
    /// An AppendEntries without entries.
    case heartbeat
    /// A client's request.
    case request
    /// A server's answer to a client.
    case answer
  }

  package var text: String {
    kind.rawValue + (from.map { " from \($0.text)" } ?? "") + (to.map { " to \($0.text)" } ?? "")
  }

  /// The packets that are meant now, by arrival; none when a server that they are named by does not
  /// exist.
  package func flights(in cluster: ClusterState) -> [FlightState] {
    let sender = from.map { $0.server(in: cluster) }
    let receiver = to.map { $0.server(in: cluster) }
    if case .some(nil) = sender { return [] }
    if case .some(nil) = receiver { return [] }
    return cluster.flights.filter { flight in
      kind.fits(flight.packet)
        && (sender == nil || flight.packet.sender == sender!)
        && (receiver == nil || flight.packet.receiver == receiver!)
    }
  }
}

extension FlightDescription.Kind {
  fileprivate func fits(_ packet: Packet) -> Bool {
    switch packet {
    case .request: self == .request
    case .answer: self == .answer
    case .letter(let letter):
      switch letter.content {
      case .question, .watch, .unwatch, .handedOn: self == .request
      case .answer, .failure, .notice, .watchLost, .handedBack: self == .answer
      }
    case .message(let message):
      switch message.body {
      case .requestVote: self == .message || self == .requestVote
      case .requestVoteReply: self == .message || self == .requestVoteReply
      case .appendEntries(let request):
        self == .message || self == .appendEntries
          || self == .heartbeat && request.entries.isEmpty
      case .appendEntriesReply: self == .message || self == .appendEntriesReply
      case .preVote: self == .message || self == .preVote
      case .preVoteReply: self == .message || self == .preVoteReply
      case .timeoutNow: self == .message || self == .timeoutNow
      case .readIndex: self == .message || self == .readIndex
      case .readIndexReply: self == .message || self == .readIndexReply
      case .propose: self == .message || self == .propose
      }
    }
  }
}

extension FlightDescription {
  /// What comes after the kind of packet.
  init(_ kind: Kind, _ words: inout Words) throws(WordError) {
    self.kind = kind
    from = words.skip("from") ? try ServerDescription(&words) : nil
    to = words.skip("to") ? try ServerDescription(&words) : nil
  }
}
