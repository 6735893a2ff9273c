import RaftCore

/// Makes the story of a violation short: leaves out acts, and makes the rest simpler, as long as the
/// same property still breaks.
package struct Minimizer {
  /// The acts that are left, by ascending moments.
  package private(set) var acts: [Act]
  /// The violation that they lead to.
  package private(set) var violation: Violation
  /// How many runs that took.
  package private(set) var runs = 0
  private let settings: Settings
  /// The most runs; past that the story stays as short as it is.
  private let runLimit: Int
  /// How much later than before the property may break, in microseconds of virtual time.
  private static let slack: TimeSpan = 200_000

  /// - Returns: nil when the acts do not lead to the violation.
  package init?(_ settings: Settings, acts: [Act], violation: Violation, runLimit: Int = 20_000) {
    self.settings = settings
    self.runLimit = runLimit
    self.acts = acts
    self.violation = violation
    guard adopt(acts.filter { $0.time <= violation.time }) else { return nil }
  }

  /// Shortens and simplifies until nothing helps any more.
  package mutating func minimize() {
    var before: [Act]
    repeat {
      before = acts
      leaveOut()
      simplify()
    } while acts != before && runs < runLimit
  }

  /// Takes over acts that break the same property. Returns whether they do.
  private mutating func adopt(_ candidate: [Act]) -> Bool {
    guard runs < runLimit else { return false }
    runs += 1
    let limit = violation.time + Self.slack
    guard let found = ActReplay.run(settings, acts: candidate, until: limit),
      found.property == violation.property
    else { return false }
    acts = candidate.filter { $0.time <= found.time }
    violation = found
    return true
  }

  /// Delta debugging: leaves out ever smaller pieces until no single act can be spared.
  private mutating func leaveOut() {
    var size = max(1, acts.count / 2)
    while true {
      var start = 0
      var isShorter = false
      while start < acts.count {
        let end = min(start + size, acts.count)
        if adopt(Array(acts[..<start] + acts[end...])) {
          isShorter = true
        } else {
          start = end
        }
      }
      if size == 1, !isShorter || runs >= runLimit { return }
      if !isShorter { size = max(1, size / 2) }
    }
  }

  private mutating func simplify() {
    for place in acts.indices.reversed() {
      guard place < acts.count else { continue }
      for simpler in Self.simpler(than: acts[place].stimulus) {
        var candidate = acts
        candidate[place].stimulus = simpler
        if adopt(candidate) { break }
      }
      for grain in [10_000, 1_000] where place < acts.count && acts[place].time % grain != 0 {
        var candidate = acts
        candidate[place].time = acts[place].time / grain * grain
        let isInOrder = place == 0 || candidate[place - 1].time <= candidate[place].time
        if isInOrder, adopt(candidate) { break }
      }
    }
  }

  /// Stimuli that say less, the simplest first.
  private static func simpler(than stimulus: Stimulus) -> [Stimulus] {
    switch stimulus {
    case .crash(let server, let kept) where kept > 0: [.crash(server)]
    case .setLink(let from, let to, let quality):
      [
        LinkQuality(latency: quality.latency),
        LinkQuality(latency: quality.latency, loss: quality.loss),
        LinkQuality(latency: quality.latency, duplication: quality.duplication),
        LinkQuality(latency: quality.latency, reordering: quality.reordering),
      ].filter { $0 != quality }.map { .setLink(from: from, to: to, $0) }
    case .setClock(let server, let permille) where permille % 500 != 0:
      [.setClock(server, permille: permille < 1000 ? 500 : 2000)]
    default: []
    }
  }
}
