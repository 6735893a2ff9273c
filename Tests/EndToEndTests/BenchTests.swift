import Explorer
import Foundation
import Testing

@testable import raftlab

@Suite("raftlab bench") struct BenchTests {
  static let report = BenchReport(
    cpu: "A Processor",
    core: .init(
      simulatedSeconds: 100, events: 34_000, messages: 24_000, cpuSeconds: [0.01, 0.005, 0.008]),
    checked: .init(simulatedSeconds: 100, events: 34_000, messages: 24_000, cpuSeconds: [0.02]),
    snapshots: .init(interval: 1_000, without: [0.3, 0.1, 0.2], with: [0.16, 0.5, 0.1]),
    history: .init(events: 1_000, bytes: 64_040, seekMilliseconds: (1...1_000).map(Double.init)),
    exploring: pace(seconds: 0.2), faults: pace(seconds: 0.5), twoCores: pace(seconds: 0.1),
    experiment: .init(runs: 900, events: 250_000, cores: 2, seconds: [0.5, 0.25]),
    fate: .init(runs: 40_000, events: 9_000_000, cores: 1, seconds: [1.5]))

  private static func pace(seconds: Double) -> BenchReport.ExploringPace {
    BenchReport.ExploringPace(
      states: 500_000, steps: 2_000_000, bytes: 12_500_000, cpuSeconds: [seconds, 2 * seconds],
      seconds: [seconds])
  }

  @Test("paces are by CPU second")
  func pace() {
    #expect(Self.report.core.simulatedSecondsPerCPUSecond == 20_000)
    #expect(Self.report.core.messagesPerCPUSecond == 4_800_000)
    #expect(Self.report.checked.simulatedSecondsPerCPUSecond == 5_000)
    #expect(Self.report.core.cpuSeconds == 0.005 && Self.report.core.medianCPUSeconds == 0.008)
  }

  @Test("a run too short for the clock has a finite pace")
  func instant() {
    let pace = BenchReport.Pace(simulatedSeconds: 1, events: 1, messages: 0, cpuSeconds: [0])
    #expect(pace.simulatedSecondsPerCPUSecond.isFinite && pace.messagesPerCPUSecond == 0)
  }

  @Test("a percentile is the smallest value that so many do not exceed")
  func percentiles() {
    let history = Self.report.history
    #expect(history.medianSeekMilliseconds == 500 && history.p99SeekMilliseconds == 990)
    #expect(history.longestSeekMilliseconds == 1_000 && history.seeks == 1_000)
    let few = BenchReport.HistoryCost(events: 1, bytes: nil, seekMilliseconds: [3, 1, 2])
    #expect(few.medianSeekMilliseconds == 2 && few.p99SeekMilliseconds == 3)
    let one = BenchReport.HistoryCost(events: 1, bytes: nil, seekMilliseconds: [0.0426])
    #expect(one.medianSeekMilliseconds == 0.043 && one.longestSeekMilliseconds == 0.043)
  }

  @Test("memory is by event, to a tenth of a byte")
  func memory() {
    #expect(Self.report.history.bytesPerEvent == 64)
    let unknown = BenchReport.HistoryCost(events: 3, bytes: nil, seekMilliseconds: [1])
    #expect(unknown.bytesPerEvent == nil)
  }

