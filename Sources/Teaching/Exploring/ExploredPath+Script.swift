import Exploration
import Explorer
import KeyValue
import RaftCore
import Simulation

extension ExploredPath {
  /// The way as a script, which expects at its end what was searched for.
  ///
  /// - Throws: a way that takes more steps than a script may have.
  package func script(for goal: ExploringGoal) throws(Script.LengthError) -> Script {
    var script = try Script(of: timeline, branch: timeline.branchNumber, title: goal.text)
    script.steps.append(ScriptStep(.expect([Condition(facts(of: goal))])))
    return script
  }

  /// What scripts can expect of a cluster in which the goal is reached.
  private func facts(of goal: ExploringGoal) -> [Condition.Fact] {
    let end = trace.end
    switch goal {
    case .violation:
      let property = trace.violation?.property.id ?? "none"
      return [.compares(.violation, .equal, .value(.text(property)))]
    case .leads(let server, _): return Self.leads(end[server])
    case .cannotWin: return end.nodes.map(Self.log)
    case .twoLeaders(let terms): return Self.leaders(terms, in: end).flatMap(Self.leads)
    case .committed(let index, _), .lost(let index, _):
      let shown = end.nodes.first { $0.committed >= index && trace.goalShown(index, by: $0, goal) }
      return shown.map { Self.knows(index, $0) } ?? []
    case .written(let key, let value, _):
      let wanted = "\(key)=\(value)"
      for node in end.nodes where node.isLeader && node.committed > 0 {
        for index in 1...node.committed where Self.text(of: node.log[index]) == wanted {
          return Self.leads(node) + Self.knows(index, node)
        }
      }
      return []
    }
  }

  private static func fact(
    _ server: ServerID, _ field: Quantity.Field, _ value: QuantityValue,
    _ comparison: Condition.Comparison = .equal
  ) -> Condition.Fact {
    .compares(.of(.named(server), field), comparison, .value(value))
  }

  private static func leads(_ node: Node) -> [Condition.Fact] {
    [fact(node.id, .state, .text("leader")), fact(node.id, .term, .number(node.term))]
  }

  private static func log(_ node: Node) -> Condition.Fact {
    let last = node.log.lastIndex
    return fact(node.id, .log, .terms(last > 0 ? (1...last).map { node.log[$0].term } : []))
  }

  /// That a server knows an entry to be committed, and which.
  private static func knows(_ index: LogIndex, _ node: Node) -> [Condition.Fact] {
    [
      fact(node.id, .commit, .number(index), .atLeast), log(node),
      fact(node.id, .entry(index), .text(text(of: node.log[index]))),
    ]
  }

  private static func text(of entry: Entry) -> String {
    entry.command.operation?.description ?? "no-op"
  }

  /// The leaders that are searched for.
  private static func leaders(_ terms: ExploringGoal.Terms, in state: State) -> [Node] {
    let leaders = state.nodes.filter(\.isLeader)
    switch terms {
    case .any: return Array(leaders.prefix(2))
    case .exactly(let term): return Array(leaders.filter { $0.term == term }.prefix(2))
    case .one:
      let term = leaders.map(\.term).first { term in leaders.count { $0.term == term } > 1 }
      return Array(leaders.filter { $0.term == term }.prefix(2))
    }
  }
}

extension Trace {
  /// Whether a server that knows an entry to be committed shows what is searched for.
  fileprivate func goalShown(_ index: LogIndex, by node: Node, _ goal: ExploringGoal) -> Bool {
    switch goal {
    case .committed(_, let term): term.map { $0 == node.log[index].term } ?? true
    case .lost(_, let term):
      (try? goal.goal(from: start, commands: [])).map { $0.isShown(by: node) } ?? (term == nil)
    case .violation, .leads, .cannotWin, .twoLeaders, .written: false
    }
  }
}
