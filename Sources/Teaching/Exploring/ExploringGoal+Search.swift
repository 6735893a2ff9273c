import Exploration
import Explorer
import KeyValue
import RaftCore
import Simulation

// What the words of a goal come to at a start.
extension ExploringGoal {
  /// Why the explorer cannot be asked for it at a start.
  package enum Misfit: Error, Hashable, Sendable {
    /// No server has an entry at this index that could be lost.
    case noEntry(LogIndex)
    /// Servers have several entries at this index: a term says which is meant.
    case severalEntries(LogIndex, terms: [Term])
    /// Clients write too few times for this to be written.
    case noWrite
  }

  /// What the explorer searches for.
  ///
  /// - Parameters:
  ///   - start: the moment that it is asked at.
  ///   - commands: what clients will write.
  /// - Throws: `Misfit`, where the start has not what the goal speaks of.
  package func goal(from start: State, commands: [Command]) throws(Misfit) -> Goal {
    switch self {
    case .violation(let property): return .violation(of: property.map { .init($0) } ?? .all)
    case .leads(let server, let term): return .leads(server, in: term)
    case .cannotWin(let server): return .cannotWin(server)
    case .twoLeaders(.any): return .severalLeaders()
    case .twoLeaders(.one): return .twoLeaders(inOneTerm: true)
    case .twoLeaders(.exactly(let term)): return .severalLeaders(in: term)
    case .committed(let index, nil): return .committedIndex(index)
    case .committed(let index, let term?):
      return .committed(LogPosition(index: index, term: term))
    case .lost(let index, let term):
      let terms = Self.terms(at: index, in: start)
      if let term {
        guard terms.contains(term) else { throw .noEntry(index) }
        return .lost(LogPosition(index: index, term: term))
      }
      guard let first = terms.first else { throw .noEntry(index) }
      guard terms.count == 1 else { throw .severalEntries(index, terms: terms) }
      return .lost(LogPosition(index: index, term: first))
    case .written(let key, let value, let term):
      let all = Self.commands(in: start) + commands
      let command = all.first { command in
        command.operation.map { $0.key == key && $0.kind == .write(value) } ?? false
      }
      guard let command else { throw .noWrite }
      return .committedCommand(command, in: term)
    }
  }

  /// What must be written for it to be reached.
  package var write: ExploringWrite? {
    switch self {
    case .written(let key, let value, _): ExploringWrite(key: key, value: value)
    case .violation, .leads, .cannotWin, .twoLeaders, .committed, .lost: nil
    }
  }

  /// The terms of the entries that servers have at an index, ascending.
  private static func terms(at index: LogIndex, in state: State) -> [Term] {
    var terms: [Term] = []
    for node in state.nodes {
      for log in [node.log, node.disk.log] where index > 0 && index <= log.lastIndex {
        if !terms.contains(log[index].term) { terms.append(log[index].term) }
      }
    }
    return terms.sorted()
  }

  private static func commands(in state: State) -> [Command] {
    state.nodes.flatMap { node in
      node.log.lastIndex > 0 ? (1...node.log.lastIndex).map { node.log[$0].command } : []
    }
  }
}
