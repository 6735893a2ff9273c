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
