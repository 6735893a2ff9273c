import CNcurses
import Screen

/// The keys behind ncurses' codes, and codes of our own for what its database may lack.
struct KeyTable {
  private var keys: [UInt32: Key] = [:]

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
    for (sequence, code) in marks { cn_define_key("\u{1B}" + sequence, Int32(code)) }
  }

  subscript(code: UInt32) -> Key? { keys[code] }

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
        cn_define_key("\u{1B}" + sequence, Int32(code))
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
