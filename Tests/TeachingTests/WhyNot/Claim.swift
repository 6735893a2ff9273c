import Exploration
import Explorer
import RaftCore
import Simulation
import TestSupport

@testable import Teaching

/// What a reason says about what can happen, as a search among states that contradicts it or does not.
///
/// Conditions are those of `WhyNot`: nobody crashes or restarts, and where logs decide, none changes.
struct Claim {
  /// What kind of claim it is; nil where the reason only says how things stand.
  let kind: String?
  /// A state that contradicts it, or for what is said to be possible, that there is none.
  let contradiction: Contradiction?

  enum Contradiction {
    case reached(State)
    case unreachable
  }

  static let kinds = [
    "can win", "cannot win", "can win this term", "cannot win this term", "copies", "lacks",
    "too few", "nobody commits",
  ]

  init(_ reason: WhyNot.Reason, _ why: WhyNot, reach: Int) throws {
    let search = try Possibilities(why, reach: reach)
    switch reason {
    case .election(.new(let election)):
      (kind, contradiction) = Self.check(election, why, search)
    case .election(.candidacy(let candidacy)):
      (kind, contradiction) = Self.check(candidacy, why, search)
    case .election(.tooFewRun):
      kind = "too few"
      let latest = search.start.nodes.map(\.term).max() ?? 0
      let found = search.first(
        where: { $0.nodes.contains { $0.isLeader && $0.term > latest } },
        moving: { !$0.isCrash && !$0.isNeedless })
      contradiction = found.map { .reached($0) }
    case .entry(.copies(let copies)):
      kind = "copies"
      contradiction = Self.contradiction(of: copies, search)
    case .entry(.leaderLacks(let leader, let term, let entry, _)):
      kind = "lacks"
      let found = search.first(
        where: { $0[leader].committed >= entry.index && $0[leader].log.contains(entry) },
        moving: { !$0.isNeedless && !$0.isCrash },
        within: { $0[leader].isLeader && $0[leader].term == term })
      contradiction = found.map { .reached($0) }
    case .entry(.nobodyCommits(let entry)):
      kind = "nobody commits"
      let found = search.first(
        where: { $0.nodes.contains { $0.committed >= entry.index && $0.log.contains(entry) } },
        moving: { !$0.isNeedless && !$0.isCrash },
        within: { !$0.nodes.contains(where: \.isLeader) })
      contradiction = found.map { .reached($0) }
    case .election, .entry, .client: (kind, contradiction) = (nil, nil)
    }
  }

  private static func check(
    _ election: WhyNot.NewElection, _ why: WhyNot, _ search: Possibilities
  ) -> (String, Contradiction?) {
    let server = election.server
    let term = search.start[server].term
    func wins(_ state: State) -> Bool { state[server].isLeader && state[server].term > term }
    guard election.canWin else {
      let found = search.first(
        where: wins, moving: { !$0.isCrash && !$0.isNeedless }, within: search.hasSameLogs)
      return ("cannot win", found.map { .reached($0) })
    }
    let isPossible = search.campaign(of: server, elections: 4, until: wins)
    return ("can win", isPossible ? nil : .unreachable)
  }

  private static func check(
    _ candidacy: WhyNot.Candidacy, _ why: WhyNot, _ search: Possibilities
  ) -> (String, Contradiction?) {
    let server = candidacy.server
    func wins(_ state: State) -> Bool {
      state[server].isLeader && state[server].term == candidacy.term
    }
    guard candidacy.canWin else {
      let found = search.first(
        where: wins, moving: { !$0.isCrash && !$0.isNeedless }, within: search.hasSameLogs)
      return ("cannot win this term", found.map { .reached($0) })
    }
    let isPossible = search.campaign(of: server, elections: 0, until: wins)
    return ("can win this term", isPossible ? nil : .unreachable)
  }

  /// One answer less than is said to be missing, and it is committed all the same.
  private static func contradiction(
    of copies: WhyNot.Copies, _ search: Possibilities
  ) -> Contradiction? {
    let leader = copies.leader
    let others = copies.others.map(\.server)
    let few = max(0, copies.missing - 1)
    // Whoever is nearest to be counted is let be counted first.
    let nearest = copies.others.sorted { $0.hold.nearness < $1.hold.nearness }.map(\.server)
    let heard = Set(nearest.prefix(few))
    let found = search.first(
      where: { $0[leader].committed >= copies.entry.index },
      moving: { move in
        if move.isCrash || move.isNeedless { return false }
        if move == .finishWrite(leader) {
          return !others.contains(leader) || heard.contains(leader)
        }
        guard case .deliver(let message) = move, message.to == leader else { return true }
        return !others.contains(message.from) || heard.contains(message.from)
      },
      within: { $0[leader].isLeader && $0[leader].term == copies.term })
    return found.map { .reached($0) }
  }
}

