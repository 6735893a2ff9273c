/// A leader that a server heard from, and when, in microseconds of its own clock.
package struct LeaderContact: Hashable, Sendable, BitwiseCopyable {
  package var leader: ServerID
  package var at: Int
}

// CheckQuorum: a leader that hears no majority knows that it may lead no more (Ongaro's
// dissertation, §6.2), and who hears a leader votes for nobody else (§4.2.3).
extension Server {
  /// The timer for the next look at the majority has run out.
  ///
  /// "A leader steps down if an election timeout elapses without a successful round of heartbeats to
  /// a majority of its cluster" (§6.2). The timer is set for when that would be, by those that were
  /// heard from last. etcd looks once an election timeout, and asks who was heard from since it last
  /// looked; so it takes one to two timeouts.
  mutating func quorumTimedOut(into step: inout Step) {
    guard case .leader(let leadership) = role, let contacts = leadership.contacts,
      leadership.isWatchingQuorum
    else { return }
    guard configuration.features[.checkQuorum] else {
      withLeadership { $1.isWatchingQuorum = false }
      return
    }
    let timeout = configuration.electionTimeout
    let heardAt = contacts.quorumHeardAt(of: counted, leader: id, now: clock)
    let isByMarks = configuration.features[.etcdVariants]
    let heard = contacts.heard(
      of: counted.allVoters, leader: id, now: clock, within: isByMarks ? nil : timeout)
    let evidence = Evidence.quorum(
      heard: heard, ago: clock - heardAt, timeout: timeout, needed: majority)
    guard isQuorum(heard) else {
      return stepDownWithoutQuorum(because: evidence, after: leadership, into: &step)
    }
    if isByMarks { withLeadership { $1.contacts?.forgetActivity() } }
    let rest = isByMarks ? timeout : timeout - (clock - heardAt)
    step.fire(.quorumHeard, because: evidence) { $0.ask(.startFor(.quorum, max(1, rest))) }
  }

  /// It leads no more, in the same term, and tells the clients that wait for it: they may ask others.
  private mutating func stepDownWithoutQuorum(
    because evidence: Evidence, after ended: Leadership, into step: inout Step
  ) {
    role = .follower
    leader = nil
    step.fire(.stepDownWithoutQuorum, because: evidence) {
      stopLeading(after: ended, asking: &$0)
      for pending in ended.unanswered {
        $0.ask(.answer(pending.request, .notLeader(hint: nil)))
      }
    }
    forgetReads(into: &step)
  }

  /// CheckQuorum may have been switched on while a leader leads.
  mutating func watchQuorum(into step: inout Step) {
    guard configuration.features.countsRounds else { return }
    let begins: Bool = withLeadership { server, leadership in
      if leadership.contacts == nil { leadership.contacts = Contacts(at: server.clock) }
      guard server.configuration.features[.checkQuorum], !leadership.isWatchingQuorum else {
        return false
      }
      leadership.isWatchingQuorum = true
      leadership.contacts?.beginLeasesAnew()
      return true
    }
    guard begins else { return }
    let evidence = Evidence.quorum(
      heard: counted.allVoters, ago: 0, timeout: configuration.electionTimeout,
      needed: majority)
    step.fire(.quorumHeard, because: evidence) {
      $0.ask(.startFor(.quorum, configuration.electionTimeout))
    }
  }

  /// A follower has answered a message of a round.
  @inline(never) mutating func heard(_ peer: ServerID, round: UInt32, into step: inout Step) {
    let isRead: Bool = withLeadership { server, leadership in
      leadership.heard(peer, round: round, at: server.clock)
      return !server.reads.isEmpty
    }
    if isRead { confirmReads(into: &step) }
  }

  /// The leader that it has heard from within the shortest election timeout: itself, if it leads.
  ///
  /// In etcd only the leader of its own term counts.
  func currentContact() -> LeaderContact? {
    if role.isLeader { return LeaderContact(leader: id, at: clock) }
    guard let contact = leaderContact, clock - contact.at < configuration.electionTimeout,
      leader != nil || !configuration.features[.etcdVariants]
    else { return nil }
    return contact
  }

  /// "If a server receives a RequestVote request within the minimum election timeout of hearing from
  /// a current leader, it does not update its term or grant its vote" (§4.2.3). Unless the leader
  /// itself is handing over (§3.10).
  ///
  /// That is what makes a lease: those who renewed it wait before they elect another. So a server
  /// that has only just started waits as well: it may have heard from a leader before.
  ///
  /// - Returns: whether the request is done with.
  @inline(never) mutating func disregardsVote(
    for candidate: ServerID, isTransfer: Bool, into step: inout Step
  ) -> Bool {
    guard configuration.features[.checkQuorum], !isTransfer, obeys(.disregardVote),
      let contact = currentContact() ?? contactBeforeStart
    else { return false }
    step.fire(.disregardVote, because: evidence(of: contact)) {
      guard answersWhileLeaderHeard else { return }
      $0.ask(promise(to: candidate, .requestVoteReply(voteGranted: false)))
    }
    return true
  }

  /// A server that has only just started may have heard a leader as late as that; its own name stands
  /// for the leader that it does not know.
  private var contactBeforeStart: LeaderContact? {
    guard let startedAt, clock - startedAt < configuration.electionTimeout else { return nil }
    return LeaderContact(leader: id, at: startedAt)
  }

  /// Whether somebody is told that asks for a vote while a leader is heard. etcd leaves it without an
  /// answer.
  var answersWhileLeaderHeard: Bool { !configuration.features[.etcdVariants] }

  func evidence(of contact: LeaderContact) -> Evidence {
    .contact(
      leader: contact.leader, ago: clock - contact.at, timeout: configuration.electionTimeout,
      answers: answersWhileLeaderHeard)
  }
}
