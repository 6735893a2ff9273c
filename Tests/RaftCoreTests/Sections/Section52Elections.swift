import RaftCore
import Testing

@Suite("§5.2 Leader election")
struct Section52Elections {
  @Test("To begin an election, a follower increments its current term and votes for itself")
  func beginsAnElection() {
    var subject = Subject(term: 4, vote: s3, log: [1, 4])
    subject.handle(.timeout(.election))
    #expect(subject.server.role.isCandidate)
    #expect(subject.server.currentTerm == 5 && subject.server.votedFor == s1)
    #expect(subject.fired == [.electionTimeout, .startElection])
    #expect(subject.writes == [Write(term: 5, votedFor: s1, keeping: 2, through: 2)])
    #expect(subject.step.effects.contains(.start(.election)))
  }

  @Test("It issues RequestVote RPCs to each of the other servers, with the end of its log")
  func asksAllOthers() {
    var subject = Subject(term: 4, log: [1, 4])
    subject.handle(.timeout(.election))
    #expect(subject.sent.map(\.to) == [s2, s3, s4, s5])
    #expect(subject.sent.allSatisfy { $0.body == .requestVote(lastLog: at(2, 4)) })
    #expect(subject.sent.allSatisfy { $0.term == 5 })
  }

  @Test("A candidate wins with votes from a majority of the full cluster, and not before")
  func winsWithAMajority() {
    var subject = Subject()
    subject.campaign(votes: [s2])
    #expect(subject.server.role.isCandidate, "two of five")
    subject.receive(.requestVoteReply(voteGranted: true), from: s2, term: 1)
    #expect(subject.server.role.isCandidate, "the same vote twice is one vote")
    subject.receive(.requestVoteReply(voteGranted: false), from: s3, term: 1)
    #expect(subject.server.role.isCandidate, "a refusal is no vote")
    #expect(subject.server.role.candidacy?.refused == [s3])
    subject.receive(.requestVoteReply(voteGranted: true), from: s4, term: 1)
    #expect(subject.server.role.isLeader, "three of five")
    #expect(subject.server.leader == s1)
  }

  @Test("Once a candidate wins, it sends heartbeats to all to prevent new elections")
  func announcesItself() {
    var subject = Subject(without: [.appendNoOp])
    subject.campaign(votes: [s2, s3])
    let empty = AppendEntries(previous: .start, entries: [], leaderCommit: 0)
    #expect(subject.sent.map(\.to) == [s2, s3, s4, s5])
    #expect(subject.sent.allSatisfy { $0.body == .appendEntries(empty) })
    #expect(subject.step.effects.contains(.stop(.election)))
    #expect(subject.step.effects.contains(.start(.heartbeat)))
    subject.handle(.timeout(.heartbeat))
    #expect(subject.fired == [.heartbeat])
    #expect(subject.sent.count == 4 && subject.step.effects.contains(.start(.heartbeat)))
  }

  @Test("A vote that comes after the election is won changes nothing")
  func lateVote() {
    var subject = Subject()
    subject.campaign(votes: [s2, s3])
    let before = subject.server
    subject.receive(.requestVoteReply(voteGranted: true), from: s4, term: 1)
    #expect(subject.server == before && subject.fired == [.ignoreStaleReply])
  }

  @Test("Each server votes for at most one candidate in a term, first come, first served")
  func oneVotePerTerm() {
    var subject = Subject()
    subject.requestVote(.start, from: s2, term: 1)
    #expect(subject.reply == .requestVoteReply(voteGranted: true))
    #expect(subject.server.votedFor == s2)
    subject.requestVote(at(9, 1), from: s3, term: 1)
    #expect(subject.fired == [.oneVotePerTerm])
    #expect(subject.reply == .requestVoteReply(voteGranted: false))
    #expect(subject.server.votedFor == s2)
    subject.requestVote(.start, from: s3, term: 2)
    #expect(subject.reply == .requestVoteReply(voteGranted: true), "a new term, a new vote")
  }

