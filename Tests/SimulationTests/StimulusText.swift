import KeyValue
import RaftCore
import Simulation
import Testing

@Suite("Stimuli as text")
struct StimulusText {
  static let lines = [
    "crash S3", "crash S3 keeping 1", "restart S3", "wipe S2", "pause S1", "resume S1",
    "time out S4", "split S1 S2 | S3 S4 S5", "split S1 | S2 | S3", "isolate S2", "cut S1 > S2",
    "mend S1 > S2", "heal", "write x=3", "write x=3 through S1", "read x", "read x through S9",
    "write \"a b\"=\"say \\\"hi\\\"\"", "write x=\"\"", "write 键=值", "drop #12", "duplicate #12",
    "hold #12", "deliver #12", "clock S1 2.0", "clock S1 0.5", "clock S1 1.125",
    "link S1 > S2 latency 10-15ms", "link all > S2 latency 250-800us loss 5%",
    "link all > all latency 12ms loss 0.5% duplication 100% reordering 2%",
    "rule up-to-date-check off", "rule pipelining on",
  ]

  @Test("A line reads as a stimulus that is written as the same line", arguments: lines)
  func canonical(line: String) throws {
    #expect(try Stimulus(text: line).text == line)
    #expect(try Act(text: "@1284000 \(line)").text == "@1284000 \(line)")
  }

  @Test("Blanks, capitals of servers and left-out units do not matter")
  func tolerant() throws {
    #expect(try Stimulus(text: "  cut s1>S2 ").text == "cut S1 > S2")
    #expect(try Stimulus(text: "split S2 S1|S3").text == "split S1 S2 | S3")
    #expect(try Stimulus(text: "clock S1 2").text == "clock S1 2.0")
    #expect(try Stimulus(text: "write x = 3").text == "write x=3")
    #expect(
      try Stimulus(text: "link S1 > S2 loss 5%").text == "link S1 > S2 latency 10-15ms loss 5%")
    #expect(
      try Stimulus(text: "link S1 > S2 latency 0.25-1.5ms").text
        == "link S1 > S2 latency 250-1500us")
  }

  private static let verbs = [
    "crash", "restart", "wipe", "pause", "resume", "time out", "split", "isolate", "cut", "mend",
    "heal", "write", "read", "drop", "duplicate", "hold", "deliver", "clock", "link", "rule",
  ]

  static let mistakes: [(line: String, found: String?, expected: ActTextError.Expectation)] = [
    ("", nil, .happening(verbs)),
    ("crush S3", "crush", .word("crash")),
    ("crash", nil, .server),
    ("crash S0", "S0", .server),
    ("crash S10", "S10", .server),
    ("crash 3", "3", .server),
    ("crash S3 now", "now", .end),
    ("crash S3 keeping all", "all", .writeCount),
    ("time S4", "S4", .out),
    ("split S1 S2 | S2", "S2", .freeServer),
    ("split S1 |", nil, .server),
    ("cut S1 S2", "S2", .arrow),
    ("cut S1 > S1", "S1", .otherServer),
    ("write x", nil, .assignment),
    ("write x=12345678901234567", "12345678901234567", .value),
    ("write keykeykey=1", "keykeykey", .key),
    ("write \"\"=1", "\"\"", .key),
    ("write x=\"3", "\"3", .closingQuote),
    ("drop 12", "12", .flight),
    ("drop #0", "#0", .flight),
    ("clock S1 -1", "-1", .clockRate),
    ("clock S1 0.05", "0.05", .clockRate),
    ("clock S1 1.0005", "1.0005", .clockRate),
    ("link S1 > S2", nil, .quality(["latency", "loss", "duplication", "reordering"])),
    ("link S1 > S2 lost 5%", "lost", .word("loss")),
    ("link S1 > S2 loss 101%", "101%", .rate),
    ("link S1 > S2 loss 0.55%", "0.55%", .rate),
    ("link S1 > S2 latency 15-10ms", "15-10ms", .latency),
    ("link S1 > S2 latency 10", "10", .latency),
    ("rule up-to-date-chek off", "up-to-date-chek", .word("up-to-date-check")),
    ("rule start-election off", "off", .onlyOn(.startElection)),
    ("rule pipelining maybe", "maybe", .onOrOff),
  ]

  @Test("A mistake is told with what was found and what would be right", arguments: mistakes)
  func mistake(line: String, found: String?, expected: ActTextError.Expectation) {
    let error = #expect(throws: ActTextError.self) { try Stimulus(text: line) }
    #expect(error == ActTextError(found: found, expected: expected))
  }

  @Test("An act begins with its moment", arguments: ["crash S1", "@-1 crash S1", "@1.5 crash S1"])
  func moment(line: String) {
    let error = #expect(throws: ActTextError.self) { try Act(text: line) }
    #expect(error?.expected == .moment)
  }

  @Test("Every act that can be made reads back as itself", arguments: 1...20 as ClosedRange<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var random = RandomStream(seed: seed, stream: 0)
    for _ in 0..<500 {
      let act = Act(at: random.next(in: 0...9_999_999), .any(from: &random))
      #expect(try Act(text: act.text) == act)
    }
  }
}

extension Stimulus {
  /// Any stimulus at all.
  static func any(from random: inout RandomStream) -> Stimulus {
    func server() -> ServerID { ServerID(random.next(in: 1...9)) }
    func maybe() -> ServerID? { random.next(in: 0...1) == 0 ? nil : server() }
    func flight() -> Int { random.next(in: 1...99_999) }
    func text(_ lengths: ClosedRange<Int>) -> ShortText {
      let letters = Array("abXY019 \"\\=>|#@-.é")
      var text = ""
      let length = random.next(in: lengths)
      while text.utf8.count < length { text.append(letters[random.next(in: 0...16)]) }
      return ShortText(text)!
    }
    switch random.next(in: 0...19) {
    case 0: return .crash(server(), keepingWrites: random.next(in: 0...3))
    case 1: return .restart(server())
    case 2: return .wipe(server())
    case 3: return .pause(server())
    case 4: return .resume(server())
    case 5: return .timeOut(server())
    case 6:
      var sides: [ServerSet] = [[], [], []]
      for server in ServerSet.first(9) { sides[random.next(in: 0...2)].insert(server) }
      return .split(Partition(sides))
    case 7: return .isolate(server())
    case 8:
      let from = random.next(in: 1...8)
      return .cut(from: ServerID(from), to: ServerID(from + 1))
    case 9: return .mend(from: ServerID(9), to: ServerID(random.next(in: 1...8)))
    case 10: return .heal
    case 11: return .write(key: text(1...7), value: text(0...15), through: maybe())
    case 12: return .read(key: text(1...7), through: maybe())
    case 13: return .drop(flight: flight())
    case 14: return .duplicate(flight: flight())
    case 15: return .hold(flight: flight())
    case 16: return .deliver(flight: flight())
    case 17: return .setClock(server(), permille: random.next(in: Stimulus.clockRates))
    case 18:
      let low = random.next(in: 0...30_000)
      let isWhole = random.next(in: 0...1) == 0
      let latency = isWhole ? low / 1000 * 1000...low / 1000 * 1000 : low...low + flight()
      return .setLink(
        from: maybe(), to: maybe(),
        LinkQuality(
          latency: latency, loss: random.next(in: 0...1000),
          duplication: random.next(in: 0...1000), reordering: random.next(in: 0...1000)))
    default:
      let rules = Rule.allCases.filter(\.isSwitchable)
      return .setRule(rules[random.next(in: 0...rules.count - 1)], isOn: flight() % 2 == 0)
    }
  }
}
