import RaftCore

// Elections.
extension Narrator {
  func electionFact(_ firing: Firing, _ scene: Scene) -> Phrase? {
    let server = scene.server
    switch (firing.rule, firing.evidence) {
    case (.electionTimeout, .silence(let wasCandidate, let term, let leader)):
      return wasCandidate
        ? words.electionFails(server, term: term)
        : words.hearsNothing(server, from: leader, term: term)
    case (.startElection, .candidacy(let term, let needed, let members)):
      return words.startsElection(server, term: term, needed: needed, of: members)
    case (.refuseStaleCandidate, .terms(let candidate, let theirs, let own)):
      return words.refusesOldCandidate(server, candidate, theirs: theirs, own: own)
    case (.oneVotePerTerm, .votedFor(let votedFor, let candidate)):
      return words.refusesSecondVote(server, candidate, votedFor: votedFor, term: scene.term)
    case (.upToDateCheck, .lastLogs(let candidate, let theirs, let own)):
      return words.refusesOldLog(server, candidate, theirs: theirs, own: own)
    case (.grantVote, .lastLogs(let candidate, let theirs, let own)):
      return vote(firing, for: candidate, scene, theirs: theirs, own: own)
    case (.countVote, .vote(let voter, let granted, let votes, let needed)):
      return counted(voter, granted: granted, votes: votes, needed: needed, at: server)
    case (.becomeLeader, .vote(_, _, let votes, let needed)):
      return words.becomesLeader(server, term: scene.term, votes: votes, needed: needed)
    case (.candidateFindsLeader, .leader(let leader, let term)):
      return words.findsLeader(server, leader, term: term)
    default: return nil
    }
  }

  private func vote(
    _ firing: Firing, for candidate: ServerID, _ scene: Scene, theirs: LogPosition, own: LogPosition
  ) -> Phrase {
    let server = scene.server
    // A vote of an earlier term is no vote any more.
    let earlier = scene.before.flatMap { $0.currentTerm == scene.term ? $0.votedFor : nil }
    if earlier == candidate || isRepeated(firing, scene) {
      return words.votesAgain(server, for: candidate, term: scene.term)
    }
    if earlier != nil || (scene.before == nil && !scene.obeys(.oneVotePerTerm)) {
      return words.votesTwice(server, for: candidate, after: earlier, term: scene.term)
    }
    guard theirs.isAtLeastAsUpToDate(as: own) else {
      return words.votesForOldLog(server, for: candidate, theirs: theirs, own: own)
    }
    let given = words.votes(server, for: candidate, term: scene.term, theirs: theirs, own: own)
    guard scene.effects(of: firing).starts(.election) else { return given }
    return "\(given)\(words.startsElectionTimerAnew)"
  }

  /// A vote that is given for the first time is written to the disk.
  private func isRepeated(_ firing: Firing, _ scene: Scene) -> Bool {
    let effects = scene.effects(of: firing)
    let isWritten = effects.contains { if case .persist = $0 { true } else { false } }
    return !effects.isEmpty && !isWritten
  }

  private func counted(
    _ voter: ServerID, granted: Bool, votes: ServerSet, needed: Int, at server: ServerID
  ) -> Phrase {
    if !granted {
      words.countsRefusal(server, of: voter, votes: votes.count, needed: needed)
    } else if voter == server {
      words.countsOwnVote(server, votes: votes.count, needed: needed)
    } else {
      words.countsVote(server, of: voter, votes: votes, needed: needed)
    }
  }
}
