import Formats
import Screen
import Teaching

/// Settings as a file that says the same: for `raftlab config`, and to start an own file from.
package struct PreferencesText {
  let configuration: Preferences
  let keymap: Keymap
  let language: Language

  /// - Parameters:
  ///   - configuration: what is settled.
  ///   - keymap: the keys in use.
  ///   - language: the language in use, in which comments are.
  package init(configuration: Preferences, keymap: Keymap, language: Language) {
    self.configuration = configuration
    self.keymap = keymap
    self.language = language
  }

  /// The file, each line ended.
  package var text: String {
    var text = """
      language: \((configuration.language ?? language).rawValue)
      theme: \(Self.quoted(configuration.theme ?? BuiltInSchemes.names[0]))
      motion: \(configuration.motion.rawValue)
      ascii: \(configuration.ascii)
      large-print: \(configuration.largePrint)

      """
    if let symbols = configuration.symbols { text += "symbols: \(symbols.rawValue)\n" }
    if let braille = configuration.braille { text += "braille: \(braille)\n" }
    text += "keys:\n"
    let labels = language.labels
    for group in Keymap.Group.allCases {
      text += "  # \(labels.title(of: group))\n"
      for binding in keymap.bindings where binding.group == group {
        let name = Keymap.name(of: binding.command, in: binding.context)
        let title = labels.title(of: binding.command, in: binding.context)
        let keys = binding.keys.map { Self.quoted($0.name) }.joined(separator: ", ")
        // Digits stay what they are: they name servers.
        let mark = binding.label == nil ? "" : "# "
        text += "  \(mark)\(name): [\(keys)]  # \(title)\n"
      }
    }
    return text
  }

  /// As YAML, in quotes where it would be anything but text.
  private static func quoted(_ text: String) -> String {
    let isPlain =
      text.first?.isLetter == true
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
      && !["y", "n", "yes", "no", "on", "off", "true", "false", "null"].contains(text.lowercased())
    guard !isPlain else { return text }
    var escaped = ""
    for character in text {
      if character == "\"" || character == "\\" { escaped += "\\" }
      for scalar in character.unicodeScalars {
        escaped += scalar.isHarmful ? scalar.escapedInYAML : String(scalar)
      }
    }
    return "\"\(escaped)\""
  }
}

extension Unicode.Scalar {
  /// For characters that should not be seen as they are.
  fileprivate var escapedInYAML: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
