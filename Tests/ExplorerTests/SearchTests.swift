import RaftCore
import Testing

@testable import Explorer

@Suite("A search") struct SearchTests {
  private let bounds = Bounds(timeouts: 2, writes: 1, messages: 4)

  @Test("that stops and goes on finds what one in a run finds", arguments: [1, 2])
  func resumes(cores: Int) throws {
    let model = try Model(servers: 3, within: bounds)
    let whole = try Search(model, for: .violation(), Search.Options(cores: cores))
    #expect(whole.run() == .exhausted)
    let parts = try Search(model, for: .violation(), Search.Options(cores: cores))
    var slices = 0
    while parts.advance(50) == nil { slices += 1 }
    #expect(slices > 3)
    #expect(parts.outcome == .exhausted)
    #expect(parts.figures.states == whole.figures.states)
    #expect(parts.figures.successors == whole.figures.successors)
    #expect(parts.figures.depth == whole.figures.depth)
    #expect(parts.rulesThatNeverFired == whole.rulesThatNeverFired)
    // It has ended, and stays so.
    #expect(parts.advance(1000) == .exhausted)
  }

  @Test("on two threads counts what one counts")
  func threadsAgree() throws {
    for rules in [RuleSet(), RuleSet(without: [.appendNoOp])] {
      let model = try Model(servers: 3, rules: rules, within: bounds)
      let figures = try [1, 2, 3].map { cores in
        let search = try Search(
          model, for: .violation(), Search.Options(usesSymmetry: false, cores: cores))
        #expect(search.run() == .exhausted)
        return search.figures
      }
      for other in figures.dropFirst() {
        #expect(other.states == figures[0].states)
        #expect(other.successors == figures[0].successors)
        #expect(other.cut == figures[0].cut)
        #expect(other.depth == figures[0].depth)
        #expect(other.servers == figures[0].servers)
        #expect(other.messages == figures[0].messages)
      }
    }
  }

  @Test("that has taken its memory goes on when it may take more")
  func memory() throws {
    let model = try Model(servers: 3, within: Bounds(timeouts: 2, writes: 1))
    let options = Search.Options(usesSymmetry: false)
    let whole = try Search(model, for: .violation(), options)
    #expect(whole.run() == .exhausted)
    let search = try Search(
      model, for: .violation(), Search.Options(usesSymmetry: false, memory: 3 << 20))
    #expect(search.run() == .outOfMemory)
    #expect(search.figures.bytes <= 3 << 20)
    #expect(search.figures.states < whole.figures.states)
    #expect(search.advance(1 << 20, memory: 1 << 28) == .exhausted)
    #expect(search.figures.states == whole.figures.states)
  }

  @Test("whose goal is reached at the start takes no move")
  func nothingToDo() throws {
    let model = try Model(servers: 3, within: bounds)
    let search = try Search(model, for: .leads(ServerID(2)))
    guard case .found(let trace) = search.run() else { return #expect(Bool(false)) }
    let again = try Search(model, from: trace.end, for: .leads(ServerID(2)))
    guard case .found(let none) = again.outcome else { return #expect(Bool(false)) }
    #expect(none.moves.isEmpty)
  }

  @Test("takes only moves that a state offers")
  func movesAreOffered() throws {
    let model = try Model(
      servers: 3, rules: RuleSet(without: [.persistBeforeAnswering]),
      within: Bounds(writes: 0, crashes: 1), disk: .stepwise)
    guard case .found(let trace) = try Search(model, for: .violation()).run() else {
      return #expect(Bool(false))
    }
    for (move, state) in zip(trace.moves, trace.states) {
      #expect(model.moves(from: state, within: model.bounds).contains(move))
    }
  }

  @Test("says which rules never fired: without timeouts, nearly all")
  func neverFired() throws {
    let model = try Model(servers: 3, within: Bounds(timeouts: 0))
    let search = try Search(model, for: .violation())
    #expect(search.run() == .exhausted)
    #expect(search.figures.states == 1)
    #expect(search.rulesThatNeverFired.contains(.becomeLeader))
    let wider = try Search(Model(servers: 3, within: bounds), for: .violation())
    wider.run()
    #expect(!wider.rulesThatNeverFired.contains(.becomeLeader))
    #expect(wider.rulesThatNeverFired.contains(.heartbeat))
  }

  @Test("tells how likely a collision is: all pairs, over 2^64")
  func odds() {
    #expect(Fingerprint.collisionOdds(states: 1, renamings: 1) == 0)
    let odds = Fingerprint.collisionOdds(states: 1 << 32, renamings: 1)
    #expect(odds > 0.49 && odds < 0.51)
    // Of the least of six fingerprints there are fewer to share.
    let crowded = Fingerprint.collisionOdds(states: 1 << 20, renamings: 6)
    #expect(crowded > 3 * Fingerprint.collisionOdds(states: 1 << 20, renamings: 1))
  }

  @Test("grows its table in place and loses nothing")
  func tableGrows() {
    var table = SeenTable(reserving: 1 << 16)
    var new = 0
    for _ in 1...2 {
      for number in 1...300_000 as ClosedRange<UInt64> {
        if number % 1000 == 1 { table.grow(adding: 1000) }
        if table.insert(Fingerprint.mix(number)) { new += 1 }
      }
    }
    #expect(new == 300_000)
    let count = table.count
    #expect(count == 300_000)
  }

  @Test("refuses what it cannot explore, and says why")
  func refuses() throws {
    #expect(throws: ModelError.servers(10)) { try Model(servers: 10, within: bounds) }
    #expect(throws: ModelError.features([.preVote])) {
      try Model(
        Configuration(members: .first(3), features: Features([.preVote])), within: bounds)
    }
    #expect(throws: ModelError.bound(.writes, 41, most: 40)) {
      try Model(servers: 3, within: Bounds(writes: 41))
    }
    #expect(throws: ModelError.bound(.crashes, -1, most: 250)) {
      try Model(servers: 3, within: Bounds(crashes: -1))
    }
    #expect(throws: ModelError.messages(201, most: 200)) {
      try Model(servers: 3, within: Bounds(messages: 201))
    }
    let model = try Model(servers: 3, within: bounds)
    #expect(throws: ModelError.noSuchServer(ServerID(4))) {
      try Search(model, for: .leads(ServerID(4)))
    }
    let entry = LogPosition(index: 1, term: 1)
    #expect(throws: ModelError.noSuchEntry(entry)) { try Search(model, for: .lost(entry)) }
    var state = model.emptyCluster
    state.messages = [
      Message(from: ServerID(2), to: ServerID(1), term: 1, body: .timeoutNow)
    ]
    #expect(throws: ModelError.beyondPlainRaft(ServerID(2))) {
      try Search(model, from: state, for: .violation())
    }
    state.messages = [
      Message(
        from: ServerID(4), to: ServerID(1), term: 1, body: .requestVoteReply(voteGranted: true))
    ]
    #expect(
      throws: ModelError.members([ServerID(1), ServerID(4)], expected: .first(3))
    ) { try Search(model, from: state, for: .violation()) }
    state.messages = []
    state.nodes.removeLast()
    #expect(throws: ModelError.members(.first(2), expected: .first(3))) {
      try Search(model, from: state, for: .violation())
    }
  }
}
