import Screen
import Teaching
import YAML

/// What a user has settled once for all, in a file of their own.
///
/// ```yaml
/// language: zh
/// theme: projector-dark
/// motion: reduced
/// keys:
///   kill-or-restart: K
///   step: [space, ctrl-n]
///   reading.choose-up: [up, ctrl-p]
/// ```
package struct Preferences: Hashable, Sendable {
  package var language: Language?
  /// The name of a theme, or the path of a scheme file.
  package var theme: String?
  /// Where the file says so.
  package var themeLine: Int?
  package var motion = Motion.full
  /// Whether to draw with ASCII characters only.
  package var ascii = false
  /// The symbols that the terminal's font has; nil leaves it to the locale.
  package var symbols: SymbolSet?
  /// Whether the font has braille; nil leaves it to the terminal.
  package var braille: Bool?
  /// Whether to begin in large print.
  package var largePrint = false
  /// Keys by the name of what they do.
  package var keys: [Remapping] = []

  /// The standard settings.
  package init() {}

  /// Keys that a command gets in place of its own.
  package struct Remapping: Hashable, Sendable {
    package var context: Keymap.Context
    package var command: KeyCommand
    package var keys: [String]
    /// Where the file says so.
    package var line: Int?
  }

  /// The names of the settings.
  package static let names = [
    "language", "theme", "motion", "ascii", "symbols", "braille", "large-print", "keys",
  ]

  /// Bytes; what a person writes is far smaller.
  package static let sizeLimit = 65_536
}

/// All that is wrong with a file of settings.
package struct PreferencesErrors: Error, Hashable {
  /// In the order of the file's lines.
  package let list: [PreferencesError]
  /// The settings that could be read in spite of them.
  package let rest: Preferences

  package init(_ list: [PreferencesError], rest: Preferences) {
    self.list = list.byLine
    self.rest = rest
  }
}

extension [PreferencesError] {
  /// In the order of the file's lines; what is wrong with the file as a whole comes first.
  package var byLine: [PreferencesError] { sorted { ($0.line ?? 0) < ($1.line ?? 0) } }
}

extension Preferences {
  /// Reads a file of settings.
  ///
  /// - Parameters:
  ///   - text: the file's contents.
  ///   - file: its path, for what is said about it.
  /// - Throws: everything that is wrong with it, each with its line; keys that would do two things,
  ///   and what would be left without a key, too.
  package init(reading text: String, file: String) throws(PreferencesErrors) {
    self.init()
    var reader = ConfigurationReader(file: file)
    reader.read(text, into: &self)
    _ = Keymap.standard.remapped(by: keys) { line, kind in reader.note(line: line, kind) }
    guard reader.problems.isEmpty else {
      throw PreferencesErrors(reader.problems, rest: self)
    }
  }

  /// Reads a file of settings.
  ///
  /// - Parameters:
  ///   - bytes: the file's contents.
  ///   - file: its path, for what is said about it.
  package init(reading bytes: [UInt8], file: String) throws(PreferencesErrors) {
    let text: String
    do throws(YAMLErrors) {
      text = try YAMLText.text(of: bytes)
    } catch {
      throw PreferencesErrors(
        error.list.map { PreferencesError(file: file, $0) }, rest: Preferences())
    }
    try self.init(reading: text, file: file)
  }

  /// The keys as they are with the remappings.
  package var keymap: Keymap { Keymap.standard.remapped(by: keys) { _, _ in } }
}

/// Takes a file of settings apart, and goes on after what is wrong.
private struct ConfigurationReader {
  let file: String
  var problems: [PreferencesError] = []

  init(file: String) { self.file = file }

  mutating func note(_ node: Node?, _ kind: PreferencesError.Kind) {
    note(line: node?.mark?.line, kind)
  }

  private mutating func note(_ trouble: YAMLError) {
    problems.append(PreferencesError(file: file, trouble))
  }

  mutating func note(line: Int?, _ kind: PreferencesError.Kind) {
    problems.append(PreferencesError(file: file, line: line, kind))
  }

  mutating func read(_ text: String, into configuration: inout Preferences) {
    guard text.utf8.count <= Preferences.sizeLimit else {
      note(nil, .tooLarge)
      return
    }
    let root: Node?
    do throws(YAMLErrors) {
      root = try YAMLText.compose(text) { note($0) }
    } catch {
      error.list.forEach { note($0) }
      return
    }
    guard let root, root.scalar?.string != "" else { return }
    guard let mapping = root.mapping else {
      note(root, .noSettings)
      return
    }
    for (key, value) in mapping { read(key, value, into: &configuration) }
  }

  private mutating func read(
    _ key: Node, _ value: Node, into configuration: inout Preferences
  ) {
    let name = key.scalar?.string ?? ""
    let text = value.scalar?.string ?? ""
    switch name {
    case "language":
      do throws(LanguageError) {
        configuration.language = try Language(option: text)
      } catch {
        note(value, .unknownLanguage(LanguageError(value: Self.shown(text))))
      }
    case "theme":
      configuration.theme = text
      configuration.themeLine = value.mark?.line
      if text.isEmpty { note(value, .noTheme) }
    case "motion":
      guard let motion = Motion(rawValue: text) else {
        note(value, .motion)
        return
      }
      configuration.motion = motion
    case "ascii":
      guard let flag = Self.flag(text) else { return note(value, .ascii) }
      configuration.ascii = flag
    case "symbols":
      guard let symbols = SymbolSet(rawValue: text) else { return note(value, .symbols) }
      configuration.symbols = symbols
    case "braille":
      guard let flag = Self.flag(text) else { return note(value, .braille) }
      configuration.braille = flag
    case "large-print":
      guard let flag = Self.flag(text) else { return note(value, .largePrint) }
      configuration.largePrint = flag
    case "keys": readKeys(value, into: &configuration)
    default: note(key, .unknownSetting(Self.shown(name)))
    }
  }

  private static func flag(_ text: String) -> Bool? { ["true": true, "false": false][text] }

  private mutating func readKeys(_ node: Node, into configuration: inout Preferences) {
    if node.scalar?.string.isEmpty == true { return }
    guard let mapping = node.mapping else {
      note(node, .noKeys)
      return
    }
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard let (context, command) = Keymap.standard.place(named: name) else {
        note(key, .unknownCommand(Self.shown(name)))
        continue
      }
      let keys = (value.sequence.map(Array.init) ?? [value]).map { $0.scalar?.string ?? "" }
      let named = keys.filter { !$0.isEmpty }
      if named.count < keys.count { note(value, .noKey(for: name)) }
      // Only an empty list asks for no key.
      guard !named.isEmpty || keys.isEmpty else { continue }
      configuration.keys.append(
        Preferences.Remapping(
          context: context, command: command, keys: named, line: key.mark?.line))
    }
  }

  private static func shown(_ text: String) -> String {
    String(text.filter(\.isPrintable).prefix(80))
  }
}