  @Test("With one vote per term switched off, it votes for whoever asks")
  func manyVotesWithoutTheRule() {
    var subject = Subject(without: [.oneVotePerTerm])
    subject.requestVote(.start, from: s2, term: 1)
    subject.requestVote(.start, from: s3, term: 1)
    #expect(subject.reply == .requestVoteReply(voteGranted: true))
    #expect(subject.server.votedFor == s3)
    #expect(subject.writes.map(\.votedFor) == [s3])
  }

  @Test("With that rule off, even a leader votes for another, and starts no election timer")
  func leaderVotesWithoutTheRule() {
    var subject = Subject(without: [.oneVotePerTerm])
    subject.campaign(votes: [s2, s3])
    subject.requestVote(at(9, 1), from: s4, term: 1)
    #expect(subject.reply == .requestVoteReply(voteGranted: true))
    #expect(subject.server.role.isLeader && !subject.step.effects.contains(.start(.election)))
  }

  @Test("With that rule off two may lead in one term: neither follows the other")
  func leaderFollowsNoOtherLeader() {
    var subject = Subject(without: [.oneVotePerTerm])
    subject.campaign(votes: [s2, s3])
    let before = subject.server
    subject.append(after: at(1, 1), [1], commit: 2, from: s4, term: 1)
    #expect(subject.server == before && subject.step.effects.isEmpty)
  }

  @Test("Asked again by the candidate it voted for, a server grants again and writes nothing")
  func grantsAgain() {
    var subject = Subject()
    subject.requestVote(.start, from: s2, term: 1)
    subject.requestVote(.start, from: s2, term: 1)
    #expect(subject.reply == .requestVoteReply(voteGranted: true) && subject.writes.isEmpty)
  }

  @Test("A granted vote starts the election timer anew; a refused one does not")
  func timerOfTheVoter() {
    var subject = Subject(log: [1])
    subject.requestVote(at(1, 1), from: s2, term: 1)
    #expect(subject.step.effects.contains(.start(.election)))
    subject.requestVote(at(1, 1), from: s3, term: 1)
    #expect(!subject.step.effects.contains(.start(.election)))
    subject.requestVote(.start, from: s3, term: 2)
    #expect(!subject.step.effects.contains(.start(.election)), "a higher term alone is no reason")
  }

  @Test("A candidate that hears from a leader of its term recognizes it and becomes a follower")
  func candidateFindsLeader() {
    var subject = Subject()
    subject.campaign(votes: [s2])
    subject.append(after: .start, from: s3, term: 1)
    #expect(subject.server.role.isFollower && subject.server.leader == s3)
    #expect(subject.fired.contains(.candidateFindsLeader))
    #expect(subject.server.votedFor == s1, "its vote of this term stays")
    #expect(subject.step.effects.contains(.start(.election)))
  }

  @Test("A candidate that hears from a leader of an older term rejects it and stays a candidate")
  func candidateRejectsOldLeader() {
    var subject = Subject(term: 3)
    subject.campaign()
    subject.append(after: .start, from: s3, term: 3)
    #expect(subject.server.role.isCandidate && subject.fired == [.refuseStaleLeader])
  }

  @Test("If many candidates split the vote, each times out and starts a new election")
  func splitVote() {
    var bench = Bench(4)
    for id in [s1, s2] { bench.timeOut(id) }
    for id in [s1, s2] { bench.completeWrites(of: id) }
    bench.deliver(s1, s3)
    bench.deliver(s2, s4)
    bench.stabilize()
    #expect(bench[s1].role.candidacy?.granted == [s1, s3])
    #expect(bench[s2].role.candidacy?.granted == [s2, s4])
    bench.elect(s2)
    #expect(bench[s2].currentTerm == 2 && bench[s1].role.isFollower)
    #expect(bench.safety.violations.isEmpty)
  }

  @Test("A leader has no election timeout, and a follower no heartbeat")
  func strayTimers() {
    var leader = Subject()
    leader.campaign(votes: [s2, s3])
    let leading = leader.server
    leader.handle(.timeout(.election))
    #expect(leader.server == leading && leader.step.effects.isEmpty)
    var follower = Subject()
    follower.handle(.timeout(.heartbeat))
    #expect(follower.step.effects.isEmpty)
  }
}

@Suite("§5.2 One round of an election, by the answers that come")
struct ElectionTable {
  struct Row: CustomTestStringConvertible, Sendable {
    var size: Int
    var granted: ServerSet = []
    var refused: ServerSet = []
    var wins: Bool
    var testDescription: String { "\(size) servers, granted \(granted), refused \(refused)" }
  }

