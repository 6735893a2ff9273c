import RaftCore
import Testing

@testable import Simulation

@Suite("Clocks that jump")
struct ClockTests {
  @Test("Ahead: what is timed runs out that much sooner, though never in the past")
  func ahead() throws {
    var trial = Trial(servers: 3)
    let deadline = try #require(trial[2].election.deadline)
    try trial.act("jump S2 ahead 100ms")
    #expect(trial[2].election.deadline == deadline - 100_000)
    #expect(trial[1].election.deadline != nil && trial[2].heartbeat.deadline == nil)
    trial.expect(within: deadline - 100_000) { !$0.firings(of: .electionTimeout).isEmpty }
    #expect(trial.now == deadline - 100_000 && trial.events.last?.server == ServerID(2))
    var other = Trial(servers: 3)
    other.run(until: 10_000)
    try other.act("jump S3 ahead 60s")
    let next = other.step()
    #expect(next?.time == 10_000 && next?.happening == .timeout(.election))
  }

  @Test("Back: it runs out that much later")
  func back() throws {
    var trial = Trial(servers: 3)
    let deadlines = (1...3).map { trial[$0].election.deadline! }
    for server in 1...3 { try trial.act("jump S\(server) back 1s") }
    #expect((1...3).map { trial[$0].election.deadline! } == deadlines.map { $0 + 1_000_000 })
    trial.expect(within: 2_000_000) { !$0.firings(of: .electionTimeout).isEmpty }
    #expect(trial.now == deadlines.min()! + 1_000_000)
  }

  @Test(
    "A leader whose clock jumps ahead sends its heartbeat at once; one that is down has no clock")
  func leader() throws {
    var trial = try Trial.led(Settings(servers: 3))
    let leader = try #require(trial.cluster.leader)
    trial.run(for: 200_000)
    try trial.act("jump \(leader) ahead 50ms")
    let now = trial.now
    trial.expect(within: 1) { $0.events.last?.happening == .timeout(.heartbeat) }
    #expect(trial.now == now)
    try trial.act("crash S1")
    #expect(throws: Refusal.isDown(ServerID(1))) { try trial.act("jump S1 back 5ms") }
    // A disk turns whether its server runs or not.
    try trial.act("disk S1 8ms")
    #expect(trial[1].diskWrite == 8_000)
  }
}
