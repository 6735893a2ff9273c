import Explorer
import RaftCore
import Simulation
import TestSupport

@testable import Teaching

/// What can happen from a moment, time left out, as things stand: who is paused does nothing, and
/// over a link that is cut nothing passes.
struct Possibilities {
  let start: State
  private let model: Model
  private let effort: Effort
  private let paused: ServerSet
  private let topology: Topology

  /// How far is looked.
  struct Effort {
    /// How many states near the start are looked at.
    let reach: Int
    /// How often somebody strays far from it.
    let walks: Int

    /// For a thousand moments.
    static let usual = Effort(reach: 12, walks: 3)
    static let large = Effort(reach: 1_500, walks: 60)
    /// To see that mistakes are found.
    static let thorough = Effort(reach: 100, walks: 30)
    /// To know what is said.
    static let none = Effort(reach: 0, walks: 0)
  }

  init(_ why: WhyNot, _ effort: Effort) throws {
    let cluster = why.cluster
    var configuration = cluster.settings.configuration
    configuration.rules = cluster.rules
    model = try Model(
      configuration,
      within: Bounds(
        timeouts: nil, heartbeats: nil, writes: 1, crashes: nil, losses: nil, duplicates: nil,
        messages: Bounds.mostMessages),
      disk: .stepwise, restarts: .apart)
    start = try model.start(from: why.state)
    self.effort = effort
    paused = ServerSet(cluster.hosts.filter { $0.life == .paused }.map(\.id))
    topology = cluster.network.topology
  }

  /// Whether a server runs in a state, and is not paused.
  func isRunning(_ node: Node) -> Bool { node.isUp && !paused.contains(node.id) }

  /// Whether a server that runs leads.
  func hasLeader(_ state: State) -> Bool { state.nodes.contains { $0.isLeader && isRunning($0) } }

  /// Whether no log is other than at the start.
  func hasSameLogs(_ state: State) -> Bool {
    zip(state.nodes, start.nodes).allSatisfy { $0.log == $1.log }
  }

  func moves(from state: State) -> [Move] {
    model.moves(from: state).filter { $0.isCrash || !paused.contains($0.server) }
  }

  private func make(_ move: Move, in state: inout State, using workspace: inout Workspace) {
    model.make(move, in: &state, using: &workspace)
    state.messages.removeAll { !topology.isConnected(from: $0.from, to: $0.to) }
  }

  // MARK: Searching

  /// A state that is so, among those that some moves lead to by way of states within: all that are
  /// near, and some that are far, since few of the many are.
  func finds(
    _ isSo: (State) -> Bool, moving: (Move) -> Bool = { !$0.isCrash },
    within: (State) -> Bool = { _ in true }
  ) -> Bool {
    first(isSo, moving, within, upTo: effort.reach) == .found
      || (0..<effort.walks).contains { walk in
        var random = SeededRandom(UInt64(walk))
        return strays(into: isSo, moving, within, &random)
      }
  }

  /// Whether all that some few moves lead to was looked at, and none of it is so.
  func excludes(_ isSo: (State) -> Bool, moving: (Move) -> Bool) -> Bool {
    first(isSo, moving, { _ in true }, upTo: Self.few) == .none
  }

  private static let few = 300

  private enum Answer { case found, none, tooMany }

  private func first(
    _ isSo: (State) -> Bool, _ moving: (Move) -> Bool, _ within: (State) -> Bool,
    upTo reach: Int
  ) -> Answer {
    if isSo(start) { return .found }
    var seen: Set<State> = [start]
    var queue = [start]
    var next = 0
    var workspace = Workspace()
    while next < queue.count {
      if next == reach { return .tooMany }
      let state = queue[next]
      next += 1
      for move in moves(from: state) where moving(move) && !move.isNeedless {
        var after = state
        make(move, in: &after, using: &workspace)
        if isSo(after) { return .found }
        if within(after), seen.insert(after).inserted { queue.append(after) }
      }
    }
    return .none
  }

  private static let steps = 30

  /// Moves at random, mostly such as finish what was begun.
  private func strays(
    into isSo: (State) -> Bool, _ moving: (Move) -> Bool, _ within: (State) -> Bool,
    _ random: inout SeededRandom
  ) -> Bool {
    var state = start
    var workspace = Workspace()
    for _ in 0..<Self.steps {
      let all = moves(from: state).filter { moving($0) && !$0.isNeedless }
      let finishing = all.filter(\.finishesWhatWasBegun)
      let moves = finishing.isEmpty || random.happens(percent: 15) ? all : finishing
      guard !moves.isEmpty else { return false }
      make(random.one(of: moves), in: &state, using: &workspace)
      if isSo(state) { return true }
      if !within(state) { return false }
    }
    return false
  }

  // MARK: Elections

  /// Whether a server gets somewhere by its elections alone: the one that it stands in, if it does,
  /// and so many more. What belongs to an election comes about in any order, drawn at random, before
  /// its timer runs out again.
  func campaign(of server: ServerID, elections: Int, until isSo: (State) -> Bool) -> Bool {
    (1...Self.campaigns).contains { walk in
      var random = SeededRandom(UInt64(walk))
      return wins(server, elections, &random, until: isSo)
    }
  }

  private static let campaigns = 100

  private func wins(
    _ server: ServerID, _ elections: Int, _ random: inout SeededRandom,
    until isSo: (State) -> Bool
  ) -> Bool {
    var state = start
    var workspace = Workspace()
    var left = elections
    while true {
      let all = moves(from: state)
      // An election of its own comes first: one that it might win now is another question.
      let begins = left == elections && all.contains(.timeout(server))
      let moves =
        begins && elections > 0
        ? [] : all.filter { $0 != .timeout(server) && $0.isOfElection(of: server) }
      if let move = moves.isEmpty ? nil : moves[random.below(moves.count)] {
        make(move, in: &state, using: &workspace)
      } else {
        guard left > 0, all.contains(.timeout(server)) else { return false }
        left -= 1
        make(.timeout(server), in: &state, using: &workspace)
      }
      if isSo(state) { return true }
    }
  }
}

extension Move {
  /// Whether somebody goes down or comes back.
  var isCrash: Bool {
    switch self {
    case .crash, .restart: true
    case .deliver, .lose, .duplicate, .timeout, .heartbeat, .write, .finishWrite: false
    }
  }

  /// Whether nothing becomes possible by it that is not possible without: what is lost may as well
  /// never arrive.
  fileprivate var isNeedless: Bool {
    switch self {
    case .lose, .duplicate: true
    case .deliver, .timeout, .heartbeat, .write, .finishWrite, .crash, .restart: false
    }
  }

  fileprivate var finishesWhatWasBegun: Bool {
    switch self {
    case .deliver, .finishWrite: true
    case .lose, .duplicate, .timeout, .heartbeat, .write, .crash, .restart: false
    }
  }

  /// Whether it is a part of a server's election.
  fileprivate func isOfElection(of server: ServerID) -> Bool {
    switch self {
    case .timeout(let other): return other == server
    case .finishWrite: return true
    case .deliver(let message):
      switch message.kind {
      case .requestVote, .preVote: return message.from == server
      case .requestVoteReply, .preVoteReply: return message.to == server
      case .appendEntries, .appendEntriesReply, .timeoutNow, .readIndex, .readIndexReply, .propose,
        .installSnapshot:
        return false
      }
    case .lose, .duplicate, .heartbeat, .write, .crash, .restart: return false
    }
  }
}
