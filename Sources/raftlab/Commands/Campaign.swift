import Dispatch
import Simulation
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs a campaign over many seeds, on all cores, and finds the lowest seed that violates something.
enum Campaign {
  /// What came of it.
  struct Report {
    /// How many seeds ran, in order: up to the first that violates something, if one does.
    var seeds: Int
    /// How many events these had.
    var events: Int
    /// The lowest seed that violates something, if one does.
    var outcome: SeedRun.Outcome?
    /// How many keys' histories were too ambiguous to judge.
    var undecidedKeys: Int
    /// All events of all cores in a second.
    var rate: Double
  }

  fileprivate struct State {
    var handedOut = 0
    var finished = 0
    var events = 0
    var undecidedKeys = 0
    var outcome: SeedRun.Outcome?
  }

  /// Runs seeds `first`, `first` + 1, … until one violates something, or `count` are done.
  ///
  /// Seeds are handed out in order, so that when one violates something all lower ones are being
  /// run already: which is reported does not depend on the number of cores.
  static func run(_ campaign: SeedRun, from first: UInt64, count: Int) -> Report {
    let state = Mutex(State())
    let clock = ContinuousClock()
    let start = clock.now
    let cores = max(1, min(count, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
    let bar = isatty(STDERR_FILENO) != 0
    // The language is that of this thread.
    let texts = Spoken.texts
    DispatchQueue.concurrentPerform(iterations: cores) { core in
      var shownAt = start
      while let number = next(in: state, of: count) {
        let outcome = campaign.run(seed: first + UInt64(number))
        let (finished, events) = state.withLock { $0.add(outcome) }
        if bar, core == 0, clock.now - shownAt > .milliseconds(100) {
          shownAt = clock.now
          show(
            finished, of: count,
            texts.text(
              of: .progress(
                finished: finished, of: count, rate: Double(events) / seconds(shownAt - start))))
        }
      }
    }
    if bar { put("\r\u{1B}[K") }
    let elapsed = seconds(clock.now - start)
    let final = state.withLock { $0 }
    let seeds = final.outcome.map { Int($0.seed - first) + 1 } ?? count
    return Report(
      seeds: seeds,
      events: final.outcome.map { (seeds - 1) * campaign.eventLimit + $0.events } ?? final.events,
      outcome: final.outcome, undecidedKeys: final.undecidedKeys,
      rate: Double(final.events) / elapsed)
  }

  private static func next(in state: borrowing Mutex<State>, of count: Int) -> Int? {
    state.withLock { state in
      guard state.outcome == nil, state.handedOut < count else { return nil }
      state.handedOut += 1
      return state.handedOut - 1
    }
  }

  private static func seconds(_ duration: Duration) -> Double {
    let parts = duration.components
    return max(1e-6, Double(parts.seconds) + Double(parts.attoseconds) / 1e18)
  }

  /// A rate such as `2.1 M`.
  static func text(of rate: Double) -> String {
    let (number, unit) = rate >= 1e6 ? (rate / 1e6, "M") : (rate / 1e3, "k")
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(unit)"
  }

  // MARK: Progress

  private static func show(_ finished: Int, of count: Int, _ text: String) {
    let width = 30
    let done = finished * width / count
    let bar = String(repeating: "#", count: done) + String(repeating: "-", count: width - done)
    put("\r[\(bar)] \(text)\u{1B}[K")
  }

  private static func put(_ text: String) { Output.remark(text) }
}

extension Campaign.State {
  /// Takes in what came of a seed; the lowest seed that violates something wins.
  fileprivate mutating func add(_ outcome: SeedRun.Outcome) -> (finished: Int, events: Int) {
    finished += 1
    events += outcome.events
    undecidedKeys += outcome.undecidedKeys
    if outcome.violation != nil, self.outcome.map({ outcome.seed < $0.seed }) ?? true {
      self.outcome = outcome
    }
    return (finished, events)
  }
}
