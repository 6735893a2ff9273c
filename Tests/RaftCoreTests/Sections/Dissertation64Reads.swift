import RaftCore
import Testing

@Suite("Dissertation §6.4: reads without writing")
struct Dissertation64Reads {
  private static let query = Command("x")
  private static let request = RequestID(7)

  /// A leader of three whose own entry is committed.
  private static func leader(
    with features: [Feature] = [.readIndex], without rules: [Rule] = [], isCommitted: Bool = true
  ) -> Subject {
    var subject = Subject(of: 3, with: features, without: rules)
    subject.win([s2])
    if let write = subject.writes.last { subject.handle(.written(write)) }
    if isCommitted { subject.acknowledge(1, from: s2, round: 1) }
    return subject
  }

  private static func read(_ consistency: Consistency = .linearizable) -> Input {
    .query(request, query, consistency)
  }

  @Test("The leader notes its commitIndex, and begins a round of heartbeats after the read")
  func beginsRound() {
    var subject = Self.leader()
    subject.handle(Self.read())
    #expect(subject.fired == [.beginRead] && subject.answers.isEmpty)
    #expect(
      subject.evidence(of: .beginRead) == .read(Self.request, asker: nil, index: 1, round: 2))
    #expect(subject.sent.map(\.to) == [s2, s3] && subject.sent.map(\.head.round) == [2, 2])
    #expect(subject.server.log.lastIndex == 1, "nothing is written")
  }

  @Test("A majority that answers this round, or a later one, confirms that it still leads")
  func confirms() {
    var subject = Self.leader()
    subject.handle(Self.read())
    subject.acknowledge(1, from: s2, round: 1)
    #expect(!subject.fired.contains(.confirmLeadership), "an earlier round says nothing")
    subject.handle(.timeout(.heartbeat))
    subject.acknowledge(1, from: s3, round: 3)
    #expect(subject.fired == [.entriesStored, .confirmLeadership, .answerRead])
    #expect(
      subject.evidence(of: .confirmLeadership)
        == .round(Self.request, round: 2, by: [s1, s3], needed: 2))
    #expect(subject.answers == [.query(Self.query)] && subject.server.reads.isEmpty)
  }

  @Test(
    "If the leader has not yet marked an entry from its current term committed, it waits until it has done so"
  )
  func ownTerm() {
    var subject = Self.leader(isCommitted: false)
    subject.handle(Self.read())
    #expect(subject.fired == [.readAfterOwnTerm] && subject.sent.isEmpty)
    subject.acknowledge(1, from: s2, round: 1)
    #expect(subject.fired.contains(.advanceCommit) && subject.fired.last == .beginRead)
    subject.acknowledge(1, from: s3, round: 2)
    #expect(subject.answers == [.query(Self.query)])
    var lax = Self.leader(without: [.readAfterOwnTerm], isCommitted: false)
    lax.handle(Self.read())
    #expect(lax.fired == [.beginRead])
  }

  @Test("Several reads that waited for that are all answered")
  func severalReads() {
    var subject = Self.leader(isCommitted: false)
    for number in 1...3 {
      subject.handle(.query(RequestID(UInt64(number)), Self.query, .linearizable))
    }
    subject.acknowledge(1, from: s2, round: 1)
    let last = subject.server.role.leadership!.contacts!.round
    subject.acknowledge(1, from: s3, round: last)
    #expect(subject.answers.count == 3 && subject.server.reads.isEmpty)
  }

  @Test("One server alone needs no round")
  func alone() {
    var subject = Subject(s1, of: 1, with: [.readIndex])
    subject.campaign()
    if let write = subject.writes.last { subject.handle(.written(write)) }
    subject.handle(Self.read())
    #expect(subject.fired == [.beginRead, .answerRead] && subject.answers.count == 1)
  }

  @Test(
    "A leader that is deposed answers none that is not confirmed: its clients may ask elsewhere")
  func deposed() {
    var subject = Self.leader()
    subject.handle(Self.read())
    subject.append(after: .start, from: s2, term: 9)
    #expect(subject.fired.contains(.redirectClient))
    #expect(subject.answers == [.notLeader(hint: nil)] && subject.server.reads.isEmpty)
  }

  @Test("Without the round, or with an earlier one, it answers at once")
  func rulesOff() {
    var lax = Self.leader(without: [.confirmLeadership])
    lax.handle(Self.read())
    #expect(lax.fired == [.beginRead, .answerRead])
    var reusing = Self.leader(without: [.roundAfterRead])
    reusing.handle(Self.read())
    #expect(reusing.answers.isEmpty, "the first begins a round")
    reusing.acknowledge(1, from: s3, round: 2)
    #expect(reusing.answers.count == 1)
    reusing.handle(Self.read())
    #expect(
      reusing.fired == [.beginRead, .confirmLeadership, .answerRead], "the next takes it over")
  }

  // MARK: At followers

  private static func follower(without rules: [Rule] = []) -> Subject {
    var subject = Subject(s3, of: 3, with: [.readIndex], without: rules)
    subject.append(after: .start, [1, 1], commit: 1, from: s1, term: 1)
    return subject
  }

  @Test("A follower asks the leader for the index, and waits until it has applied that much")
  func follower() {
    var subject = Self.follower()
    subject.handle(Self.read())
    #expect(subject.fired == [.askForReadIndex])
    #expect(subject.sent.map(\.body) == [.readIndex(Self.request)] && subject.sent[0].term == 0)
    subject.receive(.readIndexReply(Self.request, index: 2), from: s1, term: 1)
    #expect(subject.fired == [.applyBeforeRead] && subject.answers.isEmpty)
    #expect(
      subject.evidence(of: .applyBeforeRead)
        == .applied(Self.request, index: 2, lastApplied: 1))
    subject.append(after: at(2, 1), commit: 2, from: s1, term: 1)
    #expect(subject.fired.last == .answerRead && subject.answers == [.query(Self.query)])
    var lax = Self.follower(without: [.applyBeforeRead])
    lax.handle(Self.read())
    lax.receive(.readIndexReply(Self.request, index: 2), from: s1, term: 1)
    #expect(lax.fired == [.answerRead])
  }

  @Test("The leader confirms for a follower as for a client, and names the index")
  func asked() {
    var subject = Self.leader()
    subject.receive(.readIndex(Self.request), from: s3, term: 0)
    #expect(
      subject.evidence(of: .beginRead) == .read(Self.request, asker: s3, index: 1, round: 2))
    subject.acknowledge(1, from: s2, round: 2)
    #expect(subject.fired.last == .confirmLeadership && subject.answers.isEmpty)
    #expect(subject.sent.last?.body == .readIndexReply(Self.request, index: 1))
    #expect(subject.sent.last?.to == s3 && subject.server.reads.isEmpty)
    var waiting = Self.leader(isCommitted: false)
    waiting.receive(.readIndex(Self.request), from: s3, term: 0)
    #expect(waiting.fired == [.readAfterOwnTerm])
  }

  @Test("Who leads no more drops it; who knows no leader says so")
  func nobody() {
    var subject = Subject(with: [.readIndex])
    subject.receive(.readIndex(Self.request), from: s3, term: 0)
    #expect(subject.fired == [.dropForwarded] && subject.step.effects.isEmpty)
    subject.handle(Self.read())
    #expect(subject.fired == [.redirectClient] && subject.answers == [.notLeader(hint: nil)])
  }

  @Test("An index for a read that nobody waits for is dropped")
  func unknownReply() {
    var subject = Self.follower()
    subject.receive(.readIndexReply(RequestID(99), index: 2), from: s1, term: 1)
    #expect(subject.fired == [.ignoreStaleReply] && subject.answers.isEmpty)
  }

  @Test("Of the same request the latest try counts; of very many the oldest are forgotten")
  func limits() {
    var subject = Self.follower()
    for _ in 0..<2 { subject.handle(Self.read()) }
    #expect(subject.server.reads.count == 1)
    for number in 100..<200 {
      subject.handle(.query(RequestID(UInt64(number)), Self.query, .linearizable))
    }
    #expect(subject.server.reads.count == 64 && subject.server.reads.last?.request.number == 199)
  }

  @Test("A serializable read is answered out of what the server has applied, whoever it is")
  func serializable() {
    var subject = Self.follower()
    subject.handle(Self.read(.serializable))
    #expect(subject.fired == [.serializableRead] && subject.answers == [.query(Self.query)])
    #expect(subject.sent.isEmpty)
  }

  @Test("Switched on while a leader leads, the first read begins to number its rounds")
  func switchedOn() {
    var subject = Self.leader(with: [])
    subject.set(.readIndex, isOn: true)
    subject.acknowledge(1, from: s2)
    subject.handle(Self.read())
    #expect(subject.fired == [.beginRead] && subject.sent.map(\.head.round) == [1, 1])
    subject.acknowledge(1, from: s3)
    #expect(subject.answers.isEmpty, "an answer of before has no number")
    subject.acknowledge(1, from: s2, round: 1)
    #expect(subject.answers == [.query(Self.query)])
  }

  @Test("Switched off, what was asked before is still answered")
  func switchedOff() {
    var subject = Self.leader()
    subject.handle(Self.read())
    subject.set(.readIndex, isOn: false)
    subject.acknowledge(1, from: s2, round: 2)
    #expect(subject.answers == [.query(Self.query)])
  }
}
