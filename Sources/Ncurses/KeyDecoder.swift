import Screen

/// Makes events of bytes without a terminal database, as nearly all terminals send them.
struct KeyDecoder {
  /// The beginning of a character that is not complete yet.
  private var rest: [UInt8] = []
  /// Text pasted so far, while a paste goes on.
  private var paste: PastedText?
  /// A sequence whose end has not come yet.
  private var sequence: ControlSequence?

  private static let escape: UInt32 = 0x1B

  mutating func events(of bytes: some Sequence<UInt8>) -> [InputEvent] {
    let all = rest + bytes
    let complete = Self.completeCount(of: all)
    rest = Array(all[complete...])
    var events: [InputEvent] = []
    for scalar in String(decoding: all[..<complete], as: UTF8.self).unicodeScalars {
      take(scalar.value, into: &events)
    }
    // An escape that nothing came with is the key.
    if sequence?.isEscape ?? false {
      sequence = nil
      events.append(.key(Key(.escape)))
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

  private mutating func take(_ character: UInt32, into events: inout [InputEvent]) {
    if paste != nil {
      if paste?.append(character) == true, let done = paste.take() {
        events.append(.paste(done.text))
      }
    } else if let begun = sequence.take() {
      take(character, after: begun, into: &events)
    } else if character == Self.escape {
      sequence = ControlSequence("")
    } else if let key = KeySequences.key(ofCharacter: character) {
      events.append(.key(key))
    }
  }

  /// A character that comes while a sequence is open: a part of it, alt and a key, or another key
  /// after the escape.
  private mutating func take(
    _ character: UInt32, after begun: ControlSequence, into events: inout [InputEvent]
  ) {
    var begun = begun
    switch begun.append(character) {
    case .open: sequence = begun
    case .complete where begun.text == "[200~": paste = PastedText()
    case .complete:
      if let key = KeySequences.keys[begun.text] { events.append(.key(key)) }
    case .foreign where begun.isEscape:
      if character != Self.escape, let key = KeySequences.key(ofCharacter: character) {
        events.append(.key(Key(key.code, key.modifiers.union(.alt))))
      } else {
        events.append(.key(Key(.escape)))
        take(character, into: &events)
      }
    case .foreign: take(character, into: &events)
    }
  }
}
