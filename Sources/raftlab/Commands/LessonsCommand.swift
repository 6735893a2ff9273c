import ArgumentParser
import Screen
import Teaching

/// `raftlab lessons`: what is built in.
struct LessonsCommand: ParsableCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.lessons) }

  @Option(help: ArgumentHelp(.show, valueName: "name-or-number"))
  var show: String?

  @Flag(help: ArgumentHelp(.scriptSchema))
  var schema = false

  @OptionGroup var language: LanguageOption

  func run() throws {
    let language = Spoken.language
    if schema { return try print(Library.schema, terminator: "") }
    if let show {
      guard let lesson = Library.lesson(named: show) else {
        let nearest = Library.lesson(near: show)
        throw Exit.saying(language.scriptPhrases.noSuchScript(show, suggestion: nearest))
      }
      try print(lesson.source, terminator: "")
      return
    }
    let width = TextWidth.standard
    let nameColumns = Library.lessons.map { width.of($0.name) }.max() ?? 0
    let numberColumns = Library.lessons.map { width.of($0.number.text) }.max() ?? 0
    let parts = Set(Library.lessons.map(\.number.part))
    var part: LessonNumber.Part?
    for lesson in Library.lessons {
      if parts.count > 1, lesson.number.part != part {
        if part != nil { try print("") }
        try print(language.scriptPhrases.title(of: lesson.number.part))
        part = lesson.number.part
      }
      let script = lesson.script
      let number = width.padded(lesson.number.text, columns: numberColumns + 1)
      let name = width.padded(lesson.name, columns: nameColumns + 2)
      let chapters = language.scriptPhrases.chapters(script.chapters.count)
      try print("\(number)\(name)\(script.title[language])  (\(chapters))")
    }
  }
}
