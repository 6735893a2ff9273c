import Screen
import Simulation
import Teaching

/// The experiments to choose from, and the one that is being carried out.
struct ExperimentsModel: Sendable {
  /// An experiment that can be begun.
  struct Entry: Sendable {
    let name: String
    let source: String
    let experiment: Experiment
  }

  /// Those that are built in, then one that was read from a file.
  private(set) var entries = Self.builtIn
  /// Which is chosen, by its place.
  private(set) var chosen = 0
  private(set) var study: ExperimentStudy?
  private(set) var isStopped = false
  /// Another whenever what is shown may be.
  private(set) var edition = 0

  private static let builtIn = ExperimentLibrary.entries.map {
    Entry(name: $0.name, source: $0.source, experiment: $0.experiment)
  }

  var isUnfinished: Bool { !isStopped && study.map { !$0.isFinished } ?? false }

  var entry: Entry { entries[chosen] }

  mutating func choose(by steps: Int) {
    chosen = max(0, min(entries.count - 1, chosen + steps))
    edition += 1
  }

  /// Begins the chosen one, or goes on with it where it was stopped.
  mutating func begin() {
    if isStopped, study?.isFinished == false {
      isStopped = false
    } else {
      study = ExperimentStudy(entry.experiment, name: entry.name, source: entry.source)
      isStopped = false
    }
    edition += 1
  }

  mutating func stop() {
    isStopped = true
    edition += 1
  }

  /// Back to the list.
  mutating func leave() {
    study = nil
    edition += 1
  }

  /// Takes in an experiment from a file, and chooses it.
  mutating func take(_ experiment: Experiment, name: String, source: String) {
    entries = Self.builtIn + [Entry(name: name, source: source, experiment: experiment)]
    chosen = entries.count - 1
    study = nil
    edition += 1
  }

  /// Carries a piece of it out.
  mutating func prepare(budget: Int) {
    guard isUnfinished else { return }
    study?.work(budget: budget)
    edition += 1
  }
}
