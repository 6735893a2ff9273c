import Foundation
import RaftCore
import Screen
import Simulation
import Teaching
import TestSupport
import Testing

@testable import Workbench

/// A recording that has everything in it: steps, a running cluster, a mode, chapters, pauses.
let variedCues = "n n mark:A_write w n p 1 2 enter 300ms r 700ms r h G space*3 v 200ms G ?"

func performance(
  _ language: Language = .english, size: Size = Size(columns: 90, rows: 28), rate: Int = 20
) -> KeyRecording {
  KeyRecording(
    Laboratory(settings: Settings(seed: 3), language: language, size: size), rate: rate)
}

@Suite("asciicast") struct AsciicastTests {
  static func cast(_ version: Asciicast.Version, limit: Int = Asciicast.frameLimit) -> Asciicast {
    Asciicast(
      version: version, size: Size(columns: 20, rows: 4), title: "a \"title\"", theme: .dark,
      limit: limit)
  }

  @Test("version 2 has the header that its description asks for, and no time of day")
  func headerTwo() throws {
    let header = try Cast(Self.cast(.two).header).header
    #expect(header["version"] as? Int == 2)
    #expect(header["width"] as? Int == 20)
    #expect(header["height"] as? Int == 4)
    #expect(header["title"] as? String == "a \"title\"")
    // Longer than any pause, or agg cuts pauses to five seconds.
    #expect((header["idle_time_limit"] as? Int ?? 0) > Int(RecordedStep.longestPause / .seconds(1)))
    #expect(
      Set(header.keys) == ["version", "width", "height", "theme", "idle_time_limit", "title"])
    try Self.expectTheme(header["theme"])
  }

  @Test("version 3 has the terminal in its header")
  func headerThree() throws {
    let header = try Cast(Self.cast(.three).header).header
    #expect(header["version"] as? Int == 3)
    let term = try #require(header["term"] as? [String: Any])
    #expect(term["cols"] as? Int == 20)
    #expect(term["rows"] as? Int == 4)
    #expect(Set(header.keys) == ["version", "term", "title"])
    try Self.expectTheme(term["theme"])
  }

  static func expectTheme(_ value: Any?) throws {
    let theme = try #require(value as? [String: String])
    let colors =
      [theme["fg"], theme["bg"]]
      + (theme["palette"] ?? "").split(separator: ":").map {
        String($0)
      }
    #expect(colors.count == 18)
    for color in colors {
      #expect(color?.wholeMatch(of: /#[0-9a-f]{6}/) != nil, "\(color ?? "nothing")")
    }
  }

  @Test("keys are written only where they are asked for, as a terminal sends them")
  func keys() throws {
    for isAsked in [false, true] {
      var sink = CastSink(Self.cast(.two), writesKeys: isAsked)
      sink.press(["w", "left", .control("p")], at: .seconds(1))
      let events = try Cast(sink.develop(at: .seconds(2))).events.filter { $0.code == "i" }
      #expect(events.map(\.text) == (isAsked ? ["w", "\u{1B}[D", "\u{10}"] : []))
      #expect(events.allSatisfy { $0.time == 1 })
    }
  }

  @Test("what rounding takes from one interval the next one gets", arguments: [UInt64(1), 2, 3])
  func rounding(seed: UInt64) throws {
    var two = Self.cast(.two)
    var three = Self.cast(.three)
    var texts = (two.header, three.header)
    var time = Duration.zero
    var random = SeededRandom(seed)
    for number in 0..<400 {
      time += .microseconds(random.below(3500))
      texts.0 += two.mark("\(number)", at: time)
      texts.1 += three.mark("\(number)", at: time)
    }
    let absolute = try Cast(texts.0).events.map(\.time)
    var sum = 0.0
    for (place, event) in try Cast(texts.1).events.enumerated() {
      sum += event.time
      #expect(abs(sum - absolute[place]) < 1e-6)
    }
    #expect(abs(sum - time / .seconds(1)) <= 0.000_5 + 1e-9)
  }

  @Test("times have three decimals")
  func decimals() {
    #expect(Asciicast.seconds(0) == "0.000")
    #expect(Asciicast.seconds(12_034) == "12.034")
    var cast = Self.cast(.three)
    #expect(cast.mark("x", at: .microseconds(1499)) == "[0.001, \"m\", \"x\"]\n")
    #expect(cast.mark("x", at: .microseconds(1500)) == "[0.001, \"m\", \"x\"]\n")
  }

  @Test("the end gives the cursor back; version 3 says the exit status as text")
  func end() throws {
    var two = Self.cast(.two)
    #expect(try Cast(two.header + two.end(at: .seconds(2))).events.map(\.code) == ["o"])
    var three = Self.cast(.three)
    let events = try Cast(three.header + three.end(at: .seconds(2))).events
    #expect(events.map(\.code) == ["o", "x"])
    #expect(events[0].text.hasSuffix("\u{1B}[?25h"))
    #expect(events[1].text == "0")
  }

  @Test("a frame of another size says so first, and the same frame again says nothing")
  func resize() throws {
    var cast = Self.cast(.two)
    var text = cast.header
    text += cast.frame(Surface(size: Size(columns: 20, rows: 4)), at: .zero)
    text += cast.frame(Surface(size: Size(columns: 20, rows: 4)), at: .milliseconds(1))
    text += cast.frame(Surface(size: Size(columns: 30, rows: 5)), at: .milliseconds(2))
    let events = try Cast(text).events
    #expect(events.map(\.code) == ["o", "r", "o"])
    #expect(events[1].text == "30x5")
  }

  @Test("a long frame is divided between characters and sequences, and loses nothing")
  func pieces() {
    let text = "\u{1B}[0;1;38;2;10;20;30m领导者 e\u{301}\u{1B}[12;30Habc\u{1B}[?2026l"
    for limit in 1...text.utf8.count {
      let pieces = Asciicast.pieces(of: text, limit: limit)
      #expect(pieces.joined() == text)
      for piece in pieces {
        // What is longer than the limit is one sequence or one character.
        let isOne = piece.count == 1 || piece.wholeMatch(of: /\x1B\[[0-9;?]*[A-Za-z]/) != nil
        #expect(piece.utf8.count <= limit || isOne, "\(limit): \(piece)")
        #expect(piece.wholeMatch(of: /([^\x1B]|\x1B\[[0-9;?]*[A-Za-z])+/) != nil, "\(piece)")
      }
    }
  }
}

