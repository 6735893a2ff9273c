import ArgumentParser
import Ncurses
import Screen
import Simulation
import Teaching
import Workbench

/// A command that opens the laboratory, on a screen or in lines.
///
/// How it is shown is asked for in groups side by side, as a cluster is (`ClusterCommand`). The command
/// line decides, then the user's settings, then the environment.
protocol ScreenCommand {
  var language: LanguageOption { get }
  var theme: ThemeOption { get }
  var color: ColorOption { get }
  var signs: SymbolOptions { get }
  var large: PrintOption { get }
  var screen: ScreenOptions { get }
}

/// What a screen does besides showing.
struct ScreenOptions: ParsableArguments {
  @Flag(help: ArgumentHelp(.noMouse))
  var noMouse = false

  @Flag(help: ArgumentHelp(.noMotion))
  var noMotion = false

  @Flag(help: ArgumentHelp(.showKeys))
  var showKeys = false
}

extension ScreenCommand {
  /// Opens the terminal and plays until the user has had enough.
  ///
  /// - Parameters:
  ///   - settings: the cluster's.
  ///   - speed: how fast virtual time runs.
  ///   - journals: keeps the runs.
  ///   - prepare: what is to be done before the first frame.
  func play(
    settings: Settings, speed: Speed, journals: consuming JournalService = JournalService(),
    prepare: (inout Laboratory) -> Void = { _ in }
  ) throws {
    try play(
      on: Timeline(settings), Playback(permille: speed.permille), journals: journals,
      prepare: prepare)
  }

  /// The same, whatever runs the cluster.
  ///
  /// - Parameter closing: what is to be done at the end, whatever that is but a crash.
  func play(
    on history: some History, _ playback: Playback,
    journals: consuming JournalService = JournalService(), closing: () -> Void = {},
    prepare: (inout Laboratory) -> Void = { _ in }
  ) throws {
    let user = try UserPreferences()
    let scheme = try theme.asked(otherwise: user)
    let language = try shownLanguage()
    var terminal = try TerminalSession(
      TerminalOptions(
        colors: color.wanted, mouse: !screen.noMouse, symbols: signs.symbols(user.settings),
        braille: signs.braille(user.settings),
        asksGround: scheme?.isTerminals ?? false))
    let showsOnlyASCII = !terminal.isUTF8
    let hasASCIISymbols = terminal.symbols == .ascii
    var laboratory = Laboratory(
      on: history, playback: playback, language: language,
      theme: Theme(
        try scheme ?? SchemeFolder.user.usual(for: terminal.depth), depth: terminal.depth,
        ground: terminal.ground),
      size: terminal.size, keymap: hasASCIISymbols ? user.keymap.inASCII : user.keymap,
      motion: screen.noMotion ? .reduced : user.settings.motion,
      schemes: { SchemeFolder.user.all().schemes })
    LessonMemory.load(into: &laboratory)
    laboratory.look.wantsMouse = !screen.noMouse
    laboratory.look.isLargePrint = large.isLargePrint(user.settings)
    laboratory.look.showsOnlyASCII = showsOnlyASCII
    prepare(&laboratory)
    if screen.showKeys { laboratory.look.keyEcho = KeyEcho(inASCII: hasASCIISymbols) }
    var desk = FileService()
    let recovered = desk.recoverRecordings()
    if !recovered.isEmpty { laboratory.take(.sessions(.recordingRecovered(files: recovered))) }
    var journals = journals
    let signal = ScreenLoop.play(&laboratory, on: &terminal, with: &desk, keeping: &journals)
    terminal.close()
    closing()
    LessonMemory.save(from: &laboratory)
    try Self.leave(laboratory, desk, journals, by: signal)
  }

  /// Plays in lines, without a screen, until the user has had enough or input ends.
  ///
  /// - Parameter prepare: what is to be done before the first line.
  func recite(
    settings: Settings, speed: Speed, prepare: (inout Laboratory) -> Void = { _ in }
  ) throws {
    try recite(
      on: Timeline(settings), Playback(permille: speed.permille), prepare: prepare)
  }

  /// The same, whatever runs the cluster.
  func recite(
    on history: some History, _ playback: Playback,
    journals: consuming JournalService = JournalService(), closing: () -> Void = {},
    prepare: (inout Laboratory) -> Void = { _ in }
  ) throws {
    let user = try UserPreferences()
    var laboratory = Laboratory(
      on: history, playback: playback,
      language: try shownLanguage(), keymap: user.keymap, motion: .reduced)
    LessonMemory.load(into: &laboratory)
    laboratory.look.wantsMouse = false
    prepare(&laboratory)
    var desk = FileService()
    var journals = journals
    var session = PlainSession()
    let signal = PlainLoop.play(
      &laboratory, in: &session, with: &desk, keeping: &journals)
    session.close()
    closing()
    LessonMemory.save(from: &laboratory)
    try Self.leave(laboratory, desk, journals, by: signal)
  }

  /// Says what nobody has been told, and ends as it is right to: by a signal, or with a code that
  /// tells that the run is not saved.
  private static func leave(
    _ laboratory: Laboratory, _ desk: borrowing FileService, _ journals: borrowing JournalService,
    by signal: Signal?
  ) throws {
    let texts = laboratory.language.commandTexts
    for report in desk.untold { Exit.say(texts.text(of: report)) }
    if let failure = journals.failure {
      let reason = texts.reason(of: failure)
      Exit.say(texts.text(of: .failed(.journal, file: failure.path, reason: reason)))
    }
    if let signal { TerminalSession.end(by: signal) }
    if journals.failure != nil { throw Exit.failed }
  }

  /// The language that is spoken, if it can be shown; else English, unless it was asked for here.
  private func shownLanguage() throws -> Language {
    let spoken = Spoken.language
    guard !spoken.isASCII, !TerminalSession.isLocaleUTF8 else { return spoken }
    guard let asked = language.lang else { return .english }
    throw ValidationError(.unshownLanguage(asked))
  }
}
