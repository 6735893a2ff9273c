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
      return redirect(request, to: leader, into: &step)
    }
    guard !refusesDuringTransfer(request, into: &step) else { return }
    withLeadership { server, leadership in
      leadership.unanswered.append(
        Leadership.Pending(index: server.log.lastIndex + 1, request: request))
    }
    appendCommand(command, for: request, into: &step)
  }

  /// Sends a client elsewhere: to a leader, or, where none is known, to whom it likes.
  mutating func redirect(
    _ request: RequestID, to leader: ServerID?, into step: inout Step
  ) {
    step.fire(.redirectClient, because: .leaderHint(leader, request: request)) {
      $0.ask(.answer(request, .notLeader(hint: leader)))
    }
  }

  /// The leader appends a command to its log, and sends it on.
  mutating func appendCommand(
    _ command: Command, for request: RequestID, into step: inout Step
  ) {
    let before = log.lastIndex
    log.append(Entry(term: currentTerm, command: command))
    step.fire(.appendCommand, because: .request(request, index: log.lastIndex)) {
      $0.ask(write(keeping: before))
    }
    sendDue(to: peers, into: &step)
  }
}
