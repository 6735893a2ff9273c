import RaftCore
import Teaching

extension SentenceTable {
  /// Every rule that can fire, with every kind of evidence.
  static func whole() -> SentenceTable {
    var table = SentenceTable()
    table.addServerRows()
    table.addWriteRows()
    table.addElectionRows()
    table.addVoteRows()
    table.addLeaderRows()
    table.addRefusalRows()
    table.addFollowerRows()
    table.addFeatureRows()
    return table
  }

  private mutating func addServerRows() {
    add(.startAsFollower, .none)
    add(.recoverFromDisk, .recovered(term: 4, votedFor: nil, lastLog: .start))
    add(.recoverFromDisk, .recovered(term: 4, votedFor: Self.one, lastLog: Self.at(3, 3)))
    add(.recoverFromDisk, .recovered(term: 4, votedFor: Self.two, lastLog: Self.at(3, 3)))
    let higher = Evidence.terms(from: Self.one, theirs: 6, own: 4)
    add(.stepDownOnHigherTerm, higher)
    add(.stepDownOnHigherTerm, higher, Scene(at: Self.two, before: Self.candidate()))
    add(.stepDownOnHigherTerm, higher, Scene(at: Self.two, before: Self.leader()))
    add(
      .stepDownOnHigherTerm, higher,
      Scene(at: Self.two, effects: [.stop(.heartbeat), .start(.election)]))
    var stubborn = Self.leader()
    stubborn.configuration.rules[.stepDownOnHigherTerm] = false
    add(.stepDownOnHigherTerm, higher, Scene(at: Self.two, after: stubborn))
    add(.ignoreStaleReply, .terms(from: Self.one, theirs: 3, own: 4))
    let same = Evidence.terms(from: Self.one, theirs: 4, own: 4)
    add(.ignoreStaleReply, same)
    for granted in [true, false] {
      let vote = Self.message(.requestVoteReply(voteGranted: granted))
      add(.ignoreStaleReply, same, Scene(at: Self.two, receiving: vote, after: Self.leader()))
      add(.ignoreStaleReply, same, Scene(at: Self.two, receiving: vote, after: Self.server()))
    }
    let hint = BackUpHint(conflictTerm: 2, firstIndex: 3)
    let refusal = Self.message(.appendEntriesReply(.failure(previousIndex: 4, hint: hint)))
    let stored = Self.message(.appendEntriesReply(.success(matchIndex: 3)))
    add(.ignoreStaleReply, same, Scene(at: Self.two, receiving: refusal))
    add(.ignoreStaleReply, same, Scene(at: Self.two, receiving: refusal, after: Self.leader()))
    for reply in [refusal, stored] {
      add(.ignoreStaleReply, same, Scene(at: Self.two, receiving: reply, after: Self.server()))
    }
    add(.ignoreStaleReply, .leader(Self.one, term: 4))
    add(.redirectClient, .leaderHint(Self.one, request: RequestID(1)))
    add(.redirectClient, .leaderHint(nil, request: RequestID(1)))
    for rule in [Rule.randomizedTimeouts, .pipelining, .clientSerialNumbers] { add(rule, .none) }
  }

  private mutating func addWriteRows() {
    func write(_ votedFor: ServerID?, keeping: LogIndex = 3, through: LogIndex = 3) -> Evidence {
      .written(Write(term: 4, votedFor: votedFor, keeping: keeping, through: through))
    }
    add(.persistBeforeAnswering, write(nil))
    add(.persistBeforeAnswering, write(Self.one))
    add(.persistBeforeAnswering, write(Self.two))
    add(.persistBeforeAnswering, write(Self.two), Scene(at: Self.two, after: Self.server()))
    add(.persistBeforeAnswering, write(Self.one, keeping: 2))
    add(.persistBeforeAnswering, write(Self.one, keeping: 1))
    add(
      .persistBeforeAnswering, write(Self.two, keeping: 2),
      Scene(at: Self.two, after: Self.leader()))
    for votedFor in [nil, Self.one, Self.two] {
      add(
        .persistBeforeAnswering, write(votedFor),
        Scene(at: Self.two, after: Self.server(without: [.persistBeforeAnswering])))
    }
    add(.applyCommitted, .entries(after: 1, through: 2, peer: nil))
    let scene = Scene(at: Self.two, after: Self.server())
    add(.applyCommitted, .entries(after: 2, through: 3, peer: nil), scene)
    add(.applyCommitted, .entries(after: 0, through: 3, peer: nil), scene)
    let long = Self.server(log: [1, 1, 1, 1, 1])
    add(
      .applyCommitted, .entries(after: 0, through: 5, peer: nil), Scene(at: Self.two, after: long))
  }

