import Foundation
import KeyValue
import RaftCore
import TestSupport
import Testing

@testable import Formats
@testable import Simulation

@Suite("Export: JSON lines") struct EventLinesTests {
  static func lines(_ timeline: Timeline) throws -> [[String: Any]] {
    try EventLines(Chronicle(timeline)).text.split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  @Test("Every event is a line, in order", arguments: [UInt64(1), 2, 3])
  func events(seed: UInt64) throws {
    let timeline = try EventfulRun.timeline(seed: seed)
    let lines = try Self.lines(timeline)
    #expect(lines[0]["format"] as? String == "raftlab-events")
    #expect(lines[0]["events"] as? Int == timeline.position)
    #expect(lines.dropFirst().map { $0["event"] as? Int } == Array(1...timeline.position))
    let happenings = Set(lines.dropFirst().compactMap { $0["happening"] as? String })
    #expect(
      happenings.isSuperset(of: [
        "stimulus", "delivered", "lost", "timeout", "written", "answered", "retried", "gave-up",
      ]))
  }

  @Test(
    "The changes, one after the other, lead to the state at the end", arguments: [UInt64(1), 2])
  func changes(seed: UInt64) throws {
    let timeline = try EventfulRun.timeline(seed: seed)
    var state: [String: String] = [:]
    for line in try Self.lines(timeline).dropFirst() {
      for change in try #require(line["changes"] as? [[String: Any]]) {
        let place = "\(change["server"]!) \(change["field"]!)"
        if let known = state[place], known != Self.text(change["from"]!) {
          Issue.record("\(place) was \(known), not \(Self.text(change["from"]!))")
        }
        state[place] = Self.text(change["to"]!)
      }
    }
    for host in timeline.cluster.hosts {
      let server = host.server
      #expect(state["\(host.id) currentTerm"] == "\(server.currentTerm)")
      #expect(state["\(host.id) commitIndex"] ?? "0" == "\(server.commitIndex)")
      #expect(state["\(host.id) lastApplied"] ?? "0" == "\(server.lastApplied)")
      #expect(state["\(host.id) role"] ?? "follower" == server.role.name)
      #expect(state["\(host.id) life"] ?? "running" == host.life.name)
    }
  }

  @Test(
    "No character that could do harm stands in it as it is, and all are read back",
    arguments: [
      "\u{1B}[31m\u{7}\u{7F}", "\u{9B}2J", "\u{202E}abc\u{2066}", "\u{200B}\u{2028}", "\u{E0041}",
      "\u{E000}", "领导者 “\"\\” 👩‍👩‍👧 é\n\r\t",
    ])
  func harmless(text: String) throws {
    var quoted = ""
    JSON.quote(text, into: &quoted)
    #expect(quoted.unicodeScalars.allSatisfy { !$0.isHarmful }, "\(quoted)")
    let value = try JSONSerialization.jsonObject(
      with: Data(quoted.utf8), options: [.fragmentsAllowed])
    #expect((value as? String).map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
  }

  /// A value in its only form: members of an object come in any order.
  static func text(_ value: Any) -> String {
    let data = try? JSONSerialization.data(
      withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys])
    return String(decoding: data ?? Data(), as: UTF8.self).filter { $0 != "\"" }
  }

  @Test("The lines are as the schema says")
  func schema() throws {
    let whole = try #require(
      try JSONSerialization.jsonObject(with: Data(EventLines.schema.utf8)) as? [String: Any])
    let definitions = try #require(whole["$defs"] as? [String: Any])
    let checker = SchemaChecker(definitions: definitions)
    for (place, line) in try Self.lines(try EventfulRun.timeline(seed: 1)).enumerated() {
      let name = place == 0 ? "header" : "event"
      #expect(checker.problems(of: line, as: definitions[name]!) == [], "line \(place + 1)")
    }
    #expect(checker.problems(of: ["event": 0], as: definitions["event"]!) != [])
    #expect(checker.problems(of: ["position": 1], as: definitions["position"]!) != [])
  }
}

