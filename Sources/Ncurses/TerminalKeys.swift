import CNcurses
import Screen

/// The keys behind ncurses' codes, and codes of our own for what its database may lack.
struct TerminalKeys {
  private var keys: [UInt32: Key] = [:]
  /// Codes of our own by their sequences without the escape, for those that ncurses did not put
  /// together.
  private var codes: [String: UInt32] = [:]

  /// Our own codes start here, past all of ncurses'.
  private static let firstCode: UInt32 = 0x1000
  static let pasteBegins: UInt32 = 0x0F00
  static let pasteEnds: UInt32 = 0x0F01
  static let focusIn: UInt32 = 0x0F02
  static let focusOut: UInt32 = 0x0F03
  static let mouse: UInt32 = 0x0F04

  /// Fills the table and tells ncurses the sequences. Call when ncurses has started.
  init() {
    addKnown()
    addModified()
    let marks: [(String, UInt32)] = [
      ("[200~", Self.pasteBegins), ("[201~", Self.pasteEnds), ("[I", Self.focusIn),
      ("[O", Self.focusOut), ("[<", Self.mouse),
    ]
    for (sequence, code) in marks { define(sequence, code) }
  }

  private mutating func define(_ sequence: String, _ code: UInt32) {
    codes[sequence] = code
    cn_define_key("\u{1B}" + sequence, Int32(code))
  }

  subscript(code: UInt32) -> Key? { keys[code] }

  /// Our own code of a sequence, without its escape; nil when it has none.
  func code(of sequence: String) -> UInt32? { codes[sequence] }

  private mutating func addKnown() {
    let codes = cn_key_codes()
    let plain: [(UInt32, Key.Code)] = [
      (codes.up, .up), (codes.down, .down), (codes.left, .left), (codes.right, .right),
      (codes.home, .home), (codes.end, .end), (codes.page_up, .pageUp),
      (codes.page_down, .pageDown), (codes.enter, .enter), (codes.backspace, .backspace),
      (codes.delete_key, .delete), (codes.insert, .insert), (codes.back_tab, .backTab),
    ]
    for (code, key) in plain { keys[code] = Key(key) }
    let shifted: [(UInt32, Key.Code)] = [
      (codes.shift_left, .left), (codes.shift_right, .right), (codes.shift_up, .up),
      (codes.shift_down, .down), (codes.shift_home, .home), (codes.shift_end, .end),
    ]
    for (code, key) in shifted { keys[code] = Key(key, .shift) }
    for number in 1...24 { keys[codes.function0 + UInt32(number)] = Key(.function(number)) }
  }

  private mutating func addModified() {
    let sequences = KeySequences.modified + KeySequences.keypad
    for (place, (sequence, key)) in sequences.enumerated() {
      let code = Self.firstCode + UInt32(place)
      keys[code] = key
      define(sequence, code)
    }
  }
}
