import Simulation

/// A question about chance, as a file asks it: clusters of several settings, what is done to each of
/// them in many trials, and what is measured.
///
/// Written in YAML, in the words of scripts; see `docs/experiments.md`.
package struct Experiment: Hashable, Sendable {
  /// The version of the format that this program reads.
  package static let version = 1
  /// The most lines of an experiment.
  package static let lineLimit = 100
  /// The most trials of a line.
  package static let trialLimit = 100_000

  package var title: ScriptText
  /// What it is about, in a sentence or two.
  package var about: ScriptText?
  /// Each a line of the table and of the plot.
  package var lines: [Line]
  /// What is done once for each line, before its trials.
  package var prepare: [TrialStep]
  /// What is done in each trial, from what was prepared.
  package var trial: [TrialStep]
  package var measure: Measure
  /// How times are laid out on the plot.
  package var axis: Axis
  /// Where the numbers come from that stand beside those of the lines.
  package var source: ScriptText?

  /// A cluster of its own settings, and how often it is tried.
  package struct Line: Hashable, Sendable {
    /// What sets it apart, such as `150-155ms`; no other line has the same.
    package var name: String
    package var settings: Settings
    package var trials: Int
    /// What is done to it after what is done to all.
    package var acts: [ScriptAct]
    /// What somebody else has found, to stand beside what is measured.
    package var beside: [Statistic: Given]
    /// Where it is written, counted from 1.
    package var place: Int

    package init(
      name: String, settings: Settings, trials: Int, acts: [ScriptAct] = [],
      beside: [Statistic: Given] = [:], place: Int = 0
    ) {
      self.name = name
      self.settings = settings
      self.trials = trials
      self.acts = acts
      self.beside = beside
      self.place = place
    }
  }

  /// What is measured in each trial.
  package enum Measure: Hashable, Sendable {
    /// How long it takes, from the end of the trial's steps, until each of these has come about, one
    /// after another; where that takes longer than `within`, only this is known.
    case time(until: [Condition], within: TimeSpan)
    /// Whether something holds at the end of the trial's steps: a share of the trials.
    case share(Condition)

    package var isShare: Bool { if case .share = self { true } else { false } }
  }

  package enum Axis: String, CaseIterable, Hashable, Sendable { case linear, log }

  /// What a line's trials come to.
  package enum Statistic: String, CaseIterable, Hashable, Sendable {
    case min, p10, p25, median, mean, p75, p90, p99, max
    /// Of the trials in which the condition holds.
    case share
  }

  /// A number that somebody else has found.
  package enum Given: Hashable, Sendable {
    /// In microseconds; `isMore` when it is only known to be longer.
    case time(TimeSpan, isMore: Bool)
    /// In millionths.
    case share(Int)
  }

  /// How many trials all lines have.
  package var trialCount: Int { lines.reduce(0) { $0 + $1.trials } }
}

/// A step of a trial, or of what prepares it, and where it was written.
package struct TrialStep: Hashable, Sendable {
  package var kind: Kind
  /// The line of its source, counted from 1.
  package var line: Int

  package init(_ kind: Kind, line: Int = 0) {
    self.kind = kind
    self.line = line
  }

  package enum Kind: Hashable, Sendable {
    /// Something comes from outside.
    case act([ScriptAct])
    /// Time goes on.
    case run(ScriptRun)
    /// Time goes on by a span that each trial draws anew, each as likely as another.
    case wait(Wait)
    /// What must hold now, or the trial is none.
    case expect([Condition])
  }

  package enum Wait: Hashable, Sendable {
    case spans(ClosedRange<TimeSpan>)
    /// At most as long as the line's heartbeat interval.
    case heartbeat

    /// From which a line's trials draw.
    package func spans(in settings: Settings) -> ClosedRange<TimeSpan> {
      switch self {
      case .spans(let spans): spans
      case .heartbeat: 0...settings.timing.heartbeat
      }
    }
  }

  package enum Key: String, CaseIterable, Sendable { case act, run, wait, expect }
}
