/// One press of a key, with its modifiers.
///
/// A key has one name that is written: `q`, `W`, `space`, `ctrl-p`, `shift-left`, `alt-x`, `f5`,
/// `page-down`. What else it is called on keyboards and in tables is read too: `←`, `PgDn`, `Esc`,
/// `F5`. Shift is part of a character (`W`), never a modifier of one.
package struct Key: Sendable, Hashable {
  /// Which key, apart from its modifiers.
  package enum Code: Sendable, Hashable {
    case character(Character)
    case up, down, left, right, home, end, pageUp, pageDown
    case enter, escape, tab, backTab, backspace, delete, insert
    /// F1 is 1.
    case function(Int)
  }

  package struct Modifiers: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let shift = Modifiers(rawValue: 1)
    package static let control = Modifiers(rawValue: 2)
    package static let alt = Modifiers(rawValue: 4)
  }

  package let code: Code
  package let modifiers: Modifiers

  /// Shift on a letter becomes the capital, shift on tab the back tab, and control on a letter
  /// knows no capitals, as in a terminal.
  package init(_ code: Code, _ modifiers: Modifiers = []) {
    switch code {
    case .character(let character) where modifiers.contains(.control):
      self.code = .character(Character(character.lowercased()))
      self.modifiers = modifiers.subtracting(.shift)
    case .character(let character) where modifiers.contains(.shift):
      self.code = .character(Character(character.uppercased()))
      self.modifiers = modifiers.subtracting(.shift)
    case .tab where modifiers.contains(.shift):
      self.code = .backTab
      self.modifiers = modifiers.subtracting(.shift)
    default:
      self.code = code
      self.modifiers = modifiers
    }
  }

  package static func character(_ character: Character) -> Key { Key(.character(character)) }
  package static func control(_ character: Character) -> Key {
    Key(.character(character), .control)
  }
}

extension Key {
  /// What it may be where a terminal sets the eighth bit for alt, as xterm and mlterm do: `alt-v` for
  /// `ö`. Nil for what no such terminal sends.
  package var withoutEighthBit: Key? {
    guard case .character(let character) = code, modifiers.isEmpty,
      character.unicodeScalars.count == 1, let value = character.unicodeScalars.first?.value,
      0xA1...0xFE ~= value
    else { return nil }
    return Key(.character(Character(Unicode.Scalar(UInt8(value - 0x80)))), .alt)
  }
}

extension Key: ExpressibleByStringLiteral {
  /// A key by its name, for tables in code: a wrong name is a programming error.
  package init(stringLiteral name: String) {
    guard let key = Key(name) else { preconditionFailure("no key is called \(name)") }
    self = key
  }

  /// The key with this name, or nil if there is none.
  package init?(_ name: String) {
    var rest = Substring(name)
    var modifiers: Modifiers = []
    while let (prefix, modifier) = Key.prefixes.first(where: {
      rest.prefix($0.0.count).lowercased() == $0.0 && rest.count > $0.0.count
    }) {
      guard !modifiers.contains(modifier) else { return nil }
      modifiers.insert(modifier)
      rest = rest.dropFirst(prefix.count)
    }
    guard let code = Key.code(named: rest) else { return nil }
    self.init(code, modifiers)
  }

  /// The name, which `Key(_:)` reads back to the same key.
  package var name: String {
    let prefix = Key.prefixes.filter { modifiers.contains($0.1) }.map(\.0).joined()
    return prefix + codeName
  }

  private static let prefixes: [(String, Modifiers)] = [
    ("ctrl-", .control), ("alt-", .alt), ("shift-", .shift),
  ]

  private static let names: [(Code, String)] = [
    (.character(" "), "space"), (.up, "up"), (.down, "down"), (.left, "left"),
    (.right, "right"), (.home, "home"), (.end, "end"), (.pageUp, "page-up"),
    (.pageDown, "page-down"), (.enter, "enter"), (.escape, "esc"), (.tab, "tab"),
    (.backTab, "back-tab"), (.backspace, "backspace"), (.delete, "delete"),
    (.insert, "insert"),
  ]

  /// What keyboards, other programs and our own tables call them.
  private static let otherNames: [String: Code] = [
    "↑": .up, "↓": .down, "←": .left, "→": .right, "pgup": .pageUp, "pageup": .pageUp,
    "pgdn": .pageDown, "pgdown": .pageDown, "pagedown": .pageDown, "return": .enter,
    "escape": .escape, "del": .delete, "ins": .insert,
  ]

  private var codeName: String {
    if let known = Key.names.first(where: { $0.0 == code }) { return known.1 }
    return switch code {
    case .character(let character): String(character)
    case .function(let number): "f\(number)"
    default: ""
    }
  }

  private static func code(named name: Substring) -> Code? {
    let lowercased = name.lowercased()
    if let known = names.first(where: { $0.1 == lowercased }) { return known.0 }
    if let known = otherNames[lowercased] { return known }
    if name.count == 1, let character = name.first {
      return character.isWhitespace ? nil : .character(character)
    }
    guard lowercased.first == "f", let number = Int(name.dropFirst()), 1...63 ~= number,
      lowercased == "f\(number)"
    else { return nil }
    return .function(number)
  }
}
