import Dispatch
import Simulation
import Synchronization
import Teaching

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs many seeds, on all cores, and finds the lowest by which something is found.
enum Campaign {
  /// What came of it.
  struct Report {
    /// How many seeds ran, in order: up to the first by which something was found, if one was.
    var seeds = 0
    /// How many events these had.
    var events = 0
    /// How many keys' histories were too ambiguous to judge.
    var undecidedKeys = 0
    /// Whether there were programs outside, and how many of them believed that they lead.
    var hasPrograms = false
    var believers = BelieverCounts()
    /// The lowest seed by which something was found, if one was.
    var outcome: SeedRun.Outcome?
    /// All events of all cores in a second; nil of parts that were joined.
    var rate: Double?
    /// What each of these seeds came to, in order, where that is kept.
    var tallies: [Tally] = []

    var violation: Violation? { outcome?.violation }
    var livenessFailure: LivenessFailure? { outcome?.livenessFailure }
  }

  /// What a seed came to, as far as it is summed up.
  struct Tally: Equatable {
    var events: Int
    var undecidedKeys = 0
    var believers = BelieverCounts()
  }

  /// Runs seeds `first`, `first` + 1, … until something is found, or `count` are done; of a part only
  /// its own.
  ///
  /// Seeds are handed out in order, so that when something is found all lower ones are being run
  /// already: which is reported does not depend on the number of cores.
  ///
  /// - Parameter isKept: whether it is kept what each seed came to.
  static func run(
    from first: UInt64, count all: Int, shard: Shard = .whole, keeping isKept: Bool = false,
    _ run: @Sendable (UInt64) -> SeedRun.Outcome
  ) -> Report {
    let state = Mutex(State(isKept: isKept))
    let count = (all - shard.number + shard.count) / shard.count
    let clock = ContinuousClock()
    let start = clock.now
    let cores = max(1, min(max(1, count), Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    // The language is that of this thread.
    let texts = Spoken.texts
    DispatchQueue.concurrentPerform(iterations: cores) { core in
      // One of them shows how far all have come.
      var bar = core == 0 ? ProgressBar(texts.checkingProgress, total: count) : nil
      while let number = state.withLock({ $0.next(of: count) }) {
        let outcome = run(first + UInt64(shard.number - 1 + number * shard.count))
        let (finished, events) = state.withLock { $0.add(outcome, number: number) }
        let rate = Double(events) / seconds(clock.now - start)
        bar?.move(to: finished, saying: texts.text(of: .progress(rate: rate)))
      }
      bar?.end()
    }
    let elapsed = seconds(clock.now - start)
    return state.withLock { state in
      var report = state.report
      report.rate = Double(state.allEvents) / elapsed
      return report
    }
  }

  private static func seconds(_ duration: Duration) -> Double {
    max(1e-6, duration.seconds)
  }

  /// A rate such as `2.1 M`.
  static func text(of rate: Double) -> String {
    let (number, unit) = rate >= 1e6 ? (rate / 1e6, "M") : (rate / 1e3, "k")
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(unit)"
  }

  /// What all cores share.
  private struct State {
    /// Of the seeds so far, without a gap.
    var report = Report()
    /// Of all seeds, those that ran ahead included.
    var allEvents = 0
    private let isKept: Bool
    private var handedOut = 0
    private var finished = 0
    private var isOver = false

    init(isKept: Bool) { self.isKept = isKept }

    /// What came of seeds that ran ahead of slower ones, by number.
    private var ahead: [Int: SeedRun.Outcome] = [:]

    /// The number of the next seed to run, if there is one.
    mutating func next(of count: Int) -> Int? {
      guard !isOver, handedOut < count else { return nil }
      handedOut += 1
      return handedOut - 1
    }

    /// Takes in what came of a seed.
    mutating func add(_ outcome: SeedRun.Outcome, number: Int) -> (finished: Int, events: Int) {
      finished += 1
      allEvents += outcome.events
      if outcome.finding != nil { isOver = true }
      var outcome = outcome
      // The acts of a seed by which nothing was found are of no use any more.
      if outcome.finding == nil { outcome.acts = [] }
      ahead[number] = outcome
      while report.outcome == nil, let next = ahead.removeValue(forKey: report.seeds) {
        report.seeds += 1
        report.events += next.events
        report.undecidedKeys += next.undecidedKeys
        report.believers.add(next.believers)
        report.hasPrograms = next.settings.election != nil
        if isKept {
          report.tallies.append(
            Tally(
              events: next.events, undecidedKeys: next.undecidedKeys, believers: next.believers))
        }
        if next.finding != nil { report.outcome = next }
      }
      return (finished, allEvents)
    }
  }
}
