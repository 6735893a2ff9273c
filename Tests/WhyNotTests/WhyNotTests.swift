import Explorer
import Foundation
import KeyValue
import RaftCore
import Simulation
import TestSupport
import Testing

@testable import Teaching

/// What is said when somebody asks why not, held against what can happen.
///
/// A thousand moments, with crashes, pauses and cut links among them; farther from each of them
/// with `RAFTLAB_LARGE=1`.
@Suite("Why not: what is said is so") struct WhyNotTests {
  private static let isLarge = ProcessInfo.processInfo.environment["RAFTLAB_LARGE"] == "1"
  private static let effort = isLarge ? Possibilities.Effort.large : .usual

  /// A hundred moments each, so that they are looked at side by side.
  static let hundreds = Array(0..<10)

  private static func seeds(_ hundred: Int) -> ClosedRange<Int> {
    hundred * 100 + 1...hundred * 100 + 100
  }

  /// Every reason at a moment, with the servers' views of it.
  static func reasons(_ why: WhyNot) -> Set<WhyNot.Reason> {
    var reasons: Set<WhyNot.Reason> = []
    for server in why.cluster.members {
      for question in why.questions(about: server) { reasons.formUnion(why.reasons(question)) }
      let last = why.state[server].log.lastIndex
      for index in 0..<last {
        reasons.formUnion(why.reasons(.notCommitted(index + 1, at: server)))
      }
    }
    return reasons
  }

  /// What all reasons at a moment say; of a cluster with features, which is not explored, what they
  /// say of PreVote and of clients.
  private static func claims(
    _ why: WhyNot, _ effort: Possibilities.Effort
  ) throws -> [(WhyNot.Reason, Claim)] {
    let reasons = reasons(why).sorted { "\($0)" < "\($1)" }
    guard why.cluster.features.isEmpty else {
      return reasons.compactMap { reason in unexplored(reason, why).map { (reason, $0) } }
    }
    let checker = try Checker(why, effort)
    return reasons.flatMap { reason in checker.claims(reason).map { (reason, $0) } }
  }

  private static func unexplored(_ reason: WhyNot.Reason, _ why: WhyNot) -> Claim? {
    switch reason {
    case .election(.asksFirst(let server, let term)):
      Playback(why.cluster).asksFirst(server, for: term)
    case .client(let reason): Playback(why.cluster).claim(reason)
    case .election, .entry: nil
    }
  }

  @Test(
    "nothing that can happen contradicts an answer, over a thousand moments", arguments: hundreds)
  func isSo(hundred: Int) throws {
    for seed in Self.seeds(hundred) {
      let why = WhyNot(RandomMoment.cluster(seed))
      for (reason, claim) in try Self.claims(why, Self.effort) {
        #expect(!claim.isContradicted, "seed \(seed), \(claim.kind): \(reason)")
      }
    }
  }

  @Test("among the moments are all kinds of answers, and cut links and pauses")
  func hasAll() throws {
    var missing = Set(Claim.Kind.allCases)
    var (paused, cut) = (0, 0)
    for seed in 1...1000 {
      let why = WhyNot(RandomMoment.cluster(seed))
      if why.cluster.hosts.contains(where: { $0.life == .paused }) { paused += 1 }
      if !why.cluster.network.isWhole { cut += 1 }
      if missing.isEmpty { continue }
      for (_, claim) in try Self.claims(why, .none) { missing.remove(claim.kind) }
    }
    #expect(missing.isEmpty, "none of \(missing)")
    #expect(paused > 200 && cut > 200, "\(paused) paused, \(cut) cut")
  }

  @Test("of each kind an answer that is wrong by a little is contradicted")
  func canFail() throws {
    var missing = Set(Claim.Kind.allCases)
    for seed in 1...1000 where !missing.isEmpty {
      let why = WhyNot(RandomMoment.cluster(seed))
      let right = Self.reasons(why)
      let wrong = Set(right.flatMap { Mistake(why).reasons(from: $0) }).subtracting(right)
      let claims: [Claim]
      if why.cluster.features.isEmpty {
        let checker = try Checker(why, .thorough)
        claims = wrong.flatMap(checker.claims)
      } else {
        claims = wrong.compactMap { Self.unexplored($0, why) }
      }
      for claim in claims where claim.isContradicted { missing.remove(claim.kind) }
    }
    #expect(missing.isEmpty, "no mistake was found in \(missing)")
  }

