import ClientPrograms
import KeyValue
import RaftCore
import Simulation
import Testing

@Suite("Stimuli as text")
struct StimulusText {
  static let lines = [
    "crash S3", "crash S3 keeping 1", "crash S3 torn 2", "crash S3 keeping 1 torn 2",
    "jump S3 ahead 200ms",
    "jump S3 back 1500us", "disk S3 8ms", "disk S1 0ms", "restart S3", "stop S1",
    "snapshot S2", "wipe S2",
    "pause S1",
    "resume S1",
    "time out S4", "split S1 S2 | S3 S4 S5", "split S1 | S2 | S3", "isolate S2", "cut S1 > S2",
    "mend S1 > S2", "heal", "write x=3", "write x=3 through S1", "read x", "read x through S9",
    "write \"a b\"=\"say \\\"hi\\\"\"", "write x=\"\"", "write 键=值", "drop #12", "duplicate #12",
    "hold #12", "deliver #12", "clock S1 2.0", "clock S1 0.5", "clock S1 1.125",
    "link S1 > S2 latency 10-15ms", "link all > S2 latency 250-800us loss 5%",
    "link all > all latency 12ms loss 0.5% duplication 100% reordering 2%",
    "rule up-to-date-check off", "rule pipelining on", "heartbeat S1", "sync S2", "retry C1",
    "retry C9 through S3", "give up C2", "manual", "reseed 42", "reseed 18446744073709551615",
    "crash pod-a", "due pod-a", "due pod-b keep-alive", "due etcdctl answer", "due S2",
    "due S2 give-up", "get a*", "get *", "get \"a b\"*", "get \"a b*\"", "get \"say \\\"\"*",
    "delete \"a b\"* through S1", "watch \"a b\"* from 2", "get \"a=\"* rev 3 limit 2",
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

  static let mistakes: [(line: String, found: String?, expected: ActTextError.Expectation)] = [
    ("", nil, .happening(ActRow.verbs)),
    ("crush S3", "crush", .word("crash")),
    ("crash", nil, .party),
    ("crash S0", "S0", .party),
    ("crash S10", "S10", .party),
    ("crash 3", "3", .party),
    ("crash S3 now", "now", .end),
    ("crash pod-a keeping 1", "keeping", .nothingKept(.pod(1))),
    ("crash api-2 torn 1", "torn", .nothingKept(.apiServer(2))),
    ("due", nil, .party),
    ("due S1 look", "look", .oneOf(["leases", "proposal", "give-up"])),
    ("due pod-a lok", "lok", .word("look")),
    ("get \"\"", "\"\"", .key),
    ("crash S3 keeping all", "all", .writeCount),
    ("time S4", "S4", .verb(second: "out", of: "time out")),
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
    ("give C1", "C1", .verb(second: "up", of: "give up")),
    ("retry S1", "S1", .client),
    ("retry C10", "C10", .client),
    ("reseed -1", "-1", .seed),
    ("reseed 18446744073709551616", "18446744073709551616", .seed),
    ("manual now", "now", .end),
    ("drop #99999999999999999", "#99999999999999999", .flight),
    ("link S1 > S2 latency 61000ms", "61000ms", .latency),
  ]

  @Test("A mistake is told with what was found and what would be right", arguments: mistakes)
  func mistake(line: String, found: String?, expected: ActTextError.Expectation) {
    let error = #expect(throws: ActTextError.self) { try Stimulus(text: line) }
    #expect(error?.found == found && error?.expected == expected)
    // The place is that of what was found, or the end.
    let rest = error.map { line.unicodeScalars.dropFirst($0.offset).map(String.init).joined() }
    #expect(rest?.hasPrefix(found ?? "") == true)
  }

  @Test("Every kind of act has a row that holds it and no other, and a verb of its own")
  func rows() {
    for kind in Stimulus.Kind.allCases {
      let others = Stimulus.Kind.allCases.filter { $0 != kind }.flatMap(\.row.samples)
      #expect(!kind.row.samples.isEmpty)
      #expect(kind.row.samples.allSatisfy { $0.kind == kind && kind.row.holds($0) })
      #expect(!others.contains(where: kind.row.holds), "\(kind)")
    }
    #expect(Set(ActRow.verbs).count == Stimulus.Kind.allCases.count)
  }

  @Test("Every row's acts are read back from their text and from their bytes")
  func samples() throws {
    for row in ActRow.all {
      for stimulus in row.samples {
        #expect(try Stimulus(text: stimulus.text) == stimulus)
        var bytes = ByteWriter()
        row.pack(stimulus, into: &bytes)
        var reader = ByteReader(bytes.bytes[...])
        #expect(try row.unpack(&reader) == stimulus)
        #expect(reader.remaining == 0)
      }
    }
  }

  @Test(
    "An act begins with its moment",
    arguments: ["crash S1", "@-1 crash S1", "@1.5 crash S1", "@9223372036854775807 heal"])
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
    switch Stimulus.Kind.allCases[random.next(in: 0...Stimulus.Kind.allCases.count - 1)] {
    case .crash:
      return .crash(
        server(), keepingWrites: random.next(in: 0...3), records: random.next(in: 0...3))
    case .restart: return .restart(server())
    case .wipe: return .wipe(server())
    case .pause: return .pause(server())
    case .resume: return .resume(server())
    case .timeOut: return .timeOut(server())
    case .split:
      var sides: [ServerSet] = [[], [], []]
      for server in ServerSet.first(9) { sides[random.next(in: 0...2)].insert(server) }
      return .split(Partition(sides))
    case .isolate: return .isolate(server())
    case .cut:
      let from = random.next(in: 1...8)
      return .cut(from: ServerID(from), to: ServerID(from + 1))
    case .mend: return .mend(from: ServerID(9), to: ServerID(random.next(in: 1...8)))
    case .heal: return .heal
    case .write: return .write(key: text(1...7), value: text(0...15), through: maybe())
    case .read:
      return .read(
        key: text(1...7), through: maybe(),
        way: Operation.Way.allCases[random.next(in: 0...Operation.Way.allCases.count - 1)])
    case .setFeature:
      let features = Feature.allCases
      return .setFeature(
        features[random.next(in: 0...features.count - 1)], isOn: random.next(in: 0...1) == 0)
    case .transfer: return .transfer(to: server())
    case .stop: return .stop(server())
    case .snapshot: return .snapshot(server())
    case .add:
      return .changeMembers(random.next(in: 0...1) == 0 ? .add(server()) : .addLearner(server()))
    case .promote: return .changeMembers(.promote(server()))
    case .remove: return .changeMembers(.remove(server()))
    case .change:
      var (added, removed): (ServerSet, ServerSet) = ([], [])
      for server in ServerSet.first(9) {
        switch random.next(in: 0...2) {
        case 0: added.insert(server)
        case 1: removed.insert(server)
        default: break
        }
      }
      if added.isEmpty { added = removed.isEmpty ? [ServerID(4)] : added }
      return .changeMembers(.several(adding: added, removing: removed))
    case .drop: return .drop(flight: flight())
    case .duplicate: return .duplicate(flight: flight())
    case .hold: return .hold(flight: flight())
    case .deliver: return .deliver(flight: flight())
    case .setClock: return .setClock(server(), permille: random.next(in: Stimulus.clockRates))
    case .jumpClock:
      let span = random.next(in: 1...Stimulus.jumpLimit)
      return .jumpClock(server(), by: random.next(in: 0...1) == 0 ? span : -span)
    case .setDisk: return .setDisk(server(), write: random.next(in: 0...Stimulus.diskLimit))
    case .setTiming:
      let low = random.next(in: 1...300_000)
      return .setTiming(
        flight() % 2 == 0 ? .heartbeat(low) : .electionTimeout(low...low + flight()))
    case .setLink:
      let low = random.next(in: 0...30_000)
      let isWhole = random.next(in: 0...1) == 0
      let latency = isWhole ? low / 1000 * 1000...low / 1000 * 1000 : low...low + flight()
      return .setLink(
        from: maybe(), to: maybe(),
        LinkQuality(
          latency: latency, loss: random.next(in: 0...1000),
          duplication: random.next(in: 0...1000), reordering: random.next(in: 0...1000)))
    case .setRule:
      let rules = Rule.allCases.filter(\.isSwitchable)
      return .setRule(rules[random.next(in: 0...rules.count - 1)], isOn: flight() % 2 == 0)
    case .heartbeat: return .heartbeat(server())
    case .sync: return .sync(server())
    case .retry: return .retry(ClientID(random.next(in: 1...9)), through: maybe())
    case .giveUp: return .giveUp(ClientID(random.next(in: 1...9)))
    case .manual: return .manual
    case .reseed: return .reseed(random.next())
    case .put, .get, .delete, .transaction, .grant, .revoke, .compact, .watch:
      return .outside(.anyQuestion(from: &random))
    // These have samples of all their forms.
    case .release, .cancel, .proclaim, .setElectionRule, .keepAlive, .timeToLive, .unwatch, .due:
      let samples = ActRow.all.flatMap(\.samples).filter {
        if case .outside = $0 { true } else { false }
      }
      return samples[random.next(in: 0...samples.count - 1)]
    }
  }
}

