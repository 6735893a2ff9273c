import ArgumentParser
import Ncurses
import Screen
import Simulation
import Teaching
import Workbench

/// `raftlab play`: a script on the screen, or as text.
struct PlayCommand: RunReadingCommand, ScreenCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.play) }

  @Argument(help: ArgumentHelp(.script))
  var script: String

  @Flag(help: ArgumentHelp(.plain))
  var plain = false

  @Flag(name: .customLong("class"), help: ArgumentHelp(.classroom))
  var isClass = false

  @Flag(help: ArgumentHelp(.fromStart))
  var fromStart = false

  @OptionGroup var language: LanguageOption
  @OptionGroup var theme: ThemeOption
  @OptionGroup var color: ColorOption
  @OptionGroup var signs: SymbolOptions
  @OptionGroup var large: PrintOption
  @OptionGroup var screen: ScreenOptions
  @OptionGroup var limit: RunLimitOption

  func run() throws {
    let language = Spoken.language
    let file = try ScriptFile(named: script, in: language)
    let script = try file.script(in: language, allowsReal: true)
    let prepare = { (laboratory: inout Laboratory) in
      if fromStart { laboratory.lessonPlaces[file.id] = nil }
      laboratory.open(script, id: file.id, isClass: isClass)
    }
    if plain, !PlainSession.isOnTerminal { return try write(script, in: language) }
    if script.isReal {
      return try RealLesson(script: script).play(on: self, inLines: plain, prepare: prepare)
    }
    let speed = Speed.usual(for: script.settings)
    if plain {
      try recite(settings: script.settings, speed: speed, prepare: prepare)
    } else {
      try play(settings: script.settings, speed: speed, prepare: prepare)
    }
  }

  /// Plays a script to its end, as text: nobody is there who could answer.
  private func write(_ script: Script, in language: Language) throws {
    let transcript =
      if script.isReal {
        try RealLesson(script: script).transcript(in: language)
      } else {
        try EndableBar.duringScript { progress throws(EndableBar.Ending) in
          try Transcript(of: script, in: language, progress: progress)
        }
      }
    try print(PlainText(of: transcript).text, terminator: "")
    if !transcript.failures.isEmpty { throw Exit.failed }
  }
}