extension WhyNot.Copy.Hold {
  fileprivate var nearness: Int {
    switch self {
    case .answers: 0
    case .writes: 1
    case .saidInVain: 2
    case .isSent: 3
    case .isMissing: 4
    case .isPaused: 5
    case .isDown: 6
    }
  }
}

/// What can happen from a moment, breadth first, as far as it is let.
struct Possibilities {
  let start: State
  private let model: Model
  private let reach: Int

  init(_ why: WhyNot, reach: Int) throws {
    var configuration = why.cluster.settings.configuration
    configuration.rules = why.cluster.rules
    model = try Model(
      configuration,
      within: Bounds(
        timeouts: nil, heartbeats: nil, writes: 1, crashes: nil, losses: nil, duplicates: nil,
        messages: Bounds.mostMessages),
      disk: .stepwise, restarts: .apart)
    start = try model.start(from: why.state)
    self.reach = reach
  }

  /// Whether no log is other than at the start.
  func hasSameLogs(_ state: State) -> Bool {
    zip(state.nodes, start.nodes).allSatisfy { $0.log == $1.log }
  }

  /// Whether a server gets somewhere by its elections alone: the one that it stands in, if it does,
  /// and so many more. What belongs to an election comes about in any order, drawn at random, before
  /// its timer runs out again.
  func campaign(of server: ServerID, elections: Int, until isSo: (State) -> Bool) -> Bool {
    (1...Self.walks).contains { walk in
      var random = SeededRandom(UInt64(walk))
      return wins(server, elections, &random, until: isSo)
    }
  }

  private static let walks = 100

  private func wins(
    _ server: ServerID, _ elections: Int, _ random: inout SeededRandom,
    until isSo: (State) -> Bool
  ) -> Bool {
    var state = start
    var workspace = Workspace()
    var left = elections
    while true {
      let all = model.moves(from: state)
      // An election of its own comes first: one that it might win now is another question.
      let begins = left == elections && all.contains(.timeout(server))
      let moves =
        begins && elections > 0
        ? [] : all.filter { $0 != .timeout(server) && $0.isOfElection(of: server) }
      if let move = moves.isEmpty ? nil : moves[random.below(moves.count)] {
        model.make(move, in: &state, using: &workspace)
      } else {
        guard left > 0, all.contains(.timeout(server)) else { return false }
        left -= 1
        model.make(.timeout(server), in: &state, using: &workspace)
      }
      if isSo(state) { return true }
    }
  }

  /// The first state that is so, among those that some moves lead to and that stay within.
  func first(
    where isSo: (State) -> Bool, moving: (Move) -> Bool, within: (State) -> Bool = { _ in true }
  ) -> State? {
    var seen: Set<State> = [start]
    var queue = [start]
    var next = 0
    var workspace = Workspace()
    while next < queue.count, next < reach {
      let state = queue[next]
      next += 1
      for move in model.moves(from: state) where moving(move) {
        var after = state
        model.make(move, in: &after, using: &workspace)
        if isSo(after) { return after }
        if within(after), seen.insert(after).inserted { queue.append(after) }
      }
    }
    return nil
  }
}

extension Move {
  /// Whether somebody goes down or comes back.
  fileprivate var isCrash: Bool {
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

  /// Whether it is a part of a server's election.
  fileprivate func isOfElection(of server: ServerID) -> Bool {
    switch self {
    case .timeout(let other): return other == server
    case .finishWrite: return true
    case .deliver(let message):
      switch message.kind {
      case .requestVote, .preVote: return message.from == server
      case .requestVoteReply, .preVoteReply: return message.to == server
      case .appendEntries, .appendEntriesReply, .timeoutNow, .readIndex, .readIndexReply, .propose:
        return false
      }
    case .lose, .duplicate, .heartbeat, .write, .crash, .restart: return false
    }
  }
}
