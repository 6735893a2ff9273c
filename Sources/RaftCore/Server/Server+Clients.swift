// Client interaction (§5.3, §8).
extension Server {
  /// "If command received from client: append entry to local log" (§5.3). Who is not the leader
  /// says so, and names the most recent leader it has heard from (§8).
  mutating func take(
    _ command: Command, for request: RequestID, into step: inout Step
  ) {
    guard role.isLeader else {
      if configuration.features[.forwardProposals], let leader {
        return forward(command, for: request, to: leader, into: &step)
      }
      step.fire(.redirectClient, because: .leaderHint(leader, request: request)) {
        $0.ask(.answer(request, .notLeader(hint: leader)))
      }
      return
    }
    guard !refusesDuringTransfer(request, into: &step) else { return }
    let before = log.lastIndex
    log.append(Entry(term: currentTerm, command: command))
    withLeadership { server, leadership in
      leadership.unanswered.append(
        Leadership.Pending(index: server.log.lastIndex, request: request))
    }
    step.fire(.appendCommand, because: .request(request, index: log.lastIndex)) {
      $0.ask(write(keeping: before))
    }
    sendDue(to: peers, into: &step)
  }
}
