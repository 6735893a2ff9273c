import KeyValue
import RaftCore

/// What snapshots hold, by their names: in one place, however many disks and messages have one.
///
/// Stores share their memory with those that they were copied from, and what nobody names any more is
/// dropped whenever another snapshot is on a disk.
package struct SnapshotTable: Sendable {
  private var rows: [Row] = []

  private struct Row: Sendable {
    let snapshot: SnapshotID
    var content: SnapshotContent
  }

  /// How many are kept.
  package var count: Int { rows.count }

  /// What a snapshot holds.
  ///
  /// - Precondition: somebody has it: a server, its disk, or a message on its way.
  package subscript(snapshot: SnapshotID) -> SnapshotContent {
    guard let row = rows.first(where: { $0.snapshot == snapshot }) else {
      preconditionFailure("a snapshot that somebody has is kept")
    }
    return row.content
  }

  /// Keeps what a snapshot holds. One of the same name that a crash took before it was on the disk is
  /// forgotten.
  mutating func keep(_ content: SnapshotContent, as snapshot: SnapshotID) {
    rows.removeAll { $0.snapshot == snapshot }
    rows.append(Row(snapshot: snapshot, content: content))
  }

  /// Drops all but those that somebody has.
  mutating func dropAll(but used: [SnapshotID]) {
    rows.removeAll { !used.contains($0.snapshot) }
  }
}

/// What a snapshot holds beside its name: the state machine, with what it last told each client (§8).
package struct SnapshotContent: Hashable, Sendable {
  package var store: Store
}

extension Cluster {
  /// The last entry that every disk has in a snapshot: no log has one up to there. 0 where there is none.
  var snapshotOfAll: LogIndex { hosts.lazy.map(\.disk.state.log.start.index).min() ?? 0 }

  /// A snapshot has taken the place of an older one: what nobody has any more is dropped.
  mutating func dropUnusedSnapshots() {
    var used: [SnapshotID] = []
    for host in hosts {
      used += [host.server.snapshot, host.server.takenSnapshot, host.disk.state.snapshot]
        .compactMap { $0 }
      used += host.disk.pendingSnapshots
    }
    for flight in network.flights {
      guard case .message(let message) = flight.packet,
        case .installSnapshot(let snapshot) = message.body
      else { continue }
      used.append(snapshot)
    }
    network.snapshots.dropAll(but: used)
  }
}
