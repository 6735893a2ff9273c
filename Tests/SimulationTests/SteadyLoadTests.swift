import RaftCore
import Testing

@testable import Simulation

@Suite("The steady load") struct SteadyLoadTests {
  /// A cluster of one, which writes every 100 ms, after its election and some writes.
  private func writing(servers: Int = 1) -> Cluster {
    var cluster = Cluster(Settings(servers: servers, writeInterval: 100_000))
    var event = Event()
    while cluster.advance(into: &event, until: 2_000_000) {}
    #expect(cluster.clients.operations.count > 10)
    return cluster
  }

  /// Whether there is an end to what happens by itself.
  private func comesToRest(_ cluster: inout Cluster, within limit: Int = 5_000) -> Bool {
    var event = Event()
    var count = 0
    while cluster.advance(into: &event) {
      count += 1
      guard count < limit else { return false }
    }
    return true
  }

  @Test("Time does not run on while the only server, which does not lead, is paused")
  func pausedFollower() throws {
    var cluster = Cluster(Settings(servers: 1, writeInterval: 100_000))
    var event = Event()
    try cluster.perform(.pause(ServerID(1)), into: &event)
    #expect(comesToRest(&cluster))
    #expect(cluster.nextDue == nil && cluster.clients.operations.isEmpty)
  }

  @Test("Time does not run on while all servers are down")
  func allDown() throws {
    var cluster = writing(servers: 3)
    var event = Event()
    for server in cluster.members { try cluster.perform(.crash(server), into: &event) }
    #expect(comesToRest(&cluster))
    #expect(cluster.nextDue == nil)
  }

  @Test("It goes on when something from outside lets a server lead again")
  func goesOn() throws {
    var cluster = Cluster(Settings(servers: 1, writeInterval: 100_000))
    var event = Event()
    try cluster.perform(.pause(ServerID(1)), into: &event)
    #expect(comesToRest(&cluster))
    try cluster.perform(.resume(ServerID(1)), into: &event)
    while cluster.advance(into: &event, until: cluster.now + 1_000_000),
      cluster.clients.operations.count < 5
    {}
    #expect(cluster.clients.operations.count == 5)
  }

  @Test("An act that lets nobody lead wakes it for nothing, once")
  func wokenForNothing() throws {
    var cluster = Cluster(Settings(servers: 1, writeInterval: 100_000))
    var event = Event()
    try cluster.perform(.pause(ServerID(1)), into: &event)
    #expect(comesToRest(&cluster))
    try cluster.perform(.setClock(ServerID(1), permille: 500), into: &event)
    #expect(cluster.nextDue != nil)
    #expect(comesToRest(&cluster))
    #expect(cluster.nextDue == nil)
  }
}
