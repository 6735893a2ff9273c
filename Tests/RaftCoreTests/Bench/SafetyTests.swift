import RaftCore
import Testing

@Suite("The checks of the bench can fail")
struct SafetyChecks {
  /// Complaints about a server that went from one state to the other.
  private func safety(from before: Subject, to after: Subject) -> Safety {
    var node = Node(number: 1)
    node.server = after.server
    node.timers = after.server.role.isLeader ? [.heartbeat] : [.election]
    node.disk = PersistentState(
      currentTerm: after.server.currentTerm, votedFor: after.server.votedFor,
      log: after.server.log)
    var safety = Safety()
    safety.observe(
      Safety.Observation(
        before: before.server, after: after.server, step: Step(), node: node, nodes: []))
    return safety
  }

  private func leader(requests: Int) -> Subject {
    var subject = Subject(of: 3)
    subject.campaign(votes: [s2])
    for number in 0..<requests {
      subject.handle(.request(RequestID(UInt64(number)), Command("x=\(number)")))
    }
    return subject
  }

  @Test("Nothing is said against a server that took one more request")
  func allIsWell() {
    #expect(safety(from: leader(requests: 1), to: leader(requests: 2)).violations.isEmpty)
  }

  @Test("A leader that loses an entry breaks Leader Append-Only")
  func leaderAppendOnly() {
    let found = safety(from: leader(requests: 2), to: leader(requests: 1))
    #expect(found.firstBroken == .leaderAppendOnly)
  }

  @Test("A term that falls and a vote that changes are complained about")
  func invariants() {
    let fallen = safety(from: Subject(term: 4), to: Subject(term: 3))
    #expect(fallen.violations.map(\.detail) == ["S1: currentTerm fell"])
    let changed = safety(from: Subject(term: 4, vote: s2), to: Subject(term: 4, vote: s3))
    #expect(changed.violations.map(\.detail) == ["S1: changed its vote"])
    let unordered = safety(from: Subject(term: 4), to: Subject(term: 4, log: [2, 1]))
    #expect(unordered.violations.map(\.detail) == ["S1: terms fall along the log"])
  }

  static let promises: [Message.Body] = [
    .requestVote(lastLog: .start), .requestVoteReply(voteGranted: true),
    .requestVoteReply(voteGranted: false), .appendEntriesReply(.success(matchIndex: 1)),
  ]

  @Test("A promise that is not on disk is complained about", arguments: promises)
  func durability(body: Message.Body) {
    var safety = Safety()
    let message = Message(from: s1, to: s2, term: 2, body: body)
    safety.left(message, disk: PersistentState(term: 1, log: []))
    #expect(safety.violations.map(\.property) == [.durability])
    #expect(safety.firstBroken == nil, "it is no property of Figure 3")
  }
}
