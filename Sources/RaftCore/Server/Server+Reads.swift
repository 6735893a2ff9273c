/// A read that does not pass through the log, and is not answered yet.
package struct PendingRead: Hashable, Sendable, BitwiseCopyable {
  package var request: RequestID
  /// What the state machine will be asked; blank in a leader that serves a follower's client.
  package var query: Command
  package var consistency: Consistency
  /// The follower that asks in its client's name; nil when the client asked this server.
  package var asker: ServerID?
  /// What must be applied before it is answered: the commitIndex of the leader when it came; nil
  /// while that is not settled.
  package var index: LogIndex?
  package var waitsFor: Wait

  package enum Wait: Hashable, Sendable, BitwiseCopyable {
    /// Until an entry of the leader's own term is committed.
    case ownTerm
    /// Until a majority has answered this round of AppendEntries, or a later one.
    case round(UInt32)
    /// Until the leader names the index.
    case leader
    /// Until the server has applied what the answer must show.
    case apply
  }
}

// Reads without writing (Ongaro's dissertation, §6.4; §8 of the paper).
extension Server {
  /// How many reads a server keeps. The oldest are forgotten: their clients ask again.
  private static var readLimit: Int { 64 }

  /// A client asks for something that changes nothing.
  mutating func take(
    _ query: Command, for request: RequestID, _ consistency: Consistency, into step: inout Step
  ) {
    let read = PendingRead(
      request: request, query: query, consistency: consistency, asker: nil, index: nil,
      waitsFor: .leader)
    switch consistency {
    case .serializable:
      let evidence = Evidence.read(request, asker: nil, index: lastApplied, round: 0)
      step.fire(.serializableRead, because: evidence) { $0.ask(.answer(request, .query(query))) }
    case .linearizable, .lease:
      if role.isLeader {
        begin(read, into: &step)
      } else if consistency == .linearizable, let leader {
        keep(read)
        step.fire(.askForReadIndex, because: .leaderHint(leader, request: request)) {
          $0.askToSendAtOnce(Message(from: id, to: leader, term: 0, body: .readIndex(request)))
        }
      } else {
        redirect(request, to: leader, into: &step)
      }
    }
  }

  /// A follower asks in its client's name (§6.4, last paragraph).
  @inline(never) mutating func readIndexAsked(
    by follower: ServerID, for request: RequestID, into step: inout Step
  ) {
    guard role.isLeader else {
      step.fire(.dropForwarded, because: .leaderHint(leader, request: request))
      return
    }
    begin(
      PendingRead(
        request: request, query: .noOp, consistency: .linearizable, asker: follower, index: nil,
        waitsFor: .ownTerm),
      into: &step)
  }

  /// The leader has named what must be applied.
  @inline(never) mutating func readIndexReceived(
    _ index: LogIndex, for request: RequestID, from leader: ServerID, into step: inout Step
  ) {
    guard
      let place = reads.firstIndex(where: { $0.request == request && $0.waitsFor == .leader })
    else {
      step.fire(.ignoreStaleReply, because: .leader(leader, term: currentTerm))
      return
    }
    reads[place].index = index
    reads[place].waitsFor = .apply
    fireWait(for: reads[place], into: &step)
  }

  /// A read at the leader: "If the leader has not yet marked an entry from its current term
  /// committed, it waits until it has done so" (step 1), for it may not know yet what is committed.
  ///
  /// - Parameter shared: a round that is begun no earlier than this one will do: reads that waited
  ///   for the same entry share a round.
  private mutating func begin(
    _ read: PendingRead, sharing shared: UInt32 = .max, into step: inout Step
  ) {
    var read = read
    let commitTerm = log.term(at: commitIndex) ?? 0
    if commitTerm != currentTerm, obeys(.readAfterOwnTerm) {
      read.waitsFor = .ownTerm
      keep(read)
      step.fire(
        .readAfterOwnTerm,
        because: .commitTerm(
          read.request, index: commitIndex, term: commitTerm, currentTerm: currentTerm))
      return
    }
    if read.consistency == .lease, readsByLease(read, into: &step) { return }
    settleIndex(of: read, sharing: shared, into: &step)
  }

