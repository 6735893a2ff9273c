import Teaching
import Yams

/// What a user has settled once for all, in a file of their own.
///
/// ```yaml
/// language: zh
/// theme: projector-dark
/// motion: reduced
/// keys:
///   kill-or-restart: K
///   step: [space, ctrl-f]
///   reading.choose-up: [up, ctrl-p]
/// ```
package struct Configuration: Hashable, Sendable {
  package var language: Language?
  /// The name of a theme, or the path of a scheme file.
  package var theme: String?
  package var motion = Motion.full
  /// Whether to draw with ASCII characters only.
  package var ascii = false
  /// Keys by the name of what they do.
  package var keys: [Remapping] = []

  /// The standard settings.
  package init() {}

  /// Keys that a command gets in place of its own.
  package struct Remapping: Hashable, Sendable {
    package var context: Keymap.Context
    package var command: Command
    package var keys: [String]
    /// Where the file says so.
    package var line: Int?
  }

  /// Bytes; what a person writes is far smaller.
  package static let sizeLimit = 65_536
}

/// All that is wrong with a file of settings.
package struct ConfigurationProblems: Error, Hashable, CustomStringConvertible {
  package var lines: [String]

  package var description: String { lines.joined(separator: "\n") }
}

extension Configuration {
  /// Reads a file of settings.
  ///
  /// - Parameters:
  ///   - text: the file's contents.
  ///   - file: its path, for what is said about it.
  /// - Throws: everything that is wrong with it, each with its line.
  package init(reading text: String, file: String) throws(ConfigurationProblems) {
    self.init()
    var reader = ConfigurationReader(file: file)
    reader.read(text, into: &self)
    guard reader.problems.isEmpty else { throw ConfigurationProblems(lines: reader.problems) }
  }

  /// The keys as they are with the remappings.
  ///
  /// - Throws: keys that would do two things, and what would be left without a key.
  package func keymap(file: String) throws(ConfigurationProblems) -> Keymap {
    var problems: [String] = []
    let keymap = Keymap.standard.remapped(by: keys) { line, text in
      problems.append(line.map { "\(file):\($0): \(text)" } ?? "\(file): \(text)")
    }
    guard problems.isEmpty else { throw ConfigurationProblems(lines: problems) }
    return keymap
  }
}

/// Takes a file of settings apart, and goes on after what is wrong.
private struct ConfigurationReader {
  let file: String
  var problems: [String] = []

  init(file: String) { self.file = file }

  mutating func note(_ node: Node?, _ text: String) {
    problems.append(node?.mark.map { "\(file):\($0.line): \(text)" } ?? "\(file): \(text)")
  }

  mutating func read(_ text: String, into configuration: inout Configuration) {
    guard text.utf8.count <= Configuration.sizeLimit else {
      problems.append("\(file): has more than \(Configuration.sizeLimit) bytes")
      return
    }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      problems.append("\(SchemeError(file, error))")
      return
    } catch {
      problems.append("\(file): \(error)")
      return
    }
    guard let root, root.scalar?.string != "" else { return }
    guard let mapping = root.mapping else {
      note(root, "should have lines such as 'theme: light'")
      return
    }
    for (key, value) in mapping { read(key, value, into: &configuration) }
  }

  private mutating func read(
    _ key: Node, _ value: Node, into configuration: inout Configuration
  ) {
    let name = key.scalar?.string ?? ""
    let text = value.scalar?.string ?? ""
    switch name {
    case "language":
      do {
        configuration.language = try Language(option: text)
      } catch { note(value, "language: \(Self.shown("\(error)"))") }
    case "theme":
      configuration.theme = text
      if text.isEmpty { note(value, "theme should be a name or a file") }
    case "motion":
      guard let motion = Motion(rawValue: text) else {
        note(value, "motion should be full or reduced")
        return
      }
      configuration.motion = motion
    case "ascii":
      guard let flag = ["true": true, "false": false][text] else {
        note(value, "ascii should be true or false")
        return
      }
      configuration.ascii = flag
    case "keys": readKeys(value, into: &configuration)
    default:
      note(
        key, "'\(Self.shown(name))' is no setting: they are language, theme, motion, ascii, keys")
    }
  }

  private mutating func readKeys(_ node: Node, into configuration: inout Configuration) {
    if node.scalar?.string.isEmpty == true { return }
    guard let mapping = node.mapping else {
      note(node, "keys should have lines such as 'step: space' below it")
      return
    }
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard let (context, command) = Keymap.standard.place(named: name) else {
        note(key, "'\(Self.shown(name))' is nothing a key can do; raftlab config lists what is")
        continue
      }
      let keys =
        value.sequence.map { $0.map { $0.scalar?.string ?? "" } } ?? [value.scalar?.string ?? ""]
      configuration.keys.append(
        Configuration.Remapping(
          context: context, command: command, keys: keys.filter { !$0.isEmpty },
          line: key.mark?.line))
    }
  }

  private static func shown(_ text: String) -> String {
    String(text.filter(\.isPrintable).prefix(80))
  }
}
