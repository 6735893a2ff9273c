import RaftCore

/// Makes the story of what a campaign found short: leaves out acts, and makes the rest simpler, as
/// long as the same thing is found.
package struct Minimizer {
  /// The acts that are left, by ascending moments; for a liveness failure, those that heal
  /// everything are the last.
  package var acts: [Act] { faults + cures }
  /// What they lead to.
  package private(set) var finding: CampaignFinding
  /// How many runs that took.
  package private(set) var runs = 0
  private let settings: Settings
  private let tampering: CampaignCluster.Tampering?
  /// The acts that lead there.
  private var faults: [Act]
  /// What heals everything afterwards: it follows from the faults.
  private var cures: [Act] = []
  /// When that is done, if it is.
  private var healing: Time?
  /// The most runs; past that the story stays as short as it is.
  private let runLimit: Int
  /// How much later than before the property may break, in microseconds of virtual time.
  private static let slack: TimeSpan = 200_000

  /// - Returns: nil when nothing was found, or when the acts do not lead to it.
  package init?(_ outcome: SeedRun.Outcome, runLimit: Int = 20_000) {
    self.init(outcome, runLimit: runLimit, tampering: nil)
  }

  init?(
    _ outcome: SeedRun.Outcome, runLimit: Int, tampering: CampaignCluster.Tampering?
  ) {
    guard let finding = outcome.finding else { return nil }
    settings = outcome.settings
    self.runLimit = runLimit
    self.tampering = tampering
    self.finding = finding
    switch finding {
    case .violation(let violation): faults = outcome.acts.filter { $0.time <= violation.time }
    case .believers(let believers): faults = outcome.acts.filter { $0.time <= believers.time }
    case .livenessFailure(let failure):
      healing = failure.healedAt
      faults = Array(outcome.acts[..<outcome.faultCount])
    }
    guard adopt(faults) else { return nil }
  }

  /// Shortens and simplifies until nothing helps any more.
  package mutating func minimize() {
    var before: [Act]
    repeat {
      before = faults
      leaveOut()
      healEarlier()
      simplify()
    } while faults != before && runs < runLimit
  }

  /// Takes over acts that lead to the same thing. Returns whether they do.
  private mutating func adopt(_ candidate: [Act], healing: Time? = nil) -> Bool {
    guard runs < runLimit else { return false }
    runs += 1
    let seeksBelievers = if case .believers = finding { true } else { false }
    var run = CampaignCluster(
      settings, seeksBelievers: seeksBelievers, tampering: tampering)
    switch finding {
    case .believers:
      _ = run.play(candidate, until: finding.time + Self.slack)
      guard let believers = run.believers else { return false }
      faults = candidate.filter { $0.time <= believers.time }
      finding = .believers(believers)
    case .violation:
      _ = run.play(candidate, until: finding.time + Self.slack)
      guard let violation = run.violation, finding.isLike(.violation(violation)) else {
        return false
      }
      faults = candidate.filter { $0.time <= violation.time }
      finding = .violation(violation)
    case .livenessFailure:
      let moment = healing ?? self.healing!
      guard run.play(candidate, until: moment) else { return false }
      let known = run.acts.count
      guard case .failed(let failure) = Recovery.run(&run),
        finding.isLike(.livenessFailure(failure))
      else { return false }
      faults = Array(run.acts[..<known])
      cures = Array(run.acts[known...])
      finding = .livenessFailure(failure)
      self.healing = moment
    }
    return true
  }

  /// Delta debugging: leaves out ever smaller pieces until no single act can be spared.
  private mutating func leaveOut() {
    var size = max(1, faults.count / 2)
    while true {
      var start = 0
      var isShorter = false
      while start < faults.count {
        let end = min(start + size, faults.count)
        if adopt(Array(faults[..<start] + faults[end...])) {
          isShorter = true
        } else {
          start = end
        }
      }
      if size == 1, !isShorter || runs >= runLimit { return }
      if !isShorter { size = max(1, size / 2) }
    }
  }

  /// What comes long after the last fault is left out: everything is healed soon after it.
  private mutating func healEarlier() {
    guard let healing else { return }
    let last = (faults.last?.time ?? 0) / 1_000 * 1_000
    for wait in [1_000, 10_000, 100_000, 1_000_000] where last + wait < healing {
      if adopt(faults, healing: last + wait) { return }
    }
  }

  private mutating func simplify() {
    for place in faults.indices.reversed() {
      guard place < faults.count else { continue }
      for simpler in Self.simpler(than: faults[place].stimulus) {
        var candidate = faults
        candidate[place].stimulus = simpler
        if adopt(candidate) { break }
      }
      for grain in [10_000, 1_000] where place < faults.count && faults[place].time % grain != 0 {
        var candidate = faults
        candidate[place].time = faults[place].time / grain * grain
        let isInOrder = place == 0 || candidate[place - 1].time <= candidate[place].time
        if isInOrder, adopt(candidate) { break }
      }
    }
  }

  /// Stimuli that say less, the simplest first.
  private static func simpler(than stimulus: Stimulus) -> [Stimulus] {
    switch stimulus {
    case .crash(let server, let kept, let records):
      if records > 0 {
        [.crash(server), .crash(server, keepingWrites: kept)]
      } else {
        kept > 0 ? [.crash(server)] : []
      }
    case .setLink(let from, let to, let quality):
      [
        LinkQuality(latency: quality.latency),
        LinkQuality(latency: quality.latency, loss: quality.loss),
        LinkQuality(latency: quality.latency, duplication: quality.duplication),
        LinkQuality(latency: quality.latency, reordering: quality.reordering),
      ].filter { $0 != quality }.map { .setLink(from: from, to: to, $0) }
    case .setClock(let server, let permille):
      permille % 500 == 0 ? [] : [.setClock(server, permille: permille < 1000 ? 500 : 2000)]
    case .stop(let server): [.crash(server)]
    case .restart, .wipe, .pause, .resume, .timeOut, .split, .isolate, .cut, .mend, .heal, .write,
      .read, .drop, .duplicate, .hold, .deliver, .heartbeat, .sync, .retry, .giveUp, .jumpClock,
      .setDisk, .setTiming, .setRule, .setFeature, .transfer, .snapshot, .changeMembers, .manual,
      .reseed:
      []
    case .outside(let act): act.simpler.map { .outside($0) }
    }
  }
}
