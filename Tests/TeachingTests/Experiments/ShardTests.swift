import Simulation
import Teaching
import Testing

@Suite("Parts of experiments")
struct ShardTests {
  private func results(_ shard: Shard, trials: Int = 11) throws -> ExperimentResults {
    let entry = try #require(ExperimentLibrary.entry(named: "figure-16-timeouts"))
    var experiment = entry.experiment
    for place in experiment.lines.indices { experiment.lines[place].trials = trials + place }
    let run = try ExperimentRun(experiment)
    var results = ExperimentResults(
      name: entry.name, source: entry.source, experiment: experiment, shard: shard)
    for job in run.jobs(of: shard) { results.add(try run.outcomes(of: job), of: job) }
    return results
  }

  @Test("Parts that are joined, in whatever order, are what one machine finds, byte for byte")
  func merged() throws {
    let whole = try results(.whole)
    for count in [1, 2, 3, 20] {
      let parts = try (1...count).map { number in
        try ExperimentResults(json: try results(Shard(number: number, count: count)!).json)
      }
      let merged = try ExperimentResults.merged(parts.reversed())
      #expect(merged.json == whole.json)
      #expect(ExperimentTable(merged).text == ExperimentTable(whole).text)
      // Every trial is in one part.
      #expect(parts.reduce(0) { $0 + $1.outcomes.joined().count } == whole.outcomes.joined().count)
    }
  }

  @Test("Times that were too long, and shares, come through JSON as they are")
  func json() throws {
    for measure in ["{until: leader S1, within: 1ms}", "{holds: no leader}"] {
      let source = ExperimentReadingTests.source(measure: measure)
      let experiment = try Experiment(source: source)
      let run = try ExperimentRun(experiment)
      var results = ExperimentResults(name: "mine", source: source, experiment: experiment)
      for job in run.jobs(of: .whole) { results.add(try run.outcomes(of: job), of: job) }
      #expect(results.outcomes == [measure.contains("holds") ? [1, 1, 1] : [nil, nil, nil]])
      let again = try ExperimentResults(json: results.json)
      #expect(again.json == results.json)
      #expect(again.outcomes == results.outcomes)
    }
  }

  @Test("What cannot be joined is told, with what is wrong and where")
  func mistakes() throws {
    func error(_ parts: [ExperimentResults]) -> PlacedMergeError? {
      do throws(PlacedMergeError) {
        _ = try ExperimentResults.merged(parts)
        return nil
      } catch {
        return error
      }
    }
    let parts = try (1...3).map { try results(Shard(number: $0, count: 3)!, trials: 2) }
    #expect(error(parts) == nil)
    #expect(
      error([parts[2]]) == PlacedMergeError(place: nil, error: .missing([1, 2], of: 3)))
    #expect(error([parts[0], parts[0]]) == PlacedMergeError(place: 1, error: .twice(1)))
    let other = try results(Shard(number: 2, count: 3)!, trials: 3)
    #expect(error([parts[0], other]) == PlacedMergeError(place: 1, error: .unlike))
    let later = parts[0].json.replacing("\"version\":1", with: "\"version\":2")
    for text in ["", "{}", "nonsense: [", later] {
      #expect(throws: MergeError.unreadable) { try ExperimentResults(json: text) }
    }
    // A trial too few is noticed.
    let short = parts[1].json.replacing(
      /"outcomes":\[[0-9]+/, with: "\"outcomes\":[", maxReplacements: 1)
    #expect(short != parts[1].json)
    #expect(throws: MergeError.unreadable) { try ExperimentResults(json: short) }
  }

  @Test("A table has a record for each trial")
  func table() throws {
    let results = try results(Shard(number: 2, count: 4)!, trials: 4)
    let records = ExperimentTable(results).text.split(separator: "\r\n")
    #expect(records[0] == "line,election-timeout,heartbeat,trial,seed,time_us")
    #expect(records[1].hasPrefix("12-24ms,12-24ms,6ms,2,2,"))
    #expect(records.count == 1 + results.outcomes.joined().count)
  }

  // MARK: Which part

  private func shard(_ text: String, _ environment: [String: String] = [:]) throws -> Shard {
    try Shard(text) { environment[$0] }
  }

  @Test("A part is named by hand, by Kubernetes or by Slurm")
  func named() throws {
    #expect(try shard("2/8") == Shard(number: 2, count: 8))
    #expect(try shard("auto/8", ["JOB_COMPLETION_INDEX": "0"]) == Shard(number: 1, count: 8))
    let slurm = [
      "SLURM_ARRAY_TASK_ID": "14", "SLURM_ARRAY_TASK_MIN": "10", "SLURM_ARRAY_TASK_STEP": "2",
      "SLURM_ARRAY_TASK_COUNT": "5",
    ]
    #expect(try shard("auto", slurm) == Shard(number: 3, count: 5))
    #expect(try shard("auto/4", ["SLURM_ARRAY_TASK_ID": "3"]) == Shard(number: 4, count: 4))
  }

  @Test("A part that cannot be is refused")
  func refused() {
    for text in ["", "0/8", "9/8", "1", "1/0", "1/2/3", "a/8", "auto/x", "1/1000000"] {
      #expect(throws: ShardError.unreadable(text)) { try shard(text) }
    }
    #expect(throws: ShardError.noNumber) { try shard("auto/8") }
    #expect(throws: ShardError.noCount) { try shard("auto", ["JOB_COMPLETION_INDEX": "0"]) }
    #expect(throws: ShardError.variable("JOB_COMPLETION_INDEX", value: "8", count: 8)) {
      try shard("auto/8", ["JOB_COMPLETION_INDEX": "8"])
    }
  }
}