extension ProgramAct {
  /// Anything that can be asked at the keyboard, with keys and values that look like something else.
  static func anyQuestion(from random: inout RandomStream) -> ProgramAct {
    let through = random.next(in: 0...2) == 0 ? ServerID(random.next(in: 1...9)) : nil
    let request: Request
    switch random.next(in: 0...6) {
    case 0: request = .grant(random.next(in: 1...99), ttl: random.next(in: 0...20))
    case 1: request = .revoke(random.next(in: 1...99))
    case 2: request = .compact(random.next(in: 0...99))
    case 3: return .watch(.any(from: &random), from: random.next(in: 0...9), through: through)
    case 4: request = .transaction(.any(from: &random))
    default:
      let keys = KeyRequest.any(from: &random)
      let isFresh = !keys.isRange || random.next(in: 0...1) == 0
      return .ask(
        .request(.keys(keys), isFresh ? .linearizable : .serializable), through: through)
    }
    return .ask(.request(request, .linearizable), through: through)
  }
}

extension Text {
  /// Words of acts, signs, stars, quotes and blanks.
  static func any(_ lengths: ClosedRange<Int>, from random: inout RandomStream) -> Text {
    let pieces = [
      "a", "/", "leader", " ", "*", "\"", "\\", "=", ">", "|", ".", "if", "then", "else", "and",
      "lease", "through", "from", "rev", "limit", "serializable", "S1", "pod-a", "键", "#", "!", "<",
      "value", ".create", "get", "put",
    ]
    let count = random.next(in: lengths)
    return Text((0..<count).map { _ in pieces[random.next(in: 0...pieces.count - 1)] }.joined())!
  }
}

