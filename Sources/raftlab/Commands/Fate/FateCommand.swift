import ArgumentParser
import Screen
import Simulation
import Teaching
import Workbench

/// `raftlab fate`: how likely each end of a run was, from moments all over it.
struct FateCommand: RunReadingCommand, ClusterCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.fate) }

  @OptionGroup var source: RunSource
  @OptionGroup var cluster: ClusterOptions
  @OptionGroup var switchedOff: RuleOptions
  @OptionGroup var beyond: FeatureOptions
  @OptionGroup var programs: ProgramOptions
  @OptionGroup var limit: RunLimitOption

  @Option(parsing: .unconditional, help: ArgumentHelp(.fateFutures, valueName: "count"))
  var futures = 1_000

  @Option(parsing: .unconditional, help: ArgumentHelp(.fateMoments, valueName: "count"))
  var moments = 40

  @Option(parsing: .unconditional, help: ArgumentHelp(.fateEvents, valueName: "count"))
  var events = 1_000

  @Option(parsing: .unconditional, help: ArgumentHelp(.fateTail, valueName: "time"))
  var tail: String?

  @Option(help: ArgumentHelp(.fateAsk, valueName: "condition"))
  var ask: [String] = []

  @Option(parsing: .unconditional, help: ArgumentHelp(.cores, valueName: "count"))
  var cores: Int?

  @OptionGroup var output: ExperimentOutput

  func validate() throws {
    try Self.check("futures", futures, 1...Fate.futureLimit)
    try Self.check("moments", moments, 2...FateStudy.spreadLimit)
    try Self.check("events", events, 1...Fate.windowLimit)
    if let cores { try Self.check("cores", cores, 1...1024) }
    _ = try span()
  }

  private static func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws {
    guard !range.contains(value) else { return }
    throw ValidationError(
      .range(
        option: name, value: "\(value)", from: "\(range.lowerBound)", to: "\(range.upperBound)"))
  }

  /// How long futures go on after the last event.
  private func span() throws -> TimeSpan? {
    guard let tail else { return nil }
    guard let span = ActNumber.span(tail, in: 0...Fate.tailLimit) else {
      throw ValidationError(
        .range(
          option: "tail", value: tail, from: "0ms", to: ActNumber.text(of: Fate.tailLimit)))
    }
    return span
  }

  func run() throws {
    try output.check()
    let language = try Spoken.written(output.language)
    let choice = try source.chosen(of: self, in: language)
    guard let settings = choice.settings else {
      throw Exit.saying(Spoken.texts.seenIsNoScript((source.script ?? "").harmless))
    }
    let conditions = try ask.map { try condition($0, of: settings) }
    let laboratory = Laboratory(settings: settings, language: language)
    let (runs, failures) = try choice.runs(at: laboratory)
    for failure in failures { Exit.say(language.scriptPhrases.text(of: failure.kind)) }
    guard failures.isEmpty, let timeline = runs.last as? Timeline else { throw Exit.failed }
    let fate = Fate(
      of: timeline, events: events, futures: futures, tail: try span(), asking: conditions)
    let study = draw(FateStudy(fate, moments: moments))
    try write(study, of: timeline)
  }

  private func condition(_ text: String, of settings: Settings) throws -> Condition {
    do throws(ScriptError) {
      return try Condition(asked: text, of: settings)
    } catch {
      throw Exit.saying(error.text(in: Spoken.language, file: "--ask"))
    }
  }

  /// Draws all futures, on all cores, with a bar that shows how far they have come.
  private func draw(_ study: FateStudy) -> FateStudy {
    var study = study
    let bar = SharedBar(Spoken.texts.drawingProgress, total: study.progress.total)
    defer { bar.end() }
    while !study.isFinished {
      let jobs = study.jobs(ofAtMost: Self.jobSize)
      let done = study.progress.done
      let outcomes = AllCores.map(
        jobs.count, cores: cores ?? AllCores.count, { jobs[$0].outcome },
        progress: { bar.move(to: done + $0 * Self.jobSize) })
      for (job, outcome) in zip(jobs, outcomes) { study.add(outcome, of: job) }
    }
    return study
  }

  /// How many futures are drawn at a time.
  private static let jobSize = 40

  private func write(_ study: FateStudy, of timeline: Timeline) throws {
    let table = FateTable(study)
    try output.write(
      title: { _ in Spoken.texts.abstract(of: .fate) }, csv: { table.csv }, json: { table.json }
    ) { theme, language, size in
      FatePage(
        study, theme: theme, language: language, size: size,
        stories: stories(of: study, in: timeline, language)
      ).surface
    }
  }

  /// What happened at turning points.
  private func stories(
    of study: FateStudy, in timeline: Timeline, _ language: Language
  ) -> [Int: String] {
    var stories: [Int: String] = [:]
    for turn in study.turns(most: 10) where turn.event > 0 {
      stories[turn.event] = timeline.headline(ofEvent: turn.event, in: language)
    }
    return stories
  }
}
