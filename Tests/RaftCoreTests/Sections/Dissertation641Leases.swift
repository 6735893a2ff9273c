import RaftCore
import Testing

@Suite("Dissertation §6.4.1: lease reads")
struct Dissertation641Leases {
  private static let features: [Feature] = [.checkQuorum, .leaseReads, .leadershipTransfer]
  private static let read = Input.query(RequestID(7), Command("x"), .lease)

  /// A leader of three whose first round was sent at 0 ms and answered at 10.
  private static func leader(
    with features: [Feature] = features, without rules: [Rule] = []
  ) -> Subject {
    var subject = Subject(of: 3, with: features, without: rules)
    subject.win([s2])
    if let write = subject.writes.last { subject.handle(.written(write)) }
    subject.pass(10)
    subject.acknowledge(1, from: s2, round: 1)
    return subject
  }

  private static func read(
    after milliseconds: Int, with features: [Feature] = features, without rules: [Rule] = []
  ) -> Subject {
    var subject = leader(with: features, without: rules)
    subject.pass(milliseconds - 10)
    subject.handle(read)
    return subject
  }

  @Test("A lease lasts from the sending of a round that a majority answered, and needs no message")
  func valid() {
    let subject = Self.read(after: 136)
    #expect(subject.fired == [.readByLease, .answerRead] && subject.sent.isEmpty)
    #expect(
      subject.evidence(of: .readByLease)
        == .lease(RequestID(7), age: 136_000, length: 136_363))
    #expect(subject.server.leaseEnd == 136_363)
  }

  @Test(
    "It ends an election timeout after that, divided by the clocks' bound; then a round is needed")
  func expired() {
    let subject = Self.read(after: 137)
    #expect(subject.fired == [.leaseExpired, .beginRead] && subject.answers.isEmpty)
    #expect(subject.sent.count == 2)
    #expect(Self.read(after: 149, without: [.leaseClockBound]).fired.first == .readByLease)
    #expect(Self.read(after: 150, without: [.leaseClockBound]).fired.first == .leaseExpired)
  }

  @Test("A wider bound makes a shorter lease")
  func bound() {
    var subject = Self.leader()
    subject.bound(2_000)
    #expect(subject.server.leaseEnd == 75_000)
  }

  @Test("The clock is looked at when the read comes, not when the lease was renewed")
  func presentClock() {
    #expect(Self.read(after: 10_000).fired.first == .leaseExpired)
    #expect(Self.read(after: 10_000, without: [.leasePresentClock]).fired.first == .readByLease)
  }

  @Test("A leader that has bidden another to start an election has no lease, even when it gives up")
  func afterTimeoutNow() {
    for rules in [[], [Rule.noLeaseAfterTimeoutNow]] {
      var subject = Self.leader(without: rules)
      subject.handle(.transfer(to: s2))
      #expect(subject.fired.contains(.sendTimeoutNow))
      subject.handle(.timeout(.transfer))
      subject.handle(Self.read)
      #expect((subject.fired.first == .noLeaseAfterTimeoutNow) == rules.isEmpty)
      #expect((subject.fired.first == .readByLease) == !rules.isEmpty)
      #expect((subject.server.leaseEnd == nil) == rules.isEmpty)
    }
  }

  @Test("Nor is there one before an entry of its own term is committed")
  func ownTerm() {
    var subject = Subject(of: 3, with: Self.features)
    subject.win([s2])
    subject.handle(Self.read)
    #expect(subject.fired == [.readAfterOwnTerm] && subject.server.leaseEnd != 0)
  }

  @Test("Only a leader has one: a follower sends the client away, and asks nobody")
  func follower() {
    var subject = Subject(of: 3, with: Self.features)
    subject.append(after: .start, [1], commit: 1, from: s2, term: 1)
    subject.handle(Self.read)
    #expect(subject.fired == [.redirectClient] && subject.answers == [.notLeader(hint: s2)])
    #expect(subject.server.leaseEnd == nil)
  }

  @Test("One server alone has it always")
  func alone() {
    var subject = Subject(s1, of: 1, with: Self.features)
    subject.campaign()
    if let write = subject.writes.last { subject.handle(.written(write)) }
    subject.pass(10_000)
    subject.handle(Self.read)
    #expect(subject.fired == [.readByLease, .answerRead])
  }

  @Test("Rounds that were answered before CheckQuorum was switched on begin no lease")
  func switchedOn() {
    var subject = Self.leader(with: [.readIndex])
    subject.set(.checkQuorum, isOn: true)
    subject.set(.leaseReads, isOn: true)
    subject.handle(.timeout(.heartbeat))
    subject.acknowledge(1, from: s2, round: 2)
    subject.handle(Self.read)
    #expect(subject.fired == [.beginRead], "that round was on its way already")
    subject.acknowledge(1, from: s2, round: 3)
    #expect(subject.answers.count == 1)
    subject.handle(Self.read)
    #expect(subject.fired == [.readByLease, .answerRead])
  }

  @Test("etcd: no clock is looked at, as long as it leads")
  func etcd() {
    let features = Self.features + [.etcdVariants]
    let subject = Self.read(after: 290, with: features)
    #expect(subject.fired == [.readByLease, .answerRead])
    var handing = Self.leader(with: features)
    handing.handle(.transfer(to: s2))
    handing.handle(Self.read)
    #expect(handing.fired == [.readByLease, .answerRead], "even while it hands over")
  }
}

extension Subject {
  /// Clocks may differ by so many thousandths.
  fileprivate mutating func bound(_ permille: Int) {
    change { $0.configuration.clockBound = permille }
  }
}
