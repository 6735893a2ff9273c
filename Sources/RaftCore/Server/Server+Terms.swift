extension Server {
  /// "If RPC request or response contains term T > currentTerm: set currentTerm = T, convert to
  /// follower" (Figure 2, all servers; §5.1). Once, before any message is looked into.
  @inline(never) mutating func observeTerm(of message: Message.Head, into step: inout Step) {
    precondition(message.term > currentTerm)
    let evidence = Evidence.terms(from: message.from, theirs: message.term, own: currentTerm)
    let wasLeader = role.isLeader
    currentTerm = message.term
    votedFor = nil
    leader = nil
    // With the rule off, a leader or candidate learns the term but keeps its role: two leaders in
    // one term.
    let stepsDown = obeys(.stepDownOnHigherTerm)
    let ended = wasLeader && stepsDown ? role.leadership : nil
    if stepsDown { role = .follower }
    step.fire(.stepDownOnHigherTerm, because: evidence) {
      $0.ask(write())
      // A leader has no election timer. A candidate's runs on, and so does a follower's: only a
      // granted vote or the current leader's message starts it again (§5.2).
      if let ended { stopLeading(after: ended, asking: &$0) }
    }
    if !reads.isEmpty { forgetReads(into: &step) }
  }

  /// The timers of a server that leads no more.
  func stopLeading(after ended: Leadership, asking effects: inout EffectList) {
    effects.ask(.stop(.heartbeat))
    if ended.isWatchingQuorum { effects.ask(.stop(.quorum)) }
    if ended.transfer != nil { effects.ask(.stop(.transfer)) }
    if waitsForElection { effects.ask(.start(.election)) }
  }

  /// Whether a reply is to a request of the current term. One that is not is dropped (§5.1).
  ///
  /// Replies with a higher term never come here with the role they were sent to: `observeTerm` saw
  /// them first.
  @inline(__always) mutating func isCurrent(_ reply: Message.Head, into step: inout Step) -> Bool {
    if reply.term == currentTerm { return true }
    ignoreStaleReply(from: reply.from, of: reply.term, into: &step)
    return false
  }

  /// A reply that comes too late for its term, or for what it is about, says nothing any more.
  ///
  /// Out of line, like all that is rare in answering messages: so what is frequent fits together.
  @inline(never) func ignoreStaleReply(
    from peer: ServerID, of term: Term, into step: inout Step
  ) {
    step.fire(.ignoreStaleReply, because: .terms(from: peer, theirs: term, own: currentTerm))
  }
}
