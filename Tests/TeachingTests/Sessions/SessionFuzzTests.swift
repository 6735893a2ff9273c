import KeyValue
import RaftCore
import Simulation
import Testing

@testable import Teaching

/// Crafted journals and codes: what a stranger could send. Their check sums are right, so that what
/// is behind those is what is tried.
@Suite("Crafted sessions") struct SessionFuzzTests {
  /// The body of a line with the check that belongs to it.
  private static func line(_ body: String) -> String {
    let sum = ByteText.checksum(of: body.utf8)
    let digits = String((sum ^ sum >> 16) & 0xFFFF, radix: 16)
    return "\(body) ~\(String(repeating: "0", count: 4 - digits.count))\(digits)\n"
  }

  private static let header =
    "raftlab-session 1 servers=3 seed=7 election=150000-300000 heartbeat=50000 disk=2000 "
    + "client=250000 tries=8 latency=10000-15000 loss=0 duplication=0 reordering=0 batch=8 window=64"

  private static let extremes = [
    "9223372036854775807", "9223372036854775808", "18446744073709551615", "-1", "0", "1e9", "+5",
    "4611686018427387904", "70368744177665", "99999999999999999999999", "",
  ]

  /// Reads a journal, and repeats it if it is short enough to.
  private static func tryOut(_ journal: String) {
    guard let reading = try? JournalReading(Array(journal.utf8)),
      reading.session.eventCount < 2_000
    else { return }
    _ = SessionReplay(of: reading.session)
  }

