// The style, by what differs from the one that is set.
extension FrameEncoder {
  /// Sets a style that the terminal shows.
  mutating func select(_ wanted: Style) {
    guard style != wanted else { return }
    defer { style = wanted }
    bytes += [0x1B, 0x5B]
    if wanted != .plain {
      var old = style ?? .plain
      if style == nil || !canEnd(old.attributes.subtracting(wanted.attributes)) {
        bytes += [0x30, 0x3B]
        old = .plain
      }
      addCodes(from: old, to: wanted)
      // Codes are put down with a separator after each.
      bytes.removeLast()
    }
    bytes.append(0x6D)
  }

  /// How many bytes it takes to set a style.
  func selectionCost(of wanted: Style) -> Int {
    guard style != wanted else { return 0 }
    guard wanted != .plain else { return 3 }
    var old = style ?? .plain
    var cost = 2
    let lost = old.attributes.subtracting(wanted.attributes)
    if style == nil || !canEnd(lost) {
      cost += 2
      old = .plain
    }
    let attributes = old.attributes.symmetricDifference(wanted.attributes)
    cost += 2 * attributes.rawValue.nonzeroBitCount
    // What ends an attribute has a digit more.
    cost += old.attributes.subtracting(wanted.attributes).rawValue.nonzeroBitCount
    if old.foreground != wanted.foreground { cost += colorCost(wanted.foreground) }
    if old.background != wanted.background { cost += colorCost(wanted.background) }
    return cost
  }

  private func colorCost(_ color: Color) -> Int {
    switch color {
    case .standard, .ansi: 3
    case .indexed(let index): 6 + Self.digits(Int(index))
    case .rgb(let red, let green, let blue):
      8 + [red, green, blue].reduce(0) { $0 + Self.digits(Int($1)) }
    }
  }

  /// Whether attributes can be ended one by one.
  private func canEnd(_ attributes: Attributes) -> Bool {
    attributes.isEmpty || dialect.endsAttributes
  }

  private mutating func addCodes(from old: Style, to new: Style) {
    var attributes = old.attributes
    let lost = attributes.subtracting(new.attributes)
    // Bold and dim end together.
    if !lost.isDisjoint(with: [.bold, .dim]) {
      add(code: 22)
      attributes.subtract([.bold, .dim])
    }
    if lost.contains(.italic) { add(code: 23) }
    if lost.contains(.underline) { add(code: 24) }
    if lost.contains(.reverse) { add(code: 27) }
    let won = new.attributes.subtracting(attributes)
    for (attribute, code) in Self.codes where won.contains(attribute) { add(code: code) }
    if old.foreground != new.foreground { add(new.foreground, base: 30) }
    if old.background != new.background { add(new.background, base: 40) }
  }

  private static let codes: [(Attributes, Int)] = [
    (.bold, 1), (.dim, 2), (.italic, 3), (.underline, 4), (.reverse, 7),
  ]

  private mutating func add(code: Int) {
    append(code)
    bytes.append(0x3B)
  }

  private mutating func add(_ color: Color, base: Int) {
    switch color {
    case .standard: add(code: base + 9)
    case .ansi(let index) where index < 8: add(code: base + Int(index))
    case .ansi(let index): add(code: base + 60 + Int(index & 7))
    case .indexed(let index):
      add(code: base + 8)
      add(code: 5)
      add(code: Int(index))
    case .rgb(let red, let green, let blue):
      append(base + 8)
      bytes += dialect.direct.opening
      for (place, part) in [red, green, blue].enumerated() {
        if place > 0 { bytes.append(dialect.direct.separator) }
        append(Int(part))
      }
      bytes.append(0x3B)
    }
  }
}