  @Test("where logs begin after a snapshot, nothing is told that no log shows")
  func knowsSnapshots() throws {
    var (told, later) = (0, 0)
    for seed in 1...200 {
      var random = SeededRandom(UInt64(seed))
      var run = Timeline(
        Settings(
          servers: 3, seed: UInt64(seed), features: Features([.snapshots]), snapshotInterval: 1),
        keepsRecent: false)
      try run.perform(.timeOut(ServerID(1 + seed % 3)))
      _ = run.run(until: run.now + 100_000)
      // What was ever committed, by index.
      var committed: [LogIndex: Term] = [:]
      for _ in 0..<random.number(50...400) {
        RandomMoment.happen(to: &run, &random, servers: 3)
        for host in run.cluster.hosts where host.server.commitIndex >= host.server.log.firstIndex {
          for index in host.server.log.firstIndex...host.server.commitIndex {
            committed[index] = host.server.log[index].term
          }
        }
      }
      let why = WhyNot(run.cluster)
      if why.state.nodes.contains(where: { $0.log.start.index > 0 }) { later += 1 }
      for server in why.cluster.members {
        for entry in 0...why.state[server].log.lastIndex + 1 {
          for question in why.questions(about: server, entry: entry) {
            for case .entry(.alreadyCommitted(let entry, _)) in why.reasons(question) {
              told += 1
              #expect(committed[entry.index] == entry.term, "seed \(seed): \(server) \(entry)")
            }
          }
        }
      }
    }
    #expect(told > 0 && later > 20, "\(told) told, \(later) logs that begin later")
  }

  @Test("what stands where another log begins later is told only if the logs meet there")
  func isShown() throws {
    var run = Timeline(
      Settings(servers: 3, seed: 1, features: Features([.snapshots]), snapshotInterval: nil),
      keepsRecent: false)
    func write(_ value: String, through server: Int) throws {
      try run.perform(
        .write(key: ShortText("x")!, value: ShortText(value)!, through: ServerID(server)))
    }
    try run.perform(.timeOut(ServerID(1)))
    _ = run.run(until: run.now + 100_000)
    // S1 is cut off with an entry of its own; the others go on, and discard what they have there.
    try run.perform(.isolate(ServerID(1)))
    try write("1", through: 1)
    try run.perform(.timeOut(ServerID(2)))
    _ = run.run(until: run.now + 100_000)
    for value in ["2", "3"] {
      try write(value, through: 2)
      _ = run.run(until: run.now + 100_000)
    }
    let own = run.cluster[ServerID(1)].server.log.last
    #expect(WhyNot(run.cluster).isShown(own.index, at: ServerID(1)))
    try run.perform(.snapshot(ServerID(2)))
    _ = run.run(until: run.now + 20_000)
    let why = WhyNot(run.cluster)
    #expect(run.cluster[ServerID(2)].server.log.start.index > own.index)
    #expect(why.entry(askedOf: ServerID(1), pointedAt: own.index) == nil)
    #expect(why.reasons(.notCommitted(own.index, at: ServerID(1))).isEmpty)
    // In S2's own log what its snapshot took the place of is not there to be asked about.
    #expect(why.entry(askedOf: ServerID(2), pointedAt: own.index) == nil)
    // S3 has all that S2's snapshot includes.
    #expect(why.isShown(own.index, at: ServerID(3)))
  }

  @Test("a voter that is paused or cut off is not counted on")
  func isApart() throws {
    func why(_ acts: [Stimulus]) throws -> WhyNot {
      var run = Timeline(Settings(servers: 3, seed: 1), keepsRecent: false)
      for act in acts { try run.perform(act) }
      return WhyNot(run.cluster)
    }
    func election(_ acts: [Stimulus]) throws -> WhyNot.NewElection {
      let why = try why(acts)
      return why.newElection(of: why.state[ServerID(1)])
    }
    #expect(try election([]).willing.count == 3)
    let both = try election([.pause(ServerID(2)), .isolate(ServerID(3))])
    #expect(both.apart == [ServerID(2), ServerID(3)] && !both.canWin)
    #expect(try election([.cut(from: ServerID(2), to: ServerID(1))]).apart == [ServerID(2)])
    let paused = try why([.pause(ServerID(1))]).reasons(.canWin(ServerID(1)))
    #expect(paused == [.election(.isPaused(ServerID(1)))])
    for language in Language.allCases {
      let text = language.whyNotPhrases.text(of: .election(.new(both))).text
      #expect(text.contains(language == .english ? "S2 and S3 are paused" : "已暂停"), "\(text)")
    }
  }

  @Test("each answer is said in both languages, with the numbers of the moment and no others")
  func isSaid() throws {
    for seed in stride(from: 1, through: 1000, by: 5) {
      let why = WhyNot(RandomMoment.cluster(seed))
      for reason in Self.reasons(why) {
        for language in Language.allCases {
          let phrase = language.whyNotPhrases.text(of: reason)
          let text = phrase.text
          #expect(text.hasSuffix(language == .english ? "." : "。"), "\(text)")
          var wanted = Said(reason)
          if let left = wanted.left {
            let tenths = left / 100 % 10
            let shown = " \(left / 1000)\(tenths == 0 ? "" : ".\(tenths)") "
            #expect(text.contains(shown), "\(shown)not in: \(text)")
          }
          wanted.left = nil
          let said = Said(phrase)
          #expect(said == wanted, "seed \(seed): \(text)")
        }
      }
    }
  }
}
