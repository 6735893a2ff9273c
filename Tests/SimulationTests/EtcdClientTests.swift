import ClientPrograms
import KeyValue
import RaftCore
import Testing

@testable import Simulation

/// etcd knows nothing of §8's serial numbers: where its members serve, nobody repeats a write that may
/// have been done.
@Suite("The screen's own clients of etcd's members")
struct EtcdClientTests {
  private static func trial(_ election: ElectionSettings? = ElectionSettings(.notes, pods: 1))
    -> Trial
  {
    Trial(Settings(servers: 3, features: .likeEtcd, election: election))
  }

  /// A leader is cut off from the others and asked for something, by a client that reaches it.
  private static func cutOff(_ trial: inout Trial, then act: String) throws {
    trial.run(until: 4_000_000)
    let leader = try #require(trial.cluster.leader)
    try trial.act("isolate \(leader)")
    try trial.act("\(act) through \(leader)")
    trial.run(for: 3_000_000)
  }

  private static func repetitions(_ trial: Trial) -> Int {
    trial.events.count { if case .retried = $0.happening { true } else { false } }
  }

  @Test("A write that is not answered is not repeated: its outcome is unknown")
  func once() throws {
    var trial = Self.trial()
    try Self.cutOff(&trial, then: "write x=1")
    #expect(Self.repetitions(trial) == 0, "\(trial.line)")
    guard case .unknown = trial.state(of: 0) else {
      Issue.record("\(trial.state(of: 0)): \(trial.line)")
      return
    }
  }

  @Test("Without programs outside the paper's clients repeat it, and it is done once")
  func paper() throws {
    var trial = Self.trial(nil)
    try Self.cutOff(&trial, then: "write x=1")
    #expect(Self.repetitions(trial) > 0 && trial.isAcknowledged(0), "\(trial.line)")
  }

  @Test("A read is repeated: it does no harm")
  func read() throws {
    var trial = Self.trial()
    try Self.cutOff(&trial, then: "read x")
    #expect(Self.repetitions(trial) > 0 && trial.isAcknowledged(0), "\(trial.line)")
  }

  @Test("So is a write that was refused while nobody led: it was never proposed")
  func refused() throws {
    var trial = Self.trial()
    try trial.act("write x=1 through S1")
    trial.run(for: 3_000_000)
    #expect(Self.repetitions(trial) > 0 && trial.isAcknowledged(0), "\(trial.line)")
    #expect(trial[1].store.contents.first?.version == 1)
  }
}
