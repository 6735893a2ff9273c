/// What terminals of xterm's kind send for keys that are no characters, after the escape.
package enum KeySequences {
  /// Keys by their sequences, in both of xterm's modes of the cursor keys.
  package static let keys: [String: Key] = {
    var keys = Dictionary(uniqueKeysWithValues: modified)
    for (letter, code) in letters {
      keys["O\(letter)"] = Key(code)
      keys["[\(letter)"] = Key(code)
    }
    for (number, code) in numbers + otherNumbers { keys["[\(number)~"] = Key(code) }
    for (sequence, key) in keypad { keys[sequence] = key }
    keys["[Z"] = Key(.backTab)
    return keys
  }()

  /// xterm writes a modified key as `[ 1 ; m A` or `[ n ; m ~`, where m - 1 has a bit for each of
  /// shift, alt and control; most terminals do as xterm does.
  package static let modified: [(String, Key)] = (2...8).flatMap { parameter in
    let modifiers = modifiers(bits: parameter - 1)
    return letters.map { ("[1;\(parameter)\($0.0)", Key($0.1, modifiers)) }
      + numbers.map { ("[\($0.0);\(parameter)~", Key($0.1, modifiers)) }
  }

  /// What the keypad sends in its application mode, in which ncurses puts it.
  package static let keypad: [(String, Key)] =
    zip("jklmnopqrstuvwxyX", "*+,-./0123456789=").map { ("O\($0)", .character($1)) }
    + [("OM", Key(.enter))]

  /// What xterm sends for a key, without the escape: without modifiers in its usual mode.
  fileprivate static let sent: [Key: String] = {
    var sent = Dictionary(uniqueKeysWithValues: modified.map { ($0.1, $0.0) })
    for (letter, code) in letters {
      if case .function = code {
        sent[Key(code)] = "O\(letter)"
      } else {
        sent[Key(code)] = "[\(letter)"
      }
    }
    for (number, code) in numbers { sent[Key(code)] = "[\(number)~" }
    return sent
  }()

  private static let letters: [(String, Key.Code)] = [
    ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end),
    ("P", .function(1)), ("Q", .function(2)), ("R", .function(3)), ("S", .function(4)),
  ]

  private static let numbers: [(Int, Key.Code)] = [
    (2, .insert), (3, .delete), (5, .pageUp), (6, .pageDown), (15, .function(5)),
    (17, .function(6)), (18, .function(7)), (19, .function(8)), (20, .function(9)),
    (21, .function(10)), (23, .function(11)), (24, .function(12)),
  ]

  /// Those that only other terminals send.
  private static let otherNumbers: [(Int, Key.Code)] = [
    (1, .home), (4, .end), (7, .home), (8, .end), (11, .function(1)), (12, .function(2)),
    (13, .function(3)), (14, .function(4)),
  ]

  /// xterm's bits: 1 shift, 2 alt, 4 control.
  package static func modifiers(bits: Int) -> Key.Modifiers {
    var modifiers: Key.Modifiers = []
    if bits & 1 != 0 { modifiers.insert(.shift) }
    if bits & 2 != 0 { modifiers.insert(.alt) }
    if bits & 4 != 0 { modifiers.insert(.control) }
    return modifiers
  }

  /// The key that sends a single character; nil for what no key sends.
  package static func key(ofCharacter character: UInt32) -> Key? {
    switch character {
    case 0: Key(.character(" "), .control)
    case 8, 0x7F: Key(.backspace)
    case 9: Key(.tab)
    case 10, 13: Key(.enter)
    case 1...26: Unicode.Scalar(character + 0x60).map { .control(Character($0)) }
    case 28...31: Unicode.Scalar(character + 0x40).map { .control(Character($0)) }
    case 0x80..<0xA0: nil
    default: Unicode.Scalar(character).map { .character(Character($0)) }
    }
  }
}

extension Key {
  /// What xterm sends for it, for those who read a recording of keys.
  package var sent: String {
    let isAlt = modifiers.contains(.alt)
    switch code {
    case .character(let character):
      let text = modifiers.contains(.control) ? Self.control(character) : String(character)
      return isAlt ? "\u{1B}" + text : text
    case .enter: return "\r"
    case .escape: return "\u{1B}"
    case .tab: return "\t"
    case .backspace: return "\u{7F}"
    case .backTab: return "\u{1B}[Z"
    case .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .delete, .insert, .function:
      return KeySequences.sent[self].map { "\u{1B}" + $0 } ?? ""
    }
  }

  private static func control(_ character: Character) -> String {
    let value = character.unicodeScalars.first?.value ?? 0
    return String(Unicode.Scalar(UInt8(value & 0x1F)))
  }
}
