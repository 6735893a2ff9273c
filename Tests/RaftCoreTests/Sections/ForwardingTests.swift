import RaftCore
import Testing

@Suite("Dissertation §6.2: followers that hand commands on")
struct ForwardingTests {
  private static let request = RequestID(7)
  private static let command = Command("x=1")

  private static func follower() -> Subject {
    var subject = Subject(s3, of: 3, with: [.forwardProposals])
    subject.append(after: .start, [1], commit: 1, from: s1, term: 1)
    return subject
  }

  @Test("A follower hands a command on to the leader that it knows, and answers nothing yet")
  func forwards() {
    var subject = Self.follower()
    subject.handle(.request(Self.request, Self.command))
    #expect(subject.fired == [.forwardProposal] && subject.answers.isEmpty)
    #expect(subject.sent.map(\.body) == [.propose(Self.request, Self.command)])
    #expect(subject.sent.map(\.to) == [s1] && subject.sent.map(\.term) == [0])
  }

  @Test("Who knows no leader, or has the feature off, sends the client away")
  func redirects() {
    var lost = Subject(with: [.forwardProposals])
    lost.handle(.request(Self.request, Self.command))
    #expect(lost.fired == [.redirectClient] && lost.sent.isEmpty)
    var off = Self.follower()
    off.set(.forwardProposals, isOn: false)
    off.handle(.request(Self.request, Self.command))
    #expect(off.fired == [.redirectClient] && off.answers == [.notLeader(hint: s1)])
  }

  @Test("The leader appends it, and tells nobody; the follower tells its client when it applies it")
  func answers() {
    var bench = Bench(3, with: [.forwardProposals])
    bench.elect(s1)
    let request = bench.request(s2, Self.command)
    bench.stabilize()
    #expect(bench.answers.isEmpty && bench[s1].commitIndex == 2, "S2 has not applied it yet")
    bench.beat(s1)
    #expect(bench.answers == [.init(server: s2, request: request, answer: .applied(2))])
    #expect(bench[s2].forwarded.isEmpty && bench.safety.violations.isEmpty)
  }

  @Test("Who leads no more drops it")
  func drops() {
    var subject = Subject(with: [.forwardProposals])
    subject.receive(.propose(Self.request, Self.command), from: s3, term: 0)
    #expect(subject.fired == [.dropForwarded] && subject.step.effects.isEmpty)
  }

  @Test("A follower that becomes leader meanwhile answers when the command is applied")
  func becomesLeader() {
    var bench = Bench(3, with: [.forwardProposals])
    bench.elect(s1)
    bench.beat(s1)
    let request = bench.request(s2, Self.command)
    bench.deliver(s2, s1)
    bench.stabilize()
    bench.elect(s2)
    #expect(bench.answers.contains(.init(server: s2, request: request, answer: .applied(2))))
  }

  @Test("Of very many the oldest are forgotten, and of one request there is one")
  func limit() {
    var subject = Self.follower()
    for number in 1...100 {
      for _ in 0..<2 { subject.handle(.request(RequestID(UInt64(number)), Self.command)) }
    }
    #expect(subject.server.forwarded.count == 64)
  }

  @Test("The follower forgets at a crash; the command stands")
  func crash() {
    var bench = Bench(3, with: [.forwardProposals])
    bench.elect(s1)
    bench.request(s2, Self.command)
    bench.deliver(s2, s1)
    bench.stabilize()
    bench.crash(s2)
    bench.start(s2)
    bench.beat(s1)
    #expect(bench.answers.isEmpty && bench[s2].lastApplied == 2)
  }
}
