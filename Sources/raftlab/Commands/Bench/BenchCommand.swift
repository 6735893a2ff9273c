import ArgumentParser
import Explorer
import RaftCore
import Simulation

/// `raftlab bench`: how fast the simulation runs here, and what its history costs.
struct BenchCommand: ParsableCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.bench) }

  @Flag(help: ArgumentHelp(.json))
  var json = false

  @OptionGroup var beyond: FeatureOptions

  @OptionGroup var language: LanguageOption

  func run() throws {
    let features = beyond.chosen
    // History first: memory that other runs gave back would not count.
    let history = Self.history(events: 1_000_000, seeks: 1_000, features: features)
    let report = BenchReport(
      cpu: Machine.cpu, core: Self.core(seconds: 5_000, tries: 21, features: features),
      checked: Self.checked(seconds: 5_000, tries: 11, features: features), history: history,
      exploring: Self.exploring(Self.plain, disk: .atomic, tries: 3),
      faults: Self.exploring(Self.faults, disk: .stepwise, tries: 3),
      twoCores: Self.exploring(Self.plain, disk: .atomic, cores: 2, tries: 3))
    if json { return try print(report.json) }
    for line in Spoken.texts.lines(of: report) { try print(line) }
  }

  private static func steady(isWatched: Bool, _ features: Features) -> Settings {
    Settings(
      features: features, writeInterval: 100_000, checksSafety: isWatched, countsRules: isWatched)
  }

  /// Protocol and network alone.
  static func core(seconds: Int, tries: Int, features: Features = Features()) -> BenchReport.Pace {
    pace(over: seconds, tries: tries, at: \.self) { end in
      var cluster = Cluster(steady(isWatched: false, features))
      var event = Event()
      while cluster.advance(into: &event, until: end) {}
      return cluster
    }
  }

  /// With safety checks and history.
  static func checked(seconds: Int, tries: Int, features: Features = Features()) -> BenchReport.Pace
  {
    pace(over: seconds, tries: tries, at: \.cluster) { end in
      var timeline = Timeline(steady(isWatched: true, features), keepsRecent: false)
      _ = timeline.run(until: end)
      return timeline
    }
  }

  /// Times the same run again and again.
  ///
  /// - Parameters:
  ///   - cluster: where what is run keeps its cluster.
  ///   - run: starts from the beginning, and goes on to a moment.
  private static func pace<Run>(
    over seconds: Int, tries: Int, at cluster: KeyPath<Run, Cluster>, of run: (Time) -> Run
  ) -> BenchReport.Pace {
    var events = 0
    var messages = 0
    let times = (0..<tries).map { _ in
      let start = Machine.cpuSeconds
      // Held until the clock was read: that its memory is given back is no part of the run.
      let outcome = run(seconds * 1_000_000)
      let time = Machine.cpuSeconds - start
      events = outcome[keyPath: cluster].eventCount
      messages = outcome[keyPath: cluster].deliveredCount
      return time
    }
    return BenchReport.Pace(
      simulatedSeconds: seconds, events: events, messages: messages, cpuSeconds: times)
  }

  /// A long history, with all that the screen asks of it.
  static func history(events: Int, seeks: Int, features: Features = Features())
    -> BenchReport.HistoryCost
  {
    let before = Machine.residentBytes
    var timeline = Timeline(steady(isWatched: true, features), keepsRecent: true)
    _ = timeline.run(until: .max, maximum: events)
    let after = Machine.residentBytes
    var random = RandomStream(seed: 1, stream: 0)
    let clock = ContinuousClock()
    let times = (0..<seeks).map { _ in
      let target = random.next(in: 0...events)
      let elapsed = clock.measure { timeline.seek(to: target) }.components
      return Double(elapsed.seconds) * 1e3 + Double(elapsed.attoseconds) / 1e15
    }
    let bytes: Int? = if let before, let after { after - before } else { nil }
    return BenchReport.HistoryCost(events: events, bytes: bytes, seekMilliseconds: times)
  }
}
