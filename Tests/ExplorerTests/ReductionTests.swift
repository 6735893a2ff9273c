import RaftCore
import Testing

@testable import Explorer

@Suite("Reductions lose nothing") struct ReductionTests {
  static let cases = [
    BoundedCase(limits: [1, 0, 1, 0, 0, 0], states: 997),
    BoundedCase(servers: 2, limits: [2, 0, 1, 1, 0, 0], states: 0),
    BoundedCase(
      servers: 2, limits: [2, 0, 0, 1, 0, 0], disk: .stepwise, restarts: .apart, states: 0),
    BoundedCase(limits: [2, 0, 0, 0, 0, 0], messages: 3, states: 0),
    BoundedCase(
      servers: 2, limits: [2, 0, 1, 1, 0, 0], off: [.oneVotePerTerm, .stepDownOnHigherTerm],
      states: 0),
  ]

  /// Goals that are never reached: one that names a server, and one that names none.
  static let unreachable = [Goal.leads(ServerID(1), in: 99), .committedCommand(Command(99))]

  @Test(
    "interchangeable servers: as many states are found as there are classes of all states",
    arguments: cases, unreachable)
  func symmetryCountsClasses(_ bounded: BoundedCase, _ goal: Goal) throws {
    let model = try bounded.model
    let search = try Search(model, for: goal, Search.Options(dropsSpentMessages: false))
    #expect(search.interchangeable == model.members.filter { !goal.servers.contains($0) }.or([]))
    #expect(search.run() == .exhausted)
    var all = ValueExplorer(model)
    var classes = ValueExplorer(model, interchangeable: search.interchangeable)
    defer {
      all.free()
      classes.free()
    }
    var found: Set<ValueExplorer.Key> = []
    _ = all.explore(from: model.emptyCluster) { state, _ in found.insert(classes.key(of: state)) }
    #expect(found.count == search.figures.states)
  }

  static let goals: [Goal] = [
    .violation(), .leads(ServerID(2)), .leads(ServerID(2), in: 2), .leads(ServerID(1), in: 3),
    .cannotWin(ServerID(3)), .twoLeaders(inOneTerm: true), .twoLeaders(inOneTerm: false),
    .severalLeaders(), .severalLeaders(in: 1), .severalLeaders(in: 2),
    .committedIndex(1), .committedIndex(2), .committedIndex(3),
    .committed(LogPosition(index: 1, term: 1)), .committed(LogPosition(index: 2, term: 1)),
    .committed(LogPosition(index: 2, term: 2)),
    .committedCommand(Command(1)), .committedCommand(Command(1), in: 2),
    .committedCommand(Command(2)),
  ]

  @Test("each goal is as near with them as without, or as far", arguments: goals)
  func sameGoals(_ goal: Goal) throws {
    let bounds = Bounds(timeouts: 2, writes: 1, messages: 4)
    for rules in [RuleSet(), RuleSet(without: [.oneVotePerTerm])] {
      let model = try Model(servers: 3, rules: rules, within: bounds)
      let plain = try moves(
        model, goal, Search.Options(usesSymmetry: false, dropsSpentMessages: false))
      #expect(try moves(model, goal, Search.Options(dropsSpentMessages: false)) == plain)
    }
    // Where messages are dropped, bounds on them reach farther: so here none is met.
    let model = try Model(servers: 3, within: Bounds(timeouts: 1, writes: 1, messages: 20))
    let plain = try moves(
      model, goal, Search.Options(usesSymmetry: false, dropsSpentMessages: false))
    #expect(try moves(model, goal, Search.Options(usesSymmetry: false)) == plain)
    #expect(try moves(model, goal, Search.Options()) == plain)
    #expect(try moves(model, goal, Search.Options(cores: 2)) == plain)
  }

