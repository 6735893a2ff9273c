// PreVote: who could not win an election does not begin one (Ongaro's dissertation, §9.6).
//
// A request names the term that it is for, and carries the asker's own, which nobody takes over; a
// reply carries the voter's own. etcd writes the future term into the request and the grant instead,
// and treats both apart from all other messages: the outcome is the same.
extension Server {
  /// The election timeout has elapsed: before a server raises its term, it asks whether a majority
  /// would vote for it.
  mutating func askForPreVotes(into step: inout Step) {
    leader = nil
    var candidacy = Candidacy()
    candidacy.granted = [id]
    role = .preCandidate(candidacy)
    let evidence = Evidence.preCandidacy(
      nextTerm: currentTerm + 1, needed: majority, of: counted.allVoters.count)
    step.fire(.askForPreVotes, because: evidence) {
      // etcd draws a new timeout for a candidate, and none for a pre-candidate.
      $0.ask(configuration.features[.etcdVariants] ? .startAgain(.election) : .start(.election))
      for peer in electorate.removing(id) {
        $0.ask(promise(to: peer, .preVote(nextTerm: currentTerm + 1, lastLog: log.last)))
      }
    }
    if isQuorum(candidacy.granted) { startElection(into: &step) }
  }

  /// Would this server vote for another in that term? Whatever it answers, it promises nothing and
  /// changes nothing: not its term, its vote, nor its timer.
  @inline(never) mutating func preVoteRequested(
    by candidate: ServerID, nextTerm: Term, lastLog: LogPosition, into step: inout Step
  ) {
    // Not in a term that has begun already. The refusal carries the newer term: whoever asks learns
    // of it and asks for a later one. Dropped, two servers could wait for each other for ever: one
    // with the longer log, one with the higher term.
    guard nextTerm > currentTerm else {
      let evidence = Evidence.terms(from: candidate, theirs: nextTerm, own: currentTerm)
      guard obeys(.refuseStalePreVote) else {
        step.fire(.ignoreStaleReply, because: evidence)
        return
      }
      return answerPreVote(
        of: candidate, for: nextTerm, isGranted: false, by: .refuseStalePreVote, evidence, &step)
    }
    // Not while there is a leader.
    if let contact = currentContact(), countsContactForPreVote {
      let evidence = evidence(of: contact)
      guard answersWhileLeaderHeard else {
        step.fire(.preVoteLeaderHeard, because: evidence)
        return
      }
      return answerPreVote(
        of: candidate, for: nextTerm, isGranted: false, by: .preVoteLeaderHeard, evidence, &step)
    }
    // Not for a log that is less up-to-date than its own (§5.4.1).
    let isGranted = lastLog.isAtLeastAsUpToDate(as: log.last) || !obeys(.upToDateCheck)
    answerPreVote(
      of: candidate, for: nextTerm, isGranted: isGranted,
      by: isGranted ? .grantPreVote : .preVoteUpToDate,
      .lastLogs(candidate: candidate, theirs: lastLog, own: log.last), &step)
  }

  /// In etcd, PreVote alone grants although a leader lives; only CheckQuorum makes voters mind it.
  private var countsContactForPreVote: Bool {
    guard obeys(.preVoteLeaderHeard) else { return false }
    return !configuration.features[.etcdVariants] || configuration.features[.checkQuorum]
  }

  private mutating func answerPreVote(
    of candidate: ServerID, for nextTerm: Term, isGranted: Bool, by rule: Rule,
    _ evidence: Evidence, _ step: inout Step
  ) {
    step.fire(rule, because: evidence) {
      let reply = Message.Content.preVoteReply(
        nextTerm: nextTerm, voteGranted: Message.Wide(isGranted))
      $0.ask(promise(to: candidate, reply))
    }
  }

  /// A server says whether it would vote for this one. With a majority that would, the election
  /// begins.
  ///
  /// A voter may be in an older term than the one that asks: its reply counts all the same.
  @inline(never) mutating func preVoteReceived(
    _ reply: Message.Head, nextTerm: Term, granted: Bool, into step: inout Step
  ) {
    guard case .preCandidate(var candidacy) = role, nextTerm == currentTerm + 1 else {
      step.fire(
        .ignoreStaleReply,
        because: .terms(from: reply.from, theirs: nextTerm, own: currentTerm))
      return
    }
    candidacy.count(reply.from, granted: granted)
    role = .preCandidate(candidacy)
    step.fire(
      .countPreVote,
      because: .vote(
        from: reply.from, granted: granted, votes: candidacy.granted, needed: majority))
    if isQuorum(candidacy.granted) {
      startElection(into: &step)
    } else {
      explainQuorum(candidacy.granted, into: &step)
      fallBack(after: candidacy, into: &step)
    }
  }
}
