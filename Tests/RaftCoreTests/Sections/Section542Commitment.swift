import RaftCore
import Testing

@Suite("§5.4.2 Committing entries from previous terms")
struct Section542Commitment {
  /// A leader of term 4 with an entry of term 2 that a majority stores.
  private func leader(without rules: [Rule]) -> Subject {
    var subject = Subject(term: 3, log: [1, 2], without: [.appendNoOp] + rules)
    subject.campaign(votes: [s2, s3])
    for peer in [s2, s3] {
      subject.receive(.appendEntriesReply(.success(matchIndex: 2)), from: peer, term: 4)
    }
    return subject
  }

  @Test("Raft never commits log entries from previous terms by counting replicas")
  func neverByCounting() {
    let subject = leader(without: [])
    #expect(subject.fired == [.entriesStored, .commitOnlyCurrentTerm])
    #expect(subject.server.commitIndex == 0)
    #expect(
      subject.server.role.leadership.map { subject.server.holders(of: 2, in: $0) } == [s1, s2, s3])
  }

  @Test("With the rule switched off, it does")
  func byCountingWithoutTheRule() {
    let subject = leader(without: [.commitOnlyCurrentTerm])
    #expect(subject.fired == [.entriesStored, .advanceCommit, .applyCommitted])
    #expect(subject.server.commitIndex == 2)
  }

  @Test("Once an entry from the current term is committed, all prior entries are, indirectly")
  func indirectly() {
    var subject = leader(without: [])
    subject.handle(.request(RequestID(1), Command("x=1")))
    let write = subject.writes[0]
    subject.receive(.appendEntriesReply(.success(matchIndex: 3)), from: s2, term: 4)
    #expect(subject.server.commitIndex == 0, "two of five")
    subject.handle(.written(write))
    #expect(subject.server.commitIndex == 0, "two of five")
    subject.receive(.appendEntriesReply(.success(matchIndex: 3)), from: s3, term: 4)
    #expect(subject.server.commitIndex == 3)
    #expect(subject.step.effects.contains(.apply(after: 0, through: 3)))
  }

  @Test("An entry is committed when a majority stores it, each counted once and the leader as one")
  func counting() {
    var subject = Subject()
    subject.campaign(votes: [s2, s3])
    let write = subject.writes[0]
    for _ in 0..<3 {
      subject.receive(.appendEntriesReply(.success(matchIndex: 1)), from: s2, term: 1)
    }
    #expect(subject.server.commitIndex == 0, "one follower, three times")
    subject.receive(.appendEntriesReply(.success(matchIndex: 1)), from: s3, term: 1)
    #expect(subject.server.commitIndex == 0, "the leader has not stored it yet")
    subject.receive(.appendEntriesReply(.success(matchIndex: 1)), from: s4, term: 1)
    #expect(subject.server.commitIndex == 1, "three followers")
    subject.handle(.written(write))
    #expect(subject.server.commitIndex == 1)
  }
}
