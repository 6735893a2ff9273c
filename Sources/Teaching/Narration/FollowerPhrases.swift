import RaftCore
import Simulation

/// What a follower does with AppendEntries (§5.1, §5.3): the rules, and what is said when one
/// fires.
package protocol FollowerPhrases {
  var hearLeader: RuleText { get }
  var refuseStaleLeader: RuleText { get }
  var consistencyCheck: RuleText { get }
  var deleteConflicting: RuleText { get }
  var appendEntries: RuleText { get }
  var commitBoundedByLastNew: RuleText { get }
  var acknowledgeEntries: RuleText { get }

  /// `restart` is nil when its timer is not to be told.
  func hears(
    _ server: ServerID, from leader: ServerID, term: Term, restart: ElectionRestart?
  ) -> Phrase
  func refusesOldLeader(_ server: ServerID, _ leader: ServerID, theirs: Term, own: Term) -> Phrase
  /// The entry named as previous is missing: the log ends at `ownLast`.
  func refusesGap(
    _ server: ServerID, from leader: ServerID?, previous: LogPosition, ownLast: LogIndex
  ) -> Phrase
  /// The entry named as previous is of another term.
  func refusesMismatch(
    _ server: ServerID, from leader: ServerID?, previous: LogPosition, ownTerm: Term
  ) -> Phrase
  /// `entries` conflict from their first on.
  func deletes(_ server: ServerID, entries: ClosedRange<LogIndex>, own: Term, theirs: Term)
    -> Phrase
  /// `previous` is nil when it is not known.
  func appends(
    _ server: ServerID, entries: ClosedRange<LogIndex>, commands: [Phrase], previous: LogPosition?
  ) -> Phrase
  /// With `consistencyCheck` switched off.
  func appendsUnchecked(_ server: ServerID, entries: ClosedRange<LogIndex>) -> Phrase
  func followsCommit(_ server: ServerID, from before: LogIndex, to leaderCommit: LogIndex)
    -> Phrase
  /// The leader has committed more than what is known to agree.
  func followsCommitBounded(
    _ server: ServerID, from before: LogIndex, leaderCommit: LogIndex, lastNew: LogIndex
  ) -> Phrase
  /// With `commitBoundedByLastNew` switched off.
  func followsCommitUnbounded(_ server: ServerID, leaderCommit: LogIndex, lastNew: LogIndex)
    -> Phrase
  /// `waiting` unless `persistBeforeAnswering` is switched off.
  func acknowledges(
    _ server: ServerID, entries: ClosedRange<LogIndex>, to leader: ServerID, waiting: Bool
  ) -> Phrase
  /// A heartbeat; `agreeing` is where the logs are known to agree up to.
  func acknowledgesHeartbeat(_ server: ServerID, of leader: ServerID, agreeing: LogIndex) -> Phrase
}

// What is said of a firing.
extension Narrator {
  func hearLeader(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .leader(let leader, let term) = firing.evidence else { return nil }
    return words.hears(
      scene.server, from: leader, term: term, restart: scene.electionRestart)
  }

  func refuseStaleLeader(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .terms(let leader, let theirs, let own) = firing.evidence else { return nil }
    return words.refusesOldLeader(scene.server, leader, theirs: theirs, own: own)
  }

  func consistencyCheck(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .previous(let previous, let ownTerm, let ownLast) = firing.evidence else {
      return nil
    }
    let leader = scene.message?.from
    guard let ownTerm else {
      return words.refusesGap(scene.server, from: leader, previous: previous, ownLast: ownLast)
    }
    return words.refusesMismatch(
      scene.server, from: leader, previous: previous, ownTerm: ownTerm)
  }

  func deleteConflicting(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .conflict(let index, let theirs, let own, let last) = firing.evidence else {
      return nil
    }
    return words.deletes(scene.server, entries: index...last, own: own, theirs: theirs)
  }

  func appendEntries(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .entries(let after, let through, _) = firing.evidence else { return nil }
    let entries = (after + 1)...through
    guard scene.obeys(.consistencyCheck) else {
      return words.appendsUnchecked(scene.server, entries: entries)
    }
    let term = scene.after?.log?.term(at: after)
    return words.appends(
      scene.server, entries: entries, commands: names(of: entries, in: scene.after?.log),
      previous: after == 0 ? .start : term.map { LogPosition(index: after, term: $0) })
  }

  func commitBoundedByLastNew(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .commit(let leaderCommit, let lastNew, let before) = firing.evidence else {
      return nil
    }
    return if leaderCommit <= lastNew {
      words.followsCommit(scene.server, from: before, to: leaderCommit)
    } else if scene.obeys(.commitBoundedByLastNew) {
      words.followsCommitBounded(
        scene.server, from: before, leaderCommit: leaderCommit, lastNew: lastNew)
    } else {
      words.followsCommitUnbounded(
        scene.server, leaderCommit: leaderCommit, lastNew: lastNew)
    }
  }

  func acknowledgeEntries(_ firing: Firing, _ scene: Scene) -> Phrase? {
    guard case .entries(let after, let through, let leader?) = firing.evidence else { return nil }
    return through > after
      ? words.acknowledges(
        scene.server, entries: (after + 1)...through, to: leader,
        waiting: scene.obeys(.persistBeforeAnswering))
      : words.acknowledgesHeartbeat(scene.server, of: leader, agreeing: through)
  }
}
