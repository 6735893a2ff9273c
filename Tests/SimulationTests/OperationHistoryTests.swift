import Foundation
import KeyValue
import RaftCore
import TestSupport
import Testing

@testable import Formats
@testable import Simulation

@Suite("Export: history of operations") struct OperationHistoryTests {
  /// A line of EDN as it is read.
  struct Line {
    var type: String
    var f: String
    var value: String
    var key: String
    var time: Int
    var process: Int
    var index: Int
  }

  static func read(_ text: String) throws -> [Line] {
    try text.split(separator: "\n").map { line in
      let form =
        /\{:type :(\w+), :f :(\w+), :value (?:\[((?:"(?:[^"\\]|\\.)*"|\S+)) )?("(?:[^"\\]|\\.)*"|[^\s\],]+)\]?, :time (\d+), :process (\d+), :index (\d+)(, :error :gave-up)?\}/
      let match = try #require(line.wholeMatch(of: form), "\(line)")
      return Line(
        type: String(match.1), f: String(match.2), value: String(match.4),
        key: match.3.map(String.init) ?? "", time: Int(match.5)!, process: Int(match.6)!,
        index: Int(match.7)!)
    }
  }

  @Test("What a store calls superseded may have happened: info, and no answer")
  func superseded() throws {
    var timeline = Timeline(
      Settings(servers: 3, rules: RuleSet(without: [.clientSerialNumbers])))
    func act(_ text: String) throws { try timeline.perform(Stimulus(text: text)) }
    func latestRequest() throws -> Int {
      let requests = timeline.cluster.network.flights.filter {
        if case .request = $0.packet { true } else { false }
      }
      return try #require(requests.map(\.id).max())
    }
    try act("time out S1")
    _ = timeline.run(until: 100_000)
    try act("write x=1 through S1")
    try act("duplicate #\(latestRequest())")
    let late = try latestRequest()
    try act("hold #\(late)")
    _ = timeline.run(until: 300_000)
    try act("write x=2 through S1")
    _ = timeline.run(until: 316_000)
    try act("deliver #\(late)")
    // Nobody acknowledges the write before the older one that followed it is acknowledged as well:
    // so both are applied at once, and the answer to the newer one is lost.
    let last = timeline.cluster.hosts[0].server.log.lastIndex
    while timeline.now < 600_000, timeline.step() {
      for flight in timeline.cluster.network.flights {
        if case .appendEntriesReply(.success(last - 1)) = flight.packet.message?.body {
          try act("drop #\(flight.id)")
        }
      }
    }
    let text = OperationHistory(Chronicle(timeline)).text
    let superseded = text.split(separator: "\n").filter { $0.contains(":superseded") }
    #expect(superseded.count == 1)
    #expect(superseded.first?.hasPrefix("{:type :info, :f :write, :value [\"x\" 2]") == true)
    #expect(timeline.cluster.violation?.property == .linearizability)
  }

  @Test(
    "Processes do one thing at a time, and none acts again after info",
    arguments: [UInt64(1), 2, 3])
  func processes(seed: UInt64) throws {
    let timeline = try EventfulRun.timeline(seed: seed)
    let lines = try Self.read(OperationHistory(Chronicle(timeline)).text)
    #expect(lines.map(\.index) == Array(lines.indices))
    #expect(lines.map(\.time) == lines.map(\.time).sorted())
    var open: [Int: Line] = [:]
    var crashed: Set<Int> = []
    for line in lines {
      if line.type == "invoke" {
        #expect(open[line.process] == nil && !crashed.contains(line.process))
        open[line.process] = line
        continue
      }
      let ended = open.removeValue(forKey: line.process)
      let invocation = try #require(ended)
      #expect(invocation.f == line.f && invocation.key == line.key)
      if line.f == "write" { #expect(invocation.value == line.value) }
      #expect((line.type == "fail") == (line.type != "ok" && line.f == "read"))
      if line.type == "info" { crashed.insert(line.process) }
    }
    #expect(lines.count { $0.type == "invoke" } == timeline.cluster.clients.operations.count)
    #expect(Set(lines.map(\.type)).isSuperset(of: ["invoke", "ok", "fail", "info"]))
  }

  @Test("Read back, the history of a key is linearizable, and not when an answer is changed")
  func judged() throws {
    let timeline = try EventfulRun.timeline(seed: 1)
    let text = OperationHistory(Chronicle(timeline), key: ShortText("x")!).text
    let lines = try Self.read(text)
    #expect(lines.allSatisfy { $0.key.isEmpty })
    #expect(try Self.history(lines).isLinearizable())
    let place = try #require(lines.lastIndex { $0.type == "ok" && $0.f == "read" })
    var wrong = lines
    wrong[place].value = "77"
    #expect(try !Self.history(wrong).isLinearizable())
  }

  /// What an independent checker is told: clients by process.
  private static func history(_ lines: [Line]) throws -> ClientHistory {
    var history = ClientHistory()
    var open: [Int: KeyValue.Operation] = [:]
    for line in lines {
      switch line.type {
      case "invoke":
        let kind: KeyValue.Operation.Kind =
          line.f == "read" ? .read : .write(try #require(ShortText(line.value)))
        open[line.process] = history.ask(line.process + 1, kind)
      case "ok":
        let value = line.value == "nil" ? nil : ShortText(line.value)
        history.hear(
          try #require(open[line.process]), line.f == "read" ? .value(value) : .written)
      default: history.giveUp(try #require(open[line.process]))
      }
    }
    return history
  }

  @Test("Keys and values that are no numbers are strings")
  func strings() throws {
    let text = OperationHistory(Chronicle(try EventfulRun.timeline(seed: 1))).text
    #expect(text.contains(#":value ["a;b" "v \"1\""]"#))
    #expect(text.contains(#":value ["x" 1]"#))
  }
}