  @Test("the JSON has every figure under a name, with its value")
  func json() throws {
    let text = Self.report.json
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let top = try #require(value as? [String: Any])
    #expect(
      top.keys.sorted() == [
        "checked", "core", "cpu", "experiment", "exploring", "exploringFaults",
        "exploringOnTwoCores", "fate", "history", "snapshots",
      ])
    let snapshots = try #require(top["snapshots"] as? [String: Any])
    #expect(snapshots.keys.sorted() == ["every", "factor", "tries"])
    #expect(snapshots["factor"] as? Double == 1.25 && snapshots["every"] as? Int == 1_000)
    let exploring = try #require(top["exploring"] as? [String: Any])
    #expect(exploring["millionStatesPerCPUSecond"] as? Double == 2.5)
    #expect(exploring["bytesPerState"] as? Double == 25)
    let fate = try #require(top["fate"] as? [String: Any])
    #expect(fate.keys.sorted() == ["cores", "events", "runs", "seconds"])
    #expect(fate["seconds"] as? Double == 1.5 && fate["runs"] as? Int == 40_000)
    let core = try #require(top["core"] as? [String: Any])
    #expect(
      core.keys.sorted() == [
        "cpuSeconds", "events", "medianCPUSeconds", "messages", "messagesPerCPUSecond",
        "simulatedSeconds", "simulatedSecondsPerCPUSecond", "tries",
      ])
    let history = try #require(top["history"] as? [String: Any])
    #expect(
      history.keys.sorted() == [
        "bytesPerEvent", "events", "longestSeekMilliseconds", "medianSeekMilliseconds",
        "p99SeekMilliseconds", "seeks",
      ])
    #expect(core["messagesPerCPUSecond"] as? Double == 4_800_000)
    #expect(core["medianCPUSeconds"] as? Double == 0.008 && core["tries"] as? Int == 3)
    #expect(history["bytesPerEvent"] as? Double == 64 && history["events"] as? Int == 1_000)
    #expect(history["p99SeekMilliseconds"] as? Double == 990)
  }

  @Test("the lines name the processor and every figure")
  func lines() {
    #expect(
      Spoken.texts.lines(of: Self.report) == [
        "cpu                 A Processor",
        "core                20000 simulated seconds and 4.8 M messages a CPU second "
          + "(100 s, 34000 events; fastest of 3 runs, median 12500)",
        "checks and history  5000 simulated seconds and 1.2 M messages a CPU second "
          + "(100 s, 34000 events; fastest of 1 runs, median 5000)",
        "with snapshots      1.25 times as fast as the core without "
          + "(one every 1000 entries; medians of 3 runs each, by turns)",
        "long history        1000 events: 64.0 bytes an event; seek median 500.0 ms, p99 990.0 ms, "
          + "longest 1000.0 ms of 1000",
        "exploring           2.5 M states and 10.0 M steps a CPU second "
          + "(500000 states, 25.0 bytes each; fastest of 2 runs)",
        "with faults         1.0 M states and 4.0 M steps a CPU second "
          + "(500000 states, 25.0 bytes each; fastest of 2 runs)",
        "on two cores        2.0 times as fast as on one",
        "figure 16           900 trials, 250000 events: 0.25 s on 2 cores, 1.0 M events/s",
        "fate                40000 futures, 9000000 events: 1.5 s on 1 core, 6.0 M events/s",
      ])
  }

  @Test("it measures what it says: so many seconds, events and seeks")
  func measures() throws {
    let core = BenchCommand.core(seconds: 2, tries: 2)
    #expect(core.simulatedSeconds == 2 && core.messages > 100 && core.events > core.messages)
    let checked = BenchCommand.checked(seconds: 2, tries: 1)
    #expect(checked.events == core.events && checked.messages == core.messages)
    let snapshots = BenchCommand.snapshots(every: 5, seconds: 2, tries: 3)
    #expect(snapshots.interval == 5 && snapshots.tries == 3 && snapshots.factor > 0)
    let history = BenchCommand.history(events: 300, seeks: 5)
    #expect(history.events == 300 && history.seeks == 5)
    let bounds = Bounds(timeouts: 1, writes: 0)
    let paces = try #require(
      BenchCommand.exploring(bounds, disk: .atomic, cores: [1, 2], tries: 3))
    let (one, two) = (paces[0], paces[1])
    #expect(one.states == two.states && one.steps == two.steps && one.states > 100)
    #expect(paces.count == 2 && one.tries == 3 && two.tries == 3)
    let experiment = BenchCommand.experiment(trials: 2, tries: 1)
    #expect(experiment.runs == 12 && experiment.events > 200)
    let fate = BenchCommand.fate(futures: 3, moments: 4, events: 50, tries: 1)
    #expect(fate.runs == 12 && fate.events > 12 * 25)
  }

  @Test("the processor's name and the memory are found in what Linux says")
  func linux() {
    let text = "processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\nmodel name\t: Other\n"
    #expect(Machine.name(inCPUInfo: text) == "Some CPU @ 2 GHz")
    #expect(Machine.name(inCPUInfo: "processor\t: 0\n") == nil)
    #expect(Machine.residentBytes(inStatm: "9 7 5 1 0 1 0\n", pageSize: 4096) == 28_672)
    #expect(Machine.residentBytes(inStatm: "", pageSize: 4096) == nil)
  }
}
