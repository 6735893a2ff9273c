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

  /// The latest configuration among the entries that it includes: "the snapshot also includes the
  /// latest configuration in the log as of last included index" (§7); nil where that is the one that the
  /// cluster began with.
  package var membership: Membership?

  package init(last: LogPosition, takenBy: ServerID, membership: Membership? = nil) {
    self.last = last
    self.takenBy = takenBy
    self.membership = membership
  }

  /// All but where it ends as one number, as wide as a word.
  var source: Int { takenBy.number | Int(membership?.bits ?? 0) << 8 }

  /// The snapshot that ends with an entry and has this number for the rest.
  init(last: LogPosition, source: Int) {
    self.init(
      last: last, takenBy: ServerID(source & 0xFF),
      membership: Membership(bits: UInt64(source >> 8)))
  }

  @usableFromInline package var description: String { "\(last) by \(takenBy)" }
}

extension SnapshotID: Fielded {
  package var name: String { "snapshot" }

  package var fields: [Field] {
    [
      Field("lastIncluded", short: "through", .position(last)),
      Field("takenBy", short: "by", .server(takenBy)),
    ] + (membership.map { [Field("configuration", short: "", .group(nil, $0.fields))] } ?? [])
  }
}
