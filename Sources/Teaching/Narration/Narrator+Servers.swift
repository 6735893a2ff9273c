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
      return stepDown(scene, own: own, theirs: theirs, of: sender)
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

  private func stepDown(_ scene: Scene, own: Term, theirs: Term, of sender: ServerID) -> Phrase {
    let server = scene.server
    if let role = scene.before?.role, !role.isFollower, !scene.obeys(.stepDownOnHigherTerm) {
      return words.staysInRole(server, role, own: own, theirs: theirs, of: sender)
    }
    return words.stepsDown(
      server, from: scene.before?.role, own: own, theirs: theirs, of: sender)
  }

  private func lateReply(_ scene: Scene, own: Term, theirs: Term, of sender: ServerID) -> Phrase {
    let server = scene.server
    guard theirs == own else {
      return words.ignoresOldReply(server, own: own, theirs: theirs, of: sender)
    }
    switch scene.message?.body {
    case .requestVoteReply(let granted):
      return words.ignoresLateVote(server, of: sender, term: own, granted: granted)
    case .appendEntriesReply: return words.ignoresLateRefusal(server, of: sender)
    default: return words.ignoresLateReply(server, of: sender)
    }
  }

  /// A write holds the whole of term and vote, and what of the log it changes. What is news in it
  /// shows against what the disk held before; without that, the vote is taken for the news.
  private func written(_ write: Write, _ scene: Scene) -> Phrase {
    let server = scene.server
    guard scene.obeys(.persistBeforeAnswering) else {
      return words.storedTooLate(
        server, term: write.term, votedFor: write.votedFor, last: write.through)
    }
    if write.through > write.keeping {
      let leads = scene.before.map { $0.role.isLeader && $0.currentTerm == write.term } ?? false
      return words.stored(
        server, entries: (write.keeping + 1)...write.through, counts: leads)
    }
    if let disk = scene.disk, disk.log.lastIndex > write.keeping {
      return words.storedDeletion(server, last: write.keeping)
    }
    guard let votedFor = write.votedFor else {
      return words.storedTerm(server, term: write.term)
    }
    // A vote for itself counts only while it is still the candidate of that term.
    let runs = scene.before.map { $0.role.isCandidate && $0.currentTerm == write.term } ?? true
    return votedFor == server && runs
      ? words.storedOwnVote(server, term: write.term)
      : words.storedVote(server, term: write.term, for: votedFor)
  }
}
