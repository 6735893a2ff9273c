import Simulation
import Teaching

extension English: ChanceLabels {
  package var fateTitle: String { "fate" }
  package func fateWindow(events: Int) -> String { count(events, "event") }
  package func fateProgress(percent: Int) -> String { "\(percent) % of the futures" }
  package var fateStopped: String { "stopped: % goes on" }
  package var noFate: String { "Only a simulated run has futures that can be tried." }
  package func uncertainNotice(_ question: String) -> String {
    "“\(question)” is not certain: at the last event its share is neither above 99 % nor below 1 %."
  }
  package func noSuchFuture(_ question: String, isOther: Bool) -> String {
    isOther
      ? "In each future from here: \(question)." : "In no future from here: \(question)."
  }
  package func future(_ question: String, isOther: Bool, branch: Int) -> String {
    "Branch \(branch): a future in which \(isOther ? "it is not so: " : "")\(question). The same acts, "
      + "another seed; step through it, b leads back."
  }
  package var endIt: String { "end it" }
  package var goBack: String { "go back" }

  package var experimentsTitle: String { "experiments" }
  package func trialsDone(_ done: Int, of total: Int) -> String { "\(done) of \(total) trials" }
  package var chooseExperiment: String {
    "Choose an experiment and press Enter; f opens one from a file (docs/experiments.md)."
  }
  package func experimentPrompt(_ typed: String) -> String { "File of an experiment: \(typed)▏" }
  package var nothingMeasured: String { "Nothing is measured yet: Enter begins." }

  package var timingTitle: String { "timing" }
  package var timingPrompt: String { "Up and down choose a dial, left and right turn it." }
  package func dialEnd(_ dial: String) -> String { "“\(dial)” goes no further." }
}
