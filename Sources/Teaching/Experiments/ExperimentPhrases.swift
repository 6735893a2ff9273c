import Simulation

/// What a language says about experiments.
package protocol ExperimentPhrases {
  /// Which line and trial a failure is of; the trial is counted from 0, nil while the line is prepared.
  func place(line: String, trial: Int?) -> String
  /// What is wrong with results that are to be joined.
  func text(of error: MergeError) -> String
  /// Why it cannot be told which part is meant.
  func text(of error: ShardError) -> String
  /// What is measured, in one sentence.
  func sentence(for measure: Experiment.Measure) -> String
  /// So many trials in so many lines, or those of one part of them.
  func extent(trials: Int, lines: Int, of shard: Shard) -> String
  /// The heading of a column.
  func title(of statistic: Experiment.Statistic) -> String
  var trialsTitle: String { get }
  /// Over two numbers between which the truth is likely to lie.
  var intervalTitle: String { get }
  /// Of trials that took longer than the experiment waits.
  func overTitle(_ span: TimeSpan) -> String
  /// Before the rows of somebody else's numbers.
  func beside(_ source: String?) -> String
  /// What a number of somebody else is to our interval: in it or not.
  func agrees(_ isInside: Bool) -> String
  /// That times are in milliseconds, and how to read the intervals.
  var timesNote: String { get }
  var sharesNote: String { get }
  /// What the marks of the plot of shares mean.
  var shareMarks: String { get }
  /// Neither a file nor a built-in experiment has this name.
  func noSuchExperiment(_ name: String, suggestion: String?) -> String
}

extension [Condition] {
  /// Each with how often it stands there one after another.
  var counted: [(text: String, count: Int)] {
    reduce(into: []) { counted, condition in
      if counted.last?.text == condition.text {
        counted[counted.count - 1].count += 1
      } else {
        counted.append((condition.text, 1))
      }
    }
  }
}
