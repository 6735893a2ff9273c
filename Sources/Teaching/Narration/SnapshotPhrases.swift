import RaftCore
import Simulation

/// Snapshots (§7): the rules, and what is said when one fires. `last` is the last entry that a snapshot
/// includes.
package protocol SnapshotPhrases {
  var takeSnapshot: RuleText { get }
  var discardLog: RuleText { get }
  var sendSnapshot: RuleText { get }
  var ignoreOlderSnapshot: RuleText { get }
  var keepMatchingSuffix: RuleText { get }
  var installSnapshot: RuleText { get }

  /// `count` entries were applied since the snapshot before; `interval` is after how many it takes one by
  /// itself, 0 when it was told to.
  func takesSnapshot(_ server: ServerID, _ last: LogPosition, of count: Int, every interval: Int)
    -> Phrase
  func discards(_ server: ServerID, entries: ClosedRange<LogIndex>, startsAfter last: LogPosition)
    -> Phrase
  func sendsSnapshot(
    _ server: ServerID, to follower: ServerID, nextIndex: LogIndex, first: LogIndex,
    _ last: LogPosition
  ) -> Phrase
  func ignoresOlderSnapshot(
    _ server: ServerID, of leader: ServerID, _ last: LogPosition, lastApplied: LogIndex
  ) -> Phrase
  func keepsSuffix(_ server: ServerID, entries: ClosedRange<LogIndex>, after last: LogPosition)
    -> Phrase
  func installsSnapshot(
    _ server: ServerID, of leader: ServerID, _ last: LogPosition, lastApplied: LogIndex
  ) -> Phrase
  /// Somebody wants a snapshot.
  func isToTakeSnapshot(_ server: ServerID) -> Phrase
  /// A snapshot reached the disk.
  func storedSnapshot(_ server: ServerID, through last: LogIndex) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func takeSnapshot(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .snapshot(let last, let before, let interval) = firing.evidence else { return nil }
    return words.takesSnapshot(scene.server, last, of: last.index - before, every: interval)
  }

  func discardLog(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .snapshot(let last, let before, _) = firing.evidence, before < last.index else {
      return nil
    }
    return words.discards(scene.server, entries: (before + 1)...last.index, startsAfter: last)
  }

  func sendSnapshot(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .lagging(let peer, let next, let start) = firing.evidence else { return nil }
    return words.sendsSnapshot(
      scene.server, to: peer, nextIndex: next, first: start.index + 1, start)
  }

  func ignoreOlderSnapshot(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .offered(let leader, let last, let applied, _) = firing.evidence else { return nil }
    return words.ignoresOlderSnapshot(scene.server, of: leader, last, lastApplied: applied)
  }

  func keepMatchingSuffix(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .offered(_, let last, _, let ownLast) = firing.evidence, last.index < ownLast else {
      return nil
    }
    return words.keepsSuffix(scene.server, entries: (last.index + 1)...ownLast, after: last)
  }

  func installSnapshot(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .offered(let leader, let last, let applied, _) = firing.evidence else { return nil }
    return words.installsSnapshot(scene.server, of: leader, last, lastApplied: applied)
  }
}
