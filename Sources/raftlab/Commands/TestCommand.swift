import ArgumentParser
import Teaching

/// `raftlab test`: whether what scripts expect is so.
struct TestCommand: RunReadingCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.test) }

  @Argument(help: ArgumentHelp(.scripts))
  var scripts: [String]

  @OptionGroup var language: LanguageOption
  @OptionGroup var limit: RunLimitOption

  func run() throws {
    let language = Spoken.language
    let phrases = language.scriptPhrases
    var failed = 0
    var isUnreadable = false
    for name in scripts {
      do {
        let file = try ScriptFile(named: name, in: language)
        let script = try file.script(in: language, allowsReal: true)
        let check: ScriptCheck
        if script.isReal {
          switch try RealLesson(script: script).check() {
          case .success(let done): check = done
          case .failure(let leftOut):
            try print(Spoken.texts.leftOut(file.name, because: leftOut.reason))
            continue
          }
        } else {
          check = try EndableBar.duringScript { progress throws(EndableBar.Ending) in
            try ScriptCheck(script, progress: progress)
          }
        }
        for failure in check.failures { try print(failure.text(in: language, file: file.name)) }
        if check.isPassed {
          let passed = phrases.passed(
            expectations: check.expectationCount, questions: check.questionCount,
            events: check.eventCount)
          try print("\(file.name): \(passed)")
        } else {
          failed += 1
        }
      } catch let error as ExitCode where error == Exit.unreadable {
        failed += 1
        isUnreadable = true
      }
    }
    if scripts.count > 1 { try print(phrases.summary(files: scripts.count, failed: failed)) }
    if isUnreadable { throw Exit.unreadable }
    if failed > 0 { throw Exit.failed }
  }
}
