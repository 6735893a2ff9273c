import RaftCore
import Testing

@Suite("Dissertation §6.2 and §4.2.3: CheckQuorum")
struct Dissertation62CheckQuorum {
  /// A leader of five whose followers have just answered its first round.
  private static func leader(
    with features: [Feature] = [.checkQuorum], heard: ServerSet = [s2, s3, s4, s5],
    without rules: [Rule] = []
  ) -> Subject {
    var subject = Subject(with: features, without: rules)
    subject.win([s2, s3])
    if let write = subject.writes.last { subject.handle(.written(write)) }
    for peer in heard { subject.acknowledge(1, from: peer, round: 1) }
    return subject
  }

  @Test("A new leader numbers its rounds and looks after an election timeout")
  func watches() {
    var subject = Subject(with: [.checkQuorum])
    subject.win([s2, s3])
    #expect(subject.step.effects.contains(.startFor(.quorum, 150_000)))
    #expect(subject.sent.allSatisfy { $0.head.round == 1 })
    subject.handle(.timeout(.heartbeat))
    #expect(subject.sent.allSatisfy { $0.head.round == 2 })
    var plain = Subject()
    plain.win([s2, s3])
    #expect(
      plain.sent.allSatisfy { $0.head.round == 0 } && plain.server.role.leadership?.contacts == nil)
  }

  @Test("A follower answers with the round that it was asked in, whether it agrees or not")
  func answersRound() {
    var follower = Subject(with: [.checkQuorum])
    for previous in [LogPosition.start, at(7, 3)] {
      let request = AppendEntries(previous: previous, entries: [], leaderCommit: 0)
      follower.receive(.appendEntries(request), from: s2, term: 3, round: 7)
      #expect(follower.sent.map(\.head.round) == [7])
    }
  }

  @Test(
    "A leader steps down if an election timeout elapses without a successful round of heartbeats to a majority"
  )
  func stepsDown() {
    var subject = Self.leader()
    subject.handle(.request(RequestID(7), Command("x=1")))
    subject.pass(150)
    subject.handle(.timeout(.quorum))
    #expect(subject.fired == [.stepDownWithoutQuorum])
    #expect(
      subject.evidence(of: .stepDownWithoutQuorum)
        == .quorum(heard: [s1], ago: 150_000, timeout: 150_000, needed: 3))
    #expect(subject.server.role.isFollower && subject.server.leader == nil)
    #expect(subject.server.currentTerm == 1 && subject.server.votedFor == s1, "its vote stands")
    #expect(subject.answers == [.notLeader(hint: nil)], "so that clients can ask another server")
    #expect(subject.step.effects.stops(.heartbeat) && subject.step.effects.stops(.quorum))
    #expect(subject.step.effects.starts(.election))
  }

  @Test("A majority counts the leader itself, and is as old as the one of them heard from least")
  func oldest() {
    var subject = Self.leader()
    subject.pass(60)
    subject.acknowledge(1, from: s2, round: 1)
    subject.pass(50)
    subject.acknowledge(1, from: s3, round: 1)
    subject.pass(40)
    subject.handle(.timeout(.quorum))
    // S2 was heard from 90 ms ago, S3 40 ms ago: in 60 ms they are a majority no more.
    #expect(subject.fired == [.quorumHeard] && subject.server.role.isLeader)
    #expect(
      subject.evidence(of: .quorumHeard)
        == .quorum(heard: [s1, s2, s3], ago: 90_000, timeout: 150_000, needed: 3))
    #expect(subject.step.effects.contains(.startFor(.quorum, 60_000)))
    subject.pass(60)
    subject.handle(.timeout(.quorum))
    #expect(subject.fired == [.stepDownWithoutQuorum])
  }

  @Test("A refusal shows as well that a follower hears its leader; an older term's reply does not")
  func whatCounts() {
    var subject = Self.leader()
    subject.pass(149)
    let hint = BackUpHint(conflictTerm: nil, firstIndex: 1)
    for peer in [s2, s3] {
      subject.receive(
        .appendEntriesReply(.failure(previousIndex: 1, hint: hint)), from: peer, term: 1, round: 1)
    }
    subject.pass(1)
    subject.handle(.timeout(.quorum))
    #expect(subject.fired == [.quorumHeard])
    var stale = Self.leader()
    stale.pass(149)
    for peer in [s2, s3] {
      stale.receive(
        .appendEntriesReply(.success(matchIndex: 1)), from: peer, term: 0, round: 1)
    }
    stale.pass(1)
    stale.handle(.timeout(.quorum))
    #expect(stale.fired == [.stepDownWithoutQuorum])
  }

  @Test("One server alone is its majority")
  func alone() {
    var subject = Subject(s1, of: 1, with: [.checkQuorum])
    subject.campaign()
    #expect(subject.server.role.isLeader)
    subject.pass(1_000)
    subject.handle(.timeout(.quorum))
    #expect(subject.fired == [.quorumHeard])
  }

  @Test("Switched on while a leader leads, it is watched from the next heartbeat on")
  func switchedOn() {
    var subject = Self.leader(with: [])
    subject.set(.checkQuorum, isOn: true)
    subject.pass(500)
    subject.handle(.timeout(.heartbeat))
    #expect(subject.fired == [.heartbeat, .quorumHeard])
    #expect(subject.step.effects.contains(.startFor(.quorum, 150_000)))
    subject.handle(.timeout(.heartbeat))
    #expect(subject.fired == [.heartbeat], "once")
    subject.pass(150)
    subject.handle(.timeout(.quorum))
    #expect(subject.fired == [.stepDownWithoutQuorum])
  }

  @Test("Switched off, the timer runs out for nothing, and is not started again")
  func switchedOff() {
    var subject = Self.leader()
    subject.set(.checkQuorum, isOn: false)
    subject.pass(500)
    subject.handle(.timeout(.quorum))
    #expect(subject.fired.isEmpty && subject.step.effects.isEmpty && subject.server.role.isLeader)
  }

  // MARK: §4.2.3

  private static func voter(
    _ features: [Feature] = [.checkQuorum], without rules: [Rule] = []
  ) -> Subject {
    var subject = Subject(term: 3, log: [1], with: features, without: rules)
    subject.pass(1_000)
    subject.append(after: .start, [1], from: s2, term: 3)
    return subject
  }

  @Test(
    "If a server receives a RequestVote request within the minimum election timeout of hearing from a current leader, it does not update its term or grant its vote"
  )
  func disregards() {
    var subject = Self.voter()
    subject.pass(149)
    let before = subject.server
    subject.requestVote(at(9, 3), from: s4, term: 4)
    #expect(subject.fired == [.disregardVote] && subject.server == before)
    #expect(subject.reply == .requestVoteReply(voteGranted: false))
    #expect(subject.sent.map(\.term) == [3])
    subject.pass(1)
    subject.requestVote(at(9, 3), from: s4, term: 4)
    #expect(subject.fired == [.stepDownOnHigherTerm, .grantVote])
    var lax = Self.voter(without: [.disregardVote])
    lax.requestVote(at(9, 3), from: s4, term: 4)
    #expect(lax.fired == [.stepDownOnHigherTerm, .grantVote])
  }

  @Test("Nor does it when another's reply has raised its term since")
  func keepsItsWord() {
    var subject = Self.voter([.checkQuorum, .preVote])
    subject.receive(.preVoteReply(nextTerm: 4, voteGranted: false), from: s5, term: 6)
    #expect(subject.server.currentTerm == 6 && subject.server.votedFor == nil)
    subject.pass(100)
    subject.requestVote(at(9, 3), from: s4, term: 6)
    #expect(subject.fired == [.disregardVote] && subject.server.votedFor == nil)
    subject.pass(50)
    subject.requestVote(at(9, 3), from: s4, term: 6)
    #expect(subject.fired == [.grantVote])
  }

  @Test("Unless the leader itself hands over")
  func transfer() {
    var subject = Self.voter()
    subject.receive(.requestVote(lastLog: at(9, 3), isTransfer: true), from: s4, term: 4)
    #expect(subject.fired == [.stepDownOnHigherTerm, .grantVote])
  }

  @Test("A leader disregards others as long as it leads")
  func leaderDisregards() {
    var subject = Self.leader()
    subject.pass(10_000)
    subject.requestVote(at(9, 9), from: s4, term: 9)
    #expect(subject.fired == [.disregardVote] && subject.server.role.isLeader)
  }

  @Test("A server that has only just started may have promised something before: it waits")
  func restarted() {
    var subject = Subject(term: 3, vote: s2, log: [1], with: [.checkQuorum])
    subject.pass(149)
    subject.requestVote(at(9, 3), from: s4, term: 4)
    #expect(subject.fired == [.disregardVote])
    subject.pass(1)
    subject.requestVote(at(9, 3), from: s4, term: 4)
    #expect(subject.fired == [.stepDownOnHigherTerm, .grantVote])
    var first = Subject(with: [.checkQuorum])
    first.requestVote(.start, from: s4, term: 1)
    #expect(
      first.fired == [.stepDownOnHigherTerm, .grantVote],
      "at the first boot it has promised nothing")
  }

  // MARK: As etcd does it

  @Test("etcd: marks are cleared once a timeout, so it takes one to two to step down")
  func etcdMarks() {
    var subject = Self.leader(with: [.checkQuorum, .etcdVariants])
    subject.pass(150)
    subject.handle(.timeout(.quorum))
    #expect(subject.fired == [.quorumHeard], "heard from since it was elected")
    #expect(subject.step.effects.contains(.startFor(.quorum, 150_000)))
    subject.pass(150)
    subject.handle(.timeout(.quorum))
    #expect(subject.fired == [.stepDownWithoutQuorum])
  }

  @Test("etcd: a leader that nobody ever answers has no marks at its first look")
  func etcdNobody() {
    var subject = Self.leader(with: [.checkQuorum, .etcdVariants], heard: [s2])
    subject.pass(150)
    subject.handle(.timeout(.quorum))
    #expect(subject.fired == [.stepDownWithoutQuorum])
  }

  @Test("etcd: voters give no answer, count only the leader of their term, and forget at a restart")
  func etcdVoters() {
    var subject = Self.voter([.checkQuorum, .etcdVariants])
    subject.requestVote(at(9, 3), from: s4, term: 4)
    #expect(subject.fired == [.disregardVote] && subject.step.effects.isEmpty)
    subject.receive(.requestVoteReply(voteGranted: false), from: s5, term: 6)
    subject.requestVote(at(9, 3), from: s4, term: 7)
    #expect(subject.fired == [.stepDownOnHigherTerm, .grantVote])
    var restarted = Subject(term: 3, log: [1], with: [.checkQuorum, .etcdVariants])
    restarted.requestVote(at(9, 3), from: s4, term: 4)
    #expect(restarted.fired == [.stepDownOnHigherTerm, .grantVote])
  }
}
