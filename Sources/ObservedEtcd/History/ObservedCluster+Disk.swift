import RaftCore
import Simulation

// What disks tell: what is written there is what Figure 2 calls persistent state, at the moment of
// its fsync.
extension ObservedCluster {
  /// A term, and a vote in it, are on a server's disk.
  mutating func write(
    term: Term, vote: ServerID?, commit: LogIndex, at server: ServerID,
    into happening: inout Happening
  ) {
    let before = servers[server.number - 1].raft
    let old = before.currentTerm ?? 0
    let last = before.log?.lastIndex ?? 0
    let isNewVote = safety.wrote(term: term, vote: vote, at: server)
    let isKnown =
      !isNewVote && old == term && before.vote == (vote.map { .given($0) } ?? .notGiven)
    happening.what =
      isKnown && commit > 0
      ? .seen(.commitOnDisk(commit))
      : .written(Write(term: term, votedFor: vote, keeping: last, through: last))
    // A message may have told of this term and vote already: disks are looked at now and then.
    raise(server, to: term)
    guard isCurrent(term, of: server) else { return }
    update(server) {
      $0.vote = vote.map { .given($0) } ?? .notGiven
      if commit > $0.commitIndex ?? 0 { $0.commitIndex = commit }
    }
    guard let vote, isNewVote else {
      if vote == nil, term > old, let cause = higherTerms[server], cause.term == term {
        happening.step.note(
          .stepDownOnHigherTerm, because: .terms(from: cause.from, theirs: term, own: old))
      }
      return
    }
    self.vote(by: server, for: vote, in: term)
    if vote == server {
      if !(servers[server.number - 1].raft.role?.isLeader ?? false) {
        let candidacy = servers[server.number - 1].raft.role?.candidacy
        update(server) { $0.role = .candidate(candidacy) }
      }
      happening.step.note(
        .startElection,
        because: .candidacy(term: term, needed: members.majority, of: members.count))
    } else if let request = candidacies[vote], request.term == term, let own = before.log?.last {
      happening.step.note(
        .grantVote, because: .lastLogs(candidate: vote, theirs: request.lastLog, own: own))
    }
  }

  /// Entries are on a server's disk; what stood there from their first index on is gone.
  mutating func write(
    _ batch: EntryBatch, from first: LogIndex, at server: ServerID, _ table: EntryTable,
    into happening: inout Happening
  ) {
    let place = server.number - 1
    let last = starts[place].index + logs[place].lastIndex
    if first > last + 1 || first <= starts[place].index {
      // What is between was not seen: a snapshot stands for it.
      starts[place] = LogPosition(index: first - 1, term: 0)
      logs[place] = Log()
    } else if first <= last {
      cut(place, from: first, for: batch[0].term, into: &happening)
    }
    for entry in batch { logs[place].append(entry) }
    let through = first + batch.count - 1
    happening.what = .written(
      Write(
        term: servers[place].raft.currentTerm ?? 0, votedFor: servers[place].raft.votedFor,
        keeping: first - 1, through: through))
    showLog(place)
    noteRule(for: batch, after: first - 1, through: through, at: server, into: &happening)
    safety.appended(logs, starts, at: server, from: first)
    growBootstrap(place, table)
  }

  /// What stood in a log from an index on gives way to other entries.
  private mutating func cut(
    _ place: Int, from first: LogIndex, for term: Term, into happening: inout Happening
  ) {
    let offset = first - starts[place].index
    let old = logs[place][offset]
    if old.term != term {
      happening.step.note(
        .deleteConflicting,
        because: .conflict(
          index: first, theirs: term, own: old.term,
          last: starts[place].index + logs[place].lastIndex))
    }
    logs[place].truncate(to: offset - 1)
  }

  private mutating func showLog(_ place: Int) {
    servers[place].raft.log =
      starts[place] == .start
      ? LogState(logs[place])
      : LogState(
        after: starts[place], (0..<logs[place].lastIndex).map { logs[place][$0 + 1] })
  }

  /// Which rule made a server write entries, where that is sure: a follower stores what it is sent,
  /// and a leader what it made.
  private func noteRule(
    for batch: EntryBatch, after: LogIndex, through: LogIndex, at server: ServerID,
    into happening: inout Happening
  ) {
    let raft = servers[server.number - 1].raft
    guard let term = raft.currentTerm, let newest = batch.last, newest.term > 1 else { return }
    let evidence = Evidence.entries(after: after, through: through, peer: nil)
    guard raft.role?.isLeader == true, newest.term == term else {
      if raft.role?.isFollower == true { happening.step.note(.appendEntries, because: evidence) }
      return
    }
    for (place, entry) in batch.enumerated() {
      let index = after + 1 + place
      if entry.isNoOp {
        happening.step.note(
          .appendNoOp, because: .entries(after: index - 1, through: index, peer: nil))
      } else {
        let request = RequestID(table: entry.command.row ?? 0)
        happening.step.note(.appendCommand, because: .request(request, index: index))
      }
    }
  }

  mutating func write(snapshot position: LogPosition, at server: ServerID) {
    let place = server.number - 1
    // A member's own snapshot leaves its log as it is; one that it was sent takes the log's place.
    guard position.index > starts[place].index + logs[place].lastIndex else { return }
    starts[place] = position
    logs[place] = Log()
    showLog(place)
  }

  /// How far logs hold only what a cluster writes when it is founded: members, the first leader's
  /// blank entry, what members say of themselves, the cluster's version.
  private mutating func growBootstrap(_ place: Int, _ table: EntryTable) {
    guard starts[place] == .start else { return }
    var end = 0
    for index in 1...max(1, min(logs[place].lastIndex, 4 * members.count)) {
      guard index <= logs[place].lastIndex else { break }
      let entry = logs[place][index]
      if table[entry.command]?.isBootstrap == true {
        end = index
      } else if !entry.isNoOp {
        break
      }
    }
    bootstrapEnd = max(bootstrapEnd, end)
  }
}
