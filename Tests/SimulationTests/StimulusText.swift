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

  static let mistakes: [(line: String, message: String)] = [
    ("", "the line ends too early, expected what happens: crash, restart, "),
    ("crush S3", "found \"crush\", expected \"crash\""),
    ("crash", "the line ends too early, expected a server, S1 to S9"),
    ("crash S0", "found \"S0\", expected a server, S1 to S9"),
    ("crash S10", "found \"S10\", expected a server, S1 to S9"),
    ("crash 3", "found \"3\", expected a server, S1 to S9"),
    ("crash S3 now", "found \"now\", expected the end of the line"),
    ("crash S3 keeping all", "found \"all\", expected a number of writes"),
    ("time S4", "found \"S4\", expected \"out\", as in \"time out S4\""),
    ("split S1 S2 | S2", "found \"S2\", expected a server that is on no side yet"),
    ("split S1 |", "the line ends too early, expected a server, S1 to S9"),
    ("cut S1 S2", "found \"S2\", expected > and the receiving server, as in \"S1 > S2\""),
    ("cut S1 > S1", "found \"S1\", expected another server: a link joins two"),
    ("write x", "the line ends too early, expected = and a value, as in \"write x=3\""),
    ("write x=12345678901234567", "found \"12345678901234567\", expected a value of at most 16"),
    ("write keykeykey=1", "found \"keykeykey\", expected a key of 1 to 8 bytes"),
    ("write \"\"=1", "found \"\"\"\", expected a key of 1 to 8 bytes"),
    ("write x=\"3", "found \"\"3\", expected a closing quotation mark"),
    ("drop 12", "found \"12\", expected the number of a message, such as #12"),
    ("drop #0", "found \"#0\", expected the number of a message, such as #12"),
    ("clock S1 -1", "found \"-1\", expected the speed of a clock, 0.1 to 10.0"),
    ("clock S1 0.05", "found \"0.05\", expected the speed of a clock, 0.1 to 10.0"),
    ("clock S1 1.0005", "found \"1.0005\", expected the speed of a clock, 0.1 to 10.0"),
    ("link S1 > S2", "the line ends too early, expected a quality: latency, loss,"),
    ("link S1 > S2 lost 5%", "found \"lost\", expected \"loss\""),
    ("link S1 > S2 loss 101%", "found \"101%\", expected a rate from 0% to 100%"),
    ("link S1 > S2 loss 0.55%", "found \"0.55%\", expected a rate from 0% to 100%"),
    ("link S1 > S2 latency 15-10ms", "found \"15-10ms\", expected a latency, such as 12ms"),
    ("link S1 > S2 latency 10", "found \"10\", expected a latency, such as 12ms"),
    ("rule up-to-date-chek off", "found \"up-to-date-chek\", expected \"up-to-date-check\""),
    ("rule start-election off", "found \"off\", expected \"on\": start-election cannot be"),
    ("rule pipelining maybe", "found \"maybe\", expected \"on\" or \"off\""),
  ]

  @Test("A mistake is told with what was found and what would be right", arguments: mistakes)
  func mistake(line: String, message: String) {
    let error = #expect(throws: Misreading.self) { try Stimulus(text: line) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test("An act begins with its moment", arguments: ["crash S1", "@-1 crash S1", "@1.5 crash S1"])
  func moment(line: String) {
    let error = #expect(throws: Misreading.self) { try Act(text: line) }
    #expect(error?.expected == "a moment in microseconds, such as @1284000")
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
