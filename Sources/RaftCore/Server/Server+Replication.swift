// The leader's side of log replication (§5.3).
extension Server {
  /// "Upon election: send initial empty AppendEntries RPCs to each server; repeat during idle
  /// periods to prevent election timeouts" (§5.2).
  mutating func heartbeatTimedOut(into step: inout Step) {
    guard role.isLeader else { return }
    sendToAll(because: .heartbeat, into: &step)
    watchQuorum(into: &step)
  }

  /// An AppendEntries to every follower: a round, where rounds are counted.
  ///
  /// A heartbeat carries no entries (§5.2), so that a follower that is down costs nothing but its
  /// heartbeats; the answer shows what is missing, and that is sent then. Where an earlier probe
  /// went unanswered it is the next probe. A new leader's first message already carries its no-op.
  ///
  /// - Parameter evidence: why, where it is more than that it leads.
  mutating func sendToAll(
    because rule: Rule, evidence: Evidence? = nil, into step: inout Step
  ) {
    withLeadership { server, leadership in
      let evidence = evidence ?? .leader(server.id, term: server.currentTerm)
      let isAnnouncement = rule == .announceLeadership
      let round = leadership.beginRound(at: server.clock)
      var excerpt = Excerpt()
      step.fire(rule, because: evidence) {
        if !isAnnouncement { $0.ask(.start(.heartbeat)) }
        for peer in server.peers {
          let limit = isAnnouncement ? server.room(for: leadership[peer]) : 0
          let message = server.nextMessage(
            to: peer, progress: &leadership[peer], round: round, limit: limit, excerpt: &excerpt)
          $0.askToSendAtOnce(message)
        }
      }
    }
  }

  /// "If last log index ≥ nextIndex for a follower: send AppendEntries RPC with log entries
  /// starting at nextIndex" (§5.3), as far as batches, the window and outstanding probes let it.
  ///
  /// "Repeat during idle periods" (§5.2): when that was an AppendEntries to every follower, the
  /// heartbeat is due an interval from now. When even one was left out, it stays due when it was:
  /// that is what retries a lost probe, and how a full window is found to have come to nothing.
  mutating func sendDue(to peers: ServerSet, into step: inout Step) {
    withLeadership { server, leadership in
      // Followers that are equally far get the same entries: one batch for all of them.
      var excerpt = Excerpt()
      let round = leadership.round
      var reached: ServerSet = []
      for peer in peers.intersection(server.peers) {
        while server.isDue(leadership[peer]) {
          reached.insert(peer)
          guard leadership[peer].nextIndex > server.log.start.index else {
            server.sendSnapshot(to: peer, &leadership[peer], round: round, into: &step)
            continue
          }
          let after = leadership[peer].nextIndex - 1
          let limit = server.room(for: leadership[peer])
          let message = server.nextMessage(
            to: peer, progress: &leadership[peer], round: round, limit: limit, excerpt: &excerpt)
          let through = after + message.entries.count
          step.fire(.sendEntries, because: .entries(after: after, through: through, peer: peer)) {
            $0.askToSendAtOnce(message)
          }
        }
      }
      guard !reached.isEmpty, reached == server.peers else { return }
      step.fire(.postponeHeartbeat, because: .sent(to: reached)) { $0.ask(.start(.heartbeat)) }
    }
  }

  private func isDue(_ progress: Progress) -> Bool {
    guard log.lastIndex >= progress.nextIndex else { return false }
    guard progress.isStreaming else { return !progress.isAwaitingReply }
    return progress.nextIndex - 1 - progress.matchIndex < configuration.windowLimit
  }

  /// How many entries the next message to a follower may carry: a batch, as far as the window has
  /// room.
  private func room(for progress: Progress) -> Int {
    let inFlight = progress.isStreaming ? progress.nextIndex - 1 - progress.matchIndex : 0
    return max(0, min(configuration.batchLimit, configuration.windowLimit - inFlight))
  }

  /// A batch of entries, and where in the log it comes from.
  private struct Excerpt {
    var after: LogIndex = 0
    var limit = 0
    var entries = EntryBatch()
  }

  /// The next AppendEntries for a follower, with `limit` entries at most; `progress` moves on as if
  /// it had been sent. The entries are those of `excerpt`, if it is the right one. Where the log does
  /// not reach back to nextIndex, it asks whether the follower has what the snapshot includes.
  private func nextMessage(
    to peer: ServerID, progress: inout Progress, round: UInt32, limit: Int,
    excerpt: inout Excerpt
  ) -> Message {
    let before = max(progress.nextIndex - 1, log.start.index)
    let previous = LogPosition(index: before, term: log.term(at: before) ?? 0)
    if limit > 0, excerpt.after != previous.index || excerpt.limit != limit {
      excerpt = Excerpt(
        after: previous.index, limit: limit,
        entries: log.batch(after: previous.index, limit: limit))
    }
    let entries = limit > 0 ? excerpt.entries : EntryBatch()
    if progress.isStreaming {
      progress.nextIndex += entries.count
    } else {
      progress.isAwaitingReply = true
      progress.probedThrough = previous.index + entries.count
    }
    let head = Message.Head(
      from: id, to: peer, round: round, term: currentTerm,
      content: .appendEntries(previous: previous, leaderCommit: commitIndex))
    return Message(head: head, entries: entries)
  }