extension KeyRange {
  /// A key, or a prefix: others cannot be asked for by hand.
  static func any(from random: inout RandomStream) -> KeyRange {
    random.next(in: 0...1) == 0
      ? .key(.any(1...4, from: &random)) : .prefix(.any(0...4, from: &random))
  }
}

extension KeyRequest {
  static func any(from random: inout RandomStream) -> KeyRequest {
    switch random.next(in: 0...2) {
    case 0:
      .put(.any(1...4, from: &random), .any(0...4, from: &random), lease: random.next(in: 0...9))
    case 1:
      .range(.any(from: &random), revision: random.next(in: 0...9), limit: random.next(in: 0...9))
    default: .delete(.any(from: &random))
    }
  }

  fileprivate var isRange: Bool { if case .range = self { true } else { false } }
}

extension Transaction {
  static func any(from random: inout RandomStream) -> Transaction {
    var transaction = Transaction()
    for _ in 0..<random.next(in: 0...2) {
      let relations = Comparison.Relation.allCases
      let number = random.next(in: 0...99)
      let targets: [Comparison.Target] = [
        .value(.any(0...3, from: &random)), .version(number), .createRevision(number),
        .modRevision(number), .lease(number),
      ]
      transaction.comparisons.append(
        Comparison(
          .any(1...4, from: &random), relations[random.next(in: 0...relations.count - 1)],
          targets[random.next(in: 0...targets.count - 1)]))
    }
    for _ in 0..<random.next(in: 0...3) { transaction.then.append(.any(from: &random)) }
    for _ in 0..<random.next(in: 0...3) { transaction.otherwise.append(.any(from: &random)) }
    return transaction
  }
}
