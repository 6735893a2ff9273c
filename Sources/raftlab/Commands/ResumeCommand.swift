import ArgumentParser
import Simulation
import Teaching
import Workbench

/// `raftlab resume`: goes on with the last run, where it was left.
struct ResumeCommand: RunReadingCommand, ScreenCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.resume) }

  @Argument(help: ArgumentHelp(.resumeSession))
  var session: String?

  @OptionGroup var language: LanguageOption
  @OptionGroup var theme: ThemeOption
  @OptionGroup var color: ColorOption
  @OptionGroup var signs: SymbolOptions
  @OptionGroup var large: PrintOption
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var limit: RunLimitOption

  func run() throws {
    let language = Spoken.language
    let phrases = language.sessionPhrases
    let files = SessionFolder.kept.files
    let wanted =
      session.map { name in
        files.first { $0.name == name || $0.name + SessionFolder.suffix == name || $0.path == name }
      } ?? files.first { !SeenRun.isMeant(by: $0.path) }
    if let wanted, SeenRun.isMeant(by: wanted.path) {
      throw Exit.saying(Spoken.texts.seenIsNoScript(wanted.name.harmless))
    }
    guard let found = wanted else { throw Exit.saying(phrases.noSession(session?.harmless)) }
    guard let bytes = try? SessionFile.bytes(of: found.path) else {
      throw Exit.saying(language.scriptPhrases.cannotRead(found.path))
    }
    let reading = try SessionFile.reading(of: bytes, path: found.path, in: language)
    if let loss = reading.loss { Exit.say(phrases.text(of: loss)) }
    if SessionFolder.isInUse(found.path) { throw Exit.saying(phrases.inUse(found.name)) }
    let restored = try SessionReplay.shown(of: reading.session, title: phrases.repeating)
    for divergence in restored.divergences { Exit.say(phrases.text(of: divergence)) }
    SessionFolder.kept.correctDates()
    // A run that this version cannot repeat to its end is left as it is, and gone on with elsewhere.
    var journals = JournalService()
    if restored.isSame { try journals.adopt(found.path, reading, in: restored.timeline) }
    try play(
      settings: reading.session.settings, speed: .usual(for: reading.session.settings),
      journals: journals
    ) { $0.open(restored, title: reading.session.title, loss: reading.loss) }
  }
}
