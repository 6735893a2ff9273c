// Handing over on purpose (Ongaro's dissertation, §3.10).
extension Server {
  /// "The prior leader stops accepting new client requests", brings the target up to date, and bids
  /// it to start an election at once.
  mutating func handOver(to target: ServerID, into step: inout Step) {
    guard case .leader(let leadership) = role, target != id,
      membership.allVoters.contains(target), leadership.transfer?.target != target
    else { return }
    withLeadership { $1.transfer = Leadership.Transfer(target: target) }
    if stopping != nil { stopping = target }
    let evidence = Evidence.transfer(
      to: target, matchIndex: leadership[target].matchIndex, lastIndex: log.lastIndex)
    step.fire(.beginTransfer, because: evidence) {
      $0.ask(.startFor(.transfer, configuration.electionTimeout))
    }
    sendDue(to: [target], into: &step)
    continueTransfer(into: &step)
  }

  /// As soon as the target stores all that the leader does, it is bidden to start its election.
  @inline(never) mutating func continueTransfer(into step: inout Step) {
    guard case .leader(let leadership) = role, let transfer = leadership.transfer,
      !transfer.isSent, leadership[transfer.target].matchIndex == log.lastIndex
    else { return }
    withLeadership {
      $1.transfer?.isSent = true
      $1.hasSentTimeoutNow = true
    }
    let evidence = Evidence.transfer(
      to: transfer.target, matchIndex: log.lastIndex, lastIndex: log.lastIndex)
    step.fire(.sendTimeoutNow, because: evidence) {
      $0.ask(promise(to: transfer.target, .timeoutNow))
    }
  }

  /// Whether a client's command is turned away because the leader is handing over: with more and more
  /// to send, the target might never catch up.
  mutating func refusesDuringTransfer(_ request: RequestID, into step: inout Step) -> Bool {
    guard case .leader(let leadership) = role, let transfer = leadership.transfer,
      obeys(.refuseDuringTransfer)
    else { return false }
    step.fire(.refuseDuringTransfer, because: .leaderHint(transfer.target, request: request)) {
      $0.ask(.answer(request, .notLeader(hint: nil)))
    }
    return true
  }

  /// The leader bids this server to start an election without waiting for its timer, and without
  /// asking first who would vote for it.
  @inline(never) mutating func obeyTimeoutNow(of leader: ServerID, into step: inout Step) {
    guard !role.isLeader else {
      step.fire(.ignoreStaleReply, because: .leader(leader, term: currentTerm))
      return
    }
    guard !refusesToCampaign(into: &step) else { return }
    step.fire(.obeyTimeoutNow, because: .leader(leader, term: currentTerm))
    startElection(isTransfer: true, into: &step)
  }

  /// "If leadership transfer does not complete after about an election timeout, the prior leader
  /// aborts the transfer and resumes accepting client requests."
  mutating func transferTimedOut(into step: inout Step) {
    guard case .leader(let leadership) = role, let transfer = leadership.transfer else { return }
    withLeadership { $1.transfer = nil }
    let evidence = Evidence.transfer(
      to: transfer.target, matchIndex: leadership[transfer.target].matchIndex,
      lastIndex: log.lastIndex)
    step.fire(.giveUpTransfer, because: evidence)
  }

  // MARK: Before it stops

  /// The process is about to be stopped: "it may need to reboot for maintenance" (§3.10). A leader
  /// hands over first, to the target that it has already, or to the follower that stores most of its
  /// log; of several, to the one that it heard from last.
  ///
  /// Deviation: etcd takes the one that it has been connected to for longest.
  mutating func prepareToStop(into step: inout Step) {
    guard configuration.features[.leadershipTransfer], case .leader(let leadership) = role,
      let target = leadership.transfer?.target ?? bestSuccessor(of: leadership)
    else { return }
    stopping = target
    // A transfer under way begins anew, with all the time that one has.
    withLeadership { $1.transfer = nil }
    handOver(to: target, into: &step)
  }

  private func bestSuccessor(of leadership: Leadership) -> ServerID? {
    var best: ServerID?
    for peer in membership.voters.removing(id) {
      guard let other = best else {
        best = peer
        continue
      }
      let (own, others) = (leadership[peer].matchIndex, leadership[other].matchIndex)
      let isLater = leadership.contacts.map { $0[peer].heardAt > $0[other].heardAt } ?? false
      if own > others || (own == others && isLater) { best = peer }
    }
    return best
  }

  /// Whether it was told to stop, and nothing keeps it but what its disk is writing: it leads no more,
  /// or has given up handing over.
  package var isReadyToStop: Bool {
    stopping != nil && role.leadership?.transfer == nil
  }

  /// It stops: what it promised is on its disk, and what waited for that has left.
  ///
  /// - Precondition: `isReadyToStop`, and nothing is being written.
  package mutating func stop(into step: inout Step) {
    guard let target = stopping else { preconditionFailure("it was told to stop") }
    step.fire(
      .stopAfterTransfer, because: .stopping(target: target, leads: role.isLeader))
  }
}