  private mutating func addElectionRows() {
    add(.electionTimeout, .silence(wasCandidate: false, term: 4, leader: Self.one))
    add(.electionTimeout, .silence(wasCandidate: false, term: 0, leader: nil))
    add(.electionTimeout, .silence(wasCandidate: true, term: 4, leader: nil))
    add(.startElection, .candidacy(term: 5, needed: 3, of: 5))
    add(.startElection, .candidacy(term: 1, needed: 1, of: 1))
    for votes: ServerSet in [[], [Self.two]] {
      add(.countVote, .vote(from: Self.one, granted: false, votes: votes, needed: 3))
    }
    add(.countVote, .vote(from: Self.two, granted: true, votes: [Self.two], needed: 3))
    add(.countVote, .vote(from: Self.two, granted: true, votes: [Self.two], needed: 1))
    add(.countVote, .vote(from: Self.one, granted: true, votes: .first(2), needed: 3))
    let won = Evidence.vote(from: Self.one, granted: true, votes: Self.three, needed: 3)
    add(.becomeLeader, won)
    add(.becomeLeader, won, Scene(at: Self.two, after: Self.leader()))
    add(.becomeLeader, .vote(from: Self.two, granted: true, votes: [Self.two], needed: 1))
    add(.candidateFindsLeader, .leader(Self.one, term: 4))
  }

  private mutating func addVoteRows() {
    add(.refuseStaleCandidate, .terms(from: Self.one, theirs: 3, own: 4))
    let scene = Scene(at: Self.two, after: Self.server())
    add(.oneVotePerTerm, .votedFor(Self.two, candidate: Self.one), scene)
    add(.oneVotePerTerm, .votedFor(ServerID(3), candidate: Self.one))
    func logs(_ theirs: LogPosition, _ own: LogPosition) -> Evidence {
      .lastLogs(candidate: Self.one, theirs: theirs, own: own)
    }
    add(.upToDateCheck, logs(Self.at(3, 3), Self.at(3, 4)))
    add(.upToDateCheck, logs(Self.at(3, 4), Self.at(12, 4)))
    add(.upToDateCheck, logs(.start, Self.at(3, 4)))
    add(.grantVote, logs(.start, .start), scene)
    add(.grantVote, logs(Self.at(3, 3), Self.at(3, 3)), scene)
    add(.grantVote, logs(Self.at(3, 3), .start))
    add(.grantVote, logs(Self.at(2, 4), Self.at(3, 3)))
    add(
      .grantVote, logs(Self.at(2, 4), Self.at(3, 3)),
      Scene(at: Self.two, before: Self.server(votedFor: Self.one), after: Self.server()))
    add(
      .grantVote, logs(Self.at(2, 4), Self.at(3, 3)),
      Scene(at: Self.two, after: Self.server(), effects: [.start(.election)]))
    for earlier in [ServerID(3), Self.two] {
      let before = Self.server(votedFor: earlier, without: [.oneVotePerTerm])
      add(
        .grantVote, logs(Self.at(2, 4), Self.at(3, 3)),
        Scene(at: Self.two, before: before, after: before))
    }
    add(
      .grantVote, logs(Self.at(2, 4), Self.at(3, 3)),
      Scene(at: Self.two, after: Self.server(without: [.oneVotePerTerm])))
    add(.grantVote, logs(Self.at(2, 2), Self.at(3, 3)))
    add(.grantVote, logs(.start, Self.at(3, 3)))
  }

