import ArgumentParser
import Simulation
import Teaching
import Workbench

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `raftlab sessions`: the runs that were kept.
struct SessionsCommand: RunReadingCommand {
  static var configuration: CommandConfiguration { CommandConfiguration(.sessions) }

  @Option(parsing: .unconditional, help: ArgumentHelp(.prune, valueName: "count"))
  var prune: Int?

  @Option(parsing: .unconditional, help: ArgumentHelp(.olderThan, valueName: "days"))
  var olderThan: Int?

  @Flag(help: ArgumentHelp(.code))
  var code = false

  @Option(help: ArgumentHelp(.saveScript, valueName: "file"))
  var save: String?

  @Option(help: ArgumentHelp(.scriptTitle))
  var title: String?

  @Flag(help: ArgumentHelp(.force))
  var force = false

  @Argument(help: ArgumentHelp(.listedSession))
  var session: String?

  @OptionGroup var language: LanguageOption
  @OptionGroup var limit: RunLimitOption

  /// The most sessions or days.
  private static let limit = 1_000_000

  func validate() throws {
    for (option, value) in [("prune", prune), ("older-than", olderThan)] {
      guard let value, !(0...Self.limit).contains(value) else { continue }
      throw ValidationError(
        .range(option: option, value: "\(value)", from: "0", to: "\(Self.limit)"))
    }
  }

  func run() throws {
    let language = Spoken.language
    if prune != nil || olderThan != nil { return try remove(in: language) }
    guard code || save != nil else { return try list(in: language) }
    let latest = SessionFolder.kept.files.first { !SeenRun.isMeant(by: $0.path) }
    guard let name = session ?? latest?.path else {
      throw Exit.saying(language.sessionPhrases.noSession(nil))
    }
    let file = try SessionFile(named: name, in: language)
    if let loss = file.reading?.loss {
      Exit.sayLeftOut(language.sessionPhrases.text(of: loss))
    }
    let restored = try SessionReplay.shown(
      of: file.session, title: language.sessionPhrases.repeating)
    for divergence in restored.divergences {
      Exit.sayLeftOut(language.sessionPhrases.text(of: divergence))
    }
    let timeline = restored.timeline
    let title = title ?? file.session.title
    if code {
      let whole = Session(of: timeline, title: title)
      try print(ShareCode(whole.checked(against: timeline, everywhere: false)).text)
    }
    guard let save else { return }
    let script: Script
    do throws(Script.LengthError) {
      script = try Script(
        of: timeline, branch: timeline.branchNumber, title: title ?? "raftlab")
    } catch {
      throw Exit.saying(language.sessionPhrases.text(of: error))
    }
    try Output.write(ScriptWriter.source(of: script), to: save, force: force)
    if timeline.branches.count > 1 {
      Exit.say(
        language.sessionPhrases.holdsOneBranch(
          timeline.branchNumber, of: timeline.branches.count))
    }
  }

  private func remove(in language: Language) throws {
    let oldest = olderThan.map { Double(time(nil)) - 86_400 * Double($0) }
    var count = 0
    for (place, file) in SessionFolder.kept.files.enumerated() {
      let isSurplus = prune.map { place >= $0 } ?? false
      let isOld = oldest.map { file.modified < $0 } ?? false
      guard isSurplus || isOld, !SessionFolder.isInUse(file.path) else { continue }
      AtomicFile.remove(file.path)
      if !AtomicFile.exists(file.path) { count += 1 }
    }
    try print(language.sessionPhrases.pruned(count))
  }

  private func list(in language: Language) throws {
    let phrases = language.sessionPhrases
    let files = SessionFolder.kept.files
    if files.isEmpty { try print(phrases.noSession(nil)) }
    for file in files {
      if let entry = SessionFolder.seen(file) {
        let sign = SessionFolder.isInUse(file.path) ? "*" : " "
        try print("\(file.name.harmless) \(sign) \(entry.facts(in: language).harmless)")
        continue
      }
      guard let bytes = try? SessionFile.bytes(of: file.path) else { continue }
      let line: String
      do throws(JournalReading.ReadError) {
        let reading = try JournalReading(bytes)
        let session = reading.session
        let sign = SessionFolder.isInUse(file.path) ? "*" : reading.loss == nil ? " " : "!"
        let facts = phrases.listed(
          milliseconds: session.end / 1000, events: session.eventCount, acts: session.actCount,
          branches: session.tracks.count)
        let title = session.title.map { "  \($0.harmless)" } ?? ""
        line = "\(sign) \(facts)\(title)"
      } catch {
        line = "! \(phrases.text(of: error))"
      }
      try print("\(file.name.harmless) \(line)")
    }
  }
}
