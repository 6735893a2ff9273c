import ArgumentParser
import Screen
import Simulation
import Teaching
import Workbench

/// How fast a recording goes.
struct PaceOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: ArgumentHelp(.speed, valueName: "factor"))
  var speed: Speed?

  @Option(parsing: .unconditional, help: ArgumentHelp(.pace, valueName: "factor"))
  var pace: Double = 1

  @Option(parsing: .unconditional, help: ArgumentHelp(.fps))
  var fps = 20

  func validate() throws {
    guard (0.1...10).contains(pace) else {
      throw ValidationError(.range(option: "pace", value: "\(pace)", from: "0.1", to: "10"))
    }
    guard (1...60).contains(fps) else {
      throw ValidationError(.range(option: "fps", value: "\(fps)", from: "1", to: "60"))
    }
  }

  var pacing: Pacing { Pacing(permille: Int((pace * 1000).rounded())) }
}

/// The contents of a recording.
struct RecordingDetails: ParsableArguments {
  enum TextKind: String, CaseIterable, ExpressibleByArgument {
    case transcript, frames
  }

  @Option(help: ArgumentHelp(.still, valueName: "at"))
  var still: [StillMoment] = []

  @Option(parsing: .unconditional, help: ArgumentHelp(.castVersion))
  var castVersion: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp(.maxFrameBytes))
  var maxFrameBytes: Int?

  @Option(help: ArgumentHelp(.textKind))
  var text: TextKind?

  @Flag(help: ArgumentHelp(.showKeys))
  var showKeys = false

  @Flag(help: ArgumentHelp(.inputEvents))
  var inputEvents = false

  func validate() throws {
    guard [nil, 2, 3].contains(castVersion) else { throw ValidationError(.castVersion) }
    if let maxFrameBytes, !(256...16_777_216).contains(maxFrameBytes) {
      throw ValidationError(
        .range(
          option: "max-frame-bytes", value: "\(maxFrameBytes)", from: "256", to: "16777216"))
    }
  }

  /// Refuses what another form of recording has a use for.
  func check(for form: RecordingForm) throws {
    let given: [(option: String, isGiven: Bool, form: RecordingForm)] = [
      ("cast-version", castVersion != nil, .cast),
      ("max-frame-bytes", maxFrameBytes != nil, .cast), ("input-events", inputEvents, .cast),
      ("text", text != nil, .txt),
    ]
    for option in given where option.isGiven && option.form != form {
      throw ValidationError(.optionOfForm(option: option.option, form: option.form.rawValue))
    }
  }
}

/// A moment of a recording as it is typed.
struct StillMoment: ExpressibleByArgument {
  let text: String
  let moment: StillSink.Moment

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    text = argument
    if argument == "end" {
      moment = .end
    } else if argument.hasSuffix("s"), let seconds = Double(argument.dropLast()),
      (0...86_400).contains(seconds)
    {
      moment = .time(.microseconds(Int((seconds * 1_000_000).rounded())))
    } else {
      moment = .chapter(argument)
    }
  }
}

/// What is recorded, and how.
///
/// Not to be copied, like all that holds a laboratory: what copies take is much code, which nobody runs.
struct RecordingJob: ~Copyable {
  let choice: RunSource.Choice
  let laboratory: Laboratory
  let pace: PaceOptions
  /// What frames are drawn with; nil leaves them as they are.
  let filter: SymbolFilter?

  func title(in language: Language) -> String {
    switch choice {
    case .script(let script): script.title[language]
    case .cues: "raftlab"
    case .seen(let run, _): run.title ?? run.name
    }
  }

  /// Plays it on a sink, with a progress bar.
  ///
  /// - Returns: what the sink's file holds.
  func play(on sink: inout some RecordingSink, _ failures: inout [ScriptRunError]) -> String {
    guard let filter else { return perform(on: &sink, &failures) }
    var filtered = SymbolSink(sink, filter)
    defer { sink = filtered.sink }
    return perform(on: &filtered, &failures)
  }

  private func perform(
    on sink: inout some RecordingSink, _ failures: inout [ScriptRunError]
  ) -> String {
    switch choice {
    case .cues(let cues, _), .seen(_, let cues):
      var bar = ProgressBar(Spoken.texts.recordingProgress, total: cues.count)
      defer { bar.end() }
      var recording = KeyRecording(laboratory, pacing: pace.pacing, rate: pace.fps)
      return recording.play(cues, on: &sink) { bar.move(to: $0) }
    case .script(let script):
      var recording = ScriptRecording(
        script, at: laboratory, pacing: pace.pacing, rate: pace.fps)
      var bar = ProgressBar(Spoken.texts.recordingProgress, total: recording.count)
      defer { bar.end() }
      let text = recording.play(on: &sink) { bar.move(to: $0) }
      failures = recording.failures
      return text
    }
  }

  /// It in words.
  func transcript(in language: Language, _ failures: inout [ScriptRunError]) throws -> String {
    switch choice {
    case .cues(let cues, _), .seen(_, let cues):
      return KeyTranscript(of: cues, at: laboratory).text
    case .script(let script):
      let transcript = try EndableBar.duringScript { progress throws(EndableBar.Ending) in
        try Transcript(of: script, in: language, progress: progress)
      }
      failures = transcript.failures
      return PlainText(of: transcript).text
    }
  }
}
