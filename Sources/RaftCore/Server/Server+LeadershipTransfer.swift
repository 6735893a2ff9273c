// Handing over on purpose (Ongaro's dissertation, §3.10).
extension Server {
  /// "The prior leader stops accepting new client requests", brings the target up to date, and bids
  /// it to start an election at once.
  mutating func handOver(to target: ServerID, into step: inout Step) {
    guard case .leader(let leadership) = role, target != id,
      configuration.members.contains(target), leadership.transfer?.target != target
    else { return }
    withLeadership { $1.transfer = Leadership.Transfer(target: target) }
    let evidence = Evidence.transfer(
      to: target, matchIndex: leadership[target].matchIndex, lastIndex: log.lastIndex)
    step.fire(.beginTransfer, because: evidence) {
      $0.ask(.startFor(.transfer, configuration.electionTimeout))
    }
    sendDue(to: [target], into: &step)
    continueTransfer(into: &step)
  }

  /// As soon as the target stores all that the leader does, it is bidden to start its election.
  mutating func continueTransfer(into step: inout Step) {
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
  mutating func obeyTimeoutNow(of leader: ServerID, into step: inout Step) {
    guard !role.isLeader else {
      step.fire(.ignoreStaleReply, because: .leader(leader, term: currentTerm))
      return
    }
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
}
