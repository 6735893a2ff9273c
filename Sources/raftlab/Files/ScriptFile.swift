import ArgumentParser
import Teaching

/// A script as it is named on the command line: a file, the name or number of a built-in lesson, or
/// a session by its name, file or share code.
struct ScriptFile {
  /// What it is called in messages.
  let name: String
  /// What its place is remembered by.
  let id: String
  let source: String
  /// What it was written of, if it came as a share code on standard input or a pipe: a script has none
  /// of the digests that prove it.
  private(set) var session: Session?

  /// Finds a script.
  ///
  /// - Throws: an exit with code 2, after saying why, when there is none.
  init(named name: String, in language: Language) throws {
    if let lesson = Library.lesson(named: name) {
      self.name = "\(lesson.name).yaml"
      id = lesson.name
      source = lesson.source
      return
    }
    if SessionFile.isMeant(by: name) {
      let session = try SessionFile(named: name, in: language)
      self.name = session.name
      id = name
      source = ScriptWriter.source(of: try session.script(in: language))
      return
    }
    if SeenRun.isMeant(by: name) { throw Exit.saying(Spoken.texts.seenIsNoScript(name.harmless)) }
    let path = SessionFolder.path(of: name)
    self.name = path.harmless
    id = AtomicFile.resolved(path)
    let text = try Self.text(of: path, named: self.name, in: language)
    // A code may come on standard input, too.
    if ShareCode.resembles(String(text.prefix(64))) {
      let code = try SessionFile(code: text, in: language)
      source = ScriptWriter.source(of: try code.script(in: language))
      session = code.session
    } else {
      source = text
    }
  }

  /// A file's text: no more of it than a script may have, and one byte, by which that is seen.
  private static func text(
    of path: String, named name: String, in language: Language
  ) throws -> String {
    let phrases = language.scriptPhrases
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try Descriptor.bytes(of: path, upTo: Script.sizeLimit + 1, isPlain: false)
    } catch  where error.isMissing {
      let nearest = Library.lesson(near: path)
      throw Exit.saying(phrases.noSuchScript(path, suggestion: nearest))
    } catch {
      throw Exit.saying(Spoken.texts.text(of: error))
    }
    do throws(ScriptErrors) {
      return try Script.source(of: bytes)
    } catch {
      throw Exit.saying(Self.lines(of: error.list, in: name, language))
    }
  }

  private static func lines(
    of problems: [ScriptError], in name: String, _ language: Language
  ) -> String {
    problems.map { $0.text(in: language, file: name) }.joined(separator: "\n")
  }

  /// The script that it holds; what in it may not be what was meant is said.
  ///
  /// - Parameter allowsReal: whether it may be about real members, which a simulation cannot play.
  /// - Throws: an exit with code 2, after saying all that is wrong with it.
  func script(in language: Language, allowsReal: Bool = false) throws -> Script {
    let script: Script
    do throws(ScriptErrors) {
      let hints: [ScriptError]
      (script, hints) = try Script.read(source)
      if !hints.isEmpty { Exit.say(Self.lines(of: hints, in: name, language)) }
    } catch {
      throw Exit.saying(Self.lines(of: error.list, in: name, language))
    }
    guard allowsReal || !script.isReal else { throw Exit.saying(Spoken.texts.onlyWithMembers(id)) }
    return script
  }
}
