import RaftCore
import Testing

@testable import Explorer

@Suite("From a given moment") struct StartTests {
  /// After a blackout: all servers have just started. S1 and S2 have an entry of term 2 that no
  /// leader knows to be committed, S3 one of term 3 in its place.
  static func blackout(_ model: Model) -> State { start(model, [[1, 2], [1, 2], [1, 3]]) }

  /// The moment of Figure 8, (b): S1 has an entry of term 2, S3 one of term 3, S2 neither.
  static func figure8(_ model: Model) -> State { start(model, [[1, 2], [1], [1, 3]]) }

  /// Servers in term 3, with entries of these terms.
  private static func start(_ model: Model, _ terms: [[Int]]) -> State {
    State(
      nodes: zip(model.members, terms).map { server, terms in
        let log = Log(terms.map { Entry(term: $0, command: .noOp) })
        let disk = PersistentState(currentTerm: 3, votedFor: nil, log: log)
        return Node(starting: server, in: model.configuration, with: disk)
      })
  }

  static let bounds = Bounds(timeouts: 2, heartbeats: 1, writes: 0, messages: 6)

  @Test("Figure 8: an entry of an earlier term is committed by counting, and lost")
  func figure8Breaks() throws {
    for (off, isSafe) in [([Rule.commitOnlyCurrentTerm], false), ([], true)] {
      // Messages of one entry: so the old one comes without the leader's no-op.
      let configuration = Configuration(
        members: .first(3), rules: RuleSet(without: off), batchLimit: 1)
      let model = try Model(configuration, within: Bounds(timeouts: 2, writes: 0, messages: 6))
      let outcome = try Search(model, from: Self.figure8(model), for: .violation()).run()
      guard case .found(let trace) = outcome else {
        #expect(isSafe && outcome == .exhausted)
        continue
      }
      #expect(!isSafe && trace.moves.count == 11)
      #expect(trace.violation?.property == .leaderCompleteness)
    }
  }

  @Test("only servers that the start does not tell apart are interchangeable")
  func interchangeable() throws {
    let model = try Model(servers: 3, within: Self.bounds)
    let start = Self.blackout(model)
    let search = try Search(model, from: start, for: .violation())
    #expect(search.interchangeable == [ServerID(1), ServerID(2)])
    let named = try Search(model, from: start, for: .leads(ServerID(1)))
    #expect(named.interchangeable == [])
    let five = try Search(Model(servers: 5, within: Self.bounds), for: .violation())
    #expect(five.interchangeable.count == 4)
    var voted = model.emptyCluster
    voted[ServerID(1)] = Node(
      starting: ServerID(1), in: model.configuration,
      with: PersistentState(currentTerm: 1, votedFor: ServerID(3)))
    let past = try Search(model, from: voted, for: .violation())
    #expect(past.interchangeable == [])
  }

  @Test(
    "an entry that a minority has may be lost; one that a majority has may be, too, until committed"
  )
  func losesEntries() throws {
    let model = try Model(servers: 3, within: Self.bounds)
    let start = Self.blackout(model)
    for term in [2, 3] {
      let goal = Goal.lost(LogPosition(index: 2, term: term))
      guard case .found(let trace) = try Search(model, from: start, for: goal).run() else {
        Issue.record("the entry of term \(term) is not lost")
        continue
      }
      #expect(goal.isReached(in: trace.end))
    }
  }