  static let rows = [
    // It wins with a majority of the whole cluster, its own vote among them.
    Row(size: 1, wins: true),
    Row(size: 3, granted: [s2, s3], wins: true),
    Row(size: 3, granted: [s2], wins: true),
    Row(size: 3, granted: [s3], refused: [s2], wins: true),
    Row(size: 5, granted: [s2, s3, s4, s5], wins: true),
    Row(size: 5, granted: [s2, s3, s4], wins: true),
    Row(size: 5, granted: [s2, s3], wins: true),
    Row(size: 5, granted: [s4, s5], refused: [s2, s3], wins: true),
    // It does not while a majority is silent or refuses: it goes on as a candidate until its timer
    // runs out, for an answer that did not come may still come.
    Row(size: 3, wins: false),
    Row(size: 3, refused: [s2, s3], wins: false),
    Row(size: 5, wins: false),
    Row(size: 5, granted: [s2], wins: false),
    Row(size: 5, refused: [s2, s3], wins: false),
    Row(size: 5, granted: [s2], refused: [s3, s4, s5], wins: false),
    Row(size: 5, refused: [s2, s3, s4, s5], wins: false),
  ]

  @Test("A candidate wins with a majority of the votes, and stays one without", arguments: rows)
  func outcome(_ row: Row) {
    var subject = Subject(of: row.size)
    subject.campaign(votes: row.granted)
    for voter in row.refused {
      subject.receive(.requestVoteReply(voteGranted: false), from: voter, term: 1)
    }
    #expect(subject.server.role.isLeader == row.wins)
    #expect(subject.server.role.isCandidate == !row.wins)
    #expect(subject.server.currentTerm == 1)
    guard let candidacy = subject.server.role.candidacy else { return }
    #expect(candidacy.granted == row.granted.union([s1]) && candidacy.refused == row.refused)
  }
}

@Suite("§5.2 The arithmetic of majorities")
struct Majorities {
  static let sizes = [1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 4, 7: 4, 8: 5, 9: 5]

  @Test("A majority is more than half", arguments: sizes.keys.sorted())
  func majority(size: Int) {
    let members = ServerSet.first(size)
    #expect(members.count == size && members.majority == Self.sizes[size])
    #expect(2 * members.majority > size && 2 * (members.majority - 1) <= size)
  }

  @Test("A cluster elects and commits with a majority up, and not with one fewer", arguments: 1...9)
  func availability(size: Int) {
    let majority = Self.sizes[size]!
    var bench = Bench(size)
    for number in (majority..<size).map({ $0 + 1 }).reversed() { bench.crash(ServerID(number)) }
    bench.elect(s1)
    let request = bench.request(s1, Command("x=1"))
    bench.stabilize()
    #expect(bench.answers.map(\.answer) == [.applied(2)] && bench.answers[0].request == request)
    guard majority > 1 else { return }
    bench.crash(ServerID(majority))
    bench.request(s1, Command("x=2"))
    bench.beat(s1)
    #expect(bench.answers.count == 1 && bench[s1].commitIndex == 2)
    bench.crash(s1)
    bench.start(s1)
    bench.timeOut(s1)
    bench.stabilize()
    #expect(bench[s1].role.isCandidate, "one short of a majority elects nobody")
    #expect(bench.safety.violations.isEmpty)
  }

  @Test("Five servers and three down: two keep what they have, and one more makes it work again")
  func majorityLostAndRegained() {
    var bench = Bench(5)
    bench.elect(s1)
    bench.request(s1, Command("x=1"))
    bench.stabilize()
    for id in [s3, s4, s5] { bench.crash(id) }
    let request = bench.request(s1, Command("x=2"))
    bench.beat(s1)
    #expect(bench.answers.count == 1 && bench[s1].role.isLeader && bench[s1].commitIndex == 2)
    bench.start(s4)
    bench.beat(s1)
    bench.stabilize()
    #expect(bench.answers.last == .init(server: s1, request: request, answer: .applied(3)))
    #expect(bench.safety.violations.isEmpty)
  }
}