  private mutating func addLeaderRows() {
    let scene = Scene(at: Self.two, after: Self.leader())
    add(.announceLeadership, .leader(Self.two, term: 4), scene)
    add(.announceLeadership, .leader(Self.two, term: 4))
    add(.appendNoOp, .entries(after: 3, through: 4, peer: nil), scene)
    add(.heartbeat, .leader(Self.two, term: 4), scene)
    add(
      .heartbeat, .leader(Self.two, term: 4), Scene(at: Self.two, effects: [.start(.heartbeat)]))
    for followers: ServerSet in [[Self.one], ServerSet.first(9).removing(Self.two)] {
      add(.postponeHeartbeat, .sent(to: followers), scene)
    }
    add(.appendCommand, .request(RequestID(1), index: 3), scene)
    add(.appendCommand, .request(RequestID(1), index: 3))
    add(.sendEntries, .entries(after: 2, through: 3, peer: Self.one), scene)
    add(.sendEntries, .entries(after: 2, through: 3, peer: Self.one))
    add(.sendEntries, .entries(after: 2, through: 9, peer: Self.one))
    for (match, before) in [(0, 0), (3, 0), (3, 3)] {
      add(
        .entriesStored,
        .match(peer: Self.one, matchIndex: match, nextIndex: match + 1, before: before))
    }
    add(.answerClient, .request(RequestID(1), index: 3), scene)
    add(.answerClient, .request(RequestID(1), index: 3))
    func stored(_ term: Term) -> Evidence {
      .stored(index: 2, term: term, currentTerm: 4, on: Self.three, needed: 3)
    }
    add(.advanceCommit, stored(4))
    add(.advanceCommit, stored(2))
    add(.commitOnlyCurrentTerm, stored(2))
  }

  private mutating func addRefusalRows() {
    for (from, to) in [(6, 5), (1, 1)] {
      add(.backUpNextIndex, .backUp(peer: Self.one, from: from, to: to, conflictTerm: 3))
    }
    add(.backUpByTerm, .backUp(peer: Self.one, from: 6, to: 2, conflictTerm: 3))
    add(.backUpByTerm, .backUp(peer: Self.one, from: 6, to: 2, conflictTerm: nil))
    add(.backUpByTerm, .backUp(peer: Self.one, from: 1, to: 1, conflictTerm: nil))
  }

  private mutating func addFollowerRows() {
    add(.hearLeader, .leader(Self.one, term: 4))
    add(.refuseStaleLeader, .terms(from: Self.one, theirs: 3, own: 4))
    let empty = AppendEntries(previous: Self.at(4, 4), entries: [], leaderCommit: 3)
    let asked = Scene(at: Self.two, receiving: Self.message(.appendEntries(empty)))
    for scene in [asked, Scene(at: Self.two)] {
      add(.consistencyCheck, .previous(Self.at(4, 4), ownTerm: nil, ownLast: 2), scene)
      add(.consistencyCheck, .previous(Self.at(4, 4), ownTerm: nil, ownLast: 0), scene)
      add(.consistencyCheck, .previous(Self.at(4, 4), ownTerm: 2, ownLast: 6), scene)
    }
    add(.deleteConflicting, .conflict(index: 3, theirs: 3, own: 2, last: 3))
    add(.deleteConflicting, .conflict(index: 3, theirs: 3, own: 2, last: 5))
    let scene = Scene(at: Self.two, after: Self.server())
    add(.appendEntries, .entries(after: 2, through: 3, peer: nil), scene)
    add(.appendEntries, .entries(after: 0, through: 3, peer: nil), scene)
    add(.appendEntries, .entries(after: 0, through: 1, peer: nil))
    add(.appendEntries, .entries(after: 2, through: 3, peer: nil))
    let unchecked = Self.server(without: [.consistencyCheck, .commitBoundedByLastNew])
    add(
      .appendEntries, .entries(after: 2, through: 3, peer: nil),
      Scene(at: Self.two, after: unchecked))
    add(.commitBoundedByLastNew, .commit(leaderCommit: 4, lastNew: 5, before: 2))
    add(.commitBoundedByLastNew, .commit(leaderCommit: 6, lastNew: 4, before: 2))
    add(
      .commitBoundedByLastNew, .commit(leaderCommit: 6, lastNew: 4, before: 2),
      Scene(at: Self.two, after: unchecked))
    for (after, through) in [(0, 0), (4, 4), (4, 5), (4, 7)] {
      add(.acknowledgeEntries, .entries(after: after, through: through, peer: Self.one))
    }
    add(
      .acknowledgeEntries, .entries(after: 4, through: 5, peer: Self.one),
      Scene(at: Self.two, after: Self.server(without: [.persistBeforeAnswering])))
  }
}
