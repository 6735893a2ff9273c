import RaftCore

/// A way through a model: a start, and the moves from there.
package struct Trace: Sendable {
  package let model: Model
  package let start: State
  package let moves: [Move]

  package init(_ model: Model, _ start: State, _ moves: [Move]) {
    self.model = model
    self.start = start
    self.moves = moves
  }

  /// The states that it passes: the start, and the one after each move.
  ///
  /// Found by handing every input to the servers themselves.
  package var states: [State] {
    var states = [start]
    walk { states.append($1) }
    return states
  }

  /// The state at which it ends.
  package var end: State {
    var end = start
    walk { end = $1 }
    return end
  }

  /// The first safety property that does not hold at its end, and who shows it.
  package var violation: Violation? {
    var overwriting: ServerID?
    walk { move, _, workspace in overwriting = workspace.leaderOverwrote ? move.server : nil }
    if let overwriting { return Violation(.leaderAppendOnly, [overwriting]) }
    return StateChecks.violation(in: end)
  }

  private func walk(_ visit: (Move, State) -> Void) {
    walk { move, state, _ in visit(move, state) }
  }

  private func walk(_ visit: (Move, State, Workspace) -> Void) {
    var state = start
    var workspace = Workspace()
    for move in moves {
      model.make(move, in: &state, using: &workspace)
      visit(move, state, workspace)
    }
  }
}
