import RealEtcd
import Simulation

/// What is looked at by hand, and measured: `etcd-probe start [PATH]`.
enum Probe {
  static func run(_ arguments: [String]) {
    do {
      switch arguments.first {
      case "start": try start(arguments.dropFirst().first)
      default: print("etcd-probe start [PATH]")
      }
    } catch {
      print("error: \(error)")
    }
  }

  private static func start(_ path: String?) throws {
    var configuration = EtcdCluster.Configuration(try EtcdProgram.find(path))
    configuration.preVote = false
    let cluster = try EtcdCluster.start(configuration)
    defer { cluster.stop() }
    try cluster.waitForLeader(milliseconds: 10_000)
    print("first leader after \(cluster.firstLeader! / 1000) ms")
    for _ in 0..<20 {
      cluster.sightings.wait(milliseconds: 50)
    }
    for sighting in cluster.sightings.take() { print(sighting.time, sighting.content) }
  }
}
