import Simulation
import Teaching
import Testing

@Suite("Running experiments")
struct ExperimentRunTests {
  /// The outcomes of all lines, with as many trials each.
  private func outcomes(
    of name: String, trials: Int, lines: Set<String>? = nil
  ) throws -> [String: [Int?]] {
    var experiment = try #require(ExperimentLibrary.entry(named: name)).experiment
    if let lines { experiment.lines.removeAll { !lines.contains($0.name) } }
    for place in experiment.lines.indices { experiment.lines[place].trials = trials }
    let run = try ExperimentRun(experiment)
    var outcomes: [String: [Int?]] = [:]
    for job in run.jobs(of: .whole) {
      outcomes[experiment.lines[job.line].name, default: []] += try run.outcomes(of: job)
    }
    return outcomes
  }

  private func mean(_ outcomes: [Int?]?) -> Int {
    let times = (outcomes ?? []).compactMap { $0 }
    return times.reduce(0, +) / max(1, times.count)
  }

  @Test("Every built-in experiment can be read, speaks both languages, and has its file")
  func library() throws {
    for entry in ExperimentLibrary.entries {
      let experiment = try Experiment(source: entry.source)
      let texts = [experiment.title, experiment.about, experiment.source].compactMap { $0 }
      #expect(texts.count == 3)
      for text in texts { #expect(text.languages == Language.allCases, "\(entry.name)") }
    }
    #expect(ExperimentLibrary.name(near: "figure-61") == "figure-16")
  }

  @Test("A trial comes to the same in whatever order, and with whichever others, it is taken")
  func order() throws {
    var experiment = try #require(ExperimentLibrary.entry(named: "figure-16")).experiment
    experiment.lines.removeFirst()
    for place in experiment.lines.indices { experiment.lines[place].trials = 25 }
    let run = try ExperimentRun(experiment)
    let jobs = run.jobs(of: .whole)
    let forward = try jobs.map { try run.outcomes(of: $0) }
    let backward = try jobs.reversed().map { try run.outcomes(of: $0) }
    #expect(forward == backward.reversed())
    for (job, outcomes) in zip(jobs, forward) {
      for (trial, outcome) in zip(job.trials, outcomes) {
        let alone = try run.outcomes(of: .init(line: job.line, trials: [trial]))
        #expect(alone == [outcome])
      }
    }
  }

  @Test("Without randomness there is no leader; the more of it, the sooner there is one")
  func randomness() throws {
    let none = try outcomes(of: "figure-16", trials: 3, lines: ["150-150ms"])
    #expect(none["150-150ms"] == [nil, nil, nil])
    let names = ["150-151ms", "150-155ms", "150-175ms"]
    let some = try outcomes(of: "figure-16", trials: 150, lines: Set(names))
    let means = names.map { mean(some[$0]) }
    #expect(means[0] > 2 * means[1] && means[1] > means[2], "\(means)")
    // A second round begins no sooner than 150 ms after the first, which is no sooner than 75 ms
    // after the crash.
    let late = names.map { name in some[name]!.count { ($0 ?? .max) > 225_000 } }
    #expect(late[0] > late[1] && late[1] > late[2], "\(late)")
  }

  @Test("Medians are near those that the authors measured")
  func figure() throws {
    let lines: Set = ["150-155ms", "150-200ms", "150-300ms"]
    let experiment = try #require(ExperimentLibrary.entry(named: "figure-16")).experiment
    let found = try outcomes(of: "figure-16", trials: 300, lines: lines)
    for line in experiment.lines where lines.contains(line.name) {
      let times = found[line.name]!.compactMap { $0 }.sorted()
      let median = times[Statistics.rank(of: 50, in: times.count) - 1]
      guard case .time(let theirs, isMore: false)? = line.beside[.median] else {
        return #expect(Bool(false), "\(line.name) has no median beside it")
      }
      #expect(abs(median - theirs) < theirs / 8, "\(line.name): \(median), theirs \(theirs)")
    }
  }

  @Test("Votes are split as often as the formula says, and another latency is refuted")
  func splitVotes() throws {
    let found = try outcomes(
      of: "split-votes", trials: 1500, lines: ["n=5 s=4 l=0.2", "n=7 s=5 l=0.2", "n=9 s=6 l=0.2"])
    for (servers, up) in [(5, 4), (7, 5), (9, 6)] {
      let outcomes = try #require(found["n=\(servers) s=\(up) l=0.2"])
      let hits = outcomes.count { $0 == 1 }
      let interval = Statistics.interval(ofShare: hits, of: outcomes.count)
      let formula = Statistics.splitVotes(servers: servers, up: up, latency: 0.2)
      #expect(interval.contains(formula), "n=\(servers) s=\(up): \(hits), formula \(formula)")
      let other = Statistics.splitVotes(servers: servers, up: up, latency: 0.25)
      #expect(!interval.contains(other))
    }
  }

  @Test("The formula's numbers stand beside ours")
  func givenShares() throws {
    let experiment = try #require(ExperimentLibrary.entry(named: "split-votes")).experiment
    #expect(experiment.lines.count == 18)
    for line in experiment.lines {
      let timing = line.settings.timing.electionTimeout
      let latency =
        Double(line.settings.link.latency.upperBound)
        / Double(timing.upperBound - timing.lowerBound)
      let up = line.settings.servers - 1 - line.acts.count
      let share = Statistics.splitVotes(
        servers: line.settings.servers, up: up, latency: latency)
      guard case .share(let parts)? = line.beside[.share] else {
        return #expect(Bool(false), "\(line.name) has no share beside it")
      }
      #expect(abs(Double(parts) / 1e6 - share) < 1e-6, "\(line.name): \(share)")
      #expect(line.name.hasPrefix("n=\(line.settings.servers) s=\(up) l=\(latency)"))
    }
  }

  @Test("A trial as a script takes as long as the trial")
  func script() throws {
    let experiment = try #require(ExperimentLibrary.entry(named: "figure-16")).experiment
    let run = try ExperimentRun(experiment)
    let line = try #require(experiment.lines.firstIndex { $0.name == "150-155ms" })
    for trial in [0, 7, 40] {
      let script = experiment.script(ofLine: line, trial: trial)
      let again = try Script(source: ScriptWriter.source(of: script))
      var timeline = Timeline(again.settings)
      var runner = ScriptRunner(again, on: timeline)
      var crash = 0
      while let step = runner.step {
        if case .act(let acts) = step.kind, acts.contains(where: { $0.text == "crash S1" }) {
          crash = timeline.now
        }
        #expect(runner.perform(on: &timeline) == nil)
      }
      let outcomes = try run.outcomes(of: .init(line: line, trials: [trial]))
      #expect(outcomes == [timeline.now - crash])
    }
  }

  @Test("A step that cannot be carried out is told with its line, its trial and its place")
  func failures() throws {
    func failure(prepare: String = "[]", trial: String) throws -> String? {
      let source = ExperimentReadingTests.source(prepare: prepare, trial: trial)
      do throws(ExperimentError) {
        let run = try ExperimentRun(try! Experiment(source: source))
        for job in run.jobs(of: .whole) { _ = try run.outcomes(of: job) }
        return nil
      } catch {
        return error.text(in: .english, file: "x")
      }
    }
    #expect(try failure(trial: "[{run: 1ms}]") == nil)
    #expect(
      try failure(prepare: "[{expect: leader S1}]", trial: "[]")
        == "x:6: 50ms, while it was prepared: expected leader S1, was none")
    #expect(
      try failure(trial: "[{expect: leader S1}]")
        == "x:7: 50ms, trial 1: expected leader S1, was none")
    #expect(
      try failure(trial: "[{act: crash leader}]")
        == "x:7: 50ms, trial 1: nothing here is `leader`")
    let vain = try failure(trial: "[{run: until leader S1 within 1ms}]")
    #expect(vain?.contains("did not come about within 1ms") == true)
  }

  @Test("Conditions of a state are asked of the state, and one after another")
  func conditions() throws {
    let source = ExperimentReadingTests.source(
      prepare: "[{act: time out S1}]", trial: "[]",
      measure: "{until: [S1 is candidate, leader S1, S2 length 1], within: 1s}")
    let run = try ExperimentRun(try Experiment(source: source))
    let outcomes = try run.outcomes(of: .init(line: 0, trials: [0]))
    let outcome = try #require(outcomes[0])
    // Three messages of 10 to 15 ms each, and two writes of 2 ms before the first two.
    #expect((34_000...49_000).contains(outcome), "\(outcome)")
  }
}
