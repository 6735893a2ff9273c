import Testing

@testable import Screen

@Suite("Keys") struct KeyTests {
  @Test(
    "a key's name is read and written",
    arguments: [
      ("q", Key(.character("q"))), ("W", Key(.character("W"))), ("space", Key(.character(" "))),
      ("ctrl-p", Key(.character("p"), .control)), ("shift-left", Key(.left, .shift)),
      ("ctrl-alt-shift-up", Key(.up, [.control, .alt, .shift])),
      ("alt-x", Key(.character("x"), .alt)),
      ("f1", Key(.function(1))), ("f12", Key(.function(12))), ("page-down", Key(.pageDown)),
      ("esc", Key(.escape)), ("back-tab", Key(.backTab)), ("-", Key(.character("-"))),
      ("ctrl--", Key(.character("-"), .control)), ("?", Key(.character("?"))),
      ("领", Key(.character("领"))),
      ("f", Key(.character("f"))), ("alt-f5", Key(.function(5), .alt)), ("enter", Key(.enter)),
    ])
  func names(name: String, key: Key) {
    #expect(Key(name) == key)
    #expect(key.name == name)
  }

  @Test(
    "other spellings mean the same key",
    arguments: [
      ("shift-tab", "back-tab"), ("shift-w", "W"), ("alt-ctrl-x", "ctrl-alt-x"),
      ("ctrl-P", "ctrl-p"), ("Enter", "enter"), ("Esc", "esc"), ("Home", "home"), ("F3", "f3"),
      ("PgDn", "page-down"), ("←", "left"), ("shift-→", "shift-right"), ("Ctrl-p", "ctrl-p"),
    ])
  func aliases(spelling: String, name: String) {
    #expect(Key(spelling)?.name == name)
  }

  @Test(
    "what is no key has no name",
    arguments: [
      "", " ", "ctrl-", "ctrl-ctrl-x", "f0", "f64", "f01", "hyper-x", "qq", "left-shift", "\n",
    ])
  func noKeys(name: String) {
    #expect(Key(name) == nil)
  }

  @Test("every key and modifier has a name that is read back")
  func roundTrip() {
    let codes: [Key.Code] =
      [
        .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .enter, .escape, .tab,
        .backTab, .backspace, .delete, .insert,
      ] + (1...63).map { .function($0) } + "aZ1-+?:/é ".map { .character($0) }
    for code in codes {
      for raw in UInt8(0)..<8 {
        let key = Key(code, Key.Modifiers(rawValue: raw))
        let name = key.name
        #expect(Key(name) == key, "\(name)")
      }
    }
  }

  @Test("what a terminal sends for a key is read back to the same key")
  func sent() {
    let modified = KeySequences.modified.map(\.1)
    let plain: [Key.Code] = [
      .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .delete, .insert, .backTab,
    ]
    for key in modified + plain.map({ Key($0) }) + (1...12).map({ Key(.function($0)) }) {
      #expect(KeySequences.keys[String(key.sent.dropFirst())] == key, "\(key.name): \(key.sent)")
    }
    for key: Key in ["q", "W", "space", "ctrl-p", "enter", "esc", "tab", "backspace", "领"] {
      let scalar = key.sent.unicodeScalars.first
      let isEscape = key == "esc" && key.sent == "\u{1B}"
      #expect(isEscape || scalar.flatMap { KeySequences.key(ofCharacter: $0.value) } == key)
    }
    #expect(("alt-v" as Key).sent == "\u{1B}v")
    #expect(("shift-left" as Key).sent == "\u{1B}[1;2D")
  }

  @Test("a letter with the eighth bit set is alt and the one without it")
  func eighthBit() {
    #expect(("ö" as Key).withoutEighthBit == "alt-v")
    #expect(("Ø" as Key).withoutEighthBit == "alt-X")
    for key: Key in ["v", "领", "alt-v", "up", "ÿ"] { #expect(key.withoutEighthBit == nil) }
  }
}
