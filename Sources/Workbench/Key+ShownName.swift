import Screen

extension Key {
  /// The name as it is shown on the screen: arrows as arrows, all else as it is written.
  package var shownName: String {
    let prefix = name.hasSuffix(arrowName ?? " ") ? String(name.dropLast(arrowName!.count)) : ""
    return switch code {
    case .left: prefix + "←"
    case .right: prefix + "→"
    case .up: prefix + "↑"
    case .down: prefix + "↓"
    case .home: prefix + "Home"
    case .end: prefix + "End"
    case .enter: prefix + "Enter"
    case .escape: prefix + "Esc"
    case .backspace: prefix + "Backspace"
    case .pageUp: prefix + "PgUp"
    case .pageDown: prefix + "PgDn"
    case .tab: prefix + "Tab"
    case .function(let number): prefix + "F\(number)"
    default: name
    }
  }

  private var arrowName: String? {
    switch code {
    case .left: "left"
    case .right: "right"
    case .up: "up"
    case .down: "down"
    default: nil
    }
  }
}
