extension Server {
  /// "If election timeout elapses without receiving AppendEntries RPC from current leader or
  /// granting vote to candidate: convert to candidate"; for a candidate: "start new election"
  /// (§5.2).
  mutating func electionTimedOut(into step: inout Step) {
    guard !role.isLeader else { return }
    step.fire(
      .electionTimeout,
      because: .silence(wasCandidate: role.isCandidate, term: currentTerm, leader: leader))
    guard !refusesToCampaign(into: &step) else { return }
    if configuration.features[.preVote] {
      askForPreVotes(into: &step)
    } else {
      startElection(into: &step)
    }
  }

  /// "To begin an election, a follower increments its current term and transitions to candidate
  /// state. It then votes for itself and issues RequestVote RPCs" (§5.2).
  ///
  /// - Parameter isTransfer: whether a leader bade it to.
  mutating func startElection(isTransfer: Bool = false, into step: inout Step) {
    currentTerm += 1
    votedFor = id
    leader = nil
    role = .candidate(Candidacy())
    let evidence = Evidence.candidacy(
      term: currentTerm, needed: majority, of: counted.allVoters.count)
    step.fire(.startElection, because: evidence) {
      $0.ask(write())
      $0.ask(.start(.election))
      for peer in electorate.removing(id) {
        let request = Message.Content.requestVote(
          lastLog: log.last, isTransfer: Message.Wide(isTransfer))
        $0.ask(promise(to: peer, request))
      }
    }
  }

  /// The RequestVote RPC, receiver's side (Figure 2).
  @inline(never) mutating func voteRequested(
    by candidate: ServerID, term: Term, lastLog: LogPosition, into step: inout Step
  ) {
    let refusal: (rule: Rule, evidence: Evidence)?
    if term < currentTerm {
      // 1. Reply false if term < currentTerm (§5.1).
      refusal = (.refuseStaleCandidate, .terms(from: candidate, theirs: term, own: currentTerm))
    } else if let votedFor, votedFor != candidate, obeys(.oneVotePerTerm) {
      // 2. Only if votedFor is null or candidateId …
      refusal = (.oneVotePerTerm, .votedFor(votedFor, candidate: candidate))
    } else if !lastLog.isAtLeastAsUpToDate(as: log.last), obeys(.upToDateCheck) {
      // … and only if the candidate's log is at least as up-to-date as the receiver's (§5.2, §5.4).
      refusal = (.upToDateCheck, .lastLogs(candidate: candidate, theirs: lastLog, own: log.last))
    } else {
      refusal = nil
    }
    if let refusal {
      step.fire(refusal.rule, because: refusal.evidence) {
        $0.ask(promise(to: candidate, .requestVoteReply(voteGranted: false)))
      }
      return
    }
    let isNew = votedFor != candidate
    votedFor = candidate
    step.fire(
      .grantVote, because: .lastLogs(candidate: candidate, theirs: lastLog, own: log.last)
    ) {
      if isNew { $0.ask(write()) }
      // With one vote per term switched off, even a leader may vote for another; it has no timer.
      if !role.isLeader { $0.ask(.start(.election)) }
      $0.ask(promise(to: candidate, .requestVoteReply(voteGranted: true)))
    }
  }

  /// "If votes received from majority of servers: become leader" (§5.2). The server's own vote
  /// comes in here too, when it is on disk.
  @inline(never) mutating func voteReceived(
    from voter: ServerID, granted: Bool, into step: inout Step
  ) {
    guard case .candidate(var candidacy) = role else {
      // A vote that comes after the election is decided changes nothing.
      step.fire(
        .ignoreStaleReply, because: .terms(from: voter, theirs: currentTerm, own: currentTerm))
      return
    }
    candidacy.count(voter, granted: granted)
    role = .candidate(candidacy)
    let evidence = Evidence.vote(
      from: voter, granted: granted, votes: candidacy.granted, needed: majority)
    step.fire(.countVote, because: evidence)
    if isQuorum(candidacy.granted) {
      becomeLeader(because: evidence, into: &step)
    } else {
      explainQuorum(candidacy.granted, into: &step)
      fallBack(after: candidacy, into: &step)
    }
  }

  /// In etcd, a candidate or pre-candidate that cannot win any more waits as a follower of its term,
  /// for a timeout that is drawn anew; in the paper it remains what it is until its timer runs out
  /// (§5.2).
  mutating func fallBack(after candidacy: Candidacy, into step: inout Step) {
    guard configuration.features[.etcdVariants],
      !isQuorum(electorate.subtracting(candidacy.refused))
    else { return }
    role = .follower
    let evidence = Evidence.refused(
      by: candidacy.refused, needed: majority, of: counted.allVoters.count)
    step.fire(.fallBackWhenRefused, because: evidence) { $0.ask(.start(.election)) }
  }

  private mutating func becomeLeader(because evidence: Evidence, into step: inout Step) {
    var leadership = Leadership(lastIndex: log.lastIndex)
    // What it has in its log reached its disk before its RequestVote could leave.
    leadership[id].matchIndex = log.lastIndex
    if configuration.features.countsRounds { leadership.contacts = Contacts(at: clock) }
    if configuration.features[.checkQuorum] { leadership.isWatchingQuorum = true }
    role = .leader(leadership)
    leader = id
    step.fire(.becomeLeader, because: evidence) {
      $0.ask(.stop(.election))
      $0.ask(.start(.heartbeat))
      if configuration.features[.checkQuorum] {
        $0.ask(.startFor(.quorum, configuration.electionTimeout))
      }
    }
    if obeys(.appendNoOp) {
      let before = log.lastIndex
      log.append(Entry(term: currentTerm, command: .noOp))
      step.fire(
        .appendNoOp, because: .entries(after: before, through: log.lastIndex, peer: nil)
      ) {
        $0.ask(write(keeping: before))
      }
    }
    sendToAll(because: .announceLeadership, into: &step)
  }

  /// An AppendEntries of the current term shows a candidate that the election is decided (§5.2).
  @inline(__always) mutating func recognize(_ sender: ServerID, into step: inout Step) {
    if !role.isFollower { giveWay(to: sender, into: &step) }
    leader = sender
    if !configuration.features.isEmpty {
      leaderContact = LeaderContact(leader: sender, at: clock)
    }
    step.fire(.hearLeader, because: .leader(sender, term: currentTerm)) {
      $0.ask(.start(.election))
    }
  }

  @inline(never) private mutating func giveWay(to leader: ServerID, into step: inout Step) {
    switch role {
    case .candidate:
      step.fire(.candidateFindsLeader, because: .leader(leader, term: currentTerm))
    case .preCandidate:
      step.fire(.preCandidateFindsLeader, because: .leader(leader, term: currentTerm))
    case .follower, .leader: return
    }
    role = .follower
  }
}
