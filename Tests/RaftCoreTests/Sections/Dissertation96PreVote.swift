import RaftCore
import Testing

@Suite("Dissertation §9.6: PreVote")
struct Dissertation96PreVote {
  private static func voter(
    term: Term = 4, log: [Term] = [1, 4], with features: [Feature] = [.preVote],
    without rules: [Rule] = []
  ) -> Subject {
    Subject(term: term, log: log, with: features, without: rules)
  }

  @Test("A candidate only increments its term if it first learns that it could win")
  func asksFirst() {
    var subject = Self.voter()
    subject.handle(.timeout(.election))
    #expect(subject.fired == [.electionTimeout, .askForPreVotes])
    #expect(subject.server.role.isPreCandidate && subject.server.currentTerm == 4)
    #expect(subject.server.votedFor == nil && subject.writes.isEmpty)
    #expect(subject.sent.map(\.to) == [s2, s3, s4, s5])
    #expect(subject.sent.allSatisfy { $0.body == .preVote(nextTerm: 5, lastLog: at(2, 4)) })
    #expect(subject.sent.allSatisfy { $0.term == 4 })
    #expect(subject.step.effects.contains(.start(.election)))
  }

  @Test("With a majority that would vote for it, the election begins, and not before")
  func majority() {
    var subject = Self.voter()
    subject.handle(.timeout(.election))
    // A voter may be in an older term: its word counts.
    subject.receive(.preVoteReply(nextTerm: 5, voteGranted: true), from: s2, term: 2)
    #expect(subject.fired == [.countPreVote] && subject.server.role.isPreCandidate)
    subject.receive(.preVoteReply(nextTerm: 5, voteGranted: true), from: s2, term: 2)
    #expect(subject.server.role.isPreCandidate, "the same voice twice is one")
    subject.receive(.preVoteReply(nextTerm: 5, voteGranted: false), from: s3, term: 4)
    #expect(subject.server.role.candidacy?.refused == [s3])
    subject.receive(.preVoteReply(nextTerm: 5, voteGranted: true), from: s4, term: 4)
    #expect(subject.fired == [.countPreVote, .startElection])
    #expect(subject.server.role.isCandidate && subject.server.currentTerm == 5)
    #expect(subject.server.role.candidacy?.granted == [], "straw votes are no votes")
  }

  @Test("One server alone asks nobody")
  func alone() {
    var subject = Subject(s1, of: 1, with: [.preVote])
    subject.handle(.timeout(.election))
    #expect(subject.fired == [.electionTimeout, .askForPreVotes, .startElection])
  }

  @Test("Whoever would vote promises nothing: not its term, its vote, nor its timer change")
  func promisesNothing() {
    var subject = Self.voter()
    let before = subject.server
    subject.receive(.preVote(nextTerm: 9, lastLog: at(2, 4)), from: s2, term: 8)
    #expect(subject.fired == [.grantPreVote] && subject.server == before)
    #expect(subject.reply == .preVoteReply(nextTerm: 9, voteGranted: true))
    #expect(subject.sent.map(\.term) == [4] && subject.step.effects.count == 1)
    subject.receive(.preVote(nextTerm: 9, lastLog: at(2, 4)), from: s3, term: 8)
    #expect(subject.reply == .preVoteReply(nextTerm: 9, voteGranted: true), "to others as well")
  }

  @Test("Not for a log that is less up-to-date")
  func upToDate() {
    var subject = Self.voter()
    subject.receive(.preVote(nextTerm: 5, lastLog: at(9, 3)), from: s2, term: 4)
    #expect(subject.fired == [.preVoteUpToDate])
    #expect(subject.reply == .preVoteReply(nextTerm: 5, voteGranted: false))
    var lax = Self.voter(without: [.upToDateCheck])
    lax.receive(.preVote(nextTerm: 5, lastLog: at(9, 3)), from: s2, term: 4)
    #expect(lax.fired == [.grantPreVote], "it would vote for it, too")
  }

  @Test("Not in a term that has begun already; the refusal carries the newer term")
  func stale() {
    var subject = Self.voter()
    subject.receive(.preVote(nextTerm: 4, lastLog: at(9, 9)), from: s2, term: 3)
    #expect(subject.fired == [.refuseStalePreVote])
    #expect(subject.reply == .preVoteReply(nextTerm: 4, voteGranted: false))
    #expect(subject.sent.map(\.term) == [4])
    // Whoever asked learns of it.
    var asker = Self.voter(term: 3, log: [1])
    asker.handle(.timeout(.election))
    asker.receive(.preVoteReply(nextTerm: 4, voteGranted: false), from: s1, term: 4)
    #expect(asker.server.currentTerm == 4 && asker.server.role.isFollower)
    var dropping = Self.voter(without: [.refuseStalePreVote])
    dropping.receive(.preVote(nextTerm: 4, lastLog: at(9, 9)), from: s2, term: 3)
    #expect(dropping.fired == [.ignoreStaleReply] && dropping.sent.isEmpty)
  }

