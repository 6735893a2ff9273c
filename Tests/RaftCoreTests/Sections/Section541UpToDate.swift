import RaftCore
import Testing

@Suite("§5.4.1 Election restriction")
struct Section541UpToDate {
  @Test(
    "Of logs whose last terms differ the later term is more up-to-date, else the longer log",
    arguments: [
      (at(1, 2), at(5, 1), true), (at(5, 1), at(1, 2), false), (at(3, 2), at(3, 2), true),
      (at(4, 2), at(3, 2), true), (at(2, 2), at(3, 2), false), (at(0, 0), at(0, 0), true),
      (at(0, 0), at(1, 1), false), (at(1, 1), at(0, 0), true),
    ])
  func comparison(left: LogPosition, right: LogPosition, expected: Bool) {
    #expect(left.isAtLeastAsUpToDate(as: right) == expected)
  }

  @Test(
    "A voter denies its vote if its own log is more up-to-date than the candidate's",
    arguments: [at(2, 1), at(1, 2), at(9, 1), .start])
  func denies(candidate: LogPosition) {
    var subject = Subject(term: 3, log: [1, 2])
    subject.requestVote(candidate, from: s2, term: 4)
    #expect(subject.fired == [.stepDownOnHigherTerm, .upToDateCheck])
    #expect(subject.reply == .requestVoteReply(voteGranted: false))
    #expect(subject.server.votedFor == nil, "the vote is still free")
    subject.requestVote(at(2, 2), from: s3, term: 4)
    #expect(subject.reply == .requestVoteReply(voteGranted: true))
  }

  @Test(
    "A voter's table: its log, how the candidate's ends, and whether it votes",
    arguments: [
      // The last terms are equal: the longer log is more up-to-date.
      ([1], at(1, 1), true), ([1], at(2, 1), true), ([1, 1], at(1, 1), false),
      // The candidate's last term is later: its length does not matter.
      ([1], at(1, 2), true), ([1], at(2, 2), true), ([1, 1], at(1, 2), true),
      // The voter's last term is later: its length does not matter.
      ([2], at(1, 1), false), ([2], at(2, 1), false), ([1, 2], at(3, 1), false),
      // Both are empty.
      ([], .start, true),
    ] as [([Term], LogPosition, Bool)])
  func voter(log: [Term], candidate: LogPosition, votes: Bool) {
    var subject = Subject(term: 2, log: log)
    subject.requestVote(candidate, from: s2, term: 3)
    #expect(subject.reply == .requestVoteReply(voteGranted: votes))
    #expect(subject.server.votedFor == (votes ? s2 : nil))
    #expect(subject.fired.last == (votes ? .grantVote : .upToDateCheck))
  }

  @Test("With the check switched off, it votes for a candidate that lacks committed entries")
  func grantsWithoutTheRule() {
    var subject = Subject(term: 3, log: [1, 2], without: [.upToDateCheck])
    subject.requestVote(.start, from: s2, term: 4)
    #expect(subject.reply == .requestVoteReply(voteGranted: true))
  }

  @Test("A candidate cannot win unless its log contains all committed entries")
  func cannotWinWithoutCommittedEntries() {
    for rules in [[], [Rule.upToDateCheck]] {
      var bench = Bench(3, without: rules)
      bench.elect(s1, among: [s1, s2])
      bench.request(s1, Command("x=1"))
      bench.stabilize(among: [s1, s2])
      bench.dropAll()
      bench.crash(s1)
      bench.timeOut(s3)
      bench.stabilize(among: [s2, s3])
      bench.timeOut(s3)
      bench.stabilize(among: [s2, s3])
      #expect(bench[s3].role.isLeader == !rules.isEmpty)
      #expect(bench.safety.firstBroken == (rules.isEmpty ? nil : .leaderCompleteness))
    }
  }
}
