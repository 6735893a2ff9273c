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