  @Test("a committed entry is not lost within the bounds")
  func keepsCommitted() throws {
    let model = try Model(servers: 3, within: Self.bounds)
    let entry = LogPosition(index: 3, term: 4)
    guard
      case .found(let trace) = try Search(
        model, from: Self.blackout(model), for: .committed(entry)
      ).run()
    else { return #expect(Bool(false)) }
    var start = trace.end
    start.counts = Counts()
    let wide = try Model(servers: 3, within: Bounds(timeouts: 2, writes: 1, messages: 8))
    #expect(try Search(wide, from: start, for: .lost(entry)).run() == .exhausted)
  }

  @Test("where disks take no steps, what they were writing is on disk at the start")
  func finishesWrites() throws {
    let stepwise = try Model(servers: 3, within: Self.bounds, disk: .stepwise)
    var state = stepwise.emptyCluster
    var workspace = Workspace()
    stepwise.make(.timeout(ServerID(1)), in: &state, using: &workspace)
    #expect(state.messages.isEmpty && state[ServerID(1)].nextWrite != nil)
    let atomic = try Model(servers: 3, within: Self.bounds)
    let start = try atomic.start(from: state)
    #expect(start.messages.count == 2 && start[ServerID(1)].nextWrite == nil)
    #expect(start[ServerID(1)].disk.currentTerm == 1)
  }
}

@Suite("What can happen next") struct MoveTests {
  @Test("nine servers: each may time out or crash, a leader do what leaders do")
  func nineServers() throws {
    let model = try Model(servers: 9, within: Bounds(messages: 60))
    var state = model.emptyCluster
    #expect(model.moves(from: state).count == 18)
    guard case .found(let trace) = try Search(model, for: .leads(ServerID(5))).run() else {
      return #expect(Bool(false))
    }
    state = trace.end
    let moves = model.moves(from: state)
    #expect(moves.contains(.write(ServerID(5), Command(1))))
    #expect(moves.contains(.heartbeat(ServerID(5))) && !moves.contains(.timeout(ServerID(5))))
    #expect(moves.count == 18 + 1 + 3 * Set(state.messages).count)
    #expect(moves.map(\.server) == moves.map(\.server).sorted())
  }

  @Test("a difference is what the move then makes")
  func differences() throws {
    let model = try Model(servers: 3, within: Bounds(), disk: .stepwise, restarts: .apart)
    var state = model.emptyCluster
    var workspace = Workspace()
    let timeout = model.difference(of: .timeout(ServerID(2)), from: state)
    #expect(timeout.changes == [.role, .currentTerm, .votedFor, .disk])
    #expect(timeout.firings.map(\.rule) == [.electionTimeout, .startElection])
    #expect(timeout.sent.isEmpty)
    model.make(.timeout(ServerID(2)), in: &state, using: &workspace)
    #expect(state[ServerID(2)] == timeout.after)
    let written = model.difference(of: .finishWrite(ServerID(2)), from: state)
    #expect(written.sent.count == 2 && written.changes == [.disk])
    let crash = model.difference(of: .crash(ServerID(2)), from: state)
    #expect(crash.changes == [.life, .role, .currentTerm, .votedFor, .disk])
    model.make(.crash(ServerID(2)), in: &state, using: &workspace)
    #expect(model.moves(from: state).contains(.restart(ServerID(2))))
  }

  @Test("a message that would change nothing says so")
  func nothing() throws {
    let model = try Model(servers: 3, within: Bounds())
    var state = model.emptyCluster
    let stale = Message(
      from: ServerID(2), to: ServerID(1), term: 0, body: .requestVoteReply(voteGranted: true))
    state.messages = [stale, stale]
    #expect(model.difference(of: .deliver(stale), from: state).isNothing)
    #expect(state.withoutSpentMessages.messages.isEmpty)
    // Equal messages make no difference: one move of each kind.
    #expect(model.moves(from: state).filter { $0.message == stale }.count == 3)
  }

  @Test("bounds say what may still happen")
  func bounded() throws {
    let model = try Model(servers: 3, within: Bounds(timeouts: 1, crashes: 0))
    var state = model.emptyCluster
    var workspace = Workspace()
    #expect(model.moves(from: state, within: model.bounds).count == 3)
    model.make(.timeout(ServerID(1)), in: &state, using: &workspace)
    let moves = model.moves(from: state, within: model.bounds)
    #expect(moves.allSatisfy { if case .deliver = $0 { true } else { false } })
  }
}
