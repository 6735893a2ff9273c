import ArgumentParser
import ObservedEtcd
import RaftCore
import Screen
import Simulation
import Teaching
import Workbench

#if RealEtcd
  import RealEtcd

  /// What it costs to watch five real members, as `raftlab etcd --pace fast` does on a screen of 120
  /// columns and 36 rows; but keys are drawn from a seed, and no frame is sent to a terminal.
  struct EtcdBench {
    private let cluster: EtcdCluster
    private let seen: Witness
    private var laboratory: Laboratory
    private var panes = PaneMemory()
    private var random = RandomStream(seed: 7, stream: 0)
    private let clock = ContinuousClock()
    /// Milliseconds that frames took, with all that came before each.
    private var frames: [Double] = []
    /// Milliseconds from when something was read of a disk to the end of the frame that shows it.
    private var rows: [Double] = []

    /// What was measured.
    struct Report {
      var version: String
      /// From the start to the first frame with a leader.
      var leaderMilliseconds: Double
      /// By itself, with nobody at the keyboard: of one core, in percent.
      var idlePercent: Double
      var idleObservations: Double
      var seconds: Int
      /// While keys are pressed.
      var busyPercent: Double
      var frames: Int
      /// How many of a thousand took no longer than a screen takes to be shown again.
      var framesInTime: Double
      var p999FrameMilliseconds: Double
      var longestFrameMilliseconds: Double
      var medianRowMilliseconds: Double
      var p999RowMilliseconds: Double
      var observations: Int
      var residentBytes: Int?
      var bytesPerObservation: Double?
    }

    /// A cluster, and when something was first read of its disks that is not shown yet.
    private final class Witness: LiveCluster, @unchecked Sendable {
      private let cluster: EtcdCluster
      var since: Time?

      init(_ cluster: EtcdCluster) { self.cluster = cluster }

      var facts: ClusterFacts { cluster.facts }
      var now: Time { cluster.now }
      var canBeActedOn: Bool { true }

      func takeSightings() -> [Sighting] {
        let sightings = cluster.takeSightings()
        let first = sightings.first { if case .wrote = $0.content { true } else { false } }
        since = since ?? first?.time
        return sightings
      }

      func perform(_ stimulus: Stimulus) { cluster.perform(stimulus) }
      func ask(_ event: ClientEvent, by stimulus: Stimulus) { cluster.ask(event, by: stimulus) }
    }

    private init(_ cluster: EtcdCluster) {
      self.cluster = cluster
      seen = Witness(cluster)
      laboratory = Laboratory(
        on: EtcdHistory(of: seen), playback: Playback(permille: 1000), language: .english,
        size: Size(columns: 120, rows: 36))
    }

    /// Measures, and stops the members whatever comes.
    ///
    /// - Parameter seconds: for how long keys are pressed.
    static func run(seconds: Int) throws -> Report {
      try EtcdCommand.saying { () throws(EtcdError) in
        let program = try EtcdProgram.find()
        var configuration = EtcdCluster.Configuration(program)
        configuration.pace = .fast
        let cluster = try EtcdCluster.start(configuration)
        defer { cluster.stop() }
        var bench = EtcdBench(cluster)
        let start = bench.clock.now
        while bench.laboratory.state.leader == nil {
          if let problem = cluster.problem { throw problem }
          bench.watch(seconds: 0)
          guard bench.clock.now < start + .seconds(30) else { throw .noLeader(after: 30_000) }
        }
        let leader = Double(cluster.now) / 1000
        bench.watch(seconds: 3)
        return bench.report(program, leader, seconds: seconds)
      }
    }

    private mutating func report(
      _ program: EtcdProgram, _ leader: Double, seconds: Int
    ) -> Report {
      let idleSeconds = min(Self.longestIdleSeconds, seconds)
      let (idle, idleCount) = watch(seconds: idleSeconds)
      let (before, count) = (Machine.residentBytes, position)
      (frames, rows) = ([], [])
      let (busy, busyCount) = watch(seconds: seconds) { $0.press() }
      frames.sort()
      rows.sort()
      let resident = Machine.residentBytes
      let bytes: Double? =
        if let before, let resident, position > count {
          Double(resident - before) / Double(position - count)
        } else { nil }
      let inTime = frames.count { $0 <= Self.frameLimit }
      return Report(
        version: program.version, leaderMilliseconds: leader, idlePercent: idle,
        idleObservations: Double(idleCount) / Double(idleSeconds), seconds: seconds,
        busyPercent: busy, frames: frames.count,
        framesInTime: 1000 * Double(inTime) / Double(max(1, frames.count)),
        p999FrameMilliseconds: frames.least(notExceededBy: 999),
        longestFrameMilliseconds: frames.last ?? 0,
        medianRowMilliseconds: rows.least(notExceededBy: 500),
        p999RowMilliseconds: rows.least(notExceededBy: 999), observations: busyCount,
        residentBytes: resident, bytesPerObservation: bytes)
    }

    private static let longestIdleSeconds = 20
    /// A screen is shown sixty times a second.
    private static let frameLimit = 1000.0 / 60

    private var position: Int { laboratory.history.branch.records.count }

    /// Looks for some time as the loop of the screen does, or once.
    ///
    /// - Parameter act: is done four times a second.
    /// - Returns: how much of one core that took, in percent, and how much was observed.
    @discardableResult
    private mutating func watch(
      seconds: Int, act: (inout EtcdBench) -> Void = { _ in }
    ) -> (percent: Double, observations: Int) {
      let (start, used, count) = (clock.now, Machine.cpuSeconds, position)
      var latest = start
      var acted = start
      repeat {
        let begun = clock.now
        if begun - acted > .milliseconds(250) {
          acted = begun
          act(&self)
        }
        laboratory.tick(begun - latest)
        latest = begun
        if !laboratory.isUnchanged {
          _ = laboratory.frame(remembering: &panes)
          frames.append(Self.milliseconds(clock.now - begun))
          if let since = seen.since { rows.append(Double(cluster.now - since) / 1000) }
          seen.since = nil
        }
        Machine.sleep(milliseconds: 33 - Self.milliseconds(clock.now - begun))
      } while clock.now - start < .seconds(seconds)
      let elapsed = (clock.now - start).seconds
      return (100 * (Machine.cpuSeconds - used) / elapsed, position - count)
    }

    private static func milliseconds(_ duration: Duration) -> Double { 1e3 * duration.seconds }

    /// Selects some member and presses a key, as somebody does who tries what happens.
    private mutating func press() {
      let server = random.next(in: 1...5)
      let keys = ["w", "w", "w", "R", "k", "k", "z", "z", "i", "h", "l", "v"]
      for key in ["\(server)", keys[random.next(in: 0...keys.count - 1)]] {
        if let key = Key(key) { laboratory.handle(.key(key)) }
      }
    }
  }

  extension EtcdBench.Report {
    /// How much memory the observations take at most that a history keeps; nil where it is not known.
    var mostBytes: Double? { bytesPerObservation.map { $0 * Double(EtcdRecord.limit) } }
  }
#endif

extension Double {
  /// To one digit after the point.
  var tenths: Double { (self * 10).rounded() / 10 }
}

extension Int {
  /// So many bytes in millions, rounded.
  var megabytes: Int { (self + 500_000) / 1_000_000 }
}
