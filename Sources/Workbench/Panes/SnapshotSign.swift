import RaftCore
import Simulation

/// How a snapshot is shown where an entry would stand: a sign, and the index and the term of the last
/// entry that it includes.
enum SnapshotSign {
  static func text(of last: LogPosition) -> String { "▤\(last.index)/\(last.term)" }
}

extension LogState {
  /// The snapshot after which the log begins, as it is shown; nil where it begins at index 1.
  var snapshotSign: String? { start.index > 0 ? SnapshotSign.text(of: start) : nil }
}