/// The part of JSON Schema that the schema of events uses.
struct SchemaChecker {
  let definitions: [String: Any]

  func problems(of value: Any, as schema: Any, at path: String = "") -> [String] {
    guard let schema = schema as? [String: Any] else { return [] }
    var problems: [String] = []
    if let reference = schema["$ref"] as? String {
      let name = String(reference.dropFirst("#/$defs/".count))
      problems += self.problems(of: value, as: definitions[name]!, at: path)
    }
    if let choices = schema["anyOf"] as? [Any],
      choices.allSatisfy({ !self.problems(of: value, as: $0, at: path).isEmpty })
    {
      problems.append("\(path) is none of its choices: \(value)")
    }
    if let allowed = schema["enum"] as? [String], !allowed.contains(value as? String ?? "") {
      problems.append("\(path) is not one of \(allowed): \(value)")
    }
    if let wanted = schema["const"], "\(wanted)" != "\(value)" {
      problems.append("\(path) is \(value)")
    }
    let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] } ?? []
    if !types.isEmpty, !types.contains(where: { Self.fits(value, $0) }) {
      problems.append("\(path) is no \(types): \(value)")
    }
    if let minimum = schema["minimum"] as? Int, let number = value as? Int, number < minimum {
      problems.append("\(path) is below \(minimum)")
    }
    if let pattern = schema["pattern"] as? String, let text = value as? String,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      problems.append("\(path) is not like \(pattern): \(text)")
    }
    if let items = schema["items"], let list = value as? [Any] {
      for (place, item) in list.enumerated() {
        problems += self.problems(of: item, as: items, at: "\(path)[\(place)]")
      }
    }
    guard let object = value as? [String: Any] else { return problems }
    for name in schema["required"] as? [String] ?? [] where object[name] == nil {
      problems.append("\(path) lacks \(name)")
    }
    let properties = schema["properties"] as? [String: Any]
    for (name, member) in object {
      if let known = properties?[name] {
        problems += self.problems(of: member, as: known, at: "\(path).\(name)")
      } else if schema["additionalProperties"] as? Bool == false {
        problems.append("\(path) has \(name)")
      }
    }
    return problems
  }

  private static func fits(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "null": value is NSNull
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "integer": value is Int
    default: false
    }
  }
}

@Suite("Export: vector clocks") struct ClockLogTests {
  @Test(
    "ShiViz's expression reads all of it, and its clocks are in order", arguments: [UInt64(1), 2])
  func clocks(seed: UInt64) throws {
    let timeline = try EventfulRun.timeline(seed: seed)
    let text = ClockLog(Chronicle(timeline), tell: EventfulRun.tell).text
    let lines = text.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
    #expect(lines[1].isEmpty)
    let expression = try NSRegularExpression(pattern: String(lines[0]))
    let log = lines[2].split(separator: "\n").map(String.init)
    #expect(log.count == 2 * timeline.position)
    var latest: [String: [String: Int]] = [:]
    for place in stride(from: 0, to: log.count, by: 2) {
      let entry = "\(log[place])\n\(log[place + 1])"
      let whole = NSRange(entry.startIndex..., in: entry)
      let match = try #require(expression.firstMatch(in: entry, range: whole))
      #expect(match.range == whole, "nothing of an entry is left over")
      func group(_ name: String) -> String {
        String(entry[Range(match.range(withName: name), in: entry)!])
      }
      let host = group("host")
      let clock = try #require(
        try JSONSerialization.jsonObject(with: Data(group("clock").utf8)) as? [String: Int])
      #expect(clock[host] == (latest[host]?[host] ?? 0) + 1)
      let forgotten = (latest[host] ?? [:]).filter { clock[$0.key] ?? 0 < $0.value }
      #expect(forgotten.isEmpty)
      // Nobody has heard of more than has happened.
      let invented = clock.filter { $0.key != host && latest[$0.key]?[$0.key] ?? 0 < $0.value }
      #expect(invented.isEmpty)
      latest[host] = clock
    }
    #expect(latest.keys.contains("S1") && latest.keys.contains("C1"))
    #expect(latest.keys.contains(ClockLog.network))
  }

  @Test("What arrives knows of all that its sender knew")
  func causality() throws {
    let timeline = try EventfulRun.timeline(seed: 1)
    let chronicle = Chronicle(timeline)
    let text = ClockLog(chronicle, tell: EventfulRun.tell).text
    let clocks = text.split(separator: "\n").dropFirst().enumerated().filter { $0.offset % 2 == 1 }
      .map { pair -> [String: Int] in
        let json = pair.element.drop { $0 != "{" }
        return (try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Int]) ?? [:]
      }
    var count = 0
    chronicle.forEach { event, _, _ in
      guard case .delivered = event.what, let sender = event.flight?.sentBy, sender > 0 else {
        return
      }
      count += 1
      let receiver = clocks[event.number - 1]
      let unheard = clocks[sender - 1].filter { receiver[$0.key] ?? 0 < $0.value }
      #expect(unheard.isEmpty)
    }
    #expect(count > 100)
  }
}

