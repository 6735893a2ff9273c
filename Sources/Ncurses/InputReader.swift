import CNcurses
import Screen

/// Makes events of what the terminal sends: keys, pastes as one piece, mouse reports.
///
/// ncurses knows the sequences that arrive in one piece. Over a slow line they arrive in several,
/// and then it gives their characters one by one: those are put together here, so that the rest
/// of a report presses no keys.
struct InputReader {
  private let keys = TerminalKeys()
  private let escape: UInt32 = 0x1B
  private var paste: PastedText?
  /// A sequence whose end has not come yet.
  private var sequence: ControlSequence?
  /// Whether an escape came before it: alt, where alt is sent as an escape.
  private var isAlt = false
  /// What came together with the event before it.
  private var later: InputEvent?
  /// When the last piece of either came.
  private var heardAt: Int64 = 0

  /// A paste that is silent for so long has lost its end.
  private static let pasteSilence: Int64 = 5_000

  /// How long input may be waited for at most, or nil: nothing must stay open for ever.
  var patience: Int64? {
    let silence = paste != nil ? Self.pasteSilence : sequence?.patience
    return silence.map { max(0, heardAt + $0 - cn_milliseconds()) }
  }

  /// The next event of what has arrived; nil if there is none.
  mutating func next() -> InputEvent? {
    if let event = later.take() { return event }
    var value: UInt32 = 0
    while true {
      let input = cn_read(&value)
      if input == cn_input_none {
        guard patience == 0 else { return nil }
        return paste != nil ? lostPaste() : lostSequence()
      }
      if paste != nil || sequence != nil { heardAt = cn_milliseconds() }
      if paste != nil {
        if let done = collect(input, value) { return .paste(done) }
      } else if input == cn_input_code {
        // What was begun before it has lost its end.
        sequence = nil
        if let event = event(code: value) { return event }
      } else if let event = event(character: value) {
        return event
      }
    }
  }

  // MARK: Pastes

  private mutating func lostPaste() -> InputEvent? { paste.take().map { .paste($0.text) } }

  /// Takes a piece of a paste; gives the whole when it is complete.
  private mutating func collect(_ input: cn_input, _ value: UInt32) -> String? {
    if input == cn_input_code {
      guard value == TerminalKeys.pasteEnds else { return nil }
    } else if paste?.append(value) != true {
      return nil
    }
    return paste.take()?.text
  }

  // MARK: Keys

  private mutating func event(code: UInt32) -> InputEvent? {
    switch code {
    case TerminalKeys.pasteBegins:
      paste = PastedText()
      heardAt = cn_milliseconds()
      return nil
    case TerminalKeys.focusIn: return .focus(true)
    case TerminalKeys.focusOut: return .focus(false)
    case TerminalKeys.mouse:
      begin(ControlSequence("[<"))
      return nil
    default:
      return keys[code].map { .key($0) }
    }
  }

  /// What comes with an escape before it: of a key that is alt, and before all else the escape was a
  /// key by itself.
  private mutating func escaped(_ event: InputEvent?) -> InputEvent? {
    switch event {
    case .key(let key): return .key(Key(key.code, key.modifiers.union(.alt)))
    case nil where paste == nil && sequence == nil: return nil
    default:
      later = event
      return .key(Key(.escape))
    }
  }

  private mutating func event(character: UInt32) -> InputEvent? {
    if let begun = sequence.take() { return event(character: character, after: begun) }
    guard character == escape else {
      return KeySequences.key(ofCharacter: character).map { .key($0) }
    }
    // What comes with an escape in one piece is alt and a key, or a sequence unknown to ncurses.
    var value: UInt32 = 0
    switch cn_read(&value) {
    case cn_input_none:
      begin(ControlSequence(""))
      return nil
    case cn_input_code: return escaped(event(code: value))
    default: break
    }
    if value == escape {
      begin(ControlSequence(""), alt: true)
      return nil
    }
    if ControlSequence.begins(with: value) {
      begin(ControlSequence(value))
      return nil
    }
    return escaped(KeySequences.key(ofCharacter: value).map { .key($0) })
  }

  // MARK: Sequences in pieces

  private mutating func begin(_ sequence: ControlSequence, alt: Bool = false) {
    self.sequence = sequence
    isAlt = alt
    heardAt = cn_milliseconds()
  }

  /// A character that comes while a sequence is open.
  private mutating func event(
    character: UInt32, after begun: ControlSequence
  ) -> InputEvent? {
    var begun = begun
    switch begun.append(character) {
    case .open:
      sequence = begun
      return nil
    case .complete:
      let event = event(of: begun.text)
      return isAlt ? escaped(event) : event
    case .foreign:
      // The sequence is broken off; if it was an escape alone, that was a key.
      guard begun.isEscape else { return event(character: character) }
      later = event(character: character)
      return .key(Key(.escape))
    }
  }

  /// What a sequence that has come to its end stands for.
  private mutating func event(of sequence: String) -> InputEvent? {
    if let report = MouseReport(sequence) { return report.event.map { .mouse($0) } }
    if let key = KeySequences.keys[sequence] { return .key(key) }
    return keys.code(of: sequence).flatMap { event(code: $0) }
  }

  /// What was begun, when nothing follows it.
  private mutating func lostSequence() -> InputEvent? {
    guard let begun = sequence.take() else { return nil }
    if begun.isEscape { return .key(Key(.escape)) }
    return begun.introducer.map { .key(Key(.character($0), .alt)) }
  }
}
