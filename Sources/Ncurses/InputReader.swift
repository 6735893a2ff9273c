import CNcurses
import Screen

/// Makes events of what the terminal sends: keys, pastes as one piece, mouse reports.
struct InputReader {
  private let keys = KeyTable()
  private let escape: UInt32 = 0x1B
  /// Text pasted so far, while a paste goes on.
  private var paste: String?
  private var pasteHeardAt: Int64 = 0

  /// A paste that is silent for so long has lost its end.
  private static let pasteSilence: Int64 = 5_000
  /// Scalars kept of a paste.
  private static let pasteLimit = 65_536
  /// How long the rest of a begun report is waited for.
  private static let reportSilence: Int32 = 100
  /// Longest report; longer is noise.
  private static let reportLimit = 64

  /// How long input may be waited for at most, or nil: a paste must not stay open for ever.
  var patience: Int64? { paste == nil ? nil : Self.pasteSilence }

  /// The next event of what has arrived; nil if there is none.
  mutating func next() -> InputEvent? {
    var value: UInt32 = 0
    while true {
      let input = cn_read(&value)
      if paste != nil {
        if input == cn_input_none { return lostPaste() }
        if let done = collect(input, value) { return .paste(done) }
        continue
      }
      switch input {
      case cn_input_none: return nil
      case cn_input_code: if let event = event(code: value, alt: false) { return event }
      default: if let event = event(character: value) { return event }
      }
    }
  }

  // MARK: Pastes

  private mutating func lostPaste() -> InputEvent? {
    guard let text = paste, cn_milliseconds() - pasteHeardAt >= Self.pasteSilence else {
      return nil
    }
    paste = nil
    return .paste(text)
  }

  /// Takes a piece of a paste; gives the whole when it is complete.
  private mutating func collect(_ input: cn_input, _ value: UInt32) -> String? {
    pasteHeardAt = cn_milliseconds()
    if input == cn_input_code {
      guard value == KeyTable.pasteEnds else { return nil }
      defer { paste = nil }
      return paste
    }
    let scalar = value == 13 ? "\n" : Unicode.Scalar(value) ?? "\u{FFFD}"
    if let count = paste?.unicodeScalars.count, count < Self.pasteLimit {
      paste?.unicodeScalars.append(scalar)
    }
    return nil
  }

  // MARK: Keys

  private mutating func event(code: UInt32, alt: Bool) -> InputEvent? {
    switch code {
    case KeyTable.pasteBegins:
      paste = ""
      pasteHeardAt = cn_milliseconds()
      return nil
    case KeyTable.focusIn: return .focus(true)
    case KeyTable.focusOut: return .focus(false)
    case KeyTable.mouse: return mouse()
    default:
      guard let key = keys[code] else { return nil }
      return .key(alt ? Key(key.code, key.modifiers.union(.alt)) : key)
    }
  }

  private mutating func event(character: UInt32) -> InputEvent? {
    guard character == escape else { return Self.key(character).map { .key($0) } }
    // What comes with an escape in one piece is alt and a key, or a report unknown to us.
    var value: UInt32 = 0
    switch cn_read(&value) {
    case cn_input_none: return .key(Key(.escape))
    case cn_input_code: return event(code: value, alt: true)
    default: break
    }
    if value == escape { return .key(Key(.escape)) }
    if value == 0x5B || value == 0x4F {
      var final: UInt32 = 0
      guard cn_read(&final) != cn_input_none else {
        return .key(Key(.character(value == 0x5B ? "[" : "O"), .alt))
      }
      skipReport(from: final)
      return nil
    }
    return Self.key(value).map { .key(Key($0.code, $0.modifiers.union(.alt))) }
  }

  /// Swallows the rest of a sequence that has no meaning here, so that it presses no keys.
  private func skipReport(from first: UInt32) {
    var value = first
    for _ in 0..<Self.reportLimit {
      if 0x40...0x7E ~= value { return }
      guard let following = character() else { return }
      value = following
    }
  }

  private static func key(_ character: UInt32) -> Key? {
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

  // MARK: The mouse

  /// The next character, waited for a moment: reports come in one piece, but lines are slow.
  private func character() -> UInt32? {
    var value: UInt32 = 0
    var input = cn_read(&value)
    if input == cn_input_none, cn_wait_input(Self.reportSilence) { input = cn_read(&value) }
    return input == cn_input_character ? value : nil
  }

  /// Reads `button ; column ; row M` (or `m` for a release), counted from 1.
  private func mouse() -> InputEvent? {
    var numbers = [0]
    for _ in 0..<Self.reportLimit {
      guard let value = character() else { return nil }
      switch value {
      case 0x30...0x39: numbers[numbers.count - 1] = (numbers.last ?? 0) &* 10 &+ Int(value - 0x30)
      case 0x3B: numbers.append(0)
      case 0x4D, 0x6D:
        guard numbers.count == 3 else { return nil }
        return Self.mouse(numbers, isRelease: value == 0x6D).map { .mouse($0) }
      default: return nil
      }
    }
    return nil
  }

  /// xterm's button: two bits of button, 4 shift, 8 alt, 16 control, 32 motion, 64 the wheel.
  private static func mouse(_ numbers: [Int], isRelease: Bool) -> Mouse? {
    let buttons: [Mouse.Button] = [.left, .middle, .right]
    let action: Mouse.Action
    switch numbers[0] & ~0b1_1100 {
    case 64 where !isRelease: action = .wheelUp
    case 65 where !isRelease: action = .wheelDown
    case let index where buttons.indices.contains(index):
      action = isRelease ? .release(buttons[index]) : .press(buttons[index])
    default: return nil
    }
    return Mouse(
      action, at: Point(column: numbers[1] - 1, row: numbers[2] - 1),
      modifiers: KeyTable.modifiers(bits: numbers[0] >> 2 & 7))
  }
}
