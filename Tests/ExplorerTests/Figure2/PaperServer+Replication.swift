// Log replication (§5.3, §5.4.2), both sides.
extension PaperServer {
  // MARK: The follower

  mutating func append(
    _ message: PaperMessage, _ previous: Int, _ previousTerm: Int, _ entries: [Entry],
    _ leaderCommit: Int, _ sent: inout [PaperMessage]
  ) {
    if message.term < term { return refuse(message.from, previous, &sent) }
    if isLeader { return }
    role = .follower
    if term(at: previous) != previousTerm { return refuse(message.from, previous, &sent) }
    var index = previous
    for (place, entry) in entries.enumerated() {
      index += 1
      if let own = term(at: index) {
        if own == entry.term { continue }
        log.removeSubrange((index - 1)...)
        persist()
      }
      log += entries[place...]
      persist()
      break
    }
    let lastNew = previous + entries.count
    commit = max(commit, min(leaderCommit, lastNew))
    promise(message.from, .stored(through: lastNew), &sent)
  }

  private mutating func refuse(_ leader: Int, _ previous: Int, _ sent: inout [PaperMessage]) {
    let conflict = term(at: previous)
    var first = log.count + 1
    if let conflict {
      first = previous
      while first > 1, log[first - 2].term == conflict { first -= 1 }
    }
    promise(leader, .refused(previous: previous, conflictTerm: conflict, first: first), &sent)
  }

  // MARK: The leader

  func progress(_ peer: Int) -> Progress {
    guard case .leader(let all, _) = role else { fatalError() }
    return all[peer]!
  }

  mutating func set(_ peer: Int, _ progress: Progress) {
    guard case .leader(var all, let match) = role else { fatalError() }
    all[peer] = progress
    role = .leader(all, ownMatch: match)
  }

  func room(_ peer: Int) -> Int {
    let progress = progress(peer)
    let inFlight = progress.isStreaming ? progress.next - 1 - progress.match : 0
    return max(0, min(cluster.batch, cluster.window - inFlight))
  }

  mutating func send(_ peer: Int, limit: Int, _ sent: inout [PaperMessage]) {
    var progress = progress(peer)
    let previous = progress.next - 1
    let entries = Array(log.dropFirst(previous).prefix(limit))
    if progress.isStreaming {
      progress.next += entries.count
    } else {
      progress.isAwaiting = true
      progress.probed = previous + entries.count
    }
    set(peer, progress)
    let body = PaperMessage.Body.append(
      previous: previous, previousTerm: term(at: previous) ?? 0, entries: entries, commit: commit)
    // It promises nothing that must be on disk first.
    sent.append(PaperMessage(from: id, to: peer, term: term, body: body))
  }

  func isDue(_ peer: Int) -> Bool {
    let progress = progress(peer)
    guard log.count >= progress.next else { return false }
    if progress.isStreaming { return progress.next - 1 - progress.match < cluster.window }
    return !progress.isAwaiting
  }

  mutating func sendDue(_ peer: Int, _ sent: inout [PaperMessage]) {
    while isDue(peer) { send(peer, limit: room(peer), &sent) }
  }

  mutating func heartbeat(_ sent: inout [PaperMessage]) {
    for peer in peers { send(peer, limit: 0, &sent) }
  }

  mutating func write(_ command: Int, _ sent: inout [PaperMessage]) {
    log.append(Entry(term: term, command: command))
    persist()
    for peer in peers { sendDue(peer, &sent) }
  }

  mutating func stored(_ peer: Int, _ through: Int, _ sent: inout [PaperMessage]) {
    guard isLeader else { return }
    var progress = progress(peer)
    let before = progress.match
    let endsProbe =
      through >= progress.next - 1 && (through > before || through == progress.probed)
    let stored = min(through, log.count)
    progress.match = max(before, stored)
    progress.next = max(progress.next, stored + 1)
    if endsProbe || progress.isStreaming {
      progress.isAwaiting = false
      progress.isStreaming = cluster.pipelines
      if cluster.pipelines { progress.probed = 0 }
    }
    set(peer, progress)
    let isDue = isDue(peer)
    if progress.match > before { advanceCommit(through) }
    if isDue { sendDue(peer, &sent) }
  }

  mutating func refusedBy(
    _ peer: Int, _ previous: Int, _ conflict: Int?, _ first: Int, _ sent: inout [PaperMessage]
  ) {
    guard isLeader else { return }
    var progress = progress(peer)
    guard
      previous == progress.next - 1 || (progress.isStreaming && previous > progress.match)
    else { return }
    let floor = previous > progress.match ? progress.match + 1 : 1
    progress.next = max(floor, backedUp(previous, conflict, first))
    progress.isStreaming = false
    progress.isAwaiting = false
    set(peer, progress)
    sendDue(peer, &sent)
  }

  private func backedUp(_ previous: Int, _ conflict: Int?, _ first: Int) -> Int {
    var next = previous
    if cluster.backsUpByTerm {
      next = first
      if let conflict {
        let last = (0...min(previous, log.count)).last { term(at: $0)! <= conflict }!
        if term(at: last) == conflict { next = last + 1 }
      }
    }
    return max(1, min(previous, next))
  }

  /// "If there exists an N such that N > commitIndex, a majority of matchIndex[i] ≥ N, and
  /// log[N].term == currentTerm: set commitIndex = N."
  mutating func advanceCommit(_ index: Int) {
    guard case .leader(let all, let own) = role else { return }
    let matches = (all.values.map(\.match) + [own]).sorted(by: >)
    let highest = matches[majority - 1]
    if highest > commit, log[highest - 1].term == term { commit = highest }
  }
}

// MARK: - Messages

extension PaperServer {
  mutating func receive(_ message: PaperMessage, _ sent: inout [PaperMessage]) {
    if message.term > term {
      (term, vote, role) = (message.term, nil, .follower)
      persist()
    }
    switch message.body {
    case .requestVote(let index, let lastTerm):
      let (granted, isNew) = voteRequested(message, (index, lastTerm))
      if isNew { persist() }
      promise(message.from, .vote(granted: granted), &sent)
    case .vote(let granted):
      if message.term == term, granted { count(voteOf: message.from, &sent) }
    case .append(let previous, let previousTerm, let entries, let commit):
      append(message, previous, previousTerm, entries, commit, &sent)
    case .stored(let through):
      if message.term == term { stored(message.from, through, &sent) }
    case .refused(let previous, let conflict, let first):
      if message.term == term { refusedBy(message.from, previous, conflict, first, &sent) }
    }
  }
}
