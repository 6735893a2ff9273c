import Simulation
import Teaching

/// The texts of what is said of chance: what can become of the run, experiments, and the timing that
/// both depend on.
package protocol ChanceLabels {
  // What can become of the run.
  var fateTitle: String { get }
  /// How many events of the run are looked at.
  func fateWindow(events: Int) -> String
  func fateProgress(percent: Int) -> String
  var fateStopped: String { get }
  /// The run cannot be repeated, so nobody can say.
  var noFate: String { get }
  func uncertainNotice(_ question: String) -> String
  func noSuchFuture(_ question: String, isOther: Bool) -> String
  func future(_ question: String, isOther: Bool, branch: Int) -> String
  /// To end what is being worked out, and to leave, in a word each.
  var endIt: String { get }
  var goBack: String { get }

  // Experiments.
  var experimentsTitle: String { get }
  func trialsDone(_ done: Int, of total: Int) -> String
  var chooseExperiment: String { get }
  func experimentPrompt(_ typed: String) -> String
  /// Nothing was measured that could be saved.
  var nothingMeasured: String { get }

  // Timing.
  var timingTitle: String { get }
  var timingPrompt: String { get }
  /// A dial is at its end.
  func dialEnd(_ dial: String) -> String
}
