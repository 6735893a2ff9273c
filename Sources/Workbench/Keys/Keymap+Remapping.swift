import Screen
import Teaching

// Keys of the user's own choice.
extension Keymap {
  /// The name by which files of settings call what a binding does: `step`, or with its context
  /// where that is not the usual one, `reading.choose-up`.
  package static func name(of command: KeyCommand, in context: Context) -> String {
    context == .normal ? command.rawValue : "\(context.rawValue).\(command.rawValue)"
  }

  /// What a name stands for; nil when there is no such binding.
  func place(named name: String) -> (Context, KeyCommand)? {
    bindings.first { Self.name(of: $0.command, in: $0.context) == name }
      .map { ($0.context, $0.command) }
  }

  /// The table with other keys.
  ///
  /// - Parameters:
  ///   - remappings: which; the last one for a command holds.
  ///   - report: is told of everything that cannot be, with the line that asks for it.
  func remapped(
    by remappings: [Preferences.Remapping], report: (Int?, PreferencesError.Kind) -> Void
  ) -> Keymap {
    var lines: [String: Int] = [:]
    var changed: [String: [Key]] = [:]
    for remapping in remappings {
      let name = Self.name(of: remapping.command, in: remapping.context)
      lines[name] = remapping.line
      changed[name] = keys(of: remapping, named: name, report: report)
    }
    let result = Keymap(
      bindings: bindings.map { binding in
        guard let keys = changed[Self.name(of: binding.command, in: binding.context)] else {
          return binding
        }
        return Binding(binding.row, to: keys)
      }.filter { !$0.keys.isEmpty })
    result.reportConflicts(lines: lines, report: report)
    return result
  }

  private func keys(
    of remapping: Preferences.Remapping, named name: String,
    report: (Int?, PreferencesError.Kind) -> Void
  ) -> [Key]? {
    if [.selectServer, .chooseDigit].contains(remapping.command) {
      report(remapping.line, .digitsOnly(name))
      return nil
    }
    if remapping.keys.isEmpty, [.quit, .cancel].contains(remapping.command) {
      report(remapping.line, .wayOut(name))
      return nil
    }
    var keys: [Key] = []
    for text in remapping.keys {
      guard let key = Key(text), key.isPrintable else {
        report(remapping.line, .unknownKey(String(text.harmless.prefix(30)), for: name))
        continue
      }
      if remapping.context.isTyping, case .character = key.code, key.modifiers.isEmpty {
        report(remapping.line, .typed(text, for: name))
        continue
      }
      guard key.isSent else {
        report(remapping.line, .neverSent(key.name, for: name))
        continue
      }
      keys.append(key)
    }
    return keys
  }

  /// Keys that do two things in one place.
  private func reportConflicts(
    lines: [String: Int], report: (Int?, PreferencesError.Kind) -> Void
  ) {
    for context in Context.allCases {
      var owners: [Key: String] = [:]
      for binding in bindings where binding.context == context {
        let name = Self.name(of: binding.command, in: context)
        for key in Set(binding.keys).sorted(by: { $0.name < $1.name }) {
          guard let owner = owners[key] else {
            owners[key] = name
            continue
          }
          report(
            lines[name] ?? lines[owner],
            .conflict(key: key.name, owner, name))
        }
      }
    }
  }
}

extension Key {
  /// Whether its name can be shown: not so a character that nobody sees.
  fileprivate var isPrintable: Bool {
    if case .character(let character) = code { character.isPrintable } else { true }
  }

  /// Whether a terminal has bytes for it. Control clears the upper bits of a character: that makes
  /// Tab of i, Enter of j and m, Backspace of h, and what suspends of z.
  fileprivate var isSent: Bool {
    guard case .character(let character) = code, modifiers.contains(.control) else { return true }
    return "abcdefgklnopqrstuvwxy ]^_".contains(character)
  }
}

extension Keymap.Context {
  /// Whether characters are text there.
  fileprivate var isTyping: Bool {
    switch self {
    case .writing, .filtering, .searching, .saving, .finding, .goingToEvent, .seeking,
      .namingExperiment:
      true
    default: false
    }
  }
}
