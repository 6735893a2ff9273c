/// The name of a snapshot: where it ends, and who took it (§7).
///
/// What it holds of the state machine is kept by whoever runs the server. Two servers may take
/// snapshots that end with the same entry, each of its own state machine.
@usableFromInline
package struct SnapshotID: Hashable, Sendable, BitwiseCopyable, CustomStringConvertible {
  /// The last entry that it includes: lastIncludedIndex and lastIncludedTerm (Figure 13).
  package var last: LogPosition
  /// The server whose state machine it was taken of, whoever has it now.
  package var takenBy: ServerID

  package init(last: LogPosition, takenBy: ServerID) {
    self.last = last
    self.takenBy = takenBy
  }

  @usableFromInline package var description: String { "\(last) by \(takenBy)" }
}

extension SnapshotID: Fielded {
  package var name: String { "snapshot" }

  package var fields: [Field] {
    [
      Field("lastIncluded", short: "through", .position(last)),
      Field("takenBy", short: "by", .server(takenBy)),
    ]
  }
}
