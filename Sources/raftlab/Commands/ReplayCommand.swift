import ArgumentParser
import Ncurses
import Screen
import Simulation
import Teaching
import Workbench

/// `raftlab replay`: a session repeated event for event, and the proof of it.
struct ReplayCommand: RunReadingCommand, ScreenCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.replay) }

  @Argument(help: ArgumentHelp(.replaySession))
  var session: String

  @Flag(help: ArgumentHelp(.replayPlain))
  var plain = false

  @OptionGroup var language: LanguageOption
  @OptionGroup var theme: ThemeOption
  @OptionGroup var color: ColorOption
  @OptionGroup var signs: SymbolOptions
  @OptionGroup var large: PrintOption
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var limit: RunLimitOption

  func run() throws {
    if SeenRun.isMeant(by: session) { return try openSeen() }
    let language = Spoken.language
    let phrases = language.sessionPhrases
    let file = try SessionFile(named: session, in: language)
    let loss = file.reading?.loss
    let restored = try SessionReplay.shown(of: file.session, title: phrases.repeating)
    guard plain else {
      return try play(
        settings: file.session.settings, speed: .usual(for: file.session.settings)
      ) { $0.open(restored, title: file.session.title, loss: loss) }
    }
    if let loss { Exit.sayLeftOut(phrases.text(of: loss)) }
    for divergence in restored.divergences { Exit.say(phrases.text(of: divergence)) }
    let session = Session(of: restored.timeline)
    try print(
      "\(file.name): "
        + phrases.repeated(
          events: session.eventCount, acts: session.actCount, branches: session.tracks.count,
          proven: restored.provenCount))
    if !restored.isSame || loss?.isDamage == true { throw Exit.failed }
  }
}

extension ReplayCommand {
  /// Opens what was seen of a real cluster: the cluster is gone, and what is damaged is left out.
  private func openSeen() throws {
    let run = try SeenRun(named: session)
    if run.isDamaged { run.sayLoss() }
    let playback = Playback(permille: 1000)
    func open(_ laboratory: inout Laboratory) {
      laboratory.open(seen: run.history, title: run.title, note: run.note)
    }
    if plain {
      try recite(on: run.history, playback, prepare: open)
    } else {
      try play(on: run.history, playback, prepare: open)
    }
  }
}

extension SessionReplay {
  /// Repeats a session, with a bar when it takes long, which Esc and `q` end on a terminal.
  ///
  /// - Throws: an exit with code 2, after saying why, when it has too many events; with code 1 when
  ///   somebody ended it.
  static func shown(of session: Session, title: String) throws -> SessionReplay {
    let count = session.repeatedCount
    guard count <= RunLimit.events else {
      let phrases = Spoken.language.sessionPhrases
      throw Exit.saying(phrases.takesTooMany(events: count, limit: RunLimit.events))
    }
    return try EndableBar.during(
      title, total: SessionReplay.work(of: session), ended: Spoken.texts.repeatingEnded
    ) { progress throws(EndableBar.Ending) in
      try SessionReplay(of: session, progress: progress)
    }
  }
}
