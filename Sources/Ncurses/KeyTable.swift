import CNcurses
import Screen

/// The keys behind ncurses' codes, and codes of our own for what its database may lack.
struct KeyTable {
  private var keys: [UInt32: Key] = [:]
  /// Codes by their sequences without the escape, for those that ncurses did not put together.
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

  /// The code of a sequence, without its escape; nil when it means nothing here.
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
    addSequences(of: codes)
  }

  /// The keys as xterm sends them, in both of its modes; the terminal database knows but one.
  private mutating func addSequences(of codes: cn_keys) {
    let letters: [(String, UInt32)] = [
      ("A", codes.up), ("B", codes.down), ("C", codes.right), ("D", codes.left),
      ("H", codes.home), ("F", codes.end), ("P", codes.function0 + 1), ("Q", codes.function0 + 2),
      ("R", codes.function0 + 3), ("S", codes.function0 + 4),
    ]
    for (letter, code) in letters {
      self.codes["O\(letter)"] = code
      self.codes["[\(letter)"] = code
    }
    let numbers: [(Int, UInt32)] = [
      (1, codes.home), (2, codes.insert), (3, codes.delete_key), (4, codes.end),
      (5, codes.page_up), (6, codes.page_down), (7, codes.home), (8, codes.end),
    ]
    for (number, code) in numbers { self.codes["[\(number)~"] = code }
    for (number, name) in [15, 17, 18, 19, 20, 21, 23, 24].enumerated() {
      self.codes["[\(name)~"] = codes.function0 + 5 + UInt32(number)
    }
    self.codes["[Z"] = codes.back_tab
  }

  /// xterm writes a modified key as `ESC [ 1 ; m A` or `ESC [ n ; m ~`, where m - 1 has a bit
  /// for each of shift, alt and control; most terminals do as xterm does.
  private mutating func addModified() {
    let letters: [(String, Key.Code)] = [
      ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end),
      ("P", .function(1)), ("Q", .function(2)), ("R", .function(3)), ("S", .function(4)),
    ]
    let numbers: [(Int, Key.Code)] = [
      (2, .insert), (3, .delete), (5, .pageUp), (6, .pageDown), (15, .function(5)),
      (17, .function(6)), (18, .function(7)), (19, .function(8)), (20, .function(9)),
      (21, .function(10)), (23, .function(11)), (24, .function(12)),
    ]
    var code = Self.firstCode
    for parameter in 2...8 {
      let modifiers = Self.modifiers(bits: parameter - 1)
      let sequences =
        letters.map { ("[1;\(parameter)\($0.0)", $0.1) }
        + numbers.map { ("[\($0.0);\(parameter)~", $0.1) }
      for (sequence, key) in sequences {
        keys[code] = Key(key, modifiers)
        define(sequence, code)
        code += 1
      }
    }
  }

  /// xterm's bits: 1 shift, 2 alt, 4 control.
  static func modifiers(bits: Int) -> Key.Modifiers {
    var modifiers: Key.Modifiers = []
    if bits & 1 != 0 { modifiers.insert(.shift) }
    if bits & 2 != 0 { modifiers.insert(.alt) }
    if bits & 4 != 0 { modifiers.insert(.control) }
    return modifiers
  }
}
