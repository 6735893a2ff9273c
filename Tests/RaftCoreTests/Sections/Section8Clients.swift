import RaftCore
import Testing

@Suite("§8 Client interaction")
struct Section8Clients {
  @Test("A server that is not the leader rejects the request and names the leader it knows of")
  func redirects() {
    var subject = Subject()
    subject.handle(.request(RequestID(7), Command("x=1")))
    #expect(subject.fired == [.redirectClient])
    #expect(Array(subject.step.effects) == [.answer(RequestID(7), .notLeader(hint: nil))])
    subject.append(after: .start, from: s3, term: 1)
    subject.handle(.request(RequestID(8), Command("x=1")))
    #expect(Array(subject.step.effects) == [.answer(RequestID(8), .notLeader(hint: s3))])
    subject.requestVote(.start, from: s4, term: 2)
    subject.handle(.request(RequestID(9), Command("x=1")))
    #expect(Array(subject.step.effects) == [.answer(RequestID(9), .notLeader(hint: nil))])
    #expect(subject.terms == [])
  }

  @Test("A leader appends, replicates and answers only when the entry is applied")
  func answersWhenApplied() {
    var bench = Bench(3)
    bench.elect(s1)
    let request = bench.request(s1, Command("x=1"))
    #expect(bench[s1].log.lastIndex == 2 && bench.answers.isEmpty)
    bench.completeWrites(of: s1)
    #expect(bench.answers.isEmpty, "on its own disk only")
    bench.stabilize()
    #expect(bench.answers == [.init(server: s1, request: request, answer: .applied(2))])
    #expect(bench.node(s1).applied.last?.command == Command("x=1"))
  }

  @Test("Requests are answered in the order of their entries, each once")
  func answersInOrder() {
    var bench = Bench(3)
    bench.elect(s1)
    let requests = (0..<20).map { bench.request(s1, Command("x=\($0)")) }
    bench.stabilize()
    #expect(bench.answers.map(\.request) == requests)
    #expect(bench.answers.map(\.answer) == (2...21).map { .applied($0) })
    #expect(bench[s1].role.leadership?.unanswered.isEmpty == true)
  }

  @Test("A new leader commits a blank no-op entry at the start of its term")
  func noOp() {
    var subject = Subject(term: 3, log: [1, 2])
    subject.campaign(votes: [s2, s3])
    #expect(subject.fired == [.countVote, .becomeLeader, .appendNoOp, .announceLeadership])
    #expect(subject.terms == [1, 2, 4] && subject.server.log[3].isNoOp)
    #expect(subject.writes == [Write(term: 4, votedFor: s1, keeping: 2, through: 3)])
    var bench = Bench(3)
    bench.set(s1, PersistentState(term: 3, log: [1, 2]))
    bench.elect(s1)
    #expect(bench[s1].commitIndex == 3, "and with it all before")
  }

  @Test("With the no-op switched off, a new leader does not learn what is committed")
  func withoutNoOp() {
    var bench = Bench(3, without: [.appendNoOp])
    bench.set(s1, PersistentState(term: 3, log: [1, 2]))
    bench.elect(s1)
    #expect(bench.terms(s2) == [1, 2] && bench[s1].commitIndex == 0)
    bench.request(s1, Command("x=1"))
    bench.stabilize()
    #expect(bench[s1].commitIndex == 3, "until a client writes")
  }

  @Test("A deposed leader leaves its requests unanswered: it cannot know what became of them")
  func deposedLeaderIsSilent() {
    var bench = Bench(3)
    bench.elect(s1)
    bench.groups = [[s1], [s2, s3]]
    bench.request(s1, Command("x=1"))
    bench.stabilize()
    bench.elect(s2)
    bench.groups = nil
    bench.beat(s2)
    bench.beat(s2)
    #expect(bench.terms(s1) == [1, 2] && bench.answers.isEmpty)
    #expect(bench.safety.violations.isEmpty)
  }
}
