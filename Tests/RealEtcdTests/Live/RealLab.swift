import Foundation
import KeyValue
import RaftCore
import Simulation
import Synchronization
import Testing

@testable import ObservedEtcd
@testable import RealEtcd

/// A cluster of real members for a test, and what was seen of it.
///
/// Its timeouts are etcd's own and its patience is long: where everything else that is tested runs at
/// the same time, a shorter timeout would elect leaders that no test asked for.
final class RealLab {
  /// When 1, a missing etcd fails the tests that need it; they are left out otherwise.
  static let isRequired = ProcessInfo.processInfo.environment["RAFTLAB_REQUIRE_ETCD"] == "1"

  static let advice: Comment =
    "etcd is not installed (Debian's package etcd-server): real members are not tried"

  /// The etcds that are tried: those that `RAFTLAB_ETCDS` names, with colons between them, or the
  /// one on the path.
  static let programs: [EtcdProgram] = {
    let named = (ProcessInfo.processInfo.environment["RAFTLAB_ETCDS"] ?? "").split(separator: ":")
    let paths: [String?] = named.isEmpty ? [nil] : named.map(String.init)
    return paths.compactMap { try? EtcdProgram.find($0) }
  }()

  static let isWanted = isRequired || !programs.isEmpty

  /// The program that becomes a member: the probe, beside the tests.
  static let launcher: String = {
    let tests = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    var folder = URL(fileURLWithPath: tests).deletingLastPathComponent()
    while folder.path != "/" {
      let probe = folder.appendingPathComponent("etcd-probe").path
      if FileManager.default.isExecutableFile(atPath: probe) { return probe }
      folder = folder.deletingLastPathComponent()
    }
    return "no etcd-probe beside \(tests)"
  }()

  let cluster: EtcdCluster
  /// All that the history took in, as it was seen.
  let seen: Witness
  var history: EtcdHistory

  /// A cluster, and a copy of all that was seen of it.
  final class Witness: LiveCluster {
    private let cluster: EtcdCluster
    private let all = Mutex<[Sighting]>([])

    init(_ cluster: EtcdCluster) { self.cluster = cluster }

    var sightings: [Sighting] { all.withLock { $0 } }
    var facts: ClusterFacts { cluster.facts }
    var now: Time { cluster.now }
    var canBeActedOn: Bool { cluster.canBeActedOn }

    func takeSightings() -> [Sighting] {
      let sightings = cluster.takeSightings()
      all.withLock { $0 += sightings }
      return sightings
    }

    func perform(_ stimulus: Stimulus) { cluster.perform(stimulus) }
    func ask(_ event: ClientEvent, by stimulus: Stimulus) { cluster.ask(event, by: stimulus) }
  }

  init(
    _ program: EtcdProgram, members: Int = 5, preVote: Bool = true,
    latency: ClosedRange<TimeSpan> = 0...0, election: ElectionSettings? = nil
  ) throws {
    var configuration = EtcdCluster.Configuration(program)
    configuration.election = election
    configuration.members = members
    configuration.pace = .usual
    configuration.preVote = preVote
    configuration.latency = latency
    configuration.launcher = Self.launcher
    cluster = try EtcdCluster.start(configuration)
    seen = Witness(cluster)
    history = EtcdHistory(of: seen)
    do {
      try cluster.waitForLeader(milliseconds: 60_000)
    } catch {
      cluster.stop()
      throw error
    }
  }

  /// Looks until something is so, for a minute at most.
  @discardableResult
  func wait(
    _ what: Comment, seconds: Double = 60, location: SourceLocation = #_sourceLocation,
    until isSo: (ClusterState) -> Bool
  ) -> Bool {
    let end = Date().addingTimeInterval(seconds)
    repeat {
      history.takeNews()
      if isSo(history.state) { return true }
      cluster.sightings.wait(milliseconds: 20)
    } while Date() < end
    Issue.record("waited in vain: \(what)\n\(summary)", sourceLocation: location)
    return false
  }

  /// How all members stand, for who looks for what went wrong.
  private var summary: String {
    let state = history.state
    let lines = state.servers.map { server in
      "\(server.id) \(server.life) term \(server.raft.currentTerm ?? -1) \(server.raft.role as Any) "
        + "leader \(server.raft.leader as Any) commit \(server.raft.commitIndex ?? -1) "
        + "log \(server.raft.log?.lastIndex ?? -1)"
    }
    let latest = history.recent.suffix(10).map {
      "\($0.time) \($0.what) \($0.server as Any) \($0.message as Any)"
    }
    let said = cluster.statusesNow.map { "\($0)" }
    let words = (1...history.record.count).compactMap { number in
      if case .said(let server, let text)? = history.record.observation(number)?.content {
        "\(history.record.observation(number)!.time) \(server) \(text)"
      } else {
        nil
      }
    }
    return (lines + said + words.suffix(30) + latest).joined(separator: "\n")
  }

  func act(_ stimulus: Stimulus) throws { try history.perform(stimulus) }

  /// A leader whom a majority follows; waits for one.
  func leader(_ location: SourceLocation = #_sourceLocation) -> ServerID {
    var found: ServerID?
    wait("a leader", location: location) { state in
      found = state.leader.flatMap { leader in
        let followers = state.servers.count {
          $0.life == .running && $0.raft.leader == leader
            && $0.raft.currentTerm == state[leader].raft.currentTerm
        }
        return followers >= state.members.majority ? leader : nil
      }
      return found != nil
    }
    return found ?? ServerID(1)
  }

  func write(_ key: String, _ value: String, through server: ServerID) throws {
    try act(.write(key: ShortText(key)!, value: ShortText(value)!, through: server))
  }

  /// The entries that a server's log holds, as texts.
  func texts(_ server: ServerID) -> [String] {
    let state = history.state
    guard let log = state[server].raft.log, log.lastIndex >= log.firstIndex else { return [] }
    return (log.firstIndex...log.lastIndex).map { state.text(of: log[$0]!.command) ?? "" }
  }
}
