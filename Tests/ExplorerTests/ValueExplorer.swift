import RaftCore

@testable import Explorer

/// Finds all states by a set of values, with the servers and reductions of the explorer but none of
/// its tables: what reductions are held against.
struct ValueExplorer {
  let model: Model
  /// Whether messages that can never act again are dropped.
  var drops = false
  /// The renamings under which states count as one.
  var renamings: [Renaming]
  private let canon: CanonicalForm
  private var logs = LogTable()

  /// A state by what tells it apart.
  struct Key: Hashable {
    var nodes: [[UInt64]]
    var messages: [[UInt64]]
    var counts: Counts
  }

  init(_ model: Model, drops: Bool = false, interchangeable: [ServerID] = []) {
    self.model = model
    self.drops = drops
    canon = CanonicalForm(model.configuration)
    renamings = Symmetry.renamings(of: interchangeable, in: model.members)
  }

  /// Frees what the table of logs has reserved.
  func free() { logs.free() }

  func key(of node: Node, _ renaming: Renaming? = nil, _ logs: inout LogTable) -> [UInt64] {
    let numbers = canon.logNumbers(of: node, in: &logs)
    return canon.key(of: node, logs: numbers, under: renaming ?? renamings[0])
  }

  /// The least key of all renamings of a state.
  mutating func key(of state: State) -> Key {
    let keys = renamings.map { renaming in
      Key(
        nodes: state.nodes.map { key(of: $0, renaming, &logs) }.sorted { $0.precedes($1) },
        messages: state.messages.map { canon.key(of: $0, under: renaming) }
          .sorted { $0.precedes($1) },
        counts: state.counts)
    }
    return keys.min {
      ($0.nodes + $0.messages).lexicographicallyPrecedes($1.nodes + $1.messages) {
        $0.precedes($1)
      }
    }!
  }

  /// All states from a start, each visited once.
  mutating func explore(from start: State, _ visit: (State, inout ValueExplorer) -> Void) -> Int {
    let start = drops ? start.withoutSpentMessages : start
    var seen: Set<Key> = [key(of: start)]
    var frontier = [start]
    var workspace = Workspace()
    while let state = frontier.popLast() {
      visit(state, &self)
      for move in model.moves(from: state, within: model.bounds) {
        var next = state
        model.make(move, in: &next, using: &workspace)
        if drops { next = next.withoutSpentMessages }
        guard model.isWithinBounds(next) else { continue }
        if seen.insert(key(of: next)).inserted { frontier.append(next) }
      }
    }
    return seen.count
  }

  /// The different combinations of servers, whatever is in flight and whatever happened.
  mutating func combinations() -> Set<[[UInt64]]> {
    var combinations: Set<[[UInt64]]> = []
    _ = explore(from: model.emptyCluster) { state, explorer in
      combinations.insert(state.nodes.map { explorer.key(of: $0, nil, &explorer.logs) })
    }
    return combinations
  }
}

extension [UInt64] {
  fileprivate func precedes(_ other: [UInt64]) -> Bool { lexicographicallyPrecedes(other) }
}
