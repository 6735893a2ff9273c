// The AppendEntries RPC, receiver's side (Figure 2; §5.3).
extension Server {
  @inline(__always) mutating func entriesReceived(
    _ request: AppendEntries, from sender: ServerID, term: Term, round: UInt32,
    into step: inout Step
  ) {
    // 1. Reply false if term < currentTerm (§5.1).
    guard term == currentTerm else {
      let terms = Evidence.terms(from: sender, theirs: term, own: currentTerm)
      return refuse(
        request.previous, of: sender, by: .refuseStaleLeader, because: terms, round: round,
        into: &step)
    }
    // Two leaders in one term: only with a safety rule switched off. This one does not follow the
    // other.
    guard !role.isLeader else { return ignoreOtherLeader(sender, into: &step) }
    recognize(sender, into: &step)
    // 2. Reply false if log doesn't contain an entry at prevLogIndex whose term matches prevLogTerm
    //    (§5.3).
    if !log.contains(request.previous), obeys(.consistencyCheck) {
      let evidence = Evidence.previous(
        request.previous, ownTerm: log.term(at: request.previous.index), ownLast: log.lastIndex)
      return refuse(
        request.previous, of: sender, by: .consistencyCheck, because: evidence, round: round,
        into: &step)
    }
    if !request.entries.isEmpty { store(request, into: &step) }
    followCommit(of: request, into: &step)
    let matchIndex = request.lastNewIndex
    step.fire(
      .acknowledgeEntries,
      because: .entries(after: request.previous.index, through: matchIndex, peer: sender)
    ) {
      let reply = Message.Content.appendEntriesReply(.success(matchIndex: matchIndex))
      $0.ask(promise(to: sender, reply, round: round))
    }
  }

  /// Steps 3 and 4 of the receiver: delete what conflicts, append what is new.
  private mutating func store(_ request: AppendEntries, into step: inout Step) {
    var index = request.previous.index
    for offset in request.entries.indices {
      let entry = request.entries[offset]
      index += 1
      // What a snapshot includes is committed: the leader has the same there.
      if index <= log.start.index { continue }
      if let ownTerm = log.term(at: index) {
        if ownTerm == entry.term { continue }
        // 3. If an existing entry conflicts with a new one (same index but different terms), delete
        //    the existing entry and all that follow it (§5.3). With the rule off, the old entry
        //    stays.
        guard obeys(.deleteConflicting) else { continue }
        deleteConflicting(at: index, with: entry.term, into: &step)
      }
      append(request.entries, from: offset, into: &step)
      return
    }
  }

  private mutating func deleteConflicting(
    at index: LogIndex, with term: Term, into step: inout Step
  ) {
    let evidence = Evidence.conflict(
      index: index, theirs: term, own: log[index].term, last: log.lastIndex)
    log.truncate(to: index - 1)
    step.fire(.deleteConflicting, because: evidence) { $0.ask(write()) }
    if !configuration.features[.etcdVariants] {
      noteConfiguration(by: .configurationRolledBack, into: &step)
    }
  }

  /// 4. Append any new entries not already in the log.
  private mutating func append(
    _ entries: EntryBatch, from first: Int, into step: inout Step
  ) {
    let before = log.lastIndex
    for place in first..<entries.count { log.append(entries[place]) }
    step.fire(
      .appendEntries, because: .entries(after: before, through: log.lastIndex, peer: nil)
    ) {
      $0.ask(write(keeping: before))
    }
    if !configuration.features[.etcdVariants] {
      noteConfiguration(by: .configurationInForce, into: &step)
    }
  }

  /// 5. If leaderCommit > commitIndex, set commitIndex = min(leaderCommit, index of last new
  ///    entry). What lies beyond the last new entry was not compared with the leader's log, and may
  ///    still be deleted (§5.3).
  @inline(__always) private mutating func followCommit(
    of request: AppendEntries, into step: inout Step
  ) {
    let bound =
      obeys(.commitBoundedByLastNew)
      ? min(request.leaderCommit, request.lastNewIndex) : request.leaderCommit
    guard bound > commitIndex else { return }
    let evidence = Evidence.commit(
      leaderCommit: request.leaderCommit, lastNew: request.lastNewIndex, before: commitIndex)
    commitIndex = bound
    step.fire(.commitBoundedByLastNew, because: evidence)
  }

  @inline(never) func ignoreOtherLeader(_ other: ServerID, into step: inout Step) {
    step.fire(.ignoreStaleReply, because: .leader(other, term: currentTerm))
  }

  @inline(never) func refuse(
    _ previous: LogPosition, of sender: ServerID, by rule: Rule, because evidence: Evidence,
    round: UInt32, into step: inout Step
  ) {
    step.fire(rule, because: evidence) {
      $0.ask(refusal(of: previous.index, to: sender, round: round))
    }
  }

  private func refusal(
    of previousIndex: LogIndex, to sender: ServerID, round: UInt32
  ) -> EffectList.Outline {
    let conflictTerm = log.term(at: previousIndex)
    let first =
      conflictTerm == nil ? log.lastIndex + 1 : log.firstIndex(ofTermAt: previousIndex)
    let hint = BackUpHint(conflictTerm: conflictTerm, firstIndex: first)
    return promise(
      to: sender, .appendEntriesReply(.failure(previousIndex: previousIndex, hint: hint)),
      round: round)
  }
}
