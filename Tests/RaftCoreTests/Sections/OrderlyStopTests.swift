import RaftCore
import Testing

@Suite("Dissertation §3.10: a leader that is to stop hands over first")
struct OrderlyStopTests {
  /// A leader of three that knows what these store of its one entry.
  private static func leader(
    stored: [ServerID], with features: [Feature] = [.leadershipTransfer]
  ) -> Subject {
    var subject = Subject(of: 3, with: features)
    subject.win([s2])
    if let write = subject.writes.last { subject.handle(.written(write)) }
    for peer in stored { subject.acknowledge(1, from: peer, round: 1) }
    return subject
  }

  @Test("It hands over to the follower that stores most of its log", arguments: [s2, s3])
  func target(best: ServerID) {
    var subject = Self.leader(stored: [best])
    subject.handle(.stop)
    #expect(subject.fired == [.beginTransfer, .sendTimeoutNow])
    #expect(subject.server.stopping == best && !subject.server.isReadyToStop)
  }

  @Test("Of those that store as much, to the one that it heard from last", arguments: [s2, s3])
  func latest(last: ServerID) {
    var subject = Self.leader(
      stored: [last == s2 ? s3 : s2], with: [.leadershipTransfer, .checkQuorum])
    subject.pass(1)
    subject.acknowledge(1, from: last, round: 1)
    subject.handle(.stop)
    #expect(subject.server.stopping == last)
  }

  @Test("It is ready when it leads no more")
  func handedOver() {
    var subject = Self.leader(stored: [s2])
    subject.handle(.stop)
    subject.receive(.requestVote(lastLog: at(1, 1), isTransfer: true), from: s2, term: 2)
    #expect(subject.server.isReadyToStop && subject.server.votedFor == s2)
    subject.goDown()
    #expect(subject.evidence(of: .stopAfterTransfer) == .stopping(target: s2, leads: false))
  }

  @Test("It is ready when it has given up handing over")
  func givenUp() {
    var subject = Self.leader(stored: [s2])
    subject.handle(.stop)
    subject.handle(.timeout(.transfer))
    #expect(subject.fired == [.giveUpTransfer] && subject.server.isReadyToStop)
    subject.goDown()
    #expect(subject.evidence(of: .stopAfterTransfer) == .stopping(target: s2, leads: true))
  }

  @Test("A transfer under way begins anew, and another target is taken over")
  func underWay() {
    var subject = Self.leader(stored: [s2])
    subject.handle(.transfer(to: s3))
    subject.handle(.stop)
    #expect(subject.server.stopping == s3 && subject.fired == [.beginTransfer])
    #expect(subject.step.effects.contains(.startFor(.transfer, 150_000)))
    subject.handle(.transfer(to: s2))
    #expect(subject.server.stopping == s2 && !subject.server.isReadyToStop)
  }

  @Test("Who leads nobody, or cannot hand over, has nothing to wait for")
  func nothing() {
    var follower = Subject(with: [.leadershipTransfer])
    var plain = Self.leader(stored: [s2], with: [])
    var single = Subject(of: 1, with: [.leadershipTransfer])
    single.handle(.timeout(.election))
    if let write = single.writes.last { single.handle(.written(write)) }
    #expect(single.server.role.isLeader)
    follower.handle(.stop)
    plain.handle(.stop)
    single.handle(.stop)
    for subject in [follower, plain, single] {
      #expect(subject.fired.isEmpty && subject.server.stopping == nil)
    }
  }
}

@Suite("etcd: a candidate that cannot win any more falls back")
struct FallBackTests {
  private static func candidate(of count: Int, with features: [Feature]) -> Subject {
    var subject = Subject(of: count, term: 3, log: [1, 3], with: features)
    subject.handle(.timeout(.election))
    if let write = subject.writes.last { subject.handle(.written(write)) }
    return subject
  }

  @Test(
    "It is a follower of its term when the rest is no majority",
    arguments: [(2, 1), (3, 2), (4, 2), (5, 3)])
  func refused(count: Int, needed: Int) {
    var subject = Self.candidate(of: count, with: [.etcdVariants])
    for number in 2..<(2 + needed) {
      #expect(subject.server.role.isCandidate)
      subject.receive(.requestVoteReply(voteGranted: false), from: ServerID(number), term: 4)
    }
    #expect(subject.fired == [.countVote, .fallBackWhenRefused])
    #expect(subject.server.role.isFollower && subject.server.currentTerm == 4)
    #expect(subject.server.votedFor == s1, "it has voted in this term, and does not again")
    #expect(subject.step.effects.contains(.start(.election)), "with a timeout drawn anew")
  }

  @Test("So is a pre-candidate, and late straw votes do not bring it back")
  func preCandidate() {
    var subject = Self.candidate(of: 3, with: [.preVote, .etcdVariants])
    for voter in [s2, s3] {
      subject.receive(.preVoteReply(nextTerm: 4, voteGranted: false), from: voter, term: 3)
    }
    #expect(subject.fired == [.countPreVote, .fallBackWhenRefused])
    #expect(subject.server.role.isFollower && subject.server.currentTerm == 3)
    subject.receive(.preVoteReply(nextTerm: 4, voteGranted: true), from: s2, term: 3)
    #expect(subject.fired == [.ignoreStaleReply] && subject.server.role.isFollower)
  }

  @Test("A refusal that is counted twice is one")
  func twice() {
    var subject = Self.candidate(of: 3, with: [.etcdVariants])
    for _ in 0..<2 {
      subject.receive(.requestVoteReply(voteGranted: false), from: s2, term: 4)
    }
    #expect(subject.fired == [.countVote] && subject.server.role.isCandidate)
  }

  @Test(
    "In the paper it remains a candidate until its timer runs out",
    arguments: [[], [Feature.preVote]])
  func paper(features: [Feature]) {
    var subject = Self.candidate(of: 3, with: features)
    let reply: Message.Body =
      features.isEmpty
      ? .requestVoteReply(voteGranted: false) : .preVoteReply(nextTerm: 4, voteGranted: false)
    for voter in [s2, s3] {
      subject.receive(reply, from: voter, term: subject.server.currentTerm)
    }
    #expect(!subject.server.role.isFollower)
  }
}
