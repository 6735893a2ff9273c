/// The schemes that raftlab comes with: the files of the folder Themes, compiled in.
package enum BuiltInSchemes {
  /// The texts of the files, by name, in the order in which they are listed.
  private static let sources: [(name: String, text: [UInt8])] = [
    ("dark", PackageResources.dark_yaml),
    ("light", PackageResources.light_yaml),
    ("dusk", PackageResources.dusk_yaml),
    ("paper", PackageResources.paper_yaml),
    ("projector-dark", PackageResources.projector_dark_yaml),
    ("projector-light", PackageResources.projector_light_yaml),
    ("red-green-safe", PackageResources.red_green_safe_yaml),
    ("blue-yellow-safe", PackageResources.blue_yellow_safe_yaml),
    ("terminal", PackageResources.terminal_yaml),
    ("mono", PackageResources.mono_yaml),
  ]

  /// Their names.
  package static var names: [String] { sources.map(\.name) }

  /// The text of a file, as it is in the folder.
  package static func text(of name: String) -> [UInt8]? {
    sources.first { $0.name == name }?.text
  }

  /// A scheme by its name.
  package static func named(_ name: String) -> Scheme? {
    guard let text = text(of: name) else { return nil }
    do {
      return try Scheme(reading: text, file: "Themes/\(name).yaml")
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
