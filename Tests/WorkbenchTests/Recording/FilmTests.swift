import Foundation
import KeyValue
import RaftCore
import Screen
import Simulation
import Teaching
import TestSupport
import Testing

@testable import Workbench

@Suite("Films") struct FilmTests {
  @Test("the same cues give the same bytes, in every form", arguments: Language.allCases)
  func sameBytes(language: Language) throws {
    let cues = try RecordedStep.list(variedCues)
    func cast() -> String {
      var sink = CastSink(
        Asciicast(
          version: .two, size: Size(columns: 90, rows: 28), title: nil, theme: .dark))
      var performance = performance(language)
      return performance.play(cues, on: &sink)
    }
    func svg() -> String {
      var sink = AnimatedPicture(Picture(Theme.dark), title: "raftlab")
      var performance = performance(language)
      return performance.play(cues, on: &sink)
    }
    #expect(cast() == cast())
    #expect(svg() == svg())
  }

  @Test("nothing in a recording is of this machine")
  func nothingOfTheMachine() throws {
    var sink = CastSink(
      Asciicast(version: .two, size: Size(columns: 90, rows: 28), title: "x", theme: .dark))
    var performance = performance()
    let text = performance.play(try RecordedStep.list(variedCues), on: &sink)
    let host = ProcessInfo.processInfo.hostName
    for word in [NSHomeDirectory(), NSUserName(), host, "timestamp", "\"env\""]
    where word.count > 3 {
      #expect(!text.contains(word))
    }
  }

  @Test(
    "a terminal shows the frames of a cast cell by cell, in both versions and divided",
    .enabled(if: Python.has("pyte")), arguments: Language.allCases)
  func replayed(language: Language) throws {
    let size = Size(columns: 90, rows: 28)
    let cues = try RecordedStep.list(variedCues)
    var frames = MemorySink()
    var first = performance(language)
    _ = first.play(cues, on: &frames)
    #expect(frames.frames.count > 20)
    var files = [try Python.file(try frames.expectation, suffix: "json")]
    defer { files.forEach { try? FileManager.default.removeItem(atPath: $0) } }
    for (version, limit) in [(Asciicast.Version.two, 65_536), (.three, 65_536), (.two, 300)] {
      var cast = CastSink(
        Asciicast(version: version, size: size, title: "raftlab", theme: .dark, limit: limit))
      var second = performance(language)
      let text = second.play(cues, on: &cast)
      files.append(try Python.file(text, suffix: "v\(version)-\(limit).cast"))
    }
    let result = try #require(Python.run(script: "replay.py", files))
    #expect(result.status == 0, "\(result.output)")
    let isSame = "\(frames.frames.count) frames are the same\n"
    #expect(result.output == isSame + isSame + isSame)
  }

  @Test("the comparison finds one wrong cell", .enabled(if: Python.has("pyte")))
  func replayFails() throws {
    var cast = Asciicast(version: .two, size: Size(columns: 5, rows: 1), title: nil, theme: .dark)
    var surface = Surface(size: Size(columns: 5, rows: 1))
    surface.draw("abc", at: .zero, style: .plain)
    let text = cast.header + cast.frame(surface, at: .zero)
    surface.draw("abd", at: .zero, style: .plain)
    var sink = MemorySink()
    sink.show(surface, at: .zero)
    let castFile = try Python.file(text, suffix: "cast")
    let expected = try Python.file(try sink.expectation, suffix: "json")
    defer { [castFile, expected].forEach { try? FileManager.default.removeItem(atPath: $0) } }
    let result = try #require(Python.run(script: "replay.py", [expected, castFile]))
    #expect(result.status == 1)
    #expect(result.output.contains("row 0, column 2"))
  }

