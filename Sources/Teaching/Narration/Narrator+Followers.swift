import RaftCore

// What a follower does with AppendEntries.
extension Narrator {
  func followerFact(_ firing: Firing, _ scene: Scene) -> Phrase? {
    let server = scene.server
    switch (firing.rule, firing.evidence) {
    case (.hearLeader, .leader(let leader, let term)):
      return words.hears(server, from: leader, term: term)
    case (.refuseStaleLeader, .terms(let leader, let theirs, let own)):
      return words.refusesOldLeader(server, leader, theirs: theirs, own: own)
    case (.consistencyCheck, .previous(let previous, let ownTerm, let ownLast)):
      let leader = scene.message?.from
      return ownTerm.map {
        words.refusesMismatch(server, from: leader, previous: previous, ownTerm: $0)
      } ?? words.refusesGap(server, from: leader, previous: previous, ownLast: ownLast)
    case (.deleteConflicting, .conflict(let index, let theirs, let own, let last)):
      return words.deletes(server, entries: index...last, own: own, theirs: theirs)
    case (.appendEntries, .entries(let after, let through, _)):
      return append((after + 1)...through, scene)
    case (.commitBoundedByLastNew, .commit(let leaderCommit, let lastNew, let before)):
      return commit(scene, leaderCommit: leaderCommit, lastNew: lastNew, before: before)
    case (.acknowledgeEntries, .entries(let after, let through, let leader?)):
      return through > after
        ? words.acknowledges(
          server, entries: (after + 1)...through, to: leader,
          waiting: scene.obeys(.persistBeforeAnswering))
        : words.acknowledgesHeartbeat(server, of: leader, agreeing: through)
    default: return nil
    }
  }

  private func append(_ entries: ClosedRange<LogIndex>, _ scene: Scene) -> Phrase {
    guard scene.obeys(.consistencyCheck) else {
      return words.appendsUnchecked(scene.server, entries: entries)
    }
    let previous = entries.lowerBound - 1
    let term = scene.after?.log.term(at: previous)
    return words.appends(
      scene.server, entries: entries, commands: names(of: entries, in: scene.after?.log),
      previous: previous == 0 ? .start : term.map { LogPosition(index: previous, term: $0) })
  }

  private func commit(
    _ scene: Scene, leaderCommit: LogIndex, lastNew: LogIndex, before: LogIndex
  ) -> Phrase {
    if leaderCommit <= lastNew {
      words.followsCommit(scene.server, from: before, to: leaderCommit)
    } else if scene.obeys(.commitBoundedByLastNew) {
      words.followsCommitBounded(
        scene.server, from: before, leaderCommit: leaderCommit, lastNew: lastNew)
    } else {
      words.followsCommitUnbounded(
        scene.server, leaderCommit: leaderCommit, lastNew: lastNew)
    }
  }
}
