import ArgumentParser
import Screen
import Simulation
import Teaching
import Workbench

/// `raftlab record`: a sink of the screen, without a terminal.
struct RecordCommand: RunReadingCommand, ClusterCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.record) }

  @OptionGroup var source: RunSource
  @OptionGroup var cluster: ClusterOptions
  @OptionGroup var switchedOff: RuleOptions
  @OptionGroup var beyond: FeatureOptions
  @OptionGroup var programs: ProgramOptions
  @OptionGroup var limit: RunLimitOption
  @OptionGroup var language: LanguageOption
  @OptionGroup var theme: ThemeOption
  @OptionGroup var signs: SymbolOptions
  @OptionGroup var large: PrintOption

  @Option(name: .shortAndLong, help: ArgumentHelp(.output))
  var output: String

  @Option(name: .customLong("as"), help: ArgumentHelp(.recordingForm))
  var form: RecordingForm?

  @Option(help: ArgumentHelp(.size))
  var size = ScreenSize(columns: 100, rows: 30)

  @OptionGroup var pace: PaceOptions
  @OptionGroup var details: RecordingDetails

  @Flag(help: ArgumentHelp(.force))
  var force = false

  func run() throws {
    let language = try Spoken.written(self.language)
    let user = try UserPreferences()
    let form = try self.form ?? RecordingForm(path: output)
    try details.check(for: form)
    let choice = try source.chosen(of: self, in: language)
    let paths = try stillPaths(form)
    for path in paths ?? [output] { try Output.check(path, force: force) }
    let job = RecordingJob(
      choice: choice, laboratory: try laboratory(for: choice, in: language, user), pace: pace,
      filter: signs.filter(user.settings))
    let failures: [ScriptRunError]
    if let paths {
      failures = try takeStills(job, form, to: paths)
    } else {
      failures = try record(job, form, in: language)
    }
    for failure in failures { Exit.say(language.scriptPhrases.text(of: failure.kind)) }
    if !failures.isEmpty { throw Exit.failed }
  }

  private func laboratory(
    for choice: RunSource.Choice, in language: Language, _ user: UserPreferences
  ) throws -> Laboratory {
    var laboratory = Laboratory(
      on: choice.history,
      playback: Playback(permille: pace.speed?.permille ?? choice.usualSpeed),
      language: language, theme: Theme(try theme.chosen(otherwise: user), depth: .direct),
      size: Size(columns: size.columns, rows: size.rows))
    // A recording has nothing to click on.
    laboratory.look.wantsMouse = false
    laboratory.look.isLargePrint = large.isLargePrint(user.settings)
    if details.showKeys { laboratory.look.keyEcho = KeyEcho() }
    return laboratory
  }

  /// Records it whole.
  private func record(
    _ job: borrowing RecordingJob, _ form: RecordingForm, in language: Language
  ) throws -> [ScriptRunError] {
    let laboratory = job.laboratory
    let title = job.title(in: language)
    var failures: [ScriptRunError] = []
    let text: String
    switch form {
    case .cast:
      var sink = CastSink(
        Asciicast(
          version: details.castVersion == 3 ? .three : .two, size: laboratory.size, title: title,
          theme: laboratory.theme, limit: details.maxFrameBytes ?? Asciicast.frameLimit),
        writesKeys: details.inputEvents)
      text = job.play(on: &sink, &failures)
    case .svg:
      var sink = AnimatedPicture(Picture(laboratory.theme), title: title)
      text = job.play(on: &sink, &failures)
    case .txt where details.text == .frames:
      var sink = TextSink()
      text = job.play(on: &sink, &failures)
    case .txt: text = try job.transcript(in: language, &failures)
    }
    try Output.write(text, to: output, force: force)
    return failures
  }

  /// Takes stills and writes each into its file.
  private func takeStills(
    _ job: borrowing RecordingJob, _ form: RecordingForm, to paths: [String]
  ) throws -> [ScriptRunError] {
    var failures: [ScriptRunError] = []
    var sink = StillSink(of: details.still.map(\.moment))
    _ = job.play(on: &sink, &failures)
    let picture = Picture(job.laboratory.theme)
    if let place = sink.stills.firstIndex(where: { $0 == nil }) {
      throw ValidationError(.noSuchMoment(details.still[place].text))
    }
    for (place, still) in sink.stills.enumerated() {
      guard let still else { continue }
      let text = form == .txt ? still.text : picture.svg(of: still, title: "raftlab")
      try Output.write(text, to: paths[place], force: force)
    }
    return failures
  }

  /// The files of the stills; nil when none are asked for. Several are numbered.
  private func stillPaths(_ form: RecordingForm) throws -> [String]? {
    guard !details.still.isEmpty else { return nil }
    guard form != .cast else {
      throw ValidationError(.stillInCast)
    }
    guard details.still.count > 1 else { return [output] }
    guard output != "-", let dot = output.lastIndex(of: ".") else {
      throw ValidationError(.unnamedStills)
    }
    return details.still.indices.map { "\(output[..<dot])-\($0 + 1)\(output[dot...])" }
  }
}

/// What a recording can be.
enum RecordingForm: String, CaseIterable, ExpressibleByArgument {
  case cast, svg, txt

  /// What the ending of a file's name says.
  init(path: String) throws {
    guard let dot = path.lastIndex(of: "."),
      let form = RecordingForm(rawValue: path[path.index(after: dot)...].lowercased())
    else {
      throw ValidationError(.unknownForm(path: path))
    }
    self = form
  }
}
