import Formats
import Simulation

/// What the trials of an experiment came to, or those of a part of them.
package struct ExperimentResults: Sendable {
  /// What it is called: the name of a built-in one, or of a file.
  package let name: String
  /// The experiment as it is written.
  package let source: String
  package let experiment: Experiment
  package let shard: Shard
  /// By line, in the order of the trials: microseconds, or nil where it took too long; for a share 1
  /// where the condition holds, else 0.
  package private(set) var outcomes: [[Int?]]

  /// No results yet.
  package init(
    name: String, source: String, experiment: Experiment, shard: Shard = .whole
  ) {
    self.name = name
    self.source = source
    self.experiment = experiment
    self.shard = shard
    outcomes = experiment.lines.map { _ in [] }
  }

  init(
    name: String, source: String, experiment: Experiment, shard: Shard, outcomes: [[Int?]]
  ) {
    self.init(name: name, source: source, experiment: experiment, shard: shard)
    self.outcomes = outcomes
  }

  /// Takes in what the next job came to, in the order of `ExperimentRun.jobs`.
  package mutating func add(_ outcomes: [Int?], of job: ExperimentRun.Job) {
    self.outcomes[job.line] += outcomes
  }

  /// What a line's trials come to; nil for a share, or where there was none.
  package func times(ofLine place: Int) -> TimeSummary? {
    guard case .time(_, let within) = experiment.measure, !outcomes[place].isEmpty else {
      return nil
    }
    return TimeSummary(outcomes[place], within: within)
  }

  /// The share of a line's trials; nil where times are measured, or there was no trial.
  package func share(ofLine place: Int) -> ShareSummary? {
    guard experiment.measure.isShare, !outcomes[place].isEmpty else { return nil }
    return ShareSummary(outcomes[place])
  }
}

/// The times of a line.
package struct TimeSummary: Hashable, Sendable {
  /// Of the trials that came to their end, ascending, in microseconds.
  package let times: [TimeSpan]
  /// Of how many only this is known: that they took longer than `within`.
  package let over: Int
  package let within: TimeSpan

  /// - Precondition: there is one at least.
  init(_ outcomes: [Int?], within: TimeSpan) {
    precondition(!outcomes.isEmpty)
    times = outcomes.compactMap { $0 }.sorted()
    over = outcomes.count - times.count
    self.within = within
  }

  package var count: Int { times.count + over }

  /// The time of a rank, counted from 1.
  package func time(ofRank rank: Int) -> Experiment.Given {
    rank <= times.count ? .time(times[rank - 1], isMore: false) : .time(within, isMore: true)
  }

  /// A statistic; nil for a share.
  package func value(of statistic: Experiment.Statistic) -> Experiment.Given? {
    switch statistic {
    case .mean:
      let sum = times.reduce(over * within, +)
      return .time((sum + count / 2) / count, isMore: over > 0)
    case .share: return nil
    case .min, .p10, .p25, .median, .p75, .p90, .p99, .max:
      guard let percent = statistic.percent else { return nil }
      return time(ofRank: percent == 0 ? 1 : Statistics.rank(of: percent, in: count))
    }
  }

  /// Between which a percentile lies with 95 % confidence, as far as that can be said of so many
  /// trials.
  package func interval(
    of statistic: Experiment.Statistic
  ) -> (lower: Experiment.Given?, upper: Experiment.Given?) {
    guard let percent = statistic.percent, 1...99 ~= percent else { return (nil, nil) }
    let ranks = Statistics.ranks(around: percent, in: count)
    return (ranks.lower.map { time(ofRank: $0) }, ranks.upper.map { time(ofRank: $0) })
  }
}

extension Experiment.Statistic {
  /// Which percentile it is; 0 and 100 for the least and the greatest, nil when it is none.
  package var percent: Int? {
    switch self {
    case .min: 0
    case .p10: 10
    case .p25: 25
    case .median: 50
    case .p75: 75
    case .p90: 90
    case .p99: 99
    case .max: 100
    case .mean, .share: nil
    }
  }
}

/// Of how many trials of a line something holds.
package struct ShareSummary: Hashable, Sendable {
  package let hits: Int
  package let count: Int

  /// - Precondition: there is one at least.
  init(_ outcomes: [Int?]) {
    precondition(!outcomes.isEmpty)
    hits = outcomes.count { $0 == 1 }
    count = outcomes.count
  }

  package var share: Double { Double(hits) / Double(count) }

  /// Where the share lies with 95 % confidence.
  package var interval: ClosedRange<Double> { Statistics.interval(ofShare: hits, of: count) }
}
