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
    let path = SessionFolder.path(of: name)
    self.name = path.harmless
    id = AtomicFile.resolved(path)
    source = try Self.text(of: path, in: language)
  }

  /// A file's text: no more of it than a script may have, and one byte, by which that is seen.
  private static func text(of path: String, in language: Language) throws -> String {
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
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Exit.saying(phrases.cannotRead(path))
    }
    return text
  }

  /// The script that it holds.
  ///
  /// - Throws: an exit with code 2, after saying all that is wrong with it.
  func script(in language: Language) throws -> Script {
    do throws(ScriptErrors) {
      return try Script(source: source)
    } catch {
      let lines = error.list.map { $0.text(in: language, file: name) }
      throw Exit.saying(lines.joined(separator: "\n"))
    }
  }
}
