import RaftCore
import Testing

// Two configurations at once (section 4.3), and all that counts majorities besides.
extension Dissertation4Membership {
  // MARK: Joint consensus

  @Test("Elections and commits need both majorities, and the leader leaves when that is committed")
  func joint() {
    var subject = Self.leader(with: [.membership, .jointConsensus])
    subject.handle(.change(.several(adding: [s4, s5], removing: [s1, s2, s3])))
    let joint = Membership(voters: [s4, s5], outgoing: .first(3))
    #expect(subject.server.membership == joint)
    Self.store(&subject)
    subject.acknowledge(2, from: s2)
    #expect(subject.server.commitIndex == 1)
    #expect(subject.evidence(of: .bothMajorities) == .majorities(of: [s1, s2], joint))
    subject.acknowledge(2, from: s4)
    #expect(subject.server.commitIndex == 1, "one of two")
    subject.acknowledge(2, from: s5)
    #expect(subject.server.commitIndex == 2 && subject.fired.contains(.leaveJoint))
    let new = Membership(voters: [s4, s5])
    #expect(subject.server.membership == new && subject.server.log[3].membership == new)
    #expect(Set(subject.sent.map(\.to)) == [s4, s5], "those of C-old are sent nothing more")
    subject.acknowledge(3, from: s4)
    #expect(subject.server.role.isLeader)
    subject.acknowledge(3, from: s5)
    #expect(subject.server.commitIndex == 3 && subject.fired.contains(.stepDownWhenRemoved))
  }

  @Test("With the rule of both majorities off, C-new alone decides", arguments: [false, true])
  func newAlone(isOff: Bool) {
    let joint = Membership(voters: [s3, s4, s5], outgoing: [s1, s2, s3])
    var subject = Subject(
      s3, of: 3, with: [.membership, .jointConsensus], without: isOff ? [.bothMajorities] : [])
    Self.give(&subject, joint, after: .start)
    subject.handle(.timeout(.election))
    subject.handle(.written(subject.writes[0]))
    subject.receive(.requestVoteReply(voteGranted: true), from: s4, term: 2)
    #expect(subject.server.role.isLeader == isOff)
    guard !isOff else { return }
    #expect(subject.fired.contains(.bothMajorities))
    subject.receive(.requestVoteReply(voteGranted: true), from: s1, term: 2)
    #expect(subject.server.role.isLeader)
  }

  @Test("Left before it is committed, a joint configuration is one in name only")
  func leftEarly() {
    var subject = Self.leader(
      with: [.membership, .jointConsensus], without: [.leaveJointAfterCommit])
    subject.handle(.change(.several(adding: [s4, s5], removing: [s2, s3])))
    #expect(subject.server.log.lastIndex == 3)
    #expect(subject.server.membership == Membership(voters: [s1, s4, s5]))
  }

  @Test("A new leader leaves the joint configuration that it finds, once that is committed")
  func finishesForAnother() {
    var bench = Bench(3, spare: 2, with: [.membership, .jointConsensus])
    bench.elect(s1)
    bench.change(s1, .several(adding: [s4, s5], removing: [s1]))
    bench.stabilize(among: [s1, s2, s4])
    bench.crash(s1)
    bench.elect(s2, among: [s2, s3, s4, s5])
    bench.beat(s2, among: [s2, s3, s4, s5])
    #expect(bench[s2].membership == Membership(voters: [s2, s3, s4, s5]))
    #expect(bench.safety.violations.isEmpty)
  }

  // MARK: What else counts majorities

  @Test("A leader that hears only one of two majorities steps down (§6.2)")
  func quorum() {
    var subject = Self.leader(with: [.membership, .jointConsensus, .checkQuorum])
    subject.handle(.change(.several(adding: [s4, s5], removing: [s1, s3])))
    subject.pass(100)
    for peer in [s2, s3] { subject.acknowledge(1, from: peer, round: 1) }
    subject.pass(60)
    subject.handle(.timeout(.quorum))
    #expect(subject.fired.contains(.stepDownWithoutQuorum), "of S2, S4 and S5 it heard one")
    var whole = Self.leader(with: [.membership, .jointConsensus, .checkQuorum])
    whole.handle(.change(.several(adding: [s4, s5], removing: [s1, s3])))
    whole.pass(100)
    for peer in [s2, s4] { whole.acknowledge(1, from: peer, round: 1) }
    whole.pass(60)
    whole.handle(.timeout(.quorum))
    #expect(whole.fired.contains(.quorumHeard), "S1 and S2 of three, S2 and S4 of three")
  }

  @Test("A read is confirmed by both majorities (§6.4)")
  func reads() {
    var subject = Self.leader(with: [.membership, .jointConsensus, .readIndex])
    subject.handle(.change(.several(adding: [s4, s5], removing: [s1, s3])))
    subject.handle(.query(RequestID(9), Command("x"), .linearizable))
    let round = subject.sent.last?.head.round ?? 0
    #expect(round > 0 && Set(subject.sent.map(\.to)) == [s2, s3, s4, s5])
    for peer in [s2, s3] { subject.acknowledge(1, from: peer, round: round) }
    #expect(subject.answers.isEmpty)
    subject.acknowledge(1, from: s5, round: round)
    #expect(subject.answers == [.query(Command("x"))])
  }

  @Test("A server that is added counts as heard from, until it was not for as long as others")
  func addedAndHeard() {
    var subject = Self.leader(of: 1, with: [.membership, .checkQuorum])
    subject.pass(1000)
    subject.handle(.change(.add(s2)))
    subject.pass(100)
    subject.handle(.timeout(.quorum))
    #expect(subject.server.role.isLeader)
    subject.pass(100)
    subject.handle(.timeout(.quorum))
    #expect(subject.fired.contains(.stepDownWithoutQuorum))
  }
}
