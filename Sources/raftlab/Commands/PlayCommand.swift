import ArgumentParser
import Foundation
import Ncurses
import Screen
import Simulation
import Teaching
import Workbench

/// `raftlab play`: a script on the screen, or as text.
struct PlayCommand: ParsableCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.play) }

  @Argument(help: ArgumentHelp(.script))
  var script: String

  @Flag(help: ArgumentHelp(.plain))
  var plain = false

  @Flag(name: .customLong("class"), help: ArgumentHelp(.classroom))
  var isClass = false

  @Flag(help: ArgumentHelp(.fromStart))
  var fromStart = false

  @OptionGroup var screen: ScreenOptions

  func run() throws {
    let language = Spoken.language
    let file = try ScriptFile(named: script, in: language)
    let script = try file.script(in: language)
    let prepare = { (laboratory: inout Laboratory) in
      if fromStart { laboratory.lessonPlaces[file.id] = nil }
      laboratory.open(script, id: file.id, isClass: isClass)
    }
    let speed = Speed(permille: Playback.standard)
    if plain, PlainSession.isOnTerminal {
      try screen.recite(settings: script.settings, speed: speed, prepare: prepare)
    } else if plain {
      let transcript = Transcript(of: script, in: language)
      try print(PlainText(of: transcript).text, terminator: "")
      if !transcript.failures.isEmpty { throw Exit.failed }
    } else {
      try screen.play(settings: script.settings, speed: speed, prepare: prepare)
    }
  }
}

/// Where it is kept how far lessons were followed: a small file under `XDG_STATE_HOME`.
///
/// It is a convenience: when it cannot be read or written, lessons begin at the beginning.
enum LessonMemory {
  private static var file: URL? {
    Environment.folder("XDG_STATE_HOME", orInHome: ".local/state").map {
      URL(fileURLWithPath: $0).appendingPathComponent("lessons")
    }
  }

  static func load(into laboratory: inout Laboratory) {
    guard let file, let text = try? String(contentsOf: file, encoding: .utf8) else { return }
    laboratory.lessonPlaces = LessonPlaces(text: text)
  }

  static func save(from laboratory: inout Laboratory) {
    let before = laboratory.lessonPlaces
    laboratory.rememberPlace()
    guard let file, laboratory.lessonPlaces != before || laboratory.lesson != nil else { return }
    let folder = file.deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try? Data(laboratory.lessonPlaces.text.utf8).write(to: file, options: .atomic)
  }
}
