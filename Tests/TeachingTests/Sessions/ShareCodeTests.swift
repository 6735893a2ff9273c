import KeyValue
import RaftCore
import Simulation
import Testing

@testable import Teaching

@Suite("Share codes") struct ShareCodeTests {
  /// A run as in a class: forty acts between steps, runs and a look back.
  static let classroom: Timeline = {
    var timeline = Timeline(Settings(seed: 7))
    for act in 0..<40 {
      _ = timeline.run(until: timeline.now + 150_000 + 7_919 * act)
      for _ in 0..<(act % 4) { _ = timeline.step() }
      let server = ServerID(act / 6 % 5 + 1)
      let stimuli: [Stimulus] = [
        .write(key: ShortText("x")!, value: .number(act), through: server), .crash(server),
        .timeOut(ServerID(server.number % 5 + 1)), .restart(server),
        .split([[server], ServerSet.first(5).removing(server)]), .heal,
      ]
      do { try timeline.perform(stimuli[act % 6]) } catch {
        try? timeline.perform(.write(key: ShortText("y")!, value: .number(act), through: nil))
      }
    }
    _ = timeline.run(until: timeline.now + 500_000)
    return timeline
  }()

  static let code = ShareCode(
    Session(of: classroom, title: "A term").checked(against: classroom, everywhere: false))

  @Test("A classroom's run of forty acts fits in a chat message")
  func size() throws {
    let session = try ShareCode.session(of: Self.code.text)
    #expect(session.actCount == 40)
    let isSame = SessionReplay(of: session).isSame
    #expect(isSame)
    // A message of the shortest kind has 280 characters or more; most chats allow thousands.
    #expect(Self.code.text.count <= 400)
  }

  @Test("No code with one character other than it was is taken for one")
  func damaged() {
    let characters = Array(Self.code.text)
    for place in characters.indices {
      for other in "AZaz0129-_*é " where other != characters[place] {
        var changed = characters
        changed[place] = other
        #expect(throws: ShareCode.ReadError.self, "\(place) \(other)") {
          try ShareCode.session(of: String(changed))
        }
      }
    }
  }

  @Test("A code cut short says how much is missing, and one that goes on that it does")
  func length() {
    let text = Self.code.text
    for length in 0..<text.count {
      let damage = #expect(throws: ShareCode.ReadError.self) {
        try ShareCode.session(of: String(text.prefix(length)))
      }
      if length >= 10, case .tooShort = damage {
      } else if length >= 10 {
        Issue.record("cut at \(length): \(damage!)")
      }
    }
    #expect(throws: ShareCode.ReadError.tooLong(bytes: 3)) {
      try ShareCode.session(of: text + "AAAA")
    }
  }

  @Test("Verbs and settings have numbers that stay; later ones are named, and named when unknown")
  func names() throws {
    // The lists are closed, and nothing in them is ever given up.
    #expect(ShareCode.verbs.count == 28 && ShareCode.settingNames.count == 13)
    for verb in ShareCode.verbs { #expect(ActRow.named(verb) != nil, "\(verb)") }
    for name in ShareCode.settingNames { #expect(SettingRow.named(name) != nil, "\(name)") }
    for (word, count) in [("heal", 1), ("compact", 9)] {
      var writer = ByteWriter()
      ShareCode.write(word, numbered: ShareCode.verbs, to: &writer)
      #expect(writer.bytes.count == count)
      var reader = ByteReader(writer.bytes[...])
      let read = try ShareCode.name(numbered: ShareCode.verbs, &reader)
      #expect(read == word && reader.remaining == 0)
    }
    // No title, no digest; no settings, and one verb; one setting.
    let verb: [UInt8] = [0, 0, 1, 0, 6] + Array("defrag".utf8)
    #expect(throws: ShareCode.ReadError.unknown("defrag")) {
      try ShareCode.session(body: verb[...])
    }
    var setting: [UInt8] = [0, 1, 0, 6]
    setting += Array("gossip".utf8)
    setting.append(2)
    setting += Array("on".utf8)
    #expect(throws: ShareCode.ReadError.unknown("gossip")) {
      try ShareCode.session(body: setting[...])
    }
    #expect(throws: ShareCode.ReadError.senseless) {
      try ShareCode.session(body: [0, 0, 1, 29])
    }
  }

  @Test("Bits are read as they were written, of any width")
  func bits() {
    var writer = BitWriter()
    let numbers = (0...60).map { (bits: Int) -> (number: Int, width: Int) in
      (number: (1 << bits) - 1 - bits / 2, width: bits + bits % 3)
    }
    for (number, width) in numbers { writer.write(number, width: width) }
    #expect(writer.bytes.count == (numbers.reduce(0) { $0 + $1.width } + 7) / 8)
    var reader = BitReader(writer.bytes[...])
    for (number, width) in numbers {
      let read = reader.read(width: width)
      #expect(read == number, "\(width) bits")
    }
  }

  @Test("Blanks and breaks of lines do not matter; other versions and characters are named")
  func wording() throws {
    let text = Self.code.text
    let wrapped = text.enumerated().map { $0 % 40 == 39 ? "\($1)\n  " : "\($1)" }.joined()
    #expect(try ShareCode.session(of: " \(wrapped)\n") == ShareCode.session(of: text))
    #expect(throws: ShareCode.ReadError.version("3")) {
      try ShareCode.session(of: "rl3-" + text.dropFirst(4))
    }
    #expect(throws: ShareCode.ReadError.foreign("*", at: 6)) {
      try ShareCode.session(of: "rl2-a*bc")
    }
    #expect(throws: ShareCode.ReadError.noCode) { try ShareCode.session(of: "lesson.yaml") }
    #expect(!ShareCode.resembles("rl.yaml") && ShareCode.resembles(text))
  }
}
