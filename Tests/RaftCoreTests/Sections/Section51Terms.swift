import RaftCore
import Testing

@Suite("§5.1 Raft basics: terms")
struct Section51Terms {
  @Test("When servers start up, they begin as followers in term 0")
  func startAsFollowers() {
    let subject = Subject()
    #expect(subject.server.role.isFollower && subject.server.currentTerm == 0)
    #expect(subject.fired == [.startAsFollower])
    #expect(Array(subject.step.effects) == [.start(.election)])
  }

  static let anyMessage: [Message.Body] = [
    .requestVote(lastLog: .start), .requestVoteReply(voteGranted: false),
    .appendEntries(AppendEntries(previous: .start, entries: [], leaderCommit: 0)),
    .appendEntriesReply(.success(matchIndex: 0)),
  ]

  @Test(
    "If one server's term is smaller than the other's, it takes the larger one",
    arguments: anyMessage)
  func takesTheLargerTerm(body: Message.Body) {
    var subject = Subject(term: 3, vote: s1)
    subject.receive(body, from: s2, term: 7)
    #expect(subject.server.currentTerm == 7)
    #expect(subject.fired.first == .stepDownOnHigherTerm)
    #expect(subject.writes.first == Write(term: 7, votedFor: nil, keeping: 0, through: 0))
  }

  @Test(
    "If a candidate discovers that its term is out of date, it becomes a follower",
    arguments: anyMessage)
  func candidateStepsDown(body: Message.Body) {
    var subject = Subject()
    subject.campaign()
    #expect(subject.server.role.isCandidate)
    subject.receive(body, from: s2, term: 2)
    #expect(subject.server.role.isFollower)
  }

  @Test(
    "If a leader discovers that its term is out of date, it becomes a follower",
    arguments: anyMessage)
  func leaderStepsDown(body: Message.Body) {
    var subject = Subject()
    subject.campaign(votes: [s2, s3])
    #expect(subject.server.role.isLeader)
    subject.receive(body, from: s2, term: 2)
    #expect(subject.server.role.isFollower)
    #expect(subject.server.leader != s1)
    #expect(subject.step.effects.contains(.stop(.heartbeat)))
    #expect(subject.step.effects.contains(.start(.election)))
  }

  @Test(
    "With stepping down switched off, a leader takes the term and keeps leading",
    arguments: anyMessage)
  func keepsLeadingWithoutTheRule(body: Message.Body) {
    var subject = Subject(without: [.stepDownOnHigherTerm])
    subject.campaign(votes: [s2, s3])
    subject.receive(body, from: s2, term: 2)
    #expect(subject.server.role.isLeader && subject.server.currentTerm == 2)
  }

  @Test("With stepping down switched off, a candidate takes the term, and has no vote there")
  func hasNoVoteInATermItTook() throws {
    var subject = Subject(without: [.stepDownOnHigherTerm])
    subject.handle(.timeout(.election))
    subject.receive(.requestVoteReply(voteGranted: false), from: s2, term: 3)
    let write = try #require(subject.writes.last)
    #expect(write.term == 3 && write.votedFor == nil)
    subject.handle(.written(write))
    #expect(subject.server.role.candidacy?.granted == [])
  }

  @Test("If a server receives a request with a stale term, it rejects it, and names its own")
  func rejectsStaleRequests() {
    var subject = Subject(term: 5)
    subject.requestVote(at(9, 4), from: s2, term: 4)
    #expect(subject.fired == [.refuseStaleCandidate])
    #expect(subject.reply == .requestVoteReply(voteGranted: false))
    #expect(subject.sent.last?.term == 5)
    subject.append(after: .start, [4], from: s2, term: 4)
    #expect(subject.fired == [.refuseStaleLeader])
    #expect(subject.sent.last?.term == 5)
    #expect(subject.terms == [] && subject.server.leader == nil)
    #expect(!subject.step.effects.contains(.start(.election)), "a stale leader is no leader")
  }

  @Test("A reply to a request of an old term says nothing")
  func staleRepliesAreDropped() {
    var subject = Subject(term: 5)
    subject.campaign()
    let before = subject.server
    subject.receive(.requestVoteReply(voteGranted: true), from: s2, term: 5)
    subject.receive(.requestVoteReply(voteGranted: true), from: s3, term: 5)
    #expect(subject.fired == [.ignoreStaleReply])
    #expect(subject.server == before)
    var leader = Subject(term: 5, log: [1, 1])
    leader.campaign(votes: [s2, s3])
    let leading = leader.server
    leader.receive(.appendEntriesReply(.success(matchIndex: 2)), from: s2, term: 5)
    #expect(leader.fired == [.ignoreStaleReply] && leader.server == leading)
  }
}
