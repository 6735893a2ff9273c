import RaftCore
import Testing

@Suite("§5.2 Heartbeats: repeated during idle periods")
struct Section52Heartbeats {
  /// A leader whose followers are known to agree with it up to its no-op.
  private func settled(_ count: Int, without rules: [Rule] = []) -> Subject {
    var subject = Subject(of: count, without: rules)
    subject.campaign(votes: .first(count).removing(s1))
    for peer in subject.server.peers {
      subject.receive(.appendEntriesReply(.success(matchIndex: 1)), from: peer, term: 1)
    }
    return subject
  }

  /// A client's next command.
  private func write(_ subject: inout Subject) {
    let number = UInt64(subject.server.log.lastIndex)
    subject.handle(.request(RequestID(number), Command(number)))
  }

  /// How often the last step started the heartbeat timer.
  private func starts(_ subject: Subject) -> Int {
    subject.step.effects.count { $0 == .start(.heartbeat) }
  }

  @Test("Entries sent to every follower put the heartbeat off", arguments: 2...9)
  func putOff(count: Int) throws {
    var subject = settled(count)
    write(&subject)
    let peers = subject.server.peers
    #expect(Set(subject.sent.map(\.to)) == Set(peers))
    let firing = try #require(subject.step.firings.last)
    #expect(firing.rule == .postponeHeartbeat && firing.evidence == .sent(to: peers))
    #expect(subject.step.effects[firing.effects].elementsEqual([.start(.heartbeat)]))
    #expect(starts(subject) == 1)
  }

  @Test("While the answer to one follower's probe is awaited, it stays due", arguments: 3...9)
  func probed(count: Int) {
    var subject = Subject(of: count)
    subject.campaign(votes: .first(count).removing(s1))
    // All others have answered the leader's first messages.
    for peer in subject.server.peers.removing(s2) {
      subject.receive(.appendEntriesReply(.success(matchIndex: 1)), from: peer, term: 1)
    }
    for _ in 0..<5 {
      write(&subject)
      #expect(subject.sent.count == count - 2 && starts(subject) == 0)
    }
    // The heartbeat retries the probe.
    subject.handle(.timeout(.heartbeat))
    #expect(subject.sent.contains { $0.to == s2 } && starts(subject) == 1)
    subject.receive(.appendEntriesReply(.success(matchIndex: 1)), from: s2, term: 1)
    write(&subject)
    #expect(subject.fired.contains(.postponeHeartbeat))
  }

  @Test("When one follower's window is full, it stays due")
  func fullWindow() {
    var subject = settled(3)
    let limit = subject.server.configuration.windowLimit
    for number in 1...(limit + 5) {
      write(&subject)
      #expect(starts(subject) == (number <= limit ? 1 : 0), "write \(number)")
      subject.receive(.appendEntriesReply(.success(matchIndex: number + 1)), from: s2, term: 1)
      #expect(starts(subject) == 0, "an answer, write \(number)")
    }
    subject.handle(.timeout(.heartbeat))
    #expect(subject.sent.map(\.to) == [s2, s3])
  }

  @Test("A retry to one follower of several leaves it due; to the only one it puts it off")
  func retry() {
    for (count, expected) in [(2, 1), (3, 0), (5, 0)] {
      var subject = settled(count)
      write(&subject)
      let hint = BackUpHint(conflictTerm: nil, firstIndex: 1)
      subject.receive(
        .appendEntriesReply(.failure(previousIndex: 2, hint: hint)), from: s2, term: 1)
      #expect(subject.sent.map(\.to) == [s2] && starts(subject) == expected)
    }
  }

  @Test("Without pipelining, a write that finds one message on its way leaves it due")
  func oneAtATime() {
    var subject = settled(3, without: [.pipelining])
    write(&subject)
    #expect(starts(subject) == 1)
    write(&subject)
    #expect(subject.sent.isEmpty && starts(subject) == 0)
    subject.receive(.appendEntriesReply(.success(matchIndex: 2)), from: s2, term: 1)
    #expect(subject.sent.map(\.to) == [s2] && starts(subject) == 0)
  }

  @Test("The election timer starts again even at an AppendEntries that the log does not fit")
  func refusedEntries() {
    var subject = Subject(term: 1, log: [1])
    subject.append(after: at(5, 1), from: s2, term: 1)
    #expect(subject.fired == [.hearLeader, .consistencyCheck])
    #expect(subject.step.effects.contains(.start(.election)), "it comes from the current leader")
    #expect(subject.server.leader == s2)
    // That of an older leader is refused too, and starts nothing.
    subject.append(after: at(1, 1), from: s3, term: 0)
    #expect(subject.fired == [.refuseStaleLeader])
    #expect(!subject.step.effects.contains(.start(.election)))
  }

  @Test("A leader without followers sends nothing, and puts nothing off")
  func alone() {
    var subject = settled(1)
    #expect(subject.server.role.isLeader)
    for _ in 0..<3 {
      write(&subject)
      #expect(subject.fired == [.appendCommand] && starts(subject) == 0)
    }
    subject.handle(.timeout(.heartbeat))
    #expect(starts(subject) == 1)
  }

  @Test("A new leader's first messages and a round of heartbeats start the timer once")
  func once() {
    var subject = Subject()
    subject.campaign(votes: [s2, s3])
    #expect(subject.server.role.isLeader && starts(subject) == 1)
    subject.handle(.timeout(.heartbeat))
    #expect(starts(subject) == 1 && !subject.fired.contains(.postponeHeartbeat))
  }

  @Test("An answer that puts nothing on its way leaves it due", arguments: [2, 3])
  func answers(count: Int) {
    var subject = settled(count)
    write(&subject)
    subject.receive(.appendEntriesReply(.success(matchIndex: 2)), from: s2, term: 1)
    #expect(subject.sent.isEmpty && starts(subject) == 0)
  }
}
