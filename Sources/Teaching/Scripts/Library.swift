import Simulation

/// The lessons that are built in.
package enum Library {
  /// A built-in script.
  package struct Lesson: Sendable {
    /// The name that it is called by on the command line, and by which its place is remembered: what
    /// its file is called.
    package let name: String
    /// Its number, by which the lessons are ordered; its file says it.
    package let number: LessonNumber
    /// Its YAML. What it says of the schema's place holds where `raftlab lessons --schema` was
    /// written beside it.
    package let source: String

    /// A lesson of its YAML.
    ///
    /// - Precondition: one of its lines is its number, as in `number: E3`.
    package init(name: String, source: String) {
      self.name = name
      self.source = source.replacing("$schema=../Scripts/", with: "$schema=", maxReplacements: 1)
      let key = "number: "
      let line = source.split(separator: "\n").first { $0.hasPrefix(key) }
      guard let number = line.flatMap({ LessonNumber(String($0.dropFirst(key.count))) }) else {
        preconditionFailure("\(name).yaml has no number")
      }
      self.number = number
    }

    /// What it says.
    ///
    /// - Precondition: it can be read, which a test proves of every built-in lesson.
    package var script: Script {
      do throws(ScriptErrors) {
        return try Script(source: source)
      } catch {
        let lines = error.list.map { $0.text(in: .english, file: name) }
        preconditionFailure(lines.joined(separator: "\n"))
      }
    }
  }

  /// The JSON Schema of scripts, for editors: every key and word, with what it means.
  package static var schema: String { EmbeddedFile.schema("script") }

  /// All of them, in the order in which they are taught.
  package static let lessons: [Lesson] = inOrder(
    EmbeddedFile.lessons.map { Lesson(name: $0.name, source: $0.text) })

  /// Those that a simulation runs.
  package static let simulated: [Lesson] = lessons.filter { $0.number.part != .real }

  /// Those that real members run.
  package static let real: [Lesson] = lessons.filter { $0.number.part == .real }

  /// Lessons in the order in which they are taught: by their parts, and in each by their numbers.
  package static func inOrder(_ lessons: [Lesson]) -> [Lesson] {
    lessons.sorted { $0.number < $1.number }
  }

  /// The lesson of a name or number as it is typed; nil when there is none.
  package static func lesson(named text: String, among lessons: [Lesson] = lessons) -> Lesson? {
    let number = LessonNumber(text)
    return lessons.first { $0.name == text } ?? lessons.first { $0.number == number }
  }

  /// The name that somebody may have meant who typed another; nil when none is near.
  package static func lesson(near text: String) -> String? {
    Spelling.nearest(to: text, among: lessons.map(\.name))
  }
}