@Suite("The sieve of frames") struct FrameSieveTests {
  static func surface(_ number: Int) -> Surface {
    var surface = Surface(size: Size(columns: 8, rows: 1))
    surface.draw("\(number)", at: .zero, style: .plain)
    return surface
  }

  @Test("no more frames a second than asked for, none twice, and the last one always")
  func rate() {
    var sieve = FrameLimiter(rate: 10)
    var frames: [FrameLimiter.Frame] = []
    for number in 0..<500 {
      frames += sieve.take(Self.surface(number / 3), at: .milliseconds(number * 7))
    }
    frames += sieve.finish(at: .milliseconds(3500))
    #expect(frames.last?.surface == Self.surface(499 / 3))
    for (one, next) in zip(frames, frames.dropFirst().dropLast()) {
      #expect(next.time - one.time >= .milliseconds(100))
      #expect(next.surface != one.surface)
    }
    #expect(frames.count > 30 && frames.count <= 37)
  }

  @Test("a frame that comes alone is recorded when it comes")
  func alone() {
    var sieve = FrameLimiter(rate: 10)
    #expect(sieve.take(Self.surface(1), at: .microseconds(5)).map(\.time) == [.microseconds(5)])
    #expect(sieve.take(Self.surface(2), at: .seconds(2)).map(\.time) == [.seconds(2)])
    #expect(sieve.take(Self.surface(2), at: .seconds(3)).isEmpty)
  }

  @Test("a frame that comes too early is shown as soon as it may be")
  func early() {
    var sieve = FrameLimiter(rate: 10)
    _ = sieve.take(Self.surface(1), at: .zero)
    #expect(sieve.take(Self.surface(2), at: .milliseconds(1)).isEmpty)
    let times = sieve.take(Self.surface(3), at: .milliseconds(900)).map(\.time)
    #expect(times == [.milliseconds(100), .milliseconds(900)])
  }
}

@Suite("Pacing and cues") struct PacingTests {
  @Test("a text stays longer the longer it is, and Chinese as long as the same in English")
  func reading() {
    let pacing = Pacing()
    let english = pacing.time(toRead: "S3 becomes leader of term 1: it has 3 votes of 5.")
    let chinese = pacing.time(toRead: "S3 成为任期 1 的领导者：它有 5 票中的 3 票。")
    #expect(english > .seconds(3) && english < .seconds(6))
    #expect(max(english, chinese) - min(english, chinese) < .milliseconds(1500))
    #expect(pacing.time(toRead: "a") < pacing.time(toRead: "aa"))
    #expect(Pacing(permille: 2000).time(toRead: "ab") == pacing.time(toRead: "ab") * 2)
  }

  @Test("cues are keys, repeated keys, pauses and chapters")
  func cues() throws {
    let cues = try RecordedStep.list("space*2 1.5s 400ms mark:A_new_leader shift-left s")
    #expect(
      cues == [
        .key("space", isFollowed: true), .key("space", isFollowed: false),
        .pause(.milliseconds(1500)),
        .pause(.milliseconds(400)), .mark("A new leader"),
        .key(.init(.left, .shift), isFollowed: false),
        .key("s", isFollowed: false),
      ])
  }

  @Test(
    "what is no cue is named",
    arguments: ["spce", "space*0", "space*x", "-1s", "1e9s", "nans", "2m", "mark:", "*3", "infs"])
  func unreadable(word: String) {
    #expect(throws: RecordedStep.SyntaxError(word: word)) { try RecordedStep.list("n \(word) n") }
  }

  @Test("there is an end to the number of keys")
  func tooMany() {
    #expect(throws: RecordedStep.SyntaxError.self) { try RecordedStep.list("n*100000 n") }
  }
}
