import RaftCore
import Simulation

/// A run told again from its beginning to its end, one happening after the other: what every export
/// is made from, whoever ran the cluster.
package struct Chronicle: Sendable {
  private let history: any History
  /// How many happenings there are.
  package let eventCount: Int
  /// The moment that the run was followed to.
  package let end: Time
  /// What the simulation was set to; nil of a real cluster.
  package let settings: Settings?
  /// The cluster before the first happening.
  package let state: ClusterState

  /// The whole of the branch that a history's cursor is on.
  package init(_ history: any History) {
    self.history = history
    eventCount = history.branch.records.count
    end = history.branch.end
    settings = (history as? Timeline)?.settings
    state = history.look(after: 0).state
  }

  /// Tells everything that happened: what it was, the servers just before it, the cluster just after.
  package func forEach(_ tell: (Happening, [ServerState], ClusterState) -> Void) {
    var look = history.look(after: 0)
    var servers = look.state.servers
    while look.next(), let happening = look.happening {
      let state = look.state
      tell(happening, servers, state)
      servers = state.servers
    }
  }
}

/// What a run can be exported as.
package enum ExportKind: String, CaseIterable, Hashable, Sendable {
  /// Every event as a line of JSON; see `EventLines`.
  case jsonl
  /// Vector clocks, for ShiViz; see `ClockLog`.
  case shiviz
  /// A sequence diagram; see `SequenceDiagram`.
  case mermaid
  /// What clients asked and were told, for checkers of linearizability; see `OperationHistory`.
  case history
  /// The state after each event; see `StateTable`.
  case csv

  /// What its lines end with.
  package var lineEnd: Character {
    switch self {
    case .csv: "\r\n"
    case .jsonl, .shiviz, .mermaid, .history: "\n"
    }
  }
}
