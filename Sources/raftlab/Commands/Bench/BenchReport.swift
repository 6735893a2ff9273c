import Formats

/// What `raftlab bench` measured.
struct BenchReport {
  /// The processor's name.
  var cpu: String
  /// Protocol and network alone.
  var core: Pace
  /// With safety checks and history.
  var checked: Pace
  /// The core again, with a snapshot now and then; nil where that was not measured.
  var snapshots: SnapshotPace?
  var history: HistoryCost
  /// How fast states are found: by plain steps; with writes to disk, losses and duplicates as steps of
  /// their own; and the first on two cores.
  var exploring: ExploringPace?
  var faults: ExploringPace?
  var twoCores: ExploringPace?

  /// How fast a search goes.
  struct ExploringPace {
    var states: Int
    var steps: Int
    /// Memory at the end, by state.
    var bytesPerState: Double
    var tries: Int
    /// Seconds of CPU time of the fastest try, and of real time.
    var cpuSeconds: Double
    var seconds: Double

    /// - Parameter tries: seconds of each, one at least.
    init(states: Int, steps: Int, bytes: Int, cpuSeconds: [Double], seconds: [Double]) {
      self.states = states
      self.steps = steps
      bytesPerState = (Double(bytes) / Double(max(1, states)) * 10).rounded() / 10
      tries = cpuSeconds.count
      self.cpuSeconds = max(cpuSeconds.min() ?? 0, 1e-9)
      self.seconds = max(seconds.min() ?? 0, 1e-9)
    }

    /// Millions a CPU second, to hundredths.
    var millionStates: Double { Self.millions(states, in: cpuSeconds) }
    var millionSteps: Double { Self.millions(steps, in: cpuSeconds) }

    /// How many times as fast it is as another, in real time, to hundredths.
    func factor(over other: ExploringPace) -> Double {
      (other.seconds / seconds * 100).rounded() / 100
    }

    private static func millions(_ count: Int, in seconds: Double) -> Double {
      (Double(count) / seconds / 10_000).rounded() / 100
    }
  }

  /// All trials of `figure-16`, and many futures from many moments of a run, on all cores.
  var experiment: Batch
  var fate: Batch

  /// Many short runs, spread over all cores.
  struct Batch {
    /// How many runs, and how many events they had together.
    var runs: Int
    var events: Int
    var cores: Int
    /// Seconds until all were done, of the fastest try.
    var seconds: Double

    /// - Parameter seconds: of each try; one at least.
    init(runs: Int, events: Int, cores: Int, seconds tries: [Double]) {
      self.runs = runs
      self.events = events
      self.cores = cores
      seconds = (tries.min()! * 1000).rounded() / 1000
    }
  }

  /// How fast a run goes.
  struct Pace {
    /// Seconds of virtual time.
    var simulatedSeconds: Int
    var events: Int
    /// Messages delivered from server to server.
    var messages: Int
    /// How often it was run.
    var tries: Int
    /// Seconds of CPU time of the fastest try: whatever else the machine does only adds to them.
    var cpuSeconds: Double
    var medianCPUSeconds: Double
    /// By the fastest try.
    var simulatedSecondsPerCPUSecond: Double
    var messagesPerCPUSecond: Double

    /// - Parameter cpuSeconds: of each try; one at least.
    init(simulatedSeconds: Int, events: Int, messages: Int, cpuSeconds tries: [Double]) {
      self.simulatedSeconds = simulatedSeconds
      self.events = events
      self.messages = messages
      self.tries = tries.count
      let sorted = tries.sorted()
      cpuSeconds = sorted[0]
      medianCPUSeconds = sorted[sorted.count / 2]
      // A clock too coarse to see the run would otherwise give infinity, which JSON has no word for.
      let seconds = max(cpuSeconds, 1e-9)
      simulatedSecondsPerCPUSecond = (Double(simulatedSeconds) / seconds).rounded()
      messagesPerCPUSecond = (Double(messages) / seconds).rounded()
    }
  }

  /// How fast a run with snapshots goes against the same run without.
  struct SnapshotPace {
    /// After how many entries each server takes one.
    var interval: Int
    /// Runs by turns, so many of each.
    var tries: Int
    /// How many times as fast as without, to hundredths: by the medians.
    var factor: Double