  @Test(
    "an animated picture shows each frame at its time, and needs nothing else",
    .enabled(if: Python.has("xml.etree.ElementTree")))
  func animated() throws {
    let cues = try RecordedStep.list(variedCues)
    var frames = MemorySink()
    var picture = AnimatedPicture(Picture(Theme.dark), title: "a <title>")
    var first = performance()
    var second = performance()
    _ = first.play(cues, on: &frames)
    let file = try Python.file(second.play(cues, on: &picture), suffix: "svg")
    defer { try? FileManager.default.removeItem(atPath: file) }
    let moments = frames.visible.map { String($0.time / .seconds(1) + 0.001) }
    let result = try #require(Python.run(script: "svg_frames.py", [file] + moments))
    #expect(result.status == 0, "\(result.output.suffix(500))")
    let lines = result.output.split(separator: "\n")
    try #require(lines.count == frames.visible.count)
    for (line, frame) in zip(lines, frames.visible) {
      let rows = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String])
      for (row, shown) in rows.enumerated() {
        #expect(Self.letters(shown) == Self.letters(Self.row(row, of: frame.surface)))
      }
    }
  }

  private static func row(_ row: Int, of surface: Surface) -> String {
    (0..<surface.size.columns).map { surface[Point(column: $0, row: row)]!.text }.joined()
  }

  /// Lines and blocks are drawn as shapes, and blanks not at all.
  private static func letters(_ text: String) -> String {
    String(text.filter { $0.isASCII && $0 != " " })
  }

  @Test("a picture that stands still is smaller than its frames together")
  func size() throws {
    var picture = AnimatedPicture(Picture(Theme.dark), title: "raftlab")
    var frames = MemorySink()
    var first = performance()
    var second = performance()
    let cues = try RecordedStep.list("n n w 1s r 2s r")
    let text = first.play(cues, on: &picture)
    _ = second.play(cues, on: &frames)
    let whole = frames.frames.reduce(0) {
      $0 + Picture(Theme.dark).svg(of: $1.surface).utf8.count
    }
    #expect(text.utf8.count * 4 < whole)
  }

  @Test("stills are what is on the screen at a moment, at a chapter, at the end")
  func stills() throws {
    let cues = try RecordedStep.list("n mark:Two n w mark:Three n")
    var sink = StillSink(of: [.time(.zero), .chapter("Two"), .chapter("2"), .end, .chapter("Four")])
    var frames = MemorySink()
    var first = performance()
    var second = performance()
    _ = first.play(cues, on: &sink)
    _ = second.play(cues, on: &frames)
    func frame(at time: Duration) -> Surface? { frames.frames.last { $0.time <= time }?.surface }
    #expect(frames.marks.map(\.title) == ["Two", "Three"])
    #expect(
      sink.stills == [
        frames.frames[0].surface, frame(at: frames.marks[0].time),
        frame(at: frames.marks[1].time), frames.frames.last?.surface, nil,
      ])
  }

  @Test("the words of a recording are keys and what they led to", arguments: Language.allCases)
  func transcript(language: Language) throws {
    let lab = Laboratory(settings: Settings(seed: 3), language: language)
    let transcript = KeyTranscript(of: try RecordedStep.list("n n mark:A_write w n"), at: lab)
    #expect(transcript.text.contains("## A write\n\n[w]\n"))
    #expect(transcript.text.split(separator: "\n").count { $0.hasPrefix("[n]") } == 3)
    let events = transcript.text.split(separator: "\n").filter { $0.hasPrefix("  0.") }
    #expect(events.count > 6)
  }
}

@Suite("Recording while one works") struct LiveRecordingTests {
  static func press(_ key: Key, _ lab: inout Laboratory) -> [FileRequest] {
    lab.tick(.milliseconds(100))
    lab.handle(.key(key))
    lab.record(lab.frame())
    return lab.takeRequests()
  }

  @Test("o begins a recording, o ends it, and what was shown between is in it")
  func recording() throws {
    var lab = Laboratory(settings: Settings(seed: 3))
    #expect(Self.press("n", &lab).isEmpty)
    var requests = Self.press("o", &lab)
    #expect(lab.isRecording)
    #expect(requests.first == .begin(.recording))
    for key in ["n", "w", "n"] as [Key] { requests += Self.press(key, &lab) }
    requests += Self.press("o", &lab)
    #expect(!lab.isRecording)
    #expect(requests.last == .finish(.recording))
    let text = requests.map { if case .append(_, let text) = $0 { text } else { "" } }.joined()
    let cast = try Cast(text)
    #expect(cast.events.map(\.time) == [0, 0.1, 0.2, 0.3, 0.4])
    #expect(cast.events[0].text.contains("raftlab"))
  }

  @Test("the sign of a recording is on the screen, and not in the recording")
  func sign() {
    var lab = Laboratory(settings: Settings(seed: 3))
    let before = lab.frame()
    _ = Self.press("o", &lab)
    var frame = lab.frame()
    #expect(frame == before)
    lab.drawRecordingSign(into: &frame)
    #expect(frame.text.hasPrefix(" ● REC    t 0.0000 s"))
  }

  @Test("a recording that cannot be written ends, and that is said")
  func failure() {
    var lab = Laboratory(settings: Settings(seed: 3))
    _ = Self.press("o", &lab)
    lab.take(.failed(.recording, file: "raftlab-1.cast", reason: "No space left on device"))
    #expect(!lab.isRecording)
    #expect(lab.frame().text.contains("raftlab-1.cast: No space left on device"))
    lab.finishRecording()
    #expect(lab.takeRequests().isEmpty)
  }

  @Test("O asks for a picture as SVG and as text, and says where it is")
  func picture() throws {
    var lab = Laboratory(settings: Settings(seed: 3))
    let requests = Self.press("O", &lab)
    guard case .save(.picture, let parts) = try #require(requests.first) else {
      Issue.record("\(requests)")
      return
    }
    #expect(parts.map(\.suffix) == ["svg", "txt"])
    #expect(parts[0].text.hasPrefix("<svg "))
    #expect(parts[1].text == lab.frame().text)
    lab.take(.saved(.picture, files: ["raftlab-1.svg", "raftlab-1.txt"]))
    #expect(lab.frame().text.contains("raftlab-1.svg, raftlab-1.txt"))
  }

  @Test("the key pressed last is shown to those who watch")
  func keys() {
    var lab = Laboratory(settings: Settings(seed: 3))
    lab.look.keyEcho = KeyEcho()
    for _ in 0..<3 { lab.handle(.key("space")) }
    #expect(lab.frame().text.contains("  space ×3"))
    lab.tick(.milliseconds(700))
    lab.handle(.key("space"))
    #expect(!lab.frame().text.contains("space ×"))
  }
}

