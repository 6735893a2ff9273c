import RaftCore
import Simulation

// What members say of themselves, and what is known of their processes.
extension ObservedCluster {
  mutating func hear(
    _ standing: Observation.Standing, from server: ServerID, _ table: EntryTable,
    into happening: inout Happening
  ) {
    let before = servers[server.number - 1].raft
    raise(server, to: standing.term)
    // What a message or a disk told since the question was answered is newer.
    guard isCurrent(standing.term, of: server) else { return }
    if let vote = standing.vote {
      update(server) { $0.vote = .given(vote) }
      self.vote(by: server, for: vote, in: standing.term)
    } else if before.vote == nil {
      update(server) { $0.vote = .notGiven }
    }
    switch standing.role {
    case .follower: update(server) { $0.role = .follower }
    case .preCandidate:
      let known = before.role?.isPreCandidate == true ? before.role?.candidacy : nil
      update(server) { $0.role = .preCandidate(known) }
    case .candidate: update(server) { $0.role = .candidate($0.role?.candidacy) }
    case .leader:
      lead(server, in: standing.term)
      keepBooks(standing, of: server)
    }
    update(server) {
      $0.leader = standing.leader
      $0.commitIndex = max($0.commitIndex ?? 0, standing.commit)
      $0.lastApplied = standing.applied
    }
    noteProgress(since: before, at: server, standing, into: &happening)
    safety.heard(
      standing, from: server, commitBefore: before.commitIndex, log: logs[server.number - 1],
      start: starts[server.number - 1].index)
  }

  /// What a leader says that it knows of its followers.
  private mutating func keepBooks(_ standing: Observation.Standing, of server: ServerID) {
    var leadership =
      servers[server.number - 1].raft.role?.leadership
      ?? Leadership(lastIndex: standing.commit)
    for progress in standing.progress {
      leadership[progress.server].matchIndex = progress.match
      leadership[progress.server].nextIndex = progress.next
    }
    update(server) { $0.role = .leader(leadership) }
  }

  private func noteProgress(
    since before: RaftState, at server: ServerID, _ standing: Observation.Standing,
    into happening: inout Happening
  ) {
    if standing.role == .leader, standing.commit > before.commitIndex ?? 0 {
      let holders = ServerSet(
        standing.progress.filter { $0.match >= standing.commit }.map(\.server)
          + members.filter { lastIndex(of: $0) >= standing.commit })
      let place = server.number - 1
      let term = servers[place].raft.log?.term(at: standing.commit)
      // Only where the majority was seen, and what it holds.
      if holders.count >= members.majority, let term, term > 1 {
        happening.step.note(
          .advanceCommit,
          because: .stored(
            index: standing.commit, term: term, currentTerm: standing.term, on: holders,
            needed: members.majority))
      }
    }
    if let applied = before.lastApplied, standing.applied > applied {
      happening.step.note(
        .applyCommitted, because: .entries(after: applied, through: standing.applied, peer: nil))
    }
  }

  private func lastIndex(of server: ServerID) -> LogIndex {
    servers[server.number - 1].raft.log?.lastIndex ?? 0
  }

  mutating func change(_ server: ServerID, to life: Life) {
    servers[server.number - 1].life = life
    guard life == .crashed else { return }
    servers[server.number - 1].election = nil
    // What is volatile is lost; the disk is as it was seen.
    update(server) {
      $0.role = .follower
      $0.leader = nil
      $0.lastApplied = 0
    }
    // It applies its log from the beginning when it runs again.
    stores.began(server)
    safety.restarted(server)
  }
}
