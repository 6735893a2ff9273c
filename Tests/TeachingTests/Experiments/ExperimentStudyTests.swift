import Simulation
import Teaching
import Testing

@Suite("An experiment in pieces")
struct ExperimentStudyTests {
  @Test("comes to what the whole comes to, all of its lines alongside")
  func whole() throws {
    let entry = try #require(ExperimentLibrary.entry(named: "figure-16-timeouts"))
    var experiment = entry.experiment
    for place in experiment.lines.indices { experiment.lines[place].trials = 23 + place }
    let run = try ExperimentRun(experiment)
    var whole = ExperimentResults(name: entry.name, source: entry.source, experiment: experiment)
    for job in run.jobs(of: .whole) { whole.add(try run.outcomes(of: job), of: job) }
    var study = ExperimentStudy(experiment, name: entry.name, source: entry.source)
    var widest = 0
    while !study.isFinished {
      study.work(budget: 500)
      let counts = study.results.outcomes.map(\.count)
      if let least = counts.min(), counts.allSatisfy({ $0 < 23 }) {
        widest = max(widest, (counts.max() ?? 0) - least)
      }
    }
    #expect(study.results.json == whole.json && study.failure == nil)
    // Twenty of each line before any has more.
    #expect((1...20).contains(widest))
  }

  @Test("ends where a step cannot be carried out, and says which")
  func failure() throws {
    let source = """
      version: 1
      title: Nobody leads
      trial:
        - act: crash leader
      measure: {holds: no leader}
      """
    let experiment = try Experiment(source: source)
    var study = ExperimentStudy(experiment, name: "mine", source: source)
    study.work(budget: 1)
    #expect(study.isFinished && study.failure?.trial == 0)
  }
}
