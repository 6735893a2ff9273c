import Simulation
import Teaching

/// A session as it is named on the command line: a journal, a script, or a share code.
struct SessionFile {
  /// The most bytes of a journal that are read.
  static let sizeLimit = 256 << 20

  let session: Session
  /// The journal that it was read from.
  let reading: JournalReading?
  let name: String

  init(named word: String, in language: Language) throws {
    let exists = AtomicFile.isThere(word)
    if !exists, ShareCode.resembles(word) {
      self = try Self(code: word, in: language)
      return
    }
    let path = SessionFolder.path(of: word)
    if AtomicFile.isRegular(path), let bytes = try? Self.bytes(of: path) {
      if Self.isJournal(bytes) {
        let reading = try Self.reading(of: bytes, path: path, in: language)
        self.reading = reading
        session = reading.session
        name = path.harmless
        return
      }
      if Self.isCode(bytes) {
        self = try Self(code: String(decoding: bytes, as: UTF8.self), in: language)
        return
      }
    }
    let file = try ScriptFile(named: path, in: language)
    reading = nil
    name = file.name
    if let session = file.session {
      self.session = session
      return
    }
    let script = try file.script(in: language)
    let timeline = try EndableBar.duringScript { progress throws(EndableBar.Ending) in
      var timeline = Timeline(script.settings)
      var runner = ScriptRunner(script, on: timeline)
      while runner.step != nil { try runner.perform(on: &timeline, progress: progress) }
      return timeline
    }
    session = Session(of: timeline, title: script.title[language])
  }

  /// What a share code says.
  ///
  /// - Throws: an exit with code 2, after saying what is wrong with it.
  init(code: String, in language: Language) throws {
    do throws(ShareCode.ReadError) {
      session = try ShareCode.session(of: code)
    } catch {
      throw Exit.saying(language.sessionPhrases.text(of: error))
    }
    reading = nil
    name = language.sessionPhrases.code
  }

  /// Whether a word is the name of a journal, or a share code or a file with one, and not that of a
  /// script.
  static func isMeant(by word: String) -> Bool {
    let path = SessionFolder.path(of: word)
    guard AtomicFile.isThere(path) else { return ShareCode.resembles(word) }
    // A pipe can be read only once.
    guard AtomicFile.isRegular(path) else { return false }
    guard let bytes = try? bytes(of: path, upTo: startLength) else { return false }
    return isJournal(bytes) || isCode(bytes)
  }

  /// The branch that it was left on, as a script; what cannot be repeated is said.
  func script(in language: Language) throws -> Script {
    let phrases = language.sessionPhrases
    if let loss = reading?.loss { Exit.sayLeftOut(phrases.text(of: loss)) }
    let restored = try SessionReplay.shown(of: session, title: phrases.repeating)
    for divergence in restored.divergences { Exit.say(phrases.text(of: divergence)) }
    let timeline = restored.timeline
    do throws(Script.LengthError) {
      return try Script(
        of: timeline, branch: timeline.branchNumber, title: session.title ?? "raftlab")
    } catch {
      throw Exit.saying(phrases.text(of: error))
    }
  }

  private static let journalStart = "raftlab-session"
  /// So many bytes of a file tell what it is.
  private static let startLength = 64

  /// Whether a file's bytes, or the first of them, are those of a share code.
  static func isCode(_ bytes: [UInt8]) -> Bool {
    ShareCode.resembles(String(decoding: bytes.prefix(startLength), as: UTF8.self))
  }

  /// Whether a file's bytes begin as journals do.
  static func isJournal(_ bytes: [UInt8]) -> Bool { bytes.starts(with: journalStart.utf8) }

  /// A file's bytes, so many at most.
  static func bytes(of path: String, upTo limit: Int = sizeLimit) throws(FileError) -> [UInt8] {
    try Descriptor.bytes(of: path, upTo: limit, isPlain: false)
  }

  static func reading(
    of bytes: [UInt8], path: String, in language: Language
  ) throws -> JournalReading {
    do throws(JournalReading.ReadError) {
      return try JournalReading(bytes)
    } catch {
      throw Exit.saying("\(path.harmless): \(language.sessionPhrases.text(of: error))")
    }
  }
}
