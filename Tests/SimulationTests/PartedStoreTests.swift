import RaftCore
import Testing

@testable import Simulation

/// A state machine that applied other entries than its log now holds. No Raft comes to that; a lost
/// disk does.
@Suite("A state machine against its log") struct PartedStoreTests {
  /// S1 has applied two entries; the others lose their disks and go on without it, then it hears
  /// from them.
  private static func parted() throws -> Trial {
    var trial = Trial(servers: 3)
    try trial.act("time out S1")
    trial.expect(within: 1_000_000) { $0.leaders == [ServerID(1)] }
    try trial.act("write x=1 through S1")
    trial.expect(within: 1_000_000) { $0[1].server.lastApplied == 2 }
    #expect(trial[1].partedAt == nil)
    for server in ["S2", "S3"] {
      try trial.act("wipe \(server)")
      try trial.act("restart \(server)")
    }
    try trial.act("isolate S1")
    try trial.act("time out S2")
    try trial.act("time out S3")
    trial.expect(within: 2_000_000) { $0.leaders.contains { $0 != ServerID(1) } }
    let leader = trial.leaders.first { $0 != ServerID(1) }!
    try trial.act("write y=2 through \(leader)")
    trial.expect(within: 1_000_000) { $0[leader.number].server.commitIndex == 2 }
    try trial.act("heal")
    trial.expect(within: 2_000_000) { $0[1].server.log == $0[leader.number].server.log }
    return trial
  }

  @Test("it is told from which entry on, until a restart rebuilds the state machine")
  func told() throws {
    var trial = try Self.parted()
    #expect(trial[1].partedAt == 1)
    let state = trial.cluster.state
    #expect(state.servers[0].partedAt == 1)
    #expect(state.servers[1].partedAt == nil && state.servers[2].partedAt == nil)
    try trial.act("crash S1")
    #expect(trial[1].partedAt == nil)
    try trial.act("restart S1")
    trial.run(for: 1_000_000)
    #expect(trial[1].partedAt == nil && trial[1].server.lastApplied >= 2)
  }

  @Test("in runs in which nothing broke it never happens", arguments: 1...30 as ClosedRange<UInt64>)
  func never(seed: UInt64) throws {
    var trial = Trial(servers: 3, seed: seed)
    for round in 0..<6 {
      trial.run(for: 300_000)
      let server = Int(seed) % 3 + 1
      try trial.act(round.isMultiple(of: 2) ? "crash S\(server)" : "restart S\(server)")
      try trial.act("write x=\(round) through S\(server % 3 + 1)")
    }
    trial.run(for: 1_000_000)
    for host in trial.cluster.hosts { #expect(host.partedAt == nil, trial.line) }
  }
}
