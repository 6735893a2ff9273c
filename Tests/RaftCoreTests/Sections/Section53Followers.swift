import RaftCore
import Testing

@Suite("§5.3 Log replication: the follower")
struct Section53Followers {
  private func success(_ index: LogIndex) -> Message.Body {
    .appendEntriesReply(.success(matchIndex: index))
  }

  @Test("If the follower does not find an entry with that index and term, it refuses the new ones")
  func consistencyCheck() {
    var subject = Subject(term: 2, log: [1, 1])
    subject.append(after: at(3, 1), [2], from: s2, term: 2)
    #expect(subject.fired == [.hearLeader, .consistencyCheck])
    let short = BackUpHint(conflictTerm: nil, firstIndex: 3)
    #expect(subject.reply == .appendEntriesReply(.failure(previousIndex: 3, hint: short)))
    subject.append(after: at(2, 2), [2], from: s2, term: 2)
    let conflict = BackUpHint(conflictTerm: 1, firstIndex: 1)
    #expect(subject.reply == .appendEntriesReply(.failure(previousIndex: 2, hint: conflict)))
    #expect(subject.terms == [1, 1] && subject.writes.isEmpty)
  }

  @Test("With the consistency check off, entries land where they do not belong")
  func withoutConsistencyCheck() {
    var subject = Subject(term: 2, log: [1], without: [.consistencyCheck])
    subject.append(after: at(3, 1), [2], from: s2, term: 2)
    #expect(subject.terms == [1, 2])
    #expect(subject.reply == success(4))
  }

  @Test("It deletes a conflicting entry and all that follow it, and appends the leader's")
  func deletesConflicting() {
    var subject = Subject(term: 3, log: [1, 1, 2, 2, 2])
    subject.append(after: at(1, 1), [1, 3], from: s2, term: 3)
    #expect(subject.terms == [1, 1, 3])
    #expect(
      subject.fired == [.hearLeader, .deleteConflicting, .appendEntries, .acknowledgeEntries])
    #expect(
      subject.writes == [
        Write(term: 3, votedFor: nil, keeping: 2, through: 2),
        Write(term: 3, votedFor: nil, keeping: 2, through: 3),
      ])
    #expect(subject.reply == success(3))
  }

  @Test("With deleting switched off, the old entries stay, and it claims to agree all the same")
  func withoutDeleting() {
    var subject = Subject(term: 3, log: [1, 1, 2], without: [.deleteConflicting])
    subject.append(after: at(1, 1), [1, 3, 3], from: s2, term: 3)
    #expect(subject.terms == [1, 1, 2, 3])
    #expect(subject.reply == success(4))
  }

  @Test("Entries it already has are not stored again, and none that follow are deleted")
  func duplicatesAreIdempotent() {
    var subject = Subject(term: 1, log: [1, 1, 1, 1])
    subject.append(after: at(1, 1), [1, 1], from: s2, term: 1)
    #expect(subject.terms == [1, 1, 1, 1] && subject.writes.isEmpty)
    #expect(subject.reply == success(3), "it vouches for what the message names, no more")
  }

  @Test("A heartbeat deletes nothing, though the log goes on after the entry it names")
  func heartbeatDeletesNothing() {
    var subject = Subject(term: 3, log: [1, 2, 2])
    subject.append(after: at(1, 1), from: s2, term: 3)
    #expect(subject.terms == [1, 2, 2] && subject.reply == success(1))
    #expect(subject.step.effects.contains(.start(.election)))
  }

  @Test("If leaderCommit > commitIndex, commitIndex = min(leaderCommit, index of last new entry)")
  func followsCommit() {
    var subject = Subject(term: 1, log: [1, 1, 1])
    subject.append(after: at(1, 1), commit: 3, from: s2, term: 1)
    #expect(subject.server.commitIndex == 1, "bounded by the last new entry")
    subject.append(after: at(1, 1), [1, 1], commit: 2, from: s2, term: 1)
    #expect(subject.server.commitIndex == 2, "bounded by leaderCommit")
    #expect(subject.step.effects.contains(.apply(after: 1, through: 2)))
    subject.append(after: at(1, 1), commit: 1, from: s2, term: 1)
    #expect(subject.server.commitIndex == 2, "never back")
  }

  @Test("Without the bound it commits beyond its own log, and applies what it has")
  func appliesWhatItHas() {
    var subject = Subject(term: 1, log: [1, 1], without: [.commitBoundedByLastNew])
    subject.append(after: at(2, 1), commit: 5, from: s2, term: 1)
    #expect(subject.server.commitIndex == 5 && subject.server.lastApplied == 2)
    #expect(subject.step.effects.contains(.apply(after: 0, through: 2)))
  }

  @Test("Without the bound it commits entries that were not compared with the leader's")
  func commitWithoutTheBound() {
    var subject = Subject(term: 1, log: [1, 1, 1], without: [.commitBoundedByLastNew])
    subject.append(after: at(1, 1), commit: 3, from: s2, term: 1)
    #expect(subject.server.commitIndex == 3)
  }

  @Test("A refused message commits nothing")
  func refusalCommitsNothing() {
    var subject = Subject(term: 2, log: [1])
    subject.append(after: at(2, 2), commit: 2, from: s2, term: 2)
    #expect(subject.server.commitIndex == 0)
  }
}
