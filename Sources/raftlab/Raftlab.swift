import ArgumentParser
import Simulation

@main
struct Raftlab: ParsableCommand {
  @Flag var safety = false
  func run() throws {
    var settings = Settings(writeInterval: 100_000, checksSafety: safety)
    settings.batchLimit = 64
    var cluster = Cluster(settings)
    var event = Event()
    let clock = ContinuousClock()
    let start = clock.now
    while cluster.advance(into: &event, until: 5_000_000_000) {}
    let elapsed = clock.now - start
    let s = Double(elapsed.components.attoseconds) * 1e-18 + Double(elapsed.components.seconds)
    print(
      cluster.eventCount, cluster.deliveredCount, s, 5000 / s,
      Double(cluster.deliveredCount) / s / 1e6, cluster.hosts[0].server.log.lastIndex,
      cluster.violation as Any)
  }
}
