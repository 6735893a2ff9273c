import ClientPrograms
import Glibc
import KeyValue
import RaftCore
import RealEtcd
import Simulation

/// What is looked at by hand, and measured.
enum Probe {
  static func run(_ arguments: [String]) {
    let path = arguments.dropFirst().first
    do {
      switch arguments.first {
      case "start": try start(path)
      case "act": try act(path, Array(arguments.dropFirst(2)))
      case "measure": try Measurement(EtcdProgram.find(path)).run(Array(arguments.dropFirst(2)))
      case "serve": try serve(path)
      case "snapshot": try snapshot(path)
      case "hold": try hold(Array(arguments.dropFirst()))
      case "pods": try pods(path, Array(arguments.dropFirst(2)))
      default: print("etcd-probe start|act|measure PATH …")
      }
    } catch {
      print("error: \(error)")
    }
  }

  /// Lets pods elect a leader over three members, for some seconds, and prints what happens to them.
  private static func pods(_ path: String?, _ words: [String]) throws {
    var configuration = EtcdCluster.Configuration(try EtcdProgram.find(path))
    configuration.members = 3
    let way = words.first.flatMap { ElectionSettings.Way(rawValue: $0) } ?? .notes
    configuration.election = ElectionSettings(way, scale: 300)
    let cluster = try EtcdCluster.start(configuration)
    defer { cluster.stop() }
    var history = EtcdHistory(of: cluster)
    let seconds = words.dropFirst().first.flatMap { Int($0) } ?? 8
    var told = 0
    var acts = [
      (Time(seconds) * 400_000, "pause"), (Time(seconds) * 800_000, "resume"),
    ]
    while history.now < seconds * 1_000_000 {
      history.takeNews()
      if let act = acts.first, history.now > act.0 {
        acts.removeFirst()
        let leading = history.state.outside!.processes.first { $0.believesSince != nil }
        if let leading {
          try? history.perform(
            .outside(act.1 == "pause" ? .pause(leading.id) : .resume(leading.id)))
        }
      }
      for happening in history.recent where happening.number > told {
        told = happening.number
        guard let outside = happening.outside else { continue }
        print(
          happening.time / 1000, outside.program.map { "\($0)" } ?? "\(happening.server as Any)",
          outside.what.name, outside.firings.map { "\($0.rule)" }.joined(separator: " "),
          outside.believers.map { "believers \($0.after)" } ?? "",
          outside.holder.map { "holder \($0.after ?? "nobody")" } ?? "",
          outside.lateWork.map { "late \($0.late)" } ?? "")
      }
      cluster.sightings.wait(milliseconds: 20)
    }
    for server in history.state.servers {
      print(server.id, server.contents.map { "\($0)" } ?? "unknown", server.member as Any)
    }
  }

  /// Runs a member, says where and as which process, and waits.
  private static func serve(_ path: String?) throws {
    var configuration = EtcdCluster.Configuration(try EtcdProgram.find(path))
    configuration.members = 1
    let cluster = try EtcdCluster.start(configuration)
    try cluster.waitForLeader(milliseconds: 20_000)
    print(cluster.plan.folder, cluster.processIDs[0])
    fflush(nil)
    while true { pause() }
  }

  /// Writes so much while a member is down that it must be sent a snapshot.
  private static func snapshot(_ path: String?) throws {
    var configuration = EtcdCluster.Configuration(try EtcdProgram.find(path))
    configuration.members = 3
    configuration.snapshotCount = 100
    let cluster = try EtcdCluster.start(configuration)
    defer { cluster.stop() }
    try cluster.waitForLeader(milliseconds: 20_000)
    var history = EtcdHistory(of: cluster)
    usleep(500_000)
    history.takeNews()
    let leader = history.state.leader!
    let down = history.state.members.first { $0 != leader }!
    try history.perform(.crash(down))
    for number in 0..<5600 {
      _ = cluster.call(.put([0x61], Array("\(number)".utf8)), at: leader)
      if number % 100 == 0 { history.takeNews() }
    }
    print("leader \(history.state[leader].raft.log!.lastIndex), restarting \(down)")
    try history.perform(.restart(down))
    for _ in 0..<100 {
      history.takeNews()
      usleep(20_000)
    }
    let log = history.state[down].raft.log!
    print(
      "\(down): log from \(log.firstIndex) to \(log.lastIndex), applied",
      history.state[down].raft.lastApplied ?? -1)
    print("violations:", history.state.violations)
    for number in 1...history.record.count {
      switch history.record.observation(number)?.content {
      case .snapshot(let from, to: down, let position, let fate)?:
        print("\(from) sends \(down) a snapshot up to \(position): \(fate)")
      case .snapshotOnDisk(down, let position)?:
        print("\(down) has a snapshot up to \(position) on its disk")
      default: continue
      }
    }
  }

  /// Starts a program that dies with this one, says which process it is, and waits.
  private static func hold(_ program: [String]) throws {
    print(try Launcher.start(program))
    fflush(nil)
    while true { pause() }
  }

  private static func start(_ path: String?) throws {
    let cluster = try EtcdCluster.start(EtcdCluster.Configuration(try EtcdProgram.find(path)))
    defer { cluster.stop() }
    try cluster.waitForLeader(milliseconds: 10_000)
    print("first leader after \(cluster.firstLeader! / 1000) ms")
    for _ in 0..<20 { cluster.sightings.wait(milliseconds: 50) }
    for sighting in cluster.sightings.take() { print(sighting.time, sighting.content) }
  }

  /// Does acts, given as scripts have them, a second apart, and prints all that was seen but
  /// heartbeats.
  private static func act(_ path: String?, _ acts: [String]) throws {
    var configuration = EtcdCluster.Configuration(try EtcdProgram.find(path))
    configuration.members = 3
    let cluster = try EtcdCluster.start(configuration)
    defer { cluster.stop() }
    try cluster.waitForLeader(milliseconds: 10_000)
    func look(_ seconds: Int) {
      for _ in 0..<seconds * 20 {
        for sighting in cluster.sightings.take() {
          switch sighting.content {
          case .message(_, let message, _, _, _)
          where message.kind == .heartbeat || message.kind == .heartbeatReply: continue
          default: print(sighting.time, sighting.content)
          }
        }
        cluster.sightings.wait(milliseconds: 50)
        usleep(50_000)
      }
    }
    look(1)
    for act in acts {
      print("=== \(act)")
      cluster.perform(try Stimulus(text: act))
      look(8)
    }
  }
}
