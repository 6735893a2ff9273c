import RaftCore
import Testing

@Suite("Figure 2: persistent state is updated on stable storage before responding")
struct Persistence {
  @Test("A candidate asks for votes, and counts its own, only when its vote is on disk")
  func candidateWaits() {
    var bench = Bench(3)
    bench.timeOut(s1)
    #expect(bench.pool.isEmpty && bench[s1].role.candidacy?.granted == [])
    bench.completeWrite(of: s1)
    #expect(bench.pool.count == 2 && bench[s1].role.candidacy?.granted == [s1])
  }

  @Test("A voter answers only when its vote is on disk, a duplicate of the request included")
  func voterWaits() {
    var bench = Bench(3)
    bench.timeOut(s1)
    bench.completeWrite(of: s1)
    bench.duplicate(at: bench.places(to: s2)[0])
    bench.deliver(s1, s2)
    bench.deliver(s1, s2)
    #expect(bench.places(from: s2).isEmpty)
    bench.completeWrite(of: s2)
    #expect(bench.places(from: s2).isEmpty, "the term alone is not the vote")
    bench.completeWrite(of: s2)
    #expect(bench.places(from: s2).count == 2)
  }

  @Test("A vote lost in a crash was never given; one on disk stands", arguments: [0, 1, 2])
  func crashOfVoter(kept: Int) {
    var bench = Bench(3)
    for id in [s1, s3] { bench.timeOut(id) }
    for id in [s1, s3] { bench.completeWrite(of: id) }
    bench.deliver(s1, s2)
    bench.crash(s2, keeping: kept)
    #expect(bench.places(from: s2).isEmpty)
    bench.start(s2)
    #expect(bench[s2].currentTerm == (kept == 0 ? 0 : 1))
    #expect(bench[s2].votedFor == (kept == 2 ? s1 : nil))
    bench.deliver(s3, s2)
    bench.stabilize(among: [s2, s3])
    #expect(bench[s3].role.isLeader == (kept < 2))
    #expect(bench.safety.violations.isEmpty)
  }

  @Test("Without the rule the vote goes out first, is forgotten, and is given again: two leaders")
  func withoutTheRule() {
    var bench = Bench(3, without: [.persistBeforeAnswering])
    for id in [s1, s3] { bench.timeOut(id) }
    for id in [s1, s3] { bench.completeWrite(of: id) }
    bench.deliver(s1, s2)
    #expect(bench.places(from: s2).count == 1)
    bench.crash(s2)
    bench.start(s2)
    bench.deliver(s3, s2)
    bench.deliver(s2, s1)
    bench.deliver(s2, s3)
    #expect(bench.safety.firstBroken == .electionSafety)
  }

  @Test("A candidate that crashes before its disk has never run")
  func crashOfCandidate() {
    var bench = Bench(3)
    bench.timeOut(s1)
    bench.crash(s1)
    bench.start(s1)
    #expect(bench[s1].currentTerm == 0 && bench[s1].votedFor == nil && bench.pool.isEmpty)
    bench.elect(s1)
    #expect(bench[s1].currentTerm == 1)
  }

  @Test("A follower acknowledges entries only when they are on disk", arguments: [0, 1])
  func crashOfFollower(kept: Int) {
    var bench = Bench(3)
    bench.elect(s1)
    bench.request(s1, Command("x=1"))
    bench.dropAll(to: s3)
    bench.deliver(s1, s2)
    #expect(bench.places(from: s2).isEmpty && bench[s2].log.lastIndex == 2)
    bench.crash(s2, keeping: kept)
    bench.start(s2)
    #expect(bench[s2].log.lastIndex == 1 + kept)
    bench.completeWrites(of: s1)
    #expect(bench[s1].commitIndex == 1, "nobody vouched for it")
    bench.beat(s1)
    #expect(bench[s1].commitIndex == 2 && bench[s2].log == bench[s1].log)
    #expect(bench.safety.violations.isEmpty)
  }

  @Test("A leader sends entries while it writes them, and counts itself when they are on disk")
  func leaderCountsItsDisk() {
    var bench = Bench(3)
    bench.elect(s1)
    bench.request(s1, Command("x=1"))
    #expect(bench.places(from: s1).count == 2, "on their way before the write is done")
    bench.dropAll(to: s3)
    bench.deliver(s1, s2)
    bench.completeWrites(of: s2)
    bench.deliver(s2, s1)
    #expect(bench[s1].commitIndex == 1 && bench.progress(of: s1, at: s1).matchIndex == 1)
    bench.completeWrite(of: s1)
    #expect(bench[s1].commitIndex == 2)
  }

  @Test("A leader that loses its own write has lost nothing that was committed")
  func leaderLosesItsWrite() {
    var bench = Bench(3)
    bench.elect(s1)
    let request = bench.request(s1, Command("x=1"))
    for id in [s2, s3] {
      bench.deliver(s1, id)
      bench.completeWrites(of: id)
      bench.deliver(id, s1)
    }
    #expect(bench.answers.map(\.request) == [request], "two of three have it")
    bench.crash(s1)
    bench.start(s1)
    #expect(bench[s1].log.lastIndex == 1)
    bench.timeOut(s1)
    bench.stabilize()
    #expect(!bench[s1].role.isLeader, "its log is no longer up-to-date")
    bench.elect(s2)
    #expect(bench[s1].log == bench[s2].log)
    #expect(bench.safety.violations.isEmpty)
  }

  @Test("A restart keeps currentTerm, votedFor and log, and forgets all else")
  func restart() {
    var bench = Bench(3)
    bench.elect(s1)
    bench.request(s1, Command("x=1"))
    bench.stabilize()
    let before = bench[s1]
    bench.crash(s1)
    bench.start(s1)
    let after = bench[s1]
    #expect(after.currentTerm == before.currentTerm && after.votedFor == s1)
    #expect(after.log == before.log)
    #expect(after.commitIndex == 0 && after.lastApplied == 0 && after.leader == nil)
    #expect(after.role.isFollower, "a leader does not lead again in its old term")
    bench.stabilize()
    #expect(bench[s1].role.isFollower)
  }

  @Test("A server says nothing of its new term before that is on disk")
  func refusalWaits() {
    var bench = Bench(3)
    bench.set(s2, PersistentState(term: 0, log: [1]))
    bench.timeOut(s1)
    bench.completeWrite(of: s1)
    bench.deliver(s1, s2)
    #expect(bench[s2].votedFor == nil && bench.places(from: s2).isEmpty)
    bench.completeWrite(of: s2)
    #expect(bench.places(from: s2).count == 1)
  }

  @Test("An old write that reaches the disk in a later term counts for nothing")
  func lateWrite() {
    var subject = Subject(of: 1)
    subject.handle(.timeout(.election))
    let first = subject.writes[0]
    subject.handle(.timeout(.election))
    let second = subject.writes[0]
    subject.handle(.written(first))
    #expect(subject.server.role.isCandidate && subject.server.role.candidacy?.granted == [])
    subject.handle(.written(second))
    #expect(subject.server.role.isLeader && subject.server.currentTerm == 2)
  }
}
