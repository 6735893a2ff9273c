import ArgumentParser
import Explorer
import Formats
import RaftCore
import Simulation
import Teaching

/// `raftlab bench`: how fast the simulation runs here, and what its history costs.
struct BenchCommand: ParsableCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.bench) }

  @Flag(help: ArgumentHelp(.json))
  var json = false

  @Option(parsing: .unconditional, help: ArgumentHelp(.benchEtcd, valueName: "seconds"))
  var etcd: Int?

  @OptionGroup var beyond: FeatureOptions

  @OptionGroup var language: LanguageOption

  func validate() throws {
    if let etcd, !Self.seconds.contains(etcd) {
      throw ValidationError(
        .range(
          option: "etcd", value: "\(etcd)", from: "\(Self.seconds.lowerBound)",
          to: "\(Self.seconds.upperBound)"))
    }
  }

  /// For how long real members can be watched.
  private static let seconds = 1...36_000

  /// Watches real members, and says what that costs.
  private func watch(seconds: Int) throws {
    #if RealEtcd
      let report = try EtcdBench.run(seconds: seconds)
      if json { return try print(report.json.text) }
      for line in Spoken.texts.lines(of: report) { try print(line) }
    #else
      throw Exit.saying(Spoken.texts.builtWithoutEtcd)
    #endif
  }

  func run() throws {
    if let etcd { return try watch(seconds: etcd) }
    let features = beyond.chosen
    // History first: memory that other runs gave back would not count.
    let history = Self.history(events: 1_000_000, seeks: 1_000, features: features)
    var report = BenchReport(
      cpu: Machine.cpu, core: Self.core(seconds: 5_000, tries: 21, features: features),
      checked: Self.checked(seconds: 5_000, tries: 11, features: features),
      snapshots: Self.snapshots(every: 1_000, seconds: 5_000, tries: 9, features: features),
      history: history,
      experiment: Self.experiment(trials: nil, tries: 3),
      fate: Self.fate(futures: 1_000, moments: 40, events: 300, tries: 3, features: features))
    let paces = Self.exploring(Self.plain, disk: .atomic, cores: [1, 2], tries: 5)
    (report.exploring, report.twoCores) = (paces?[0], paces?[1])
    report.faults = Self.exploring(Self.faults, disk: .stepwise, tries: 3)?[0]
    if json { return try print(report.json) }
    for line in Spoken.texts.lines(of: report) { try print(line) }
  }

  private static func steady(
    isWatched: Bool, _ features: Features, snapshotInterval: Int? = 10
  ) -> Settings {
    Settings(
      features: features, snapshotInterval: snapshotInterval, writeInterval: 100_000,
      checksSafety: isWatched, countsRules: isWatched)
  }

  /// The core without snapshots and with them, by turns.
  static func snapshots(
    every interval: Int, seconds: Int, tries: Int, features: Features = Features()
  ) -> BenchReport.SnapshotPace {
    var times: [[Double]] = [[], []]
    for _ in 0..<tries {
      for (place, isOn) in [false, true].enumerated() {
        var features = features
        features[.snapshots] = isOn
        let start = Machine.cpuSeconds
        var cluster = Cluster(
          steady(isWatched: false, features, snapshotInterval: interval))
        var event = Event()
        while cluster.advance(into: &event, until: seconds * 1_000_000) {}
        times[place].append(Machine.cpuSeconds - start)
      }
    }
    return BenchReport.SnapshotPace(interval: interval, without: times[0], with: times[1])
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

  /// The paper's Figure 16: so many trials of each line; nil: as many as its file says.
  static func experiment(trials: Int?, tries: Int) -> BenchReport.Batch {
    var experiment = ExperimentLibrary.entry(named: "figure-16")!.experiment
    if let trials {
      for place in experiment.lines.indices { experiment.lines[place].trials = trials }
    }
    var events = 0
    let asked = experiment
    let seconds = (0..<tries).map { _ in
      timed {
        // A test proves of every built-in experiment that it can be carried out.
        guard let run = try? ExperimentRun(asked) else { return }
        let jobs = run.jobs(of: .whole)
        let counts = AllCores.map(jobs.count) { number in
          var count = 0
          _ = try? run.outcomes(of: jobs[number], counting: &count)
          return count
        }
        events = counts.reduce(0, +)
      }
    }
    return BenchReport.Batch(
      runs: asked.trialCount, events: events, cores: AllCores.count, seconds: seconds)
  }

  /// Futures from moments that lie evenly over a run of so many events: an election, then writes, with
  /// safety checks.
  static func fate(
    futures: Int, moments: Int, events: Int, tries: Int, features: Features = Features()
  ) -> BenchReport.Batch {
    var timeline = Timeline(steady(isWatched: true, features), keepsRecent: false)
    _ = timeline.run(until: .max, maximum: events)
    let fate = Fate(of: timeline, futures: futures)
    var drawn = 0
    let seconds = (0..<tries).map { _ in
      timed {
        var study = FateStudy(fate, moments: moments)
        let jobs = study.jobs(upTo: futures, ofAtMost: 40)
        let outcomes = AllCores.map(jobs.count) { jobs[$0].outcome }
        drawn = outcomes.reduce(0) { $0 + $1.events }
      }
    }
    return BenchReport.Batch(
      runs: futures * moments, events: drawn, cores: AllCores.count, seconds: seconds)
  }

  private static func timed(_ work: () -> Void) -> Double {
    ContinuousClock().measure(work).seconds
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
      return 1e3 * clock.measure { timeline.seek(to: target) }.seconds
    }
    let bytes: Int? = if let before, let after { after - before } else { nil }
    return BenchReport.HistoryCost(events: events, bytes: bytes, seekMilliseconds: times)
  }
}