@Suite("Export: sequence diagram") struct SequenceDiagramTests {
  static func lines(_ kinds: Set<SequenceDiagram.Kind>) throws -> [String] {
    let chronicle = Chronicle(try EventfulRun.timeline(seed: 1))
    return SequenceDiagram(chronicle, showing: kinds, tell: EventfulRun.tell).text
      .split(separator: "\n").map(String.init)
  }

  @Test("Every line is one of Mermaid's statements, about somebody who takes part")
  func grammar() throws {
    let lines = try Self.lines(Set(SequenceDiagram.Kind.allCases))
    #expect(lines[0] == "sequenceDiagram")
    var actors: Set<String> = []
    for line in lines.dropFirst() {
      if let match = line.wholeMatch(of: #/  (participant|actor) ([SC]\d)/#) {
        actors.insert(String(match.2))
      } else if let match = line.wholeMatch(
        of: #/  ([SC]\d)(->>|-->>|-x)([SC]\d): ([^;<>]|#\w+;)+/#)
      {
        #expect(actors.contains(String(match.1)) && actors.contains(String(match.3)))
      } else {
        let match = line.wholeMatch(of: #/  Note over (S\d)(,S\d)?: ([^;<>#]|#\w+;)+/#)
        #expect(match != nil, "\(line)")
      }
    }
  }

  @Test("Each kind adds its own lines, and there is an arrow for each message that arrived")
  func kinds() throws {
    var all = 0
    for kind in SequenceDiagram.Kind.allCases {
      let count = try Self.lines([kind]).count { !$0.contains("participant") }
      #expect(count > 2, "\(kind)")
      all += count
    }
    let arrows = try Self.lines([.votes, .entries, .heartbeats]).count { $0.contains(">>") }
    var delivered = 0
    Chronicle(try EventfulRun.timeline(seed: 1)).forEach { event, _, _ in
      if event.message != nil, event.flight?.loss == nil, case .delivered = event.what {
        delivered += 1
      }
    }
    #expect(arrows == delivered)
  }
}

@Suite("Export: table of states") struct StateTableTests {
  @Test("There is a record for each event, as long as the header; the last is how it ended")
  func table() throws {
    let timeline = try EventfulRun.timeline(seed: 1)
    let text = StateTable(Chronicle(timeline)).text
    #expect(text.hasSuffix("\r\n"))
    let records = text.components(separatedBy: "\r\n").dropLast().map {
      $0.components(separatedBy: ",")
    }
    #expect(records.count == timeline.position + 1)
    #expect(Set(records.map(\.count)) == [6 + 5 * 8])
    #expect(!text.contains("\""))
    for host in timeline.cluster.hosts {
      func value(_ field: String) -> String {
        records.last![records[0].firstIndex(of: "\(host.id)_\(field)")!]
      }
      #expect(value("term") == "\(host.server.currentTerm)")
      #expect(value("commit_index") == "\(host.server.commitIndex)")
      #expect(value("role") == host.server.role.name)
      #expect(value("last_index") == "\(host.server.log.lastIndex)")
    }
  }
}
