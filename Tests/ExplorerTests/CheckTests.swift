import Testing

@testable import Explorer
@testable import RaftCore

/// A mistake in a server, and the property that it breaks.
struct Mistake: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var property: SafetyProperty
  var bounds: Bounds
  var make: @Sendable (inout Node, NodeInput) -> Void
}

@Suite("Each checker fires") struct CheckTests {
  static let mistakes = [
    Mistake(
      testDescription: "a restart forgets the vote", property: .electionSafety,
      bounds: Bounds(writes: 0, crashes: 1)
    ) { node, input in
      if input == .crashAndRestart { node.server?.votedFor = nil }
    },
    Mistake(
      testDescription: "a leader that is asked forgets its first entry",
      property: .leaderAppendOnly, bounds: Bounds(timeouts: 1, writes: 1)
    ) { node, input in
      guard case .request = input, let log = node.server?.log else { return }
      node.server?.log = Log((2...log.lastIndex).map { log[$0] })
    },
    Mistake(
      testDescription: "a follower stores another command", property: .logMatching,
      bounds: Bounds(timeouts: 1, writes: 0)
    ) { node, input in
      guard case .receive(let message) = input, !message.entries.isEmpty,
        var log = node.server?.log, log.lastIndex > 0
      else { return }
      let last = log.last
      log.truncate(to: last.index - 1)
      log.append(Entry(term: last.term, command: Command(99)))
      node.server?.log = log
      node.disk.log = log
    },
    Mistake(
      testDescription: "a restart forgets the last entry", property: .leaderCompleteness,
      bounds: Bounds(writes: 0, crashes: 1), make: forgetLastEntry),
    Mistake(
      testDescription: "a restart forgets the last entry, and another is applied",
      property: .stateMachineSafety, bounds: Bounds(writes: 0, crashes: 1),
      make: forgetLastEntry),
  ]

  @Sendable static func forgetLastEntry(_ node: inout Node, _ input: NodeInput) {
    guard input == .crashAndRestart, let last = node.server?.log.lastIndex, last > 0 else {
      return
    }
    node.server?.log.truncate(to: last - 1)
    node.disk.log.truncate(to: last - 1)
  }

  @Test("at a mistake that breaks its property", arguments: mistakes)
  func fires(_ mistake: Mistake) throws {
    var model = try Model(servers: 3, within: mistake.bounds)
    let goal = Goal.violation(of: SafetyProperties(mistake.property))
    let clean = try Search(model, for: goal)
    #expect(clean.run() == .exhausted)
    model.mistake = mistake.make
    guard case .found(let trace) = try Search(model, for: goal).run() else {
      Issue.record("the mistake was not found")
      return
    }
    #expect(trace.violation?.property == mistake.property)
    // Two threads see it as well, as near.
    let threads = try Search(model, for: goal, Search.Options(cores: 2))
    guard case .found(let other) = threads.run() else {
      Issue.record("two threads did not find the mistake")
      return
    }
    #expect(other.moves.count == trace.moves.count)
  }

  @Test(
    "tables and states say the same of every two servers",
    arguments: [[Rule.oneVotePerTerm], [.upToDateCheck, .appendNoOp], [.consistencyCheck]])
  func tablesAgree(off: [Rule]) throws {
    let model = try Model(
      servers: 3, rules: RuleSet(without: off),
      within: Bounds(timeouts: 2, writes: 1, messages: 4))
    var values = ValueExplorer(model, drops: true)
    var logs = LogTable()
    defer {
      values.free()
      logs.free()
    }
    var broken = 0
    _ = values.explore(from: model.emptyCluster) { state, _ in
      let facts = state.nodes.enumerated().map { slot, node in
        NodeFacts(node, slot: slot, log: logs.number(of: node.log), isMarked: false)
      }
      for (one, other) in [(0, 1), (0, 2), (1, 2)] {
        let property = StateChecks.broken(state.nodes[one], state.nodes[other])
        #expect(TableChecks.broken(facts[one], facts[other], logs.view) == property)
        if property != nil { broken += 1 }
      }
    }
    #expect(broken > 0)
  }

  @Test("logs that are not compared ahead of time are compared the same")
  func comparesLogs() {
    var logs = LogTable()
    defer { logs.free() }
    func number(_ terms: [Int], _ command: UInt64 = 0) -> UInt32 {
      logs.number(
        of: Log(terms.map { Entry(term: $0, command: Command($0 == 3 ? command : 0)) }))
    }
    let some = [number([1, 1, 2]), number([1, 1]), number([1, 2]), number([1, 3], 1)]
    let other = number([1, 3, 4], 2)
    #expect(logs.view.difference(some[0], some[1]) == 0)
    #expect(logs.view.difference(some[0], some[2]) == 2)
    #expect(logs.view.difference(some[3], other) == LogTable.mismatch)
    for one in some + [other] {
      for two in some + [other] where one != two {
        #expect(logs.view.difference(one, two) == logs.view.compare(one, two))
      }
    }
  }
}
