import Exploration
import Explorer
import RaftCore
import Simulation

/// What can happen next, each with the difference that it would make, and the acts that it is.
package struct MoveList: Sendable {
  package let rows: [Row]

  /// One thing that can happen.
  package struct Row: Sendable {
    package let move: Move
    /// What makes it happen in the run; empty where nothing does.
    package let acts: [Stimulus]
    package let difference: Difference
  }

  /// All that can happen next, grouped by server.
  package init(_ model: Model, at start: ExploringStart) throws(ModelError) {
    let state = try model.start(from: start.state)
    rows = model.moves(from: state).map { move in
      let trace = Trace(model, state, [move])
      let path = try? ExploredPath(trace, from: start)
      return Row(
        move: move, acts: path?.steps.first?.acts ?? [],
        difference: model.difference(of: move, from: state))
    }
  }

  /// The rows of each server, by ascending numbers.
  package var groups: [(server: ServerID, rows: [Row])] {
    var groups: [(server: ServerID, rows: [Row])] = []
    for row in rows {
      if groups.last?.server == row.move.server {
        groups[groups.count - 1].rows.append(row)
      } else {
        groups.append((row.move.server, [row]))
      }
    }
    return groups
  }
}

extension MoveList.Row {
  /// What changes, what is sent, and which rules fire, in a language.
  package func parts(in language: Language) -> [String] {
    let phrases = language.exploringPhrases
    var parts = difference.changes.map { phrases.text(of: $0, in: difference) }
    var kinds: [(name: String, to: [ServerID])] = []
    for message in difference.sent {
      let name = language.phrasebook.name(of: message.body)
      if let place = kinds.firstIndex(where: { $0.name == name }) {
        kinds[place].to.append(message.to)
      } else {
        kinds.append((name, [message.to]))
      }
    }
    parts += kinds.map { phrases.sends($0.name, to: $0.to) }
    return parts.isEmpty ? [phrases.noDifference] : parts
  }
}
