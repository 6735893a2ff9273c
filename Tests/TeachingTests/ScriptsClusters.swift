import RaftCore
import Simulation
import Testing

@testable import Teaching

@Suite("Scripts of several clusters")
struct ClusterStepTests {
  private static let source = """
    version: 1
    title: Two clusters
    cluster: {servers: 5, seed: 2, rules-off: [append-no-op]}
    steps:
      - run: until leader elected
      - cluster: {servers: 3}
      - expect: [no leader, followers 3]
      - act: time out S3
      - run: until leader elected
      - cluster: {seed: 7, rules-off: []}
      - run: until leader elected
    """

  @Test("A step's cluster takes what it leaves out from the script's first")
  func inherits() throws {
    let script = try Script(source: Self.source)
    let clusters = script.steps.compactMap { step in
      if case .cluster(let settings) = step.kind { settings } else { nil }
    }
    #expect(script.settings.servers == 5)
    #expect(clusters.map(\.servers) == [3, 5])
    #expect(clusters.map(\.seed) == [2, 7])
    #expect(clusters.map { $0.rules[.appendNoOp] } == [false, true])
    #expect(clusters.map(\.timing) == [script.settings.timing, script.settings.timing])
  }

  @Test("Acts are checked against the cluster that they come to")
  func checksServers() {
    let source = Self.source.replacing("time out S3", with: "time out S4")
    #expect(throws: ScriptErrors.self) { try Script(source: source) }
  }

  @Test("Written and read again it is the same script")
  func isWritten() throws {
    let script = try Script(source: Self.source)
    let again = try Script(source: ScriptWriter.source(of: script))
    #expect(again.settings == script.settings)
    #expect(again.steps.map(\.kind) == script.steps.map(\.kind))
  }

  @Test("Going back over it brings the cluster before back, exactly; then it goes on the same way")
  func goesBack() throws {
    let script = try Script(source: Self.source)
    var timeline = Timeline(script.settings)
    var runner = ScriptRunner(script, on: timeline)
    var seen: [[Int]] = []
    func look() -> [Int] {
      [timeline.cluster.hosts.count, timeline.now, timeline.position]
    }
    while !runner.isFinished {
      seen.append(look())
      runner.perform(on: &timeline)
    }
    seen.append(look())
    #expect(runner.failures == [])
    #expect(seen.map { $0[0] } == [5, 5, 3, 3, 3, 3, 5, 5])
    for place in seen.indices.reversed() {
      runner.goBack(toStep: place, on: &timeline)
      #expect(look() == seen[place])
    }
    while !runner.isFinished {
      #expect(look() == seen[runner.next])
      runner.perform(on: &timeline)
    }
    #expect(look() == seen.last)
    #expect(timeline.branches.count == 1)
  }
}
