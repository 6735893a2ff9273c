import RaftCore
import TestSupport
import Testing

@Suite("§5.3, Figure 7: the leader forces the followers' logs to duplicate its own")
struct Figure7 {
  /// One of the six followers of the figure, and how nextIndex finds the agreement.
  struct Follower: CustomTestStringConvertible, Sendable {
    var name: String
    var log: [Term]
    /// nextIndex before each refusal and after the last, a term at a time.
    var byTerm: [LogIndex]
    /// The same, one at a time.
    var oneByOne: [LogIndex]
    var testDescription: String { name }
  }

  static let leader: [Term] = [1, 1, 1, 4, 4, 5, 5, 6, 6, 6]

  static let followers = [
    Follower(
      name: "a", log: [1, 1, 1, 4, 4, 5, 5, 6, 6], byTerm: [11, 10], oneByOne: [11, 10]),
    Follower(
      name: "b", log: [1, 1, 1, 4], byTerm: [11, 5], oneByOne: [11, 10, 9, 8, 7, 6, 5]),
    Follower(
      name: "c", log: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6], byTerm: [11], oneByOne: [11]),
    Follower(
      name: "d", log: [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7], byTerm: [11], oneByOne: [11]),
    Follower(
      name: "e", log: [1, 1, 1, 4, 4, 4, 4], byTerm: [11, 8, 6],
      oneByOne: [11, 10, 9, 8, 7, 6]),
    Follower(
      name: "f", log: [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3], byTerm: [11, 7, 4],
      oneByOne: [11, 10, 9, 8, 7, 6, 5, 4]),
  ]

  /// Elects S1 in term 8 with S3's vote, then brings S2 into agreement; the path of nextIndex.
  private func path(of follower: Follower, without rules: [Rule]) -> [LogIndex] {
    var bench = Bench(3, without: rules)
    bench.set(s1, PersistentState(term: 7, log: Self.leader))
    bench.set(s2, PersistentState(term: follower.log.last!, log: follower.log))
    bench.set(s3, PersistentState(term: 6, log: Self.leader))
    bench.elect(s1, among: [s1, s3])
    #expect(bench[s1].currentTerm == 8)
    bench.dropAll()
    bench.heartbeat(s1)
    var path = [bench.progress(of: s2, at: s1).nextIndex]
    var roundTrips = 0
    while bench[s2].log != bench[s1].log, roundTrips < 20 {
      bench.deliver(s1, s2)
      bench.completeWrites(of: s2)
      bench.deliver(s2, s1)
      roundTrips += 1
      let progress = bench.progress(of: s2, at: s1)
      if progress.nextIndex < path.last! { path.append(progress.nextIndex) }
    }
    // One round trip for each refusal, one to store what is missing; and where the heartbeat is
    // not refused, that heartbeat.
    #expect(roundTrips == max(path.count, 2))
    #expect(bench.terms(s2) == Self.leader + [8])
    bench.beat(s1)
    #expect(bench[s2].commitIndex == 11 && bench.node(s2).applied == bench[s1].log.all)
    #expect(bench.safety.violations.isEmpty)
    return path
  }

  @Test("nextIndex goes back a term at a time", arguments: followers)
  func byTerm(follower: Follower) {
    #expect(path(of: follower, without: []) == follower.byTerm)
  }

  @Test("nextIndex goes back one at a time, with the other rule off", arguments: followers)
  func oneByOne(follower: Follower) {
    #expect(path(of: follower, without: [.backUpByTerm]) == follower.oneByOne)
  }

  @Test("Which of the followers vote for the leader of term 8 is decided by their logs")
  func voters() {
    let granting = Self.followers.filter {
      var voter = Subject(s2, term: 7, log: $0.log)
      voter.requestVote(at(10, 6), from: s1, term: 8)
      return voter.reply == .requestVoteReply(voteGranted: true)
    }
    #expect(granting.map(\.name) == ["a", "b", "e", "f"])
  }

  @Test("Random pairs of logs agree after as many refusals as they have conflicting terms")
  func randomLogs() {
    for seed in UInt64(0)..<300 {
      var random = SeededRandom(seed)
      // Two histories that part at some point, as leaders of different terms leave them.
      let shared = (0..<random.below(6)).map { 1 + $0 / 2 }
      func tail(_ parity: Int) -> [Term] {
        var term = 4 + parity
        return (0..<random.below(10)).map { _ in
          if random.below(3) == 0 { term += 2 }
          return term
        }
      }
      let (own, theirs) = (shared + tail(0), shared + tail(1))
      for rules in [[], [Rule.backUpByTerm], [.pipelining]] {
        var bench = Bench(3, without: rules, batchLimit: 3)
        bench.set(s1, PersistentState(term: 30, log: own))
        bench.set(s2, PersistentState(term: 30, log: theirs))
        bench.elect(s1, among: [s1, s3])
        bench.dropAll()
        bench.heartbeat(s1)
        let delivered = bench.stabilize()
        #expect(bench[s2].log == bench[s1].log, "seed \(seed), without \(rules)")
        if rules.isEmpty {
          let conflicts = Set(theirs.dropFirst(shared.count)).count
          let batches = own.count - shared.count + 3
          #expect(delivered <= 2 * (conflicts + 2 + batches) + 4, "seed \(seed)")
        }
        #expect(bench.safety.violations.isEmpty, "seed \(seed)")
      }
    }
  }
}
