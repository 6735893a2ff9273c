import Teaching

/// The schemes that raftlab comes with: the files of the folder Themes, compiled in.
package enum BuiltInSchemes {
  /// Their names.
  package static var names: [String] { EmbeddedFile.themes.map(\.name) }

  /// The text of a file, as it is in the folder.
  package static func text(of name: String) -> String? {
    EmbeddedFile.themes.first { $0.name == name }?.text
  }

  /// A scheme by its name.
  package static func named(_ name: String) -> Scheme? {
    guard let text = text(of: name) else { return nil }
    do {
      return try Scheme(reading: Array(text.utf8), file: "Themes/\(name).yaml")
    } catch {
      preconditionFailure("\(error)")
    }
  }

  /// All of them.
  package static var all: [Scheme] { names.map { named($0)! } }

  /// The name of the scheme that leaves everything to the terminal.
  package static let terminalName = "terminal"

  static let dark = named("dark")!
  static let terminal = named(terminalName)!
  static let mono = named("mono")!
}