  @Test("Not while it hears a valid leader: for the shortest election timeout")
  func leaderHeard() {
    var subject = Self.voter()
    subject.append(after: at(1, 1), from: s3, term: 4)
    subject.pass(149)
    subject.receive(.preVote(nextTerm: 5, lastLog: at(2, 4)), from: s2, term: 4)
    #expect(subject.fired == [.preVoteLeaderHeard])
    #expect(
      subject.evidence(of: .preVoteLeaderHeard)
        == .contact(leader: s3, ago: 149_000, timeout: 150_000, answers: true))
    #expect(subject.reply == .preVoteReply(nextTerm: 5, voteGranted: false))
    subject.pass(1)
    subject.receive(.preVote(nextTerm: 5, lastLog: at(2, 4)), from: s2, term: 4)
    #expect(subject.fired == [.grantPreVote])
    var lax = Self.voter(without: [.preVoteLeaderHeard])
    lax.append(after: at(1, 1), from: s3, term: 4)
    lax.receive(.preVote(nextTerm: 5, lastLog: at(2, 4)), from: s2, term: 4)
    #expect(lax.fired == [.grantPreVote])
  }

  @Test("A leader knows of one: itself")
  func askedLeader() {
    var subject = Subject(log: [1], with: [.preVote])
    subject.win([s2, s3])
    subject.pass(10_000)
    let before = subject.server
    subject.receive(.preVote(nextTerm: 9, lastLog: at(9, 9)), from: s4, term: 8)
    #expect(subject.fired == [.preVoteLeaderHeard] && subject.server == before)
  }

  @Test("A pre-candidate that hears from the leader of its term is a follower again")
  func findsLeader() {
    var subject = Self.voter()
    subject.handle(.timeout(.election))
    subject.append(after: at(1, 1), from: s3, term: 4)
    #expect(subject.fired.contains(.preCandidateFindsLeader) && subject.server.role.isFollower)
    subject.receive(.preVoteReply(nextTerm: 5, voteGranted: true), from: s2, term: 4)
    subject.receive(.preVoteReply(nextTerm: 5, voteGranted: true), from: s4, term: 4)
    #expect(subject.fired == [.ignoreStaleReply], "its straw votes are for nothing now")
    #expect(subject.server.role.isFollower && subject.server.currentTerm == 4)
  }

  @Test("A reply for another term is dropped")
  func otherTerm() {
    var subject = Self.voter()
    subject.handle(.timeout(.election))
    let before = subject.server
    subject.receive(.preVoteReply(nextTerm: 4, voteGranted: true), from: s2, term: 3)
    #expect(subject.fired == [.ignoreStaleReply] && subject.server == before)
  }

  @Test("Switched off in the middle, the next timeout begins an election at once")
  func switchedOff() {
    var subject = Self.voter()
    subject.handle(.timeout(.election))
    subject.set(.preVote, isOn: false)
    subject.handle(.timeout(.election))
    #expect(subject.fired == [.electionTimeout, .startElection])
    #expect(subject.server.role.isCandidate && subject.server.currentTerm == 5)
  }

  @Test("A server that is off the wire for long disturbs nobody when it is back; without, it does")
  func returningServer() {
    for features in [[Feature.preVote], []] {
      var bench = Bench(3, with: features)
      bench.elect(s1)
      bench.groups = [[s1, s2], [s3]]
      for _ in 0..<3 {
        bench.pass(200)
        bench.timeOut(s3)
        bench.stabilize()
      }
      bench.groups = nil
      bench.beat(s1, among: [s1, s2])
      bench.timeOut(s3)
      bench.stabilize()
      bench.heartbeat(s1)
      bench.stabilize()
      #expect(bench[s1].role.isLeader == !features.isEmpty)
      #expect(bench[s1].currentTerm == (features.isEmpty ? 5 : 1))
      #expect(bench.safety.violations.isEmpty)
    }
  }

  // MARK: As etcd does it

  @Test("etcd: a pre-candidate keeps its timeout, a candidate draws a new one")
  func etcdTimeout() {
    var subject = Self.voter(with: [.preVote, .etcdVariants])
    subject.handle(.timeout(.election))
    #expect(subject.step.effects.contains(.startAgain(.election)))
    for voter in [s2, s3] {
      subject.receive(.preVoteReply(nextTerm: 5, voteGranted: true), from: voter, term: 4)
    }
    #expect(subject.server.role.isCandidate && subject.step.effects.contains(.start(.election)))
  }

  @Test("etcd: PreVote alone grants although a leader lives; with CheckQuorum it gives no answer")
  func etcdLeaderHeard() {
    var alone = Self.voter(with: [.preVote, .etcdVariants])
    alone.append(after: at(1, 1), from: s3, term: 4)
    alone.receive(.preVote(nextTerm: 5, lastLog: at(2, 4)), from: s2, term: 4)
    #expect(alone.fired == [.grantPreVote])
    var both = Self.voter(with: [.preVote, .checkQuorum, .etcdVariants])
    both.append(after: at(1, 1), from: s3, term: 4)
    both.receive(.preVote(nextTerm: 5, lastLog: at(2, 4)), from: s2, term: 4)
    #expect(both.fired == [.preVoteLeaderHeard] && both.step.effects.isEmpty)
  }
}

extension Subject {
  /// Becomes leader by the votes of others, whether or not it asks for straw votes first.
  mutating func win(_ voters: ServerSet) {
    handle(.timeout(.election))
    if server.role.isPreCandidate {
      for voter in voters {
        receive(
          .preVoteReply(nextTerm: server.currentTerm + 1, voteGranted: true), from: voter,
          term: server.currentTerm)
        if server.role.isCandidate { break }
      }
    }
    if let write = writes.last { handle(.written(write)) }
    for voter in voters {
      receive(.requestVoteReply(voteGranted: true), from: voter, term: server.currentTerm)
      if server.role.isLeader { return }
    }
  }
}
