import KeyValue
import RaftCore
import Testing

@testable import Simulation

@Suite("Orderly stops")
struct OrderlyStopRuns {
  /// S1 leads, and x=1 is everywhere.
  private static func led(_ features: [Feature], servers: Int = 3) throws -> Trial {
    var trial = try Trial.led(Settings(servers: servers, features: Features(features)))
    try trial.act("write x=1 through S1")
    trial.run(for: 300_000)
    return trial
  }

  @Test(
    "A leader hands over, and goes down when its vote has left; a write meanwhile is done elsewhere"
  )
  func handsOver() throws {
    var trial = try Self.led([.leadershipTransfer])
    try trial.act("stop S1")
    #expect(trial[1].life == .running && trial[1].server.stopping != nil)
    try trial.act("write x=2 through S1")
    let began = trial.now
    trial.expect(within: 150_000) { $0[1].life == .crashed }
    let last = try #require(trial.events.last)
    #expect(last.step.firings.map(\.rule).contains(.stopAfterTransfer))
    #expect(last.server == ServerID(1))
    #expect(trial[1].disk.state.votedFor != ServerID(1) && trial[1].disk.state.currentTerm == 2)
    trial.expect(within: 60_000) { $0.leaders.first.map { $0 != ServerID(1) } ?? false }
    #expect(trial.now - began < 120_000, "no timer ran out")
    trial.expect(within: 2_000_000) { $0.isAcknowledged(1) }
    #expect(trial.violation == nil)
    try trial.act("restart S1")
    trial.expect(within: 1_000_000) { $0[1].store.contents == $0[2].store.contents }
    #expect(trial[1].server.stopping == nil && trial.violation == nil)
  }

  @Test("With nobody to hand over to it gives up after an election timeout, and goes down")
  func givesUp() throws {
    var trial = try Self.led([.leadershipTransfer])
    for server in [2, 3] { try trial.act("crash S\(server)") }
    try trial.act("stop S1")
    let began = trial.now
    trial.expect(within: 1_000_000) { $0[1].life == .crashed }
    #expect(trial.now - began == trial.cluster.settings.timing.electionTimeout.lowerBound)
    let rules = trial.events.last?.step.firings.map(\.rule) ?? []
    #expect(rules == [.giveUpTransfer, .stopAfterTransfer])
  }

  @Test(
    "A follower, and a leader that cannot hand over, go down at once, and their writes are done")
  func atOnce() throws {
    for (features, server) in [([Feature.leadershipTransfer], 2), ([], 1)] {
      var trial = try Self.led(features)
      try trial.act("write x=2 through S1")
      trial.expect(within: 100_000) { $0[server].disk.isBusy }
      let last = trial[server].server.log.last
      try trial.act("stop S\(server)")
      #expect(trial[server].life == .crashed && trial.events.last?.step.firings.isEmpty == true)
      #expect(trial[server].disk.state.log.last == last, "nothing is torn, nothing is lost")
    }
  }

  @Test("Who is down, stands still or stops already is not told to stop")
  func refusals() throws {
    var trial = try Self.led([.leadershipTransfer])
    let one = ServerID(1)
    #expect(throws: Refusal.leadsAlready(one)) { try trial.act("transfer to S1") }
    try trial.act("stop S1")
    #expect(throws: Refusal.isStopping(one)) { try trial.act("stop S1") }
    try trial.act("pause S2")
    #expect(throws: Refusal.isPaused(ServerID(2))) { try trial.act("stop S2") }
    trial.expect(within: 400_000) { $0[1].life == .crashed }
    #expect(throws: Refusal.isDown(one)) { try trial.act("stop S1") }
  }

  @Test("A server that crashes while it hands over, and starts again, stops no more")
  func crashes() throws {
    var trial = try Self.led([.leadershipTransfer])
    try trial.act("stop S1")
    try trial.act("crash S1")
    try trial.act("restart S1")
    trial.run(for: 1_000_000)
    #expect(trial[1].life == .running && trial[1].server.stopping == nil)
  }
}