  /// "The leader saves its current commit index in a local variable readIndex" (step 2), and
  /// "needs to make sure it hasn't been superseded by a newer leader of which it is unaware": a
  /// round of heartbeats that is begun now and answered by a majority (step 3).
  private mutating func settleIndex(
    of read: PendingRead, sharing shared: UInt32, into step: inout Step
  ) {
    var read = read
    read.index = commitIndex
    // Reads without the log may have been switched on since it began to lead.
    withLeadership { server, leadership in
      if leadership.contacts == nil { leadership.contacts = Contacts(at: server.clock) }
    }
    let contacts = role.leadership?.contacts
    let begun = contacts?.round ?? 0
    // With the rule off it takes the round of an earlier read for its own, which may be answered long
    // since.
    let earlier = obeys(.roundAfterRead) ? 0 : contacts?.readRound ?? 0
    let taken = begun >= shared ? begun : earlier
    if !obeys(.confirmLeadership) || isQuorum([id]) {
      read.waitsFor = .apply
      step.fire(.beginRead, because: evidence(of: read, round: 0))
      keep(read)
      fireWait(for: read, into: &step)
    } else if taken == 0 {
      read.waitsFor = .round(begun + 1)
      keep(read)
      withLeadership { $1.contacts?.readRound = begun + 1 }
      sendToAll(
        because: .beginRead, evidence: evidence(of: read, round: Int(begun) + 1), into: &step)
    } else {
      read.waitsFor = .round(taken)
      keep(read)
      step.fire(.beginRead, because: evidence(of: read, round: Int(taken)))
      confirmReads(into: &step)
    }
  }

  private func evidence(of read: PendingRead, round: Int) -> Evidence {
    .read(read.request, asker: read.asker, index: commitIndex, round: round)
  }

  /// A majority may have answered the rounds that reads wait for.
  @inline(never) mutating func confirmReads(into step: inout Step) {
    guard case .leader(let leadership) = role, let contacts = leadership.contacts else { return }
    let confirmed = contacts.confirmedRound(of: counted, leader: id)
    let (members, needed) = (counted.allVoters, majority)
    for place in reads.indices {
      guard case .round(let round) = reads[place].waitsFor, round <= confirmed else { continue }
      let read = reads[place]
      reads[place].waitsFor = .apply
      var voices = members.intersection([id])
      for peer in members.removing(id) where contacts[peer].answered >= round {
        voices.insert(peer)
      }
      let evidence = Evidence.round(
        read.request, round: Int(round), by: voices, needed: needed)
      step.fire(.confirmLeadership, because: evidence) {
        guard let asker = read.asker, let index = read.index else { return }
        $0.ask(promise(to: asker, .readIndexReply(read.request, index: index)))
      }
      if read.asker == nil { fireWait(for: read, into: &step) }
    }
    reads.removeAll { $0.asker != nil && $0.waitsFor == .apply }
  }

  /// "The leader waits for its state machine to advance at least as far as the readIndex" (step 4).
  func fireWait(for read: PendingRead, into step: inout Step) {
    guard let index = read.index, index > lastApplied, obeys(.applyBeforeRead) else { return }
    step.fire(
      .applyBeforeRead,
      because: .applied(read.request, index: index, lastApplied: lastApplied))
  }

  /// "Finally, the leader issues the query against its state machine and replies to the client with
  /// the results" (step 5), as soon as nothing is missing; and what waits for an entry of the own
  /// term goes on when that is committed.
  @inline(__always) mutating func settleReads(into step: inout Step) {
    if !reads.isEmpty { settlePendingReads(into: &step) }
  }

  @inline(never) private mutating func settlePendingReads(into step: inout Step) {
    if role.isLeader, log.term(at: commitIndex) == currentTerm {
      let waiting = reads.filter { $0.waitsFor == .ownTerm }
      if !waiting.isEmpty {
        reads.removeAll { $0.waitsFor == .ownTerm }
        let next = (role.leadership?.contacts?.round ?? 0) + 1
        for read in waiting { begin(read, sharing: next, into: &step) }
      }
    }
    for read in reads where read.waitsFor == .apply {
      guard let index = read.index, index <= lastApplied || !obeys(.applyBeforeRead) else {
        continue
      }
      reads.removeAll { $0.request == read.request && $0.asker == read.asker }
      step.fire(
        .answerRead, because: .applied(read.request, index: index, lastApplied: lastApplied)
      ) {
        if let asker = read.asker {
          $0.ask(promise(to: asker, .readIndexReply(read.request, index: index)))
        } else {
          $0.ask(.answer(read.request, .query(read.query)))
        }
      }
    }
  }

  /// Keeps a read until it is answered; of the same request it keeps the latest try.
  private mutating func keep(_ read: PendingRead) {
    reads.removeAll { $0.request == read.request && $0.asker == read.asker }
    if reads.count == Self.readLimit { reads.removeFirst() }
    reads.append(read)
  }

  /// The term has changed, or this server leads no more: nobody will settle what is not settled yet.
  /// Its clients may ask elsewhere.
  mutating func forgetReads(into step: inout Step) {
    let lost = reads.filter { $0.waitsFor != .apply }
    reads.removeAll { $0.waitsFor != .apply }
    for read in lost where read.asker == nil { redirect(read.request, to: nil, into: &step) }
  }
}
