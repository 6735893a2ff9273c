import Screen

extension Key {
  /// The name as it is shown on the screen: arrows as arrows, all else as it is written.
  package var shownName: String { shownName(inASCII: false) }

  /// The name as it is shown on the screen.
  ///
  /// - Parameter inASCII: whether arrows are named in words. What stands in for them in ASCII are
  ///   keys themselves.
  package func shownName(inASCII: Bool) -> String {
    guard let shown = shownKeyName(inASCII: inASCII) else { return name }
    // What it is held with stands before it.
    return name.dropLast(Key(code).name.count) + shown
  }

  private func shownKeyName(inASCII: Bool) -> String? {
    switch code {
    case .left: inASCII ? "Left" : "←"
    case .right: inASCII ? "Right" : "→"
    case .up: inASCII ? "Up" : "↑"
    case .down: inASCII ? "Down" : "↓"
    case .home: "Home"
    case .end: "End"
    case .enter: "Enter"
    case .escape: "Esc"
    case .backspace: "Backspace"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .tab: "Tab"
    case .function(let number): "F\(number)"
    default: nil
    }
  }
}

extension Key {
  /// The character that it types where that is a letter of another script, or of full width: nothing
  /// is bound to those, and whoever types them has another keyboard in use than they may know of.
  var letterOfAnotherKeyboard: Character? {
    guard case .character(let character) = code, modifiers.isEmpty,
      let scalar = character.unicodeScalars.first
    else { return nil }
    // Latin letters with accents are on keyboards that have all the others.
    let isFullWidth = 0xFF01...0xFF5E ~= scalar.value
    return isFullWidth || character.isLetter && scalar.value > 0x24F ? character : nil
  }
}