    /// - Parameters: seconds of CPU time of each run, one at least.
    init(interval: Int, without: [Double], with: [Double]) {
      self.interval = interval
      tries = with.count
      let medians = [without, with].map { max($0.sorted()[$0.count / 2], 1e-9) }
      factor = (medians[0] / medians[1] * 100).rounded() / 100
    }
  }

  /// What a long history costs.
  struct HistoryCost {
    var events: Int
    /// Memory that the whole timeline takes, by event; nil where the system does not tell.
    var bytesPerEvent: Double?
    var seeks: Int
    var medianSeekMilliseconds: Double
    var p99SeekMilliseconds: Double
    var longestSeekMilliseconds: Double

    /// - Precondition: there was at least one event and one seek.
    init(events: Int, bytes: Int?, seekMilliseconds: [Double]) {
      let sorted = seekMilliseconds.sorted()
      self.events = events
      bytesPerEvent = bytes.map { (Double($0) / Double(events) * 10).rounded() / 10 }
      seeks = sorted.count
      medianSeekMilliseconds = Self.thousandths(sorted.least(notExceededBy: 500))
      p99SeekMilliseconds = Self.thousandths(sorted.least(notExceededBy: 990))
      longestSeekMilliseconds = Self.thousandths(sorted.least(notExceededBy: 1000))
    }

    private static func thousandths(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
  }

  /// The report as JSON, on one line.
  var json: String {
    JSON.members([
      "cpu": .string(cpu), "core": core.json, "checked": checked.json,
      "snapshots": snapshots?.json ?? .null, "history": history.json,
      "exploring": exploring?.json ?? .null, "exploringFaults": faults?.json ?? .null,
      "exploringOnTwoCores": twoCores?.json ?? .null,
      "experiment": experiment.json, "fate": fate.json,
    ]).text
  }
}

extension BenchReport.Batch {
  /// Millions of events a second, to hundredths.
  var millions: Double { (Double(events) / max(seconds, 1e-9) / 10_000).rounded() / 100 }

  fileprivate var json: JSON {
    .members([
      "runs": .number(runs), "events": .number(events), "cores": .number(cores),
      "seconds": .decimal(seconds),
    ])
  }
}

extension BenchReport.SnapshotPace {
  fileprivate var json: JSON {
    .members(["every": .number(interval), "tries": .number(tries), "factor": .decimal(factor)])
  }
}

extension BenchReport.HistoryCost {
  fileprivate var json: JSON {
    .members([
      "events": .number(events), "bytesPerEvent": bytesPerEvent.map { .decimal($0) } ?? .null,
      "seeks": .number(seeks), "medianSeekMilliseconds": .decimal(medianSeekMilliseconds),
      "p99SeekMilliseconds": .decimal(p99SeekMilliseconds),
      "longestSeekMilliseconds": .decimal(longestSeekMilliseconds),
    ])
  }
}

extension BenchReport.ExploringPace {
  fileprivate var json: JSON {
    .members([
      "states": .number(states), "steps": .number(steps),
      "bytesPerState": .decimal(bytesPerState), "tries": .number(tries),
      "cpuSeconds": .decimal(cpuSeconds), "seconds": .decimal(seconds),
      "millionStatesPerCPUSecond": .decimal(millionStates),
      "millionStepsPerCPUSecond": .decimal(millionSteps),
    ])
  }
}

extension BenchReport.Pace {
  /// Millions of messages a CPU second, to hundredths.
  var millions: Double { (messagesPerCPUSecond / 10_000).rounded() / 100 }

  /// Simulated seconds a CPU second, by the median of the tries.
  var medianPace: Int { Int(Double(simulatedSeconds) / max(medianCPUSeconds, 1e-9)) }

  fileprivate var json: JSON {
    .members([
      "simulatedSeconds": .number(simulatedSeconds), "events": .number(events),
      "messages": .number(messages), "tries": .number(tries), "cpuSeconds": .decimal(cpuSeconds),
      "medianCPUSeconds": .decimal(medianCPUSeconds),
      "simulatedSecondsPerCPUSecond": .decimal(simulatedSecondsPerCPUSecond),
      "messagesPerCPUSecond": .decimal(messagesPerCPUSecond),
    ])
  }
}

extension [Double] {
  /// The least of these values, in ascending order, that at least so many of a thousand do not
  /// exceed; 0 where there are none.
  func least(notExceededBy permille: Int) -> Double {
    isEmpty ? 0 : self[Swift.max(0, (count * permille + 999) / 1000 - 1)]
  }
}
