import ArgumentParser
import Exploration
import Explorer
import Formats
import RaftCore
import Simulation
import Teaching
import Workbench

/// `raftlab explore`: what can happen next, and the shortest way to a goal.
struct ExploreCommand: RunReadingCommand, ScreenCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.explore) }

  @Argument(help: ArgumentHelp(.exploreSource))
  var script: String?

  @Option(help: ArgumentHelp(.exploreGoal, valueName: "goal"))
  var goal: String?

  @Option(help: ArgumentHelp(.exploreGoals, valueName: "file"))
  var goals: String?

  @Option(help: ArgumentHelp(.exploreShard, valueName: "part"))
  var shard: String?

  @OptionGroup var cluster: ExploreCluster
  @OptionGroup var bounds: ExploreBounds
  @OptionGroup var search: ExploreSearch

  @Option(help: ArgumentHelp(.exploreSave, valueName: "file"))
  var save: String?

  @Flag(help: ArgumentHelp(.force))
  var force = false

  @Flag(help: ArgumentHelp(.exploreOpen))
  var open = false

  @Flag(help: ArgumentHelp(.json))
  var json = false

  @OptionGroup var limit: RunLimitOption
  @OptionGroup var language: LanguageOption
  @OptionGroup var theme: ThemeOption
  @OptionGroup var color: ColorOption
  @OptionGroup var signs: SymbolOptions
  @OptionGroup var large: PrintOption
  @OptionGroup var screen: ScreenOptions

  /// A search that ended before it knew.
  private static let undecided = ExitCode(3)

  mutating func validate() throws {
    _ = try wanted()
    if script != nil, cluster.servers != nil || cluster.batch != nil {
      throw ValidationError(.exploreClusterOfScript)
    }
    if goal == nil, save != nil || open { throw ValidationError(.exploreWithoutGoal) }
    if goal != nil, goals != nil { throw ValidationError(.exploreGoalAndGoals) }
    if goals == nil, shard != nil { throw ValidationError(.shardWithoutGoals) }
    if try !ShardOption.chosen(shard).isWhole, !json { throw ValidationError(.shardWithoutJSON) }
    if save == "-", json { throw ValidationError(.exploreTwoOutputs) }
  }

  func run() throws {
    if let save { try Output.check(save, force: force) }
    if let goals { return try findAll(in: goals) }
    let goal = try wanted()
    let start = try begun(for: goal)
    let model = try model(at: start, isList: goal == nil)
    guard let goal else { return try list(model, at: start) }
    try find(goal, model, from: start)
  }

  func model(at start: ExploringStart, isList: Bool) throws -> Model {
    try refusing { () throws(ModelError) in
      try Model(
        start.configuration, within: bounds.bounds, disk: cluster.disk.timing,
        restarts: isList ? .apart : .atOnce, commands: start.commands,
        looking: isList ? .oneStep : .far)
    }
  }

  /// The goal that was asked for, if one was.
  private func wanted() throws -> ExploringGoal? {
    do throws(ActTextError) {
      return try goal.map { text throws(ActTextError) in try ExploringGoal(text) }
    } catch {
      throw ValidationError(.goal(goal ?? "", error))
    }
  }

  // MARK: The start

  /// The moment to explore from.
  func begun(for goal: ExploringGoal?) throws -> ExploringStart {
    let write = goal?.write
    let run = try script.map(played) ?? Timeline(cluster.settings)
    let off = cluster.switchedOff.rules.switchedOff
    let start: ExploringStart
    do throws(ExploringStart.Refusal) {
      start = try ExploringStart(
        run, switchingOff: off, writing: write, looking: goal == nil ? .oneStep : .far)
    } catch {
      throw Exit.saying(Spoken.texts.errorPrefix + Spoken.language.exploringPhrases.text(of: error))
    }
    guard bounds.writes <= start.commands.count else {
      throw ValidationError(
        .range(
          option: "writes", value: "\(bounds.writes)", from: "0", to: "\(start.commands.count)"))
    }
    return start
  }

  /// The last run of a script, at its end.
  private func played(_ name: String) throws -> Timeline {
    let script = try ScriptFile(named: name, in: Spoken.language).script(in: Spoken.language)
    return try EndableBar.duringScript { progress throws(EndableBar.Ending) in
      var timeline = Timeline(script.settings)
      var runner = ScriptRunner(script, on: timeline)
      while runner.step != nil { try runner.perform(on: &timeline, progress: progress) }
      return timeline
    }
  }

  /// Does what the model may refuse.
  private func refusing<Result>(_ work: () throws(ModelError) -> Result) throws -> Result {
    do throws(ModelError) {
      return try work()
    } catch {
      throw ValidationError(.exploring(error))
    }
  }

  // MARK: What can happen next

  private func list(_ model: Model, at start: ExploringStart) throws {
    let list = try refusing { () throws(ModelError) in try MoveList(model, at: start) }
    let language = Spoken.language
    if json { return try print(ExploreJSON.list(list, in: language).text) }
    for group in list.groups {
      try print("\(group.server)")
      for row in group.rows {
        let acts = list.acts(of: row).map(\.text).joined(separator: "; ")
        try print("  \(language.exploringPhrases.text(of: row.move))  [\(acts)]")
        try print("      \(language.exploringPhrases.joined(row.parts(in: language)))")
      }
    }
    try say(.moves(list.rows.count))
  }

  // MARK: The way to a goal

  private func find(_ words: ExploringGoal, _ model: Model, from start: ExploringStart) throws {
    if !json {
      try say(.goal(words.text))
      try say(.cluster(model, source: script))
      try say(.bounds(model.bounds))
    }
    let (search, ended) = try searched(for: words, model, from: start)
    let path = try ended.trace.map { try repeated($0, from: start) }
    let report = ExploreReport(
      goal: words, model: model, search: search, ended: ended, path: path)
    if json {
      try print(ExploreJSON.report(report, in: Spoken.language).text)
    } else {
      try tell(report)
    }
    if let path { try handOver(path, words) }
    switch ended.ending {
    case .found: throw ExitCode(1)
    case .exhausted: return
    case .memory, .numbers, .states, .stopped: throw Self.undecided
    }
  }

  /// Searches for a goal until it is known, or may take no more.
  func searched(
    for words: ExploringGoal, _ model: Model, from start: ExploringStart
  ) throws -> (Search, ExploreProgress.Ended) {
    let goal: Goal
    do throws(ExploringGoal.Misfit) {
      goal = try words.goal(from: start.state, commands: start.commands)
    } catch {
      throw ValidationError(.goalMisfit(words.text, error))
    }
    let search = try refusing { () throws(ModelError) in
      try Search(model, from: start.state, for: goal, self.search.options)
    }
    return (search, ExploreProgress.run(search, stateLimit: self.search.states))
  }

  func repeated(_ trace: Trace, from start: ExploringStart) throws -> ExploredPath {
    do throws(ExploredPath.Failure) {
      return try ExploredPath(trace, from: start)
    } catch {
      throw Exit.saying(Spoken.texts.errorPrefix + Spoken.language.exploringPhrases.text(of: error))
    }
  }

  private func tell(_ report: ExploreReport) throws {
    let phrases = Spoken.language.exploringPhrases
    try say(.ending(report))
    for told in report.path?.story(in: Spoken.language) ?? [] {
      let acts = told.acts.joined(separator: "; ")
      try self.report("\(told.number). \(phrases.text(of: told.move))  [\(acts)]")
      for sentence in told.sentences {
        let source = sentence.source.isEmpty ? "" : "  (\(sentence.source))"
        try self.report("   \(sentence.text)\(source)")
      }
    }
    try say(.searched(report))
    try say(.odds(report.figures.collisionOdds))
    if report.figures.cut > 0 { try say(.cut(report.figures.cut)) }
    // Of what was found it says nothing that some rule had no part in it.
    if report.path == nil, !report.neverFired.isEmpty { try say(.neverFired(report.neverFired)) }
    let off = report.model.configuration.rules.switchedOff
    if report.path == nil, let known = ExploringCase.without(off) {
      try say(.known(known))
    }
  }

  /// The way as a script, and on the screen.
  private func handOver(_ path: ExploredPath, _ goal: ExploringGoal) throws {
    if let save {
      let script: Script
      do throws(Script.LengthError) {
        script = try path.script(for: goal)
      } catch {
        throw Exit.saying(Spoken.language.sessionPhrases.text(of: error))
      }
      try Output.write(ScriptWriter.source(of: script), to: save, force: force)
      if save != "-", !json { try report(Spoken.texts.text(of: CheckLine.saved(path: save))) }
    }
    if open {
      try play(
        settings: path.timeline.settings, speed: .usual(for: path.timeline.settings)
      ) { $0.open(path.timeline, title: goal.text) }
    }
  }

  private func say(_ line: ExploreLine) throws { try report(Spoken.texts.text(of: line)) }

  /// Where a script goes to standard output, all else goes beside it.
  private func report(_ text: String) throws {
    if save == "-" { Output.complain(text) } else { try print(text) }
  }
}
