import Teaching
import TestSupport
import Testing

@testable import raftlab

@Suite("Work on all cores", .ownThreads) struct AllCoresTests {
  @Test("what an experiment comes to does not depend on the number of cores", arguments: [1, 2, 5])
  func experiment(cores: Int) throws {
    let entry = try #require(ExperimentLibrary.entry(named: "figure-16-timeouts"))
    var experiment = entry.experiment
    for place in experiment.lines.indices { experiment.lines[place].trials = 45 }
    let run = try ExperimentRun(experiment)
    let jobs = run.jobs(of: .whole)
    let expected = try jobs.map { try run.outcomes(of: $0) }
    let found = try AllCores.map(jobs.count, cores: cores) { number throws(ExperimentError) in
      try run.outcomes(of: jobs[number])
    }
    #expect(found == expected)
  }

  @Test("of several failures the first is told", arguments: [1, 2, 5])
  func failure(cores: Int) {
    struct Failure: Error, Equatable { var number: Int }
    #expect(throws: Failure(number: 30)) {
      _ = try AllCores.map(100, cores: cores) { number throws(Failure) -> Int in
        if number >= 30 { throw Failure(number: number) }
        return number
      }
    }
  }
}
