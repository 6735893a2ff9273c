import KeyValue
import RaftCore
import Simulation
import TestSupport
import Testing

@testable import ObservedEtcd
@testable import RealEtcd

/// A few acts of what `raftlab etcd --random-acts` does by the hundred.
@Suite(
  "Random acts on a real cluster", .serialized,
  .ownThreads, .enabled(if: RealLab.isWanted, RealLab.advice))
struct RandomActTests {
  @Test(
    "What was shown as committed is everywhere in the end, and what clients heard is linearizable",
    arguments: RealLab.programs, [1, 2] as [UInt64])
  func randomActs(program: EtcdProgram, seed: UInt64) throws {
    let lab = try RealLab(program, preVote: seed % 2 == 0)
    defer { lab.cluster.stop() }
    let report = RandomActs.run(30, seed: seed, on: &lab.history)
    #expect(report.faults == [], "\(report.faults)")
    #expect(report.acts == 30 && report.committed > 0 && report.answered > 0)
    #expect(lab.cluster.problem == nil)
  }
}