  @Test("A number at the edge of 64 bits in a header of 0.1 is refused")
  func oldHeaders() {
    let words = Self.header.split(separator: " ").map(String.init)
    for place in 2..<words.count {
      let name = words[place].prefix { $0 != "=" }
      for value in Self.extremes {
        for text in [value, "1-\(value)", "\(value)-\(value)"] {
          var changed = words
          changed[place] = "\(name)=\(text)"
          Self.tryOut(Self.line(changed.joined(separator: " ")) + Self.line("c 0 50 400000"))
        }
      }
    }
    let endless = Self.header.replacing("150000-300000", with: "1-9223372036854775807")
    #expect(throws: JournalReading.ReadError.noHeader) {
      try JournalReading(Array(Self.line(endless).utf8))
    }
  }

  @Test("A value of a setting out of its range is refused, and named", arguments: SettingRow.all)
  func newHeaders(row: SettingRow) {
    for value in Self.extremes where value != "" {
      let text = Settings().text.split(separator: " ").filter { !$0.hasPrefix("\(row.name)=") }
      let header = "raftlab-session 2 \(row.name)=\(value) \(text.joined(separator: " "))"
      Self.tryOut(Self.line(header) + Self.line("c 0 50 400000"))
    }
    let header = "raftlab-session 2 \(row.name)=9223372036854775808"
    guard row.name != "seed" else { return }
    #expect(throws: JournalReading.ReadError.unknownSetting("9223372036854775808")) {
      try JournalReading(Array(Self.line(header).utf8))
    }
  }

  @Test("No number in a line ends in a trap or never")
  func lines() {
    let shapes = [
      "a N 0 heal", "a 1 N heal", "c N 0 0", "c 0 N 0", "c 0 0 N", "b N 0 0", "b 1 N 0", "b 1 0 N",
      "d N 64 52f0c19e8b7d3a64 AAAA", "d 0 N 52f0c19e8b7d3a64 AAAA", "a 1 0 drop #N",
      "a 1 0 crash S1 keeping N", "a 1 0 clock S1 N", "a 1 0 link S1 > S2 latency Nms",
      "a 1 0 link S1 > S2 loss N%", "a 1 0 reseed N", "a 1 0 retry CN", "a 1 0 crash SN",
    ]
    for shape in shapes {
      for value in Self.extremes {
        let body = shape.replacing("N", with: value)
        // A far end is tried once: to run there takes as many events as a run may have.
        let end = shape == shapes[0] && value == Self.extremes[0] ? "70368744177664" : "400000"
        let rest = ["c 0 40 300000", "a 41 \(end) heal", "c 0 60 \(end)"]
        Self.tryOut(
          Self.line(Self.header) + Self.line(body) + rest.map(Self.line).joined())
      }
    }
  }

  @Test("A line of a later version is named, and all that comes before it is kept")
  func later() throws {
    let start = Self.line("raftlab-session 2 \(Settings().text)") + Self.line("c 0 3 160000")
    for (body, word) in [("a 4 160000 compact S1", "compact S1"), ("x 1 2", "x")] {
      let journal = start + Self.line(body) + Self.line("c 0 9 170000")
      let reading = try JournalReading(Array(journal.utf8))
      #expect(reading.loss == .unknownLine(3, word, linesAfter: 1))
      #expect(reading.session.tracks[0].events == 3 && reading.wholeLength == start.utf8.count)
    }
    let header = Self.line("raftlab-session 2 servers=3 gossip=on")
    #expect(throws: JournalReading.ReadError.unknownSetting("gossip")) {
      try JournalReading(Array(header.utf8))
    }
  }

  @Test("A run in which a steady load waits for a leader ends at the bound, and not hours later")
  func endlessLooks() {
    var settings = Settings(servers: 3)
    settings.timing.electionTimeout = 600_000_000...600_000_000
    var session = Session(settings)
    session.tracks[0].events = 1
    let whole = RunLimit.$events.withValue(1_000) { SessionReplay(of: session) }
    #expect(whole.divergences == [])
    session.settings.writeInterval = 1_000
    let bound = RunLimit.$events.withValue(1_000) { SessionReplay(of: session) }
    #expect(bound.divergences == [.init(branch: 0, event: 1, reason: .outOfTime)])
    #expect(bound.timeline.position == 0)
    // An act that comes late is no way around it.
    session.tracks[0].acts = [
      Branch.PlacedAct(event: 1, act: Act(at: 500_000_000, .crash(ServerID(1))))
    ]
    let late = RunLimit.$events.withValue(1_000) { SessionReplay(of: session) }
    #expect(late.divergences == [.init(branch: 0, event: 1, reason: .outOfTime)])
  }

  /// A code of a body, with the check sum that belongs to it.
  private static func code(_ body: [UInt8], version: Int) -> String {
    var writer = ByteWriter()
    writer.number(body.count)
    writer.append(body)
    let sum = ByteText.checksum(of: version == 1 ? writer.bytes : [2] + writer.bytes)
    writer.fixed(UInt64(sum), bytes: 4)
    return "rl\(version)-\(ByteText.text(of: writer.bytes))"
  }

  /// The body of a code.
  private static func body(of code: String) throws -> [UInt8] {
    let values = code.utf8.drop { $0 != UInt8(ascii: "-") }.dropFirst()
      .compactMap { ByteText.value(of: $0) }
    let bytes = try #require(ByteText.bytes(of: values))
    var reader = ByteReader(bytes[...])
    let length = try reader.number()
    let body = try reader.slice(length)
    return Array(body)
  }

  /// The session that a body describes; nil when it is refused.
  private static func session(_ body: [UInt8], version: Int) -> Session? {
    if version == 1 { return try? SessionVersion1.session(body: body[...]) }
    return try? ShareCode.session(body: body[...])
  }

  /// A body with one to four places damaged.
  private static func damaged(_ whole: [UInt8], by random: inout RandomStream) -> [UInt8] {
    var body = whole
    for _ in 0...random.next(in: 0...3) {
      let place = random.next(in: 0...body.count - 1)
      switch random.next(in: 0...3) {
      case 0: body[place] = UInt8(random.next(in: 0...255))
      case 1: body.insert(contentsOf: [UInt8](repeating: 0xFF, count: 8) + [0x7F], at: place)
      case 2: body.removeLast(min(body.count - 1, random.next(in: 0...9)))
      default: body[place] ^= 1 << UInt8(random.next(in: 0...7))
      }
    }
    return body
  }

  @Test("Damaged codes with right check sums are read, refused or repeated", arguments: [1, 2])
  func codes(version: Int) throws {
    var random = RandomStream(seed: 18, stream: version)
    // Of 0.1 there are codes with branches, and with every act; of today, one of forty acts.
    let codes =
      version == 1
      ? try OldSessionTests.names.map { try OldSessionTests.code($0) } : [ShareCodeTests.code.text]
    let bodies = try codes.map { try Self.body(of: $0) }
    for body in bodies {
      let whole = try #require(Self.session(body, version: version))
      #expect(try ShareCode.session(of: Self.code(body, version: version)) == whole)
    }
    var readable = 0
    for number in 0..<3000 {
      let body = Self.damaged(bodies[number % bodies.count], by: &random)
      let read = Self.session(body, version: version)
      // What is around a body costs more than it, and was tried: one in twenty is a whole code.
      if number % 20 == 0 {
        let code = Self.code(body, version: version)
        #expect((try? ShareCode.session(of: code)) == read)
      }
      guard let session = read else { continue }
      readable += 1
      // What was read can be written, and read again as the same.
      let again = ShareCode.body(of: session)
      #expect((try? ShareCode.session(body: again[...])) == session)
      if session.eventCount < 400, session.end < 5_000_000, readable % 20 == 0 {
        _ = SessionReplay(of: session)
      }
    }
    #expect(readable > 100)
  }
}
