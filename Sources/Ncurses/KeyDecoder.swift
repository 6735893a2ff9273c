import Screen

/// Makes events of bytes without a terminal database, as nearly all terminals send them.
struct KeyDecoder {
  /// The beginning of a character that is not complete yet.
  private var rest: [UInt8] = []
  /// Text pasted so far, while a paste goes on.
  private var paste: String?

  private static let pasteLimit = 65_536

  mutating func events(of bytes: some Sequence<UInt8>) -> [InputEvent] {
    let all = rest + bytes
    let complete = Self.completeCount(of: all)
    rest = Array(all[complete...])
    var scalars = Array(String(decoding: all[..<complete], as: UTF8.self).unicodeScalars)[...]
    var events: [InputEvent] = []
    while let scalar = scalars.popFirst() {
      if scalar == "\u{1B}" {
        escape(&scalars, into: &events)
      } else if paste != nil {
        add(scalar)
      } else if let key = Self.key(scalar) {
        events.append(.key(key))
      }
    }
    return events
  }

  private static func completeCount(of bytes: [UInt8]) -> Int {
    for back in 1...3 where back <= bytes.count {
      let byte = bytes[bytes.count - back]
      if byte < 0x80 { break }
      guard byte >= 0xC0 else { continue }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      return length > back ? bytes.count - back : bytes.count
    }
    return bytes.count
  }

  private mutating func add(_ scalar: Unicode.Scalar) {
    if let count = paste?.unicodeScalars.count, count < Self.pasteLimit {
      paste?.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
    }
  }

  /// What follows an escape: a report, alt and a key, or nothing.
  private mutating func escape(
    _ scalars: inout ArraySlice<Unicode.Scalar>, into events: inout [InputEvent]
  ) {
    guard let next = scalars.first else {
      if paste == nil { events.append(.key(Key(.escape))) }
      return
    }
    guard next == "[" || next == "O" else {
      guard paste == nil else { return }
      if let key = Self.key(next), next != "\u{1B}" {
        scalars.removeFirst()
        events.append(.key(Key(key.code, key.modifiers.union(.alt))))
      } else {
        events.append(.key(Key(.escape)))
      }
      return
    }
    scalars.removeFirst()
    var text = ""
    while let scalar = scalars.popFirst() {
      text.unicodeScalars.append(scalar)
      if 0x40...0x7E ~= scalar.value { break }
    }
    switch text {
    case "200~": paste = ""
    case "201~":
      if let pasted = paste.take() { events.append(.paste(pasted)) }
    default:
      if paste == nil, let key = Self.sequences[text] { events.append(.key(key)) }
    }
  }

  private static let sequences: [String: Key] = {
    let letters: [(String, Key.Code)] = [
      ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end),
    ]
    let numbers: [(Int, Key.Code)] = [
      (1, .home), (2, .insert), (3, .delete), (4, .end), (5, .pageUp), (6, .pageDown),
      (11, .function(1)), (12, .function(2)), (13, .function(3)), (14, .function(4)),
      (15, .function(5)), (17, .function(6)),
    ]
    var table: [String: Key] = [
      "Z": Key(.backTab), "P": Key(.function(1)), "Q": Key(.function(2)),
      "R": Key(.function(3)), "S": Key(.function(4)),
    ]
    for (letter, code) in letters {
      table[letter] = Key(code)
      table["1;2\(letter)"] = Key(code, .shift)
    }
    for (number, code) in numbers { table["\(number)~"] = Key(code) }
    return table
  }()

  private static func key(_ scalar: Unicode.Scalar) -> Key? {
    switch scalar.value {
    case 0: Key(.character(" "), .control)
    case 8, 0x7F: Key(.backspace)
    case 9: Key(.tab)
    case 10, 13: Key(.enter)
    case 1...26: .control(Character(Unicode.Scalar(UInt8(scalar.value + 0x60))))
    case 0x1B..<0x20, 0x80..<0xA0: nil
    default: .character(Character(scalar))
    }
  }
}