@Suite("Scripts on sink") struct ScriptFilmTests {
  static func play(_ script: Script, pacing: Pacing = Pacing()) -> (MemorySink, [ScriptRunError]) {
    var sink = MemorySink()
    var performance = ScriptRecording(
      script, at: Laboratory(settings: script.settings, size: Size(columns: 90, rows: 30)),
      pacing: pacing, rate: 4)
    _ = performance.play(on: &sink)
    return (sink, performance.failures)
  }

  @Test("every lesson can be filmed; its chapters are marks and its texts can be read")
  func lessons() throws {
    for lesson in Library.simulated {
      let script = try Script(source: lesson.source)
      let (sink, failures) = Self.play(script)
      #expect(failures.isEmpty, "\(lesson.name)")
      #expect(sink.marks.map(\.title) == script.chapters.map { $0.title[.english] })
      #expect(sink.marks.map(\.time) == sink.marks.map(\.time).sorted())
    }
  }

  @Test("wherever a lesson waits, the sink shows what the player shows", arguments: [1, 4, 7])
  func asPlayed(number: Int) throws {
    let script = Library.lessons[number - 1].script
    let (sink, _) = Self.play(script)
    // What has just changed is marked since the last step there, since the last stop here.
    func caption(_ frame: Surface) -> String {
      let lines = frame.text.split(separator: "\n", omittingEmptySubsequences: false)
      return lines.drop { !$0.hasPrefix("─ \(script.title[.english]) ") }.joined(separator: "\n")
    }
    let shown = Set(sink.frames.map { caption($0.surface) })
    var lab = Laboratory(settings: script.settings, size: Size(columns: 90, rows: 30))
    lab.open(script, id: "x")
    var stops = 0
    while lab.lesson?.phase != .over {
      if lab.lesson?.phase != .performing {
        let isShown = shown.contains(caption(lab.frame()))
        #expect(isShown, "\(lab.frame().text)")
        stops += 1
      }
      lab.handle(.key("space"))
    }
    #expect(stops > 5 && !shown.contains(""))
  }

  @Test("the keys that do what a script does are shown, and the server is selected")
  func keys() throws {
    var lab = Laboratory(
      settings: Settings(seed: 3), size: Size(columns: 90, rows: 30))
    lab.look.keyEcho = KeyEcho()
    let acts: [(Stimulus, String)] = [
      (.crash(ServerID(3)), "  3 k"), (.restart(ServerID(3)), "  k"),
      (.split([[ServerID(1)], [ServerID(2), ServerID(5)]]), "  p 2 5 Enter"),
      (.cut(from: ServerID(1), to: ServerID(4)), "  c 1 4"), (.heal, "  h"),
      (.write(key: ShortText("x")!, value: .number(1), through: nil), "  w"),
      (.timeOut(ServerID(2)), "  2 t"),
    ]
    let script = Script(
      title: ScriptText("t"), settings: Settings(seed: 3),
      steps: acts.map { ScriptStep(.act([ScriptAct($0.0)])) })
    var sink = MemorySink()
    var performance = ScriptRecording(script, at: lab, rate: 4)
    _ = performance.play(on: &sink)
    #expect(performance.failures.isEmpty)
    let frames = sink.frames.dropFirst()
    #expect(frames.count == acts.count)
    for (frame, act) in zip(frames, acts) {
      #expect(frame.surface.text.contains(act.1), "\(act.1)\n\(frame.surface.text)")
    }
  }

  @Test("a caption stays as long as it takes to read it")
  func reading() {
    let long = String(repeating: "word ", count: 60)
    let script = Script(
      title: ScriptText("t"),
      steps: [ScriptStep(.say(ScriptText(long))), ScriptStep(.say(ScriptText("short")))])
    let (sink, _) = Self.play(script)
    #expect(sink.frames.count == 3)
    #expect(sink.frames[1].surface.text.contains("word word"))
    #expect(sink.frames[2].time - sink.frames[1].time == Pacing().time(toRead: long))
  }

  @Test("a run that would take too long is sped up, and no run is cut")
  func longRun() {
    let script = Script(
      title: ScriptText("t"), steps: [ScriptStep(.run(.span(20_000_000)))])
    let (sink, failures) = Self.play(script)
    #expect(failures.isEmpty)
    #expect(sink.frames.last!.time < .seconds(20))
    #expect(sink.frames.last!.surface.text.contains("t 20.0000 s"))
  }
}
