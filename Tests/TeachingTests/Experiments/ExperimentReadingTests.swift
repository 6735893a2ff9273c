import Simulation
import Teaching
import Testing

@Suite("Reading experiments")
struct ExperimentReadingTests {
  /// An experiment of one line, of which parts can be written otherwise.
  static func source(
    vary: String = "[{heartbeat: 50ms}]", trials: String = "3", prepare: String = "[]",
    trial: String = "[{run: 1ms}]", measure: String = "{until: leader elected}", more: String = ""
  ) -> String {
    """
    version: 1
    title: T
    cluster: {servers: 3}
    vary: \(vary)
    trials: \(trials)
    prepare: \(prepare)
    trial: \(trial)
    measure: \(measure)
    \(more)
    """
  }

  private func problems(_ source: String) -> [String] {
    do throws(ScriptErrors) {
      _ = try Experiment(source: source)
      return []
    } catch {
      return error.list.map { $0.text(in: .english, file: "x") }
    }
  }

  @Test("Every part of the format is read")
  func everything() throws {
    let experiment = try Experiment(
      source: Self.source(
        vary: """

            - {name: slow, link: latency 9ms, servers: 5, trials: 7, act: crash S5,
               beside: {median: 287ms, min: "> 10s"}}
            - {election-timeout: 10-20ms}
          """, prepare: "[{act: time out S1}, {run: until leader S1}, {expect: leader S1}]",
        trial: "[{wait: 1-2ms}, {wait: within heartbeat}, {act: [crash leader]}]",
        measure: "{until: [leader elected, leader commit 2], within: 2s}",
        more: "axis: log\nbeside: {en: us, zh: 我们}"))
    #expect(experiment.lines.map(\.name) == ["slow", "10-20ms"])
    #expect(experiment.lines.map(\.trials) == [7, 3])
    #expect(experiment.lines.map(\.settings.servers) == [5, 3])
    #expect(experiment.lines[0].settings.link == LinkQuality(latency: 9000...9000))
    #expect(experiment.lines[0].acts.map(\.text) == ["crash S5"])
    #expect(
      experiment.lines[0].beside
        == [.median: .time(287_000, isMore: false), .min: .time(10_000_000, isMore: true)])
    #expect(experiment.prepare.count == 3)
    #expect(experiment.trial.map(\.line) == [10, 10, 10])
    #expect(experiment.trial[0].kind == .wait(.spans(1000...2000)))
    #expect(experiment.trial[1].kind == .wait(.heartbeat))
    #expect(experiment.axis == .log)
    #expect(experiment.source?[.chinese] == "我们")
    guard case .time(let until, 2_000_000) = experiment.measure else {
      return #expect(Bool(false), "\(experiment.measure)")
    }
    #expect(until.map(\.text) == ["leader elected", "leader commit 2"])
  }

  @Test("Lists of values give each with each, the last one fastest, and names that tell them apart")
  func product() throws {
    let experiment = try Experiment(
      source: Self.source(vary: "{servers: [3, 5], heartbeat: [20ms, 40ms]}"))
    #expect(
      experiment.lines.map(\.name) == [
        "servers 3, heartbeat 20ms", "servers 3, heartbeat 40ms", "servers 5, heartbeat 20ms",
        "servers 5, heartbeat 40ms",
      ])
    #expect(experiment.lines[2].settings.timing.heartbeat == 20_000)
  }

  @Test("Safety is checked where a condition asks for it, and nowhere else")
  func safety() throws {
    let plain = try Experiment(source: Self.source())
    #expect(plain.lines.allSatisfy { !$0.settings.checksSafety })
    for measure in ["{holds: no violation}", "{until: safety violated}"] {
      let asked = try Experiment(source: Self.source(measure: measure))
      #expect(asked.lines.allSatisfy { $0.settings.checksSafety }, "\(measure)")
    }
  }

  @Test(
    "What is wrong is told by line and column, with what would be right",
    arguments: [
      (
        source(vary: "[{hearbeat: 1ms}]"),
        "x:4:9: unknown key `hearbeat`; did you mean `heartbeat`?"
      ),
      (
        source(vary: "[{heartbeat: 1}]"),
        "x:4:20: found `1`, expected a time such as 200ms, 1.5s or 300us, at most 600s"
      ),
      (source(vary: "7"), "x:4:7: found `7`, expected a list"),
      (
        source(vary: "[{servers: 3}, {servers: 3}]"),
        "x:4:1: another line is called `3`, too: a “name” of its own sets this one apart"
      ),
      (source(trials: "0"), "x:5:9: found `0`, expected a number from 1 to 100000"),
      (
        source(prepare: "[{say: Hello}]"),
        "x:6:12: unknown kind of step `say`; one of: act, run, wait, expect"
      ),
      (source(trial: "[{wiat: 1ms}]"), "x:7:10: unknown kind of step `wiat`; did you mean `wait`?"),
      (
        source(trial: "[{wait: soon}]"),
        "x:7:16: found `soon`, expected a time such as 20ms, a span such as 0-75ms to draw from, or "
          + "“within heartbeat”"
      ),
      (source(trial: "[{act: crash S4}]"), "x:7:21: there is no S4: the cluster has 3 servers"),
      (source(measure: "{within: 1s}"), "x:8:10: expected one of: until, holds"),
      (
        source(measure: "{holds: leader elected}"),
        "x:8:18: found `leader elected`, expected what holds, such as “leader S2”: only a run waits "
          + "until something happens"
      ),
      (
        source(measure: "{holds: no leader, within: 1s}"),
        "x:8:37: `within` does not belong to a step that is `holds`"
      ),
      (
        source(vary: "[{servers: 3, beside: {share: 5%}}]"),
        "x:4:30: unknown key `share`; one of: min, p10, p25, median, mean, p75, p90, p99, max"
      ),
      (
        source(vary: "[{beside: {share: 120%}}]", measure: "{holds: no leader}"),
        "x:4:25: found `120%`, expected a share such as 0.052 or 5.2%"
      ),
      (source(more: "axis: lin"), "x:9:7: found `lin`, expected one of: linear, log"),
      ("version: 1\ntitle: T\ntrial: []", "x:1:1: the key `measure` is missing"),
    ])
  func mistakes(source: String, expected: String) {
    #expect(problems(source) == [expected])
  }

  @Test("A server that some line does not have can be named in no step")
  func smallest() {
    let source = Self.source(vary: "{servers: [3, 5]}", trial: "[{act: crash S4}]")
    #expect(problems(source) == ["x:7:21: there is no S4: the cluster has 3 servers"])
  }

  @Test("Too many lines are refused")
  func limit() {
    let list = (1...9).map { "\($0)" }.joined(separator: ", ")
    let vary = "{servers: [\(list)], batch: [\(list)], window: [\(list)]}"
    #expect(problems(Self.source(vary: vary)) == ["x:4:7: too many: there may be 100 of item"])
  }
}
