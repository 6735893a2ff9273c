import RaftCore
import Testing

@testable import Simulation

@Suite("Timing that is changed under way (§5.6)")
struct TimingActTests {
  @Test("Timers that run are left alone; the next start of each goes by what is new")
  func nextStart() throws {
    var trial = try Trial.led(.exact(servers: 3))
    let leader = try #require(trial.cluster.leader)
    let follower = try #require(trial.cluster.members.first { $0 != leader })
    let before = trial.cluster[follower].election
    try trial.act("timing election-timeout 700-900ms")
    #expect(trial.cluster[follower].election == before)
    // The next heartbeat starts it again.
    trial.expect(within: 200_000) { $0.cluster[follower].election.startedAt > before.startedAt }
    let timer = trial.cluster[follower].election
    let duration = try #require(timer.deadline) - timer.startedAt
    #expect((700_000...900_000).contains(duration))
    #expect(trial.cluster[follower].server.configuration.electionTimeout == 700_000)
    #expect(trial.cluster.state.electionTimeout == 700_000...900_000)
  }

  @Test("Heartbeats come as often as is said from the next one on; other settings stay")
  func heartbeats() throws {
    var trial = try Trial.led(.exact(servers: 3))
    let leader = try #require(trial.cluster.leader)
    try trial.act("timing heartbeat 20ms")
    trial.run(for: 60_000)
    let timer = trial.cluster[leader].heartbeat
    #expect(try #require(timer.deadline) - timer.startedAt == 20_000)
    #expect(trial.cluster.state.heartbeat == 20_000)
    #expect(trial.cluster.state.electionTimeout == trial.cluster.settings.timing.electionTimeout)
  }

  @Test("Heartbeats later than the shortest timeout bring elections although the leader lives")
  func unstable() throws {
    var trial = try Trial.led(Settings(servers: 3))
    let term = trial.cluster.hosts.map(\.server.currentTerm).max()!
    try trial.act("timing heartbeat 400ms")
    trial.run(for: 2_000_000)
    #expect(trial.cluster.hosts.map(\.server.currentTerm).max()! > term)
    #expect(trial.violation == nil)
  }

  @Test(
    "What is no timing names its place and what would be right",
    arguments: [
      ("timing 50ms", "50ms"), ("timing heartbeat", nil), ("timing heartbeat 0ms", "0ms"),
      ("timing election-timeout 300-150ms", "300-150ms"),
    ] as [(String, String?)])
  func misread(line: String, found: String?) {
    let error = #expect(throws: ActTextError.self) { try Stimulus(text: line) }
    #expect(error?.found == found)
  }
}
