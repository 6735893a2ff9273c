import RaftCore
import Simulation

/// A run told again from its beginning to its end, event by event: what every export is made from.
package struct Chronicle: Sendable {
  private let beginning: Timeline
  /// How many events there are.
  package let eventCount: Int
  /// The moment that the run was followed to.
  package let end: Time

  package var settings: Settings { beginning.settings }

  /// The whole of the branch that a timeline's cursor is on.
  package init(_ timeline: Timeline) {
    eventCount = timeline.branch.records.count
    end = timeline.branch.end
    var timeline = timeline
    timeline.seek(to: 0)
    beginning = timeline
  }

  /// The cluster before the first event.
  package var cluster: Cluster { beginning.cluster }

  /// Tells every event: what it was, the hosts just before it, the cluster just after it.
  package func forEach(_ tell: (Event, [Host], Cluster) -> Void) {
    var replay = Replay(of: beginning.branch, after: 0)
    var hosts = replay.cluster.hosts
    while replay.next() {
      tell(replay.event, hosts, replay.cluster)
      hosts = replay.cluster.hosts
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
