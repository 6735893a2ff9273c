import RaftCore

// What happens to any server.
extension Narrator {
  func serverFact(_ firing: Firing, _ scene: Scene) -> Phrase? {
    let server = scene.server
    switch (firing.rule, firing.evidence) {
    case (.startAsFollower, _):
      return words.starts(server)
    case (.recoverFromDisk, .recovered(let term, let votedFor, let lastLog)):
      return words.recovers(server, term: term, votedFor: votedFor, lastLog: lastLog)
    case (.stepDownOnHigherTerm, .terms(let sender, let theirs, let own)):
      return stepDown(firing, scene, own: own, theirs: theirs, of: sender)
    case (.ignoreStaleReply, .terms(let sender, let theirs, let own)):
      return lateReply(scene, own: own, theirs: theirs, of: sender)
    case (.ignoreStaleReply, .leader(let other, let term)):
      return words.ignoresOtherLeader(server, other: other, term: term)
    case (.persistBeforeAnswering, .written(let write)):
      return written(write, scene)
    case (.applyCommitted, .entries(let after, let through, _)):
      let entries = (after + 1)...through
      return words.applies(
        server, entries: entries, commands: names(of: entries, in: scene.after?.log))
    case (.redirectClient, .leaderHint(let leader, _)):
      return words.redirects(server, to: leader)
    default: return nil
    }
  }

  private func stepDown(
    _ firing: Firing, _ scene: Scene, own: Term, theirs: Term, of sender: ServerID
  ) -> Phrase {
    let server = scene.server
    if !scene.obeys(.stepDownOnHigherTerm), let role = (scene.after ?? scene.before)?.role,
      !role.isFollower
    {
      return words.staysInRole(server, role, own: own, theirs: theirs, of: sender)
    }
    // Only a leader has a heartbeat timer to stop.
    let wasLeader =
      scene.before?.role.isLeader ?? scene.effects(of: firing).stops(.heartbeat)
    if wasLeader { return words.leaderStepsDown(server, own: own, theirs: theirs, of: sender) }
    return scene.before?.role.isCandidate == true
      ? words.candidateGivesUp(server, own: own, theirs: theirs, of: sender)
      : words.movesOn(server, own: own, theirs: theirs, of: sender)
  }

  private func lateReply(_ scene: Scene, own: Term, theirs: Term, of sender: ServerID) -> Phrase {
    let server = scene.server
    guard theirs == own else {
      return words.ignoresOldReply(server, own: own, theirs: theirs, of: sender)
    }
    switch (scene.message?.body, (scene.after ?? scene.before)?.role) {
    case (.requestVoteReply, .follower?):
      return words.ignoresReplyAsFollower(server, of: sender, isVote: true)
    case (.requestVoteReply(let granted), .leader?):
      return words.ignoresLateVote(server, of: sender, term: own, granted: granted)
    case (.appendEntriesReply, .leader?): return words.ignoresLateRefusal(server, of: sender)
    case (.appendEntriesReply, .follower?), (.appendEntriesReply, .candidate?):
      return words.ignoresReplyAsFollower(server, of: sender, isVote: false)
    default: return words.ignoresLateReply(server, of: sender)
    }
  }

  /// A write holds the whole of term and vote, and what of the log it changes.
  private func written(_ write: Write, _ scene: Scene) -> Phrase {
    let server = scene.server
    guard scene.obeys(.persistBeforeAnswering) else {
      return words.storedTooLate(
        server, term: write.term, votedFor: write.votedFor, last: write.through)
    }
    if write.through > write.keeping {
      let entries = (write.keeping + 1)...write.through
      let leads = scene.after.map { $0.role.isLeader && $0.currentTerm == write.term } ?? false
      return words.stored(server, entries: entries, counts: leads)
    }
    guard let votedFor = write.votedFor else {
      return words.storedTerm(server, term: write.term)
    }
    // A vote for itself counts only in the term that it was given in.
    let counts = scene.after.map { $0.currentTerm == write.term && !$0.role.isFollower } ?? true
    return votedFor == server && counts
      ? words.storedOwnVote(server, term: write.term)
      : words.storedVote(server, term: write.term, for: votedFor)
  }
}
