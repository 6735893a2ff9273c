import RaftCore

/// The difference that a move makes: what it changes at its server, what is sent, and which rules
/// fire.
package struct Difference: Hashable, Sendable {
  /// The server before and after; the same where the move is about a message alone.
  package let before: Node
  package let after: Node
  /// The messages that leave at once.
  package let sent: [Message]
  /// The rules that fire, in order, each with why.
  package let firings: [Firing]

  /// The parts of Figure 2's state that change, in its order.
  package var changes: [Part] { Part.allCases.filter { $0.differs(before, after) } }

  /// Whether nothing changes and nothing is sent.
  package var isNothing: Bool { before == after && sent.isEmpty }

  /// A part of a server's state.
  package enum Part: CaseIterable, Hashable, Sendable {
    case life, role, currentTerm, votedFor, log, commitIndex, disk

    fileprivate func differs(_ before: Node, _ after: Node) -> Bool {
      switch self {
      case .life: before.isUp != after.isUp
      case .role: before.server?.role.kind != after.server?.role.kind
      case .currentTerm: before.term != after.term
      case .votedFor: before.votedFor != after.votedFor
      case .log: before.log != after.log
      case .commitIndex: before.server?.commitIndex ?? 0 != after.server?.commitIndex ?? 0
      case .disk: before.disk != after.disk || before.queue != after.queue
      }
    }
  }
}

extension Node {
  /// Its vote in its term; of a server that is down, the one on its disk.
  package var votedFor: ServerID? { isUp ? server?.votedFor : disk.votedFor }
}

extension Model {
  /// The difference that a move would make.
  ///
  /// - Precondition: it is one of `moves(from: state)`.
  package func difference(of move: Move, from state: State) -> Difference {
    var workspace = Workspace()
    var after = state
    make(move, in: &after, using: &workspace)
    return Difference(
      before: state[move.server], after: after[move.server], sent: workspace.sent,
      firings: workspace.firings)
  }
}
