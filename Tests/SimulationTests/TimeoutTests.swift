import RaftCore
import Testing

@testable import Simulation

@Suite("§5.2 Randomized election timeouts: what is drawn")
struct TimeoutTests {
  /// Ten possible ticks.
  static let range = 10...19

  private func cluster(seed: Int) -> Cluster {
    Cluster(
      Settings(servers: 5, seed: UInt64(seed), timing: Timing(electionTimeout: Self.range)))
  }

  private func drawn(_ host: Host) -> TimeSpan? {
    host.election.deadline.map { $0 - host.election.startedAt }
  }

  @Test("Followers and candidates draw every timeout of the range, and no other")
  func everyTimeout() {
    var followers: Set<TimeSpan> = []
    var candidates: Set<TimeSpan> = []
    for seed in 0..<100 {
      var cluster = cluster(seed: seed)
      followers.formUnion(cluster.hosts.compactMap(drawn))
      // No message arrives in so short a time: each becomes a candidate.
      var event = Event()
      while cluster.now < 40, cluster.advance(into: &event) {
        for host in cluster.hosts where host.server.role.isCandidate {
          candidates.formUnion([drawn(host)].compactMap(\.self))
        }
      }
    }
    #expect(followers == Set(Self.range))
    #expect(candidates == Set(Self.range))
  }

  @Test("Of 1,000 rounds at most three in ten have a tie for the earliest")
  func ties() {
    let rounds = 1000
    let tied = (0..<rounds).count { seed in
      let timeouts = cluster(seed: seed).hosts.compactMap(drawn)
      return timeouts.count { $0 == timeouts.min() } > 1
    }
    #expect(tied <= rounds * 3 / 10, "\(tied)")
    // With ten ticks and five servers ties there must be: without any, nothing would be drawn.
    #expect(tied > rounds / 10, "\(tied)")
  }
}