  /// How many moves lead to a goal; nil: it is not reached. What is found holds at the end of the
  /// path.
  private func moves(_ model: Model, _ goal: Goal, _ options: Search.Options) throws -> Int? {
    let search = try Search(model, for: goal, options)
    guard case .found(let trace) = search.run() else {
      #expect(search.outcome == .exhausted)
      return nil
    }
    #expect(goal.isReached(in: trace.end))
    return trace.moves.count
  }

  @Test("without spent messages servers come into the same combinations", arguments: cases)
  func droppingKeepsServers(_ bounded: BoundedCase) throws {
    var bounds = bounded.bounds
    bounds.messages = 40
    let model = try Model(
      servers: bounded.servers, rules: RuleSet(without: bounded.off), within: bounds,
      disk: bounded.disk, restarts: bounded.restarts)
    guard bounded.servers == 2 || bounded.limits[0] == 1 else { return }
    var kept = ValueExplorer(model)
    var dropped = ValueExplorer(model, drops: true)
    defer {
      kept.free()
      dropped.free()
    }
    #expect(kept.combinations() == dropped.combinations())
  }

  @Test("the search drops what can never act again, and nothing else", arguments: cases)
  func droppingAsDefined(_ bounded: BoundedCase) throws {
    let model = try bounded.model
    let search = try Search(
      model, for: .leads(ServerID(1), in: 99), Search.Options(usesSymmetry: false))
    #expect(search.run() == .exhausted)
    var values = ValueExplorer(model, drops: true)
    defer { values.free() }
    #expect(values.explore(from: model.emptyCluster) { _, _ in } == search.figures.states)
  }

  @Test("servers with the same canonical form behave alike", arguments: cases)
  func canonicalFormsBehaveAlike(_ bounded: BoundedCase) throws {
    let model = try bounded.model
    let values = ValueExplorer(model)
    var logs = LogTable()
    defer {
      values.free()
      logs.free()
    }
    // All values of servers, also those that only unread fields tell apart.
    var alike: [[UInt64]: Set<Node>] = [:]
    var seen: Set<Set<Node>> = []
    var frontier = [model.emptyCluster]
    var workspace = Workspace()
    var messages: Set<Message> = []
    while let state = frontier.popLast() {
      for node in state.nodes { alike[values.key(of: node, nil, &logs), default: []].insert(node) }
      messages.formUnion(state.messages)
      for move in model.moves(from: state, within: model.bounds) {
        var next = state
        model.make(move, in: &next, using: &workspace)
        guard model.isWithinBounds(next), seen.insert(Set(next.nodes)).inserted else { continue }
        frontier.append(next)
      }
    }
    var compared = 0
    for nodes in alike.values where nodes.count > 1 {
      for input in inputs(of: nodes.first!, messages, model) {
        let results = nodes.map { result(of: input, at: $0, model, values, &logs) }
        #expect(Set(results).count == 1)
        compared += 1
      }
    }
    #expect(compared > 20)
  }

  private func inputs(of node: Node, _ messages: Set<Message>, _ model: Model) -> [NodeInput] {
    guard node.isUp else { return [.restart] }
    let arrivals = messages.filter { $0.to == node.id }.map { NodeInput.receive($0) }
    let own: [NodeInput] = [.crashAndRestart, .timeout(.heartbeat), .request(Command(9))]
    return arrivals + own + (node.isLeader ? [] : [.timeout(.election)])
      + (node.nextWrite == nil ? [] : [.written])
  }

  private struct Result: Hashable {
    var key: [UInt64]
    var sent: [Message]
  }

  private func result(
    of input: NodeInput, at node: Node, _ model: Model, _ values: ValueExplorer,
    _ logs: inout LogTable
  ) -> Result {
    var node = node
    var workspace = Workspace()
    model.take(input, at: &node, in: &workspace)
    return Result(key: values.key(of: node, nil, &logs), sent: workspace.sent)
  }
}

extension [ServerID] {
  /// The servers, or others where there is but one.
  fileprivate func or(_ others: [ServerID]) -> [ServerID] { count > 1 ? self : others }
}
