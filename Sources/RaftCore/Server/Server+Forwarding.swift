/// A client's command that a follower has handed on to the leader.
package struct ForwardedCommand: Hashable, Sendable, BitwiseCopyable {
  package var request: RequestID
  package var command: Command
}

// Followers that hand commands on instead of sending the client away (Ongaro's dissertation, §6.2).
//
// As etcd does it: the follower expects no answer from the leader, and nobody repeats what is lost.
// It tells its client when it applies the command itself.
extension Server {
  /// How many commands a follower remembers to have handed on. The oldest are forgotten: their
  /// clients ask again.
  private static var forwardLimit: Int { 64 }

  mutating func forward(
    _ command: Command, for request: RequestID, to leader: ServerID, into step: inout Step
  ) {
    forwarded.removeAll { $0.request == request }
    if forwarded.count == Self.forwardLimit { forwarded.removeFirst() }
    forwarded.append(ForwardedCommand(request: request, command: command))
    step.fire(.forwardProposal, because: .leaderHint(leader, request: request)) {
      $0.askToSendAtOnce(
        Message(from: id, to: leader, term: 0, body: .propose(request, command)))
    }
  }

  /// A follower hands a client's command on. Who leads no more, or is handing over, drops it.
  @inline(never) mutating func proposed(
    _ command: Command, for request: RequestID, by follower: ServerID, into step: inout Step
  ) {
    let isHandingOver = role.leadership?.transfer != nil && obeys(.refuseDuringTransfer)
    guard role.isLeader, !isHandingOver else {
      step.fire(.dropForwarded, because: .leaderHint(leader, request: request))
      return
    }
    appendCommand(command, for: request, into: &step)
  }

  /// Entries were applied: those of clients that were served through this server are answered.
  @inline(never) mutating func answerForwarded(
    after: LogIndex, through: LogIndex, into step: inout Step
  ) {
    guard after < through else { return }
    for index in (after + 1)...through {
      let command = log[index].command
      guard let place = forwarded.firstIndex(where: { $0.command == command }) else { continue }
      let request = forwarded.remove(at: place).request
      step.fire(.answerClient, because: .request(request, index: index)) {
        $0.ask(.answer(request, .applied(index)))
      }
    }
  }
}
