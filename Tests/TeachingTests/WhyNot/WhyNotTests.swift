import Exploration
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
/// Some moments here; a thousand, and farther, with `RAFTLAB_LARGE=1`.
@Suite("Why not: what is said is so") struct WhyNotTests {
  private static let isLarge = ProcessInfo.processInfo.environment["RAFTLAB_LARGE"] == "1"
  static let moments = isLarge ? 1000 : 100
  static let reach = isLarge ? 3000 : 150

  /// A cluster of three after some of everything that happens to clusters.
  static func cluster(_ seed: Int) -> Cluster {
    var random = SeededRandom(UInt64(seed))
    var run = Timeline(
      Settings(servers: 3, seed: UInt64(seed), batchLimit: 1 + seed % 3), keepsRecent: false)
    if seed.isMultiple(of: 5) { loseSight(in: &run) }
    for _ in 0..<random.number(seed.isMultiple(of: 5) ? 0...10 : 20...120) {
      let server = ServerID(random.number(1...3))
      switch random.below(14) {
      case 0: try? run.perform(.crash(server))
      case 1, 2: try? run.perform(.restart(server))
      case 3, 4: try? run.perform(.timeOut(server))
      case 5, 6:
        let value = ShortText("\(random.below(9))")!
        try? run.perform(.write(key: ShortText("x")!, value: value, through: server))
      case 7:
        guard let flight = run.cluster.network.flights.first else { continue }
        try? run.perform(.drop(flight: flight.id))
      default: _ = run.step()
      }
    }
    return run.cluster
  }

  /// A leader is cut off with an entry that nobody else has, and another is elected.
  private static func loseSight(in run: inout Timeline) {
    while run.cluster.leader == nil { _ = run.step() }
    let old = run.cluster.leader!
    let next = run.cluster.members.first { $0 != old }!
    try? run.perform(.isolate(old))
    try? run.perform(.write(key: ShortText("x")!, value: ShortText("1")!, through: old))
    try? run.perform(.timeOut(next))
    while run.cluster.leader != next { _ = run.step() }
  }

  /// Every reason at a moment, with the servers' views of it.
  private static func reasons(_ why: WhyNot) -> Set<WhyNot.Reason> {
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

  @Test("no step that the explorer knows contradicts an answer, over random moments")
  func isSo() throws {
    var counts: [String: Int] = [:]
    for seed in 1...Self.moments {
      let why = WhyNot(Self.cluster(seed))
      for reason in Self.reasons(why) {
        let claim = try Claim(reason, why, reach: Self.reach)
        if let kind = claim.kind { counts[kind, default: 0] += 1 }
        #expect(claim.contradiction == nil, "seed \(seed): \(reason)")
      }
    }
    // None of them is only there in words.
    for kind in Claim.kinds { #expect(counts[kind, default: 0] > 0, "\(kind): \(counts)") }
  }

  @Test("an answer that says a little more or less than is so is contradicted")
  func canFail() throws {
    var caught: Set<String> = []
    for seed in 1...Self.moments {
      let why = WhyNot(Self.cluster(seed))
      for reason in Self.reasons(why) {
        guard let wrong = Self.wrong(reason, why) else { continue }
        let claim = try Claim(wrong, why, reach: Self.reach)
        if claim.contradiction != nil, let kind = claim.kind { caught.insert(kind) }
      }
    }
    let expected: Set = [
      "can win", "cannot win", "can win this term", "cannot win this term", "copies",
    ]
    #expect(caught.isSuperset(of: expected), "\(caught)")
  }

  /// The reason with a mistake; nil where none is made.
  private static func wrong(_ reason: WhyNot.Reason, _ why: WhyNot) -> WhyNot.Reason? {
    switch reason {
    case .election(.new(let election)):
      // One who is willing is said to refuse, or the other way round.
      var other = election
      if election.canWin {
        let others = election.willing.filter { $0 != election.server }
        other.willing = [election.server]
        other.refusing += others.map { WhyNot.Last(server: $0, position: election.own) }
        return other.canWin ? nil : .election(.new(other))
      }
      other.willing = election.willing.union(ServerSet(election.refusing.map(\.server)))
      other.refusing = []
      return other.canWin ? .election(.new(other)) : nil
    case .election(.candidacy(let candidacy)):
      var other = candidacy
      if candidacy.canWin {
        (other.coming, other.open) = ([], [])
      } else {
        other.open = candidacy.open.union(ServerSet(candidacy.taken.map(\.voter)))
          .union(candidacy.silent)
      }
      return other.canWin == candidacy.canWin ? nil : .election(.candidacy(other))
    case .entry(.copies(let copies)):
      // One more is said to be missing.
      guard
        let holder = copies.holders.first(where: { $0 != copies.leader }) ?? copies.holders.first
      else { return nil }
      var other = copies
      other.holders.remove(holder)
      other.others.append(WhyNot.Copy(server: holder, hold: .isMissing))
      return .entry(.copies(other))
    case .election, .entry, .client: return nil
    }
  }

  @Test("a voter that is paused or cut off is not counted on")
  func isApart() throws {
    func election(_ acts: [Stimulus]) throws -> WhyNot.NewElection {
      var run = Timeline(Settings(servers: 3, seed: 1), keepsRecent: false)
      for act in acts { try run.perform(act) }
      return WhyNot(run.cluster).newElection(of: WhyNot(run.cluster).state[ServerID(1)])
    }
    #expect(try election([]).willing.count == 3)
    let both = try election([.pause(ServerID(2)), .isolate(ServerID(3))])
    #expect(both.apart == [ServerID(2), ServerID(3)] && !both.canWin)
    #expect(try election([.cut(from: ServerID(2), to: ServerID(1))]).apart == [ServerID(2)])
    let paused = try election([.pause(ServerID(1))])
    #expect(paused.willing == [] && !paused.canWin)
    for language in Language.allCases {
      let text = language.whyNotPhrases.text(of: .election(.new(both))).text
      #expect(text.contains(language == .english ? "S2 and S3 are paused" : "已暂停"), "\(text)")
    }
  }

  @Test("each kind of reason has a sentence in both languages")
  func isSaid() {
    for seed in 1...Self.moments {
      let why = WhyNot(Self.cluster(seed))
      for reason in Self.reasons(why) {
        for language in Language.allCases {
          let text = language.whyNotPhrases.text(of: reason).text
          #expect(!text.isEmpty && (text.hasSuffix(".") || text.hasSuffix("。")), "\(text)")
        }
      }
    }
  }
}
