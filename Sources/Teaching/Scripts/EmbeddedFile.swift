import CEmbedded

/// A file that is part of the program: it is found wherever the program is.
package struct EmbeddedFile: Sendable {
  /// How it is called: its file's name without what says of which kind it is.
  package let name: String
  /// What it says.
  package let text: String

  /// The built-in lessons, by their names.
  static let lessons = all(raftlab_lessons())
  /// The built-in experiments, by their names.
  static let experiments = all(raftlab_experiments())
  /// The JSON Schemas, `script` and `experiment`.
  static let schemas = all(raftlab_schemas())
  /// The built-in colour schemes, in the order in which they are listed.
  package static let themes = all(raftlab_themes())

  /// The files of a row.
  private static func all(_ row: UnsafePointer<raftlab_embedded>) -> [EmbeddedFile] {
    var files: [EmbeddedFile] = []
    var next = row
    while let name = next.pointee.name, let text = next.pointee.text {
      files.append(EmbeddedFile(name: String(cString: name), text: String(cString: text)))
      next += 1
    }
    return files
  }

  /// The text of a schema.
  static func schema(_ name: String) -> String { schemas.first { $0.name == name }!.text }
}