  /// A follower's answer to an AppendEntries of this term.
  @inline(__always) mutating func entriesAnswered(
    _ reply: AppendEntriesReply, from peer: ServerID, into step: inout Step
  ) {
    guard role.isLeader else {
      return ignoreStaleReply(from: peer, of: currentTerm, into: &step)
    }
    switch reply {
    case .success(let matchIndex): entriesStored(by: peer, through: matchIndex, into: &step)
    case .failure(let previous, let hint):
      entriesRefused(by: peer, previousIndex: previous, hint: hint, into: &step)
    }
  }

  /// "If successful: update nextIndex and matchIndex for follower" (§5.3). Replies may come late or
  /// twice, so neither ever moves back here.
  @inline(__always) private mutating func entriesStored(
    by peer: ServerID, through matchIndex: LogIndex, into step: inout Step
  ) {
    var isDue = false
    var isHandingOver = false
    let isNews: Bool = withLeadership { server, leadership in
      isHandingOver = leadership.transfer != nil
      var progress = leadership[peer]
      let before = progress.matchIndex
      // Only the answer to the latest probe ends the wait for it. A late reply of an earlier message
      // does not show that the logs agree where the next one builds on; and if a duplicated reply
      // could end it, every later message would be sent twice too.
      let endsProbe =
        matchIndex >= progress.nextIndex - 1
        && (matchIndex > before || matchIndex == progress.probedThrough)
      let stored = min(matchIndex, server.log.lastIndex)
      progress.matchIndex = max(progress.matchIndex, stored)
      progress.nextIndex = max(progress.nextIndex, stored + 1)
      if endsProbe || progress.isStreaming {
        progress.isAwaitingReply = false
        progress.isStreaming = server.obeys(.pipelining)
      }
      leadership[peer] = progress
      isDue = server.isDue(progress)
      step.fire(
        .entriesStored,
        because: .match(
          peer: peer, matchIndex: progress.matchIndex, nextIndex: progress.nextIndex,
          before: before))
      return progress.matchIndex > before
    }
    if isNews { advanceCommit(knowing: matchIndex, into: &step) }
    if isDue { sendDue(to: [peer], into: &step) }
    if isNews, isHandingOver { continueTransfer(into: &step) }
  }

  /// The leader's own entries count when they are on its own disk.
  mutating func ownEntriesStored(through index: LogIndex, into step: inout Step) {
    let isNews: Bool = withLeadership { server, leadership in
      guard index > leadership[server.id].matchIndex else { return false }
      leadership[server.id].matchIndex = index
      return true
    }
    if isNews { advanceCommit(knowing: index, into: &step) }
  }

  /// "If AppendEntries fails because of log inconsistency: decrement nextIndex and retry" (§5.3),
  /// by whole terms when that is in force.
  @inline(never) private mutating func entriesRefused(
    by peer: ServerID, previousIndex: LogIndex, hint: BackUpHint, into step: inout Step
  ) {
    let isRetried: Bool = withLeadership { server, leadership in
      var progress = leadership[peer]
      // A late refusal of something since stored, or of an earlier probe, says nothing new. Except
      // of the very entry that the next message builds on: a follower that refuses what it once
      // stored has lost its disk.
      let start = server.log.start.index
      let isLatest =
        previousIndex == progress.nextIndex - 1
        || (previousIndex == start && progress.nextIndex <= start)
      guard isLatest || (progress.isStreaming && previousIndex > progress.matchIndex) else {
        server.ignoreStaleReply(from: peer, of: server.currentTerm, into: &step)
        return false
      }
      let before = progress.nextIndex
      let floor = previousIndex > progress.matchIndex ? progress.matchIndex + 1 : 1
      progress.nextIndex = max(floor, server.backedUp(previousIndex: previousIndex, hint: hint))
      progress.isStreaming = false
      progress.isAwaitingReply = false
      leadership[peer] = progress
      step.fire(
        server.obeys(.backUpByTerm) ? .backUpByTerm : .backUpNextIndex,
        because: .backUp(
          peer: peer, from: before, to: progress.nextIndex, conflictTerm: hint.conflictTerm))
      return true
    }
    if isRetried { sendDue(to: [peer], into: &step) }
  }

  /// Where to look for agreement next, always before `previousIndex` was.
  private func backedUp(previousIndex: LogIndex, hint: BackUpHint) -> LogIndex {
    guard obeys(.backUpByTerm) else { return max(1, previousIndex) }
    guard let conflictTerm = hint.conflictTerm else {
      return max(1, min(previousIndex, hint.firstIndex))
    }
    // With entries of the follower's term in its own log, the leader starts after the last of them;
    // without, nothing of that term can agree, and it skips to the term's beginning.
    let last = log.lastIndex(ofTermAtMost: conflictTerm, upTo: previousIndex)
    let next = log.term(at: last) == conflictTerm ? last + 1 : hint.firstIndex
    return max(1, min(previousIndex, next))
  }

  /// Changes the leader's bookkeeping in place.
  ///
  /// The role is emptied while `body` runs, so that the tables inside have one owner and are not
  /// copied. Nor is the server: it is lent for writing, though nobody does, since lent for reading it
  /// would be.
  mutating func withLeadership<Result>(
    _ body: (inout Server, inout Leadership) -> Result
  ) -> Result {
    guard case .leader(var leadership) = role else {
      preconditionFailure("only a leader keeps track of its followers")
    }
    role = .follower
    defer { role = .leader(leadership) }
    return body(&self, &leadership)
  }
}
