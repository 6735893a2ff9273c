import RaftCore
import Testing

@Suite("Dissertation §3.10: leadership transfer")
struct Dissertation310Transfer {
  /// A leader of three with one entry, which these servers store.
  private static func leader(
    stored: ServerSet, with features: [Feature] = [.leadershipTransfer], without rules: [Rule] = []
  ) -> Subject {
    var subject = Subject(of: 3, with: features, without: rules)
    subject.win([s2])
    if let write = subject.writes.last { subject.handle(.written(write)) }
    for peer in stored { subject.acknowledge(1, from: peer, round: 1) }
    return subject
  }

  @Test("A target that is up to date is bidden at once")
  func upToDate() {
    var subject = Self.leader(stored: [s2])
    subject.handle(.transfer(to: s2))
    #expect(subject.fired == [.beginTransfer, .sendTimeoutNow])
    #expect(subject.sent.map(\.body) == [.timeoutNow] && subject.sent.map(\.to) == [s2])
    #expect(subject.step.effects.contains(.startFor(.transfer, 150_000)))
    #expect(subject.server.role.isLeader, "it leads until another term begins")
  }

  @Test("The prior leader brings the target's log up to date first")
  func behind() {
    var subject = Self.leader(stored: [s2])
    subject.handle(.transfer(to: s3))
    #expect(subject.fired == [.beginTransfer])
    #expect(
      subject.evidence(of: .beginTransfer) == .transfer(to: s3, matchIndex: 0, lastIndex: 1))
    subject.acknowledge(1, from: s3, round: 1)
    #expect(subject.fired.last == .sendTimeoutNow && subject.sent.last?.body == .timeoutNow)
    subject.acknowledge(1, from: s3, round: 1)
    #expect(!subject.fired.contains(.sendTimeoutNow), "once")
  }

  @Test("The prior leader stops accepting new client requests")
  func refuses() {
    var subject = Self.leader(stored: [s2])
    subject.handle(.transfer(to: s3))
    subject.handle(.request(RequestID(9), Command("x=1")))
    #expect(subject.fired == [.refuseDuringTransfer])
    #expect(subject.answers == [.notLeader(hint: nil)] && subject.server.log.lastIndex == 1)
    subject.receive(.propose(RequestID(9), Command("x=1")), from: s2, term: 0)
    #expect(subject.fired == [.dropForwarded] && subject.server.log.lastIndex == 1)
    var lax = Self.leader(stored: [s2], without: [.refuseDuringTransfer])
    lax.handle(.transfer(to: s3))
    lax.handle(.request(RequestID(9), Command("x=1")))
    #expect(lax.fired.contains(.appendCommand))
    lax.acknowledge(1, from: s3, round: 1)
    #expect(
      !lax.fired.contains(.sendTimeoutNow), "with more and more to send it never is up to date")
  }

  @Test("If leadership transfer does not complete after about an election timeout, it is given up")
  func givesUp() {
    var subject = Self.leader(stored: [s2])
    subject.handle(.transfer(to: s3))
    subject.handle(.timeout(.transfer))
    #expect(subject.fired == [.giveUpTransfer] && subject.server.role.isLeader)
    subject.handle(.request(RequestID(9), Command("x=1")))
    #expect(subject.fired.contains(.appendCommand), "and resumes accepting client requests")
    subject.acknowledge(2, from: s3, round: 1)
    #expect(!subject.fired.contains(.sendTimeoutNow))
    subject.handle(.timeout(.transfer))
    #expect(subject.fired.isEmpty)
  }

  @Test("TimeoutNow has the same effect as an election timeout, and nobody is asked first")
  func obeys() {
    var subject = Subject(term: 3, log: [1], with: [.leadershipTransfer, .preVote, .checkQuorum])
    subject.append(after: .start, [1], from: s2, term: 3)
    subject.receive(.timeoutNow, from: s2, term: 3)
    #expect(subject.fired == [.obeyTimeoutNow, .startElection])
    #expect(subject.server.role.isCandidate && subject.server.currentTerm == 4)
    #expect(
      subject.sent.allSatisfy { $0.body == .requestVote(lastLog: at(1, 1), isTransfer: true) })
  }

  @Test("One of an earlier term is dropped, and a leader does not depose itself")
  func staleTimeoutNow() {
    var subject = Subject(term: 3, log: [1], with: [.leadershipTransfer])
    let before = subject.server
    subject.receive(.timeoutNow, from: s2, term: 2)
    #expect(subject.fired == [.ignoreStaleReply] && subject.server == before)
    var leader = Self.leader(stored: [s2])
    leader.receive(.timeoutNow, from: s2, term: leader.server.currentTerm)
    #expect(leader.fired == [.ignoreStaleReply] && leader.server.role.isLeader)
  }

  @Test("Nothing is handed over to itself, to a stranger, twice to the same, or by a follower")
  func nothing() {
    var subject = Self.leader(stored: [s2])
    for target in [s1, s5] {
      subject.handle(.transfer(to: target))
      #expect(subject.fired.isEmpty && subject.server.role.leadership?.transfer == nil)
    }
    subject.handle(.transfer(to: s3))
    subject.handle(.transfer(to: s3))
    #expect(subject.fired.isEmpty)
    var follower = Subject(with: [.leadershipTransfer])
    follower.handle(.transfer(to: s2))
    #expect(follower.fired.isEmpty)
  }

  @Test("Another target takes the place of the first, and time begins anew")
  func otherTarget() {
    var subject = Self.leader(stored: [])
    subject.handle(.transfer(to: s2))
    subject.handle(.transfer(to: s3))
    #expect(subject.fired == [.beginTransfer])
    #expect(subject.step.effects.contains(.startFor(.transfer, 150_000)))
    subject.acknowledge(1, from: s2, round: 1)
    #expect(!subject.fired.contains(.sendTimeoutNow), "the first is bidden nothing any more")
    subject.acknowledge(1, from: s3, round: 1)
    #expect(subject.sent.last?.to == s3 && subject.sent.last?.body == .timeoutNow)
  }

  @Test("A leader that is deposed hands over no more, and stops that timer")
  func deposed() {
    var subject = Self.leader(stored: [s2])
    subject.handle(.transfer(to: s3))
    subject.append(after: .start, from: s2, term: 9)
    #expect(subject.server.role.isFollower && subject.step.effects.stops(.transfer))
  }

  @Test("Leadership goes from one to the next with every feature on, and nothing is lost")
  func roundTrip() {
    let features: [Feature] = [
      .leadershipTransfer, .preVote, .checkQuorum, .readIndex, .leaseReads, .forwardProposals,
    ]
    var bench = Bench(3, with: features)
    bench.elect(s1)
    for (leader, next) in [(s1, s2), (s2, s3), (s3, s1)] {
      bench.request(leader, Command("x=1"))
      bench.stabilize()
      bench.transfer(leader, to: next)
      bench.stabilize()
      #expect(bench[next].role.isLeader && bench[leader].role.isFollower)
      bench.beat(next)
    }
    #expect(bench.safety.violations.isEmpty && bench[s1].currentTerm == 4)
    #expect(bench[s2].log == bench[s1].log && bench[s1].log.lastIndex == 7)
  }
}
