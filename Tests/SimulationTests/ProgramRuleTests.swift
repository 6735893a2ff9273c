import ClientPrograms
import RaftCore
import Synchronization
import Testing

@testable import Simulation

/// Every rule of programs, of members beside Raft and of the keyboard comes to pass in some run: no
/// text about a rule is dead.
@Suite("Rules of programs fire in the simulation")
struct ProgramRuleTests {
  /// Seeds of each way of electing, with the rules as they are and with two of them off.
  private static let seeds: ClosedRange<UInt64> = 1...12

  @Test("Every rule of every group fires")
  func all() throws {
    var fired = try firedByHand().union(try firedAfterLostAnswer())
    for way in ElectionSettings.Way.allCases {
      for removed in [[], [ElectionRule.createIfAbsent, .sendToken]] {
        fired.formUnion(firedInCampaign(way, without: removed))
      }
    }
    // A choice of token is told by the token; it has nothing to do of its own.
    let silent = ElectionRule.allCases.filter { !fired.contains($0) }
    #expect(silent == [.tokenByRevision])
  }

  /// The rules that fire in runs in which everything goes wrong.
  private func firedInCampaign(
    _ way: ElectionSettings.Way, without removed: [ElectionRule]
  ) -> Set<ElectionRule> {
    let fired = Mutex<Set<ElectionRule>>([])
    let campaign = ProgramSeedRun(
      ElectionSettings(way, options: ElectionOptions(without: removed)), scale: 100)
    for seed in Self.seeds {
      _ = campaign.run(seed: seed) { _, event in
        guard let firings = event.outside?.firings else { return }
        fired.withLock { $0.formUnion(firings.map(\.rule)) }
      }
    }
    return fired.withLock { $0 }
  }

  /// The key is created, and the answer to that is lost: the pod tries again, and finds it.
  private func firedAfterLostAnswer() throws -> Set<ElectionRule> {
    var trial = Trial(
      Settings(servers: 3, features: .likeEtcd, election: ElectionSettings(.notes, scale: 100)))
    trial.expect(within: 3_000_000) { $0.cluster.outside!.contests[0].holder != nil }
    for flight in trial.cluster.network.post.flights {
      if case .letter(let letter) = flight.packet, letter.content.kind == .answer {
        try trial.act("drop #\(flight.id)")
      }
    }
    trial.run(for: 2_000_000)
    return Set(trial.events.flatMap { $0.outside?.firings ?? [] }.map(\.rule))
  }

  /// What no adversary does: a leader lets others know a new value, before and after its key was
  /// deleted; and leases are written down, for which nothing may happen for a while.
  private func firedByHand() throws -> Set<ElectionRule> {
    var trial = Trial(
      Settings(
        servers: 3, features: .likeEtcd,
        election: ElectionSettings(
          .etcd, scale: 50, options: ElectionOptions(with: [.checkpointLeases]))))
    trial.run(until: 20_000_000)
    let leader = try #require(trial.cluster.outside!.believers(of: "/election/").first)
    try trial.act("proclaim \(leader) blue")
    trial.run(for: 500_000)
    try trial.act("delete /election/*")
    trial.run(for: 200_000)
    try trial.act("proclaim \(leader) green")
    trial.run(for: 500_000)
    #expect(trial.violation == nil, "\(trial.line)")
    return Set(trial.events.flatMap { $0.outside?.firings ?? [] }.map(\.rule))
  }
}
