import Screen

extension Theme {
  /// The theme of a scheme, for what a terminal shows.
  ///
  /// With sixteen colours or fewer the scheme's own cannot be had, and the nearest would run into
  /// each other: the named ones are used, by their meaning, on black or on white as the scheme is
  /// dark or light; without any, attributes alone.
  ///
  /// - Parameter ground: what the terminal says is behind its text, for schemes that leave it there;
  ///   nil when it says nothing.
  package init(_ scheme: Scheme, depth: ColorDepth = .direct, ground: Color? = nil) {
    let painter: any Painter
    switch depth {
    case .mono: painter = TerminalPainter(scheme: BuiltInSchemes.mono)
    case .ansi8, .ansi16, .indexed, .direct:
      if scheme == BuiltInSchemes.terminal {
        painter = NamedPainter(depth: depth, ground: TerminalGround(answer: ground))
      } else if scheme.isTerminals {
        painter = TerminalPainter(scheme: scheme)
      } else if depth >= .indexed {
        painter = ContrastPainter(scheme: scheme, depth: depth)
      } else {
        let isLight = scheme.isLight ?? false
        painter = NamedPainter(depth: depth, ground: isLight ? .paintedLight : .paintedDark)
      }
    }
    let terms = painter.terms()
    self.init(scheme: scheme, depth: depth, ground: ground, terms: terms) {
      painter.style(of: $0)
    }
  }

  /// The theme of another scheme on the same terminal.
  package func with(_ scheme: Scheme) -> Theme { Theme(scheme, depth: depth, ground: ground) }
}

/// Makes styles from a scheme.
protocol Painter {
  func terms() -> [Style]
  func style(of ink: Theme.Ink) -> Style
}

extension Theme.Ink {
  /// How it is set if the scheme does not say otherwise.
  var recipe: Recipe {
    switch self {
    case .text, .follower: Recipe(.base05)
    case .faint, .track: Recipe(.base03)
    case .strong: Recipe(.base07, .bold)
    case .title: Recipe(.base0D, .bold)
    case .border: Recipe(.base03)
    case .key, .leader: Recipe(.base0A, .bold)
    case .candidate: Recipe(.base09, .bold)
    case .down, .cutOff: Recipe(.base08)
    case .paused: Recipe(.base04, .bold)
    case .committed: Recipe(nil, .bold)
    case .uncommitted: Recipe()
    case .changed: Recipe(.base00, on: .base0B, .bold)
    case .selected: Recipe(.base05, on: .base02)
    case .violation: Recipe(.base07, on: .base08, .bold)
    case .good: Recipe(.base0B)
    case .warning: Recipe(.base09)
    case .message, .command: Recipe(.base07)
    case .index: Recipe(.base0D)
    case .source: Recipe(.base03, .italic)
    }
  }

  /// The least contrast it needs in a scheme; lines are no text (WCAG 1.4.11).
  package func contrast(in scheme: Scheme) -> Double {
    self == .border ? 3 : scheme.contrast
  }
}

// MARK: Colours that can be measured

/// Moves the scheme's colours lighter or darker until they stand out enough, on the ground and on
/// the selection, as the terminal shows them.
private struct ContrastPainter: Painter {
  private let scheme: Scheme
  private let depth: ColorDepth
  private let ground: Color
  private let selection: Color

  init(scheme: Scheme, depth: ColorDepth) {
    self.scheme = scheme
    self.depth = depth
    ground = Self.ground(of: scheme, depth: depth)
    let recipe = scheme.styles[.selected] ?? Theme.Ink.selected.recipe
    selection = Self.selection(
      from: scheme[recipe.background ?? .base02], on: Shade(ground), for: scheme.contrast,
      depth: depth)
  }

  func style(of ink: Theme.Ink) -> Style {
    let recipe = scheme.styles[ink] ?? ink.recipe
    let floor = ink.contrast(in: scheme)
    if ink == .selected {
      let front = raised(scheme[recipe.foreground ?? .base05], to: floor)
      return Style(front, on: selection, attributes: recipe.attributes)
    }
    guard let background = recipe.background else {
      var front = Shade(scheme[recipe.foreground ?? .base05])
      // In some light schemes the slot for the strongest text is the lightest.
      if recipe.foreground == .base07, isWeak(front) {
        front = Shade(scheme[.base05]).lightened(by: Shade(ground).isLight ? -0.15 : 0.15)
      }
      return Style(raised(front.color, to: floor), on: ground, attributes: recipe.attributes)
    }
    let (front, back) = pair(
      scheme[recipe.foreground ?? .base05], on: scheme[background], floor: floor)
    return Style(front, on: back, attributes: recipe.attributes)
  }

  private func isWeak(_ shade: Shade) -> Bool {
    let ground = Shade(ground)
    return shade.contrast(with: ground) < Shade(scheme[.base05]).contrast(with: ground)
  }

  // MARK: Contrast

  /// How much more than the least contrast white or black must have, so that there is room for
  /// colours that differ: on the ground, and on the selection.
  private static let room = 2.3
  private static let roomOnSelection = 1.8

  /// The ground, with room left for colours that differ: mid greys become darker, or lighter.
  private static func ground(of scheme: Scheme, depth: ColorDepth) -> Color {
    let room = scheme.contrast * Self.room
    let wanted = Shade(scheme[.base00])
    let extreme = wanted.isLight ? Shade.black : .white
    return wanted.moved(by: wanted.isLight ? 0.01 : -0.01, depth: depth) {
      $0.contrast(with: extreme) >= room
    }
  }

  /// The background of the selection: told from the ground, but not so far from it that colours
  /// could not stand out on both.
  private static func selection(
    from color: Color, on ground: Shade, for floor: Double, depth: ColorDepth
  ) -> Color {
    let step = ground.isLight ? -0.01 : 0.01
    let isApart: (Shade) -> Bool = { $0.isBeyond(ground) && $0.contrast(with: ground) >= 1.15 }
    let isNear: (Shade) -> Bool = {
      $0.contrast(with: ground) <= 1.6
        && $0.contrast(with: ground.isLight ? .black : .white) >= floor * roomOnSelection
    }
    let nearer = Shade(color).moved(by: -step, depth: depth) { isNear($0) || !$0.isBeyond(ground) }
    if isApart(Shade(nearer)), isNear(Shade(nearer)) { return nearer }
    return ground.moved(by: step, depth: depth, until: isApart)
  }

  /// A colour that has the contrast on the ground and on the selection.
  private func raised(_ color: Color, to floor: Double) -> Color {
    let grounds = [Shade(ground), Shade(selection)]
    return Shade(color).moved(by: grounds[0].isLight ? -0.01 : 0.01, depth: depth) { shade in
      grounds.allSatisfy { shade.contrast(with: $0) >= floor }
    }
  }

  /// Two colours that have the contrast with each other. What is behind is told from the ground
  /// (WCAG's 3:1 would wash out reds), and dark or light enough for white or black.
  private func pair(_ front: Color, on back: Color, floor: Double) -> (Color, Color) {
    let ground = Shade(ground)
    let block = Shade(back).moved(by: ground.isLight ? -0.01 : 0.01, depth: depth) { shade in
      shade.contrast(with: ground) >= 2 && shade.isBeyond(ground)
        && shade.contrast(with: shade.isLight ? .black : .white) >= floor
    }
    let behind = Shade(block)
    let text = Shade(front).moved(by: behind.isLight ? -0.01 : 0.01, depth: depth) {
      $0.contrast(with: behind) >= floor
    }
    return (text, block)
  }

  // MARK: Terms

  /// Colours in turn, neighbours apart, the last and the first too.
  func terms() -> [Style] {
    if !scheme.terms.isEmpty {
      let given = scheme.terms.map { Shade(term($0.foreground ?? .base05)) }
      if Theme.areApart(given) {
        return zip(scheme.terms, given).map { style($1.color, $0.attributes) }
      }
    }
    let own = Self.slots.filter { scheme.has($0) }.map { Shade(term($0)) }
    let more = synthesized
    // What looks like a role is taken only where nothing else is left.
    let roles = Theme.roles.map { Shade(style(of: $0).foreground) }
    let free = (own + more).filter { shade in
      roles.allSatisfy { $0.distance(to: shade) >= Theme.roleDistance }
    }
    for candidates in [free, own + more, more] {
      for count in (3...Theme.termCount).reversed() {
        if let cycle = Self.cycle(of: count, from: candidates) {
          return cycle.map { style($0.color, []) }
        }
      }
    }
    return [style(term(.base05), []), style(term(.base05), .underline)]
  }

  /// So many of the candidates in turn, the earlier ones first; nil when they do not suffice.
  private static func cycle(of count: Int, from candidates: [Shade]) -> [Shade]? {
    var left = candidates
    var chosen: [Shade] = []
    while chosen.count < count {
      let isLast = chosen.count == count - 1
      let next = left.firstIndex { shade in
        chosen.allSatisfy { $0.distance(to: shade) >= Theme.termDistance / 2 }
          && (chosen.last?.distance(to: shade) ?? 1) >= Theme.termDistance
          && (!isLast || chosen[0].distance(to: shade) >= Theme.termDistance)
      }
      guard let next else { return nil }
      chosen.append(left.remove(at: next))
    }
    return chosen
  }

  private func style(_ color: Color, _ attributes: Attributes) -> Style {
    Style(color.reduced(to: depth), on: ground, attributes: attributes)
  }

  private func term(_ slot: Scheme.Slot) -> Color { raised(scheme[slot], to: scheme.contrast) }

  /// The slots that are colours, not greys; red last, which means trouble elsewhere.
  private static let slots: [Scheme.Slot] = [
    .base0D, .base09, .base0B, .base0E, .base0C, .base0A, .base0F, .base16, .base13, .base14,
    .base17, .base15, .base12, .base08,
  ]

  /// Hues of our own, for schemes whose colours are too few or too alike; the paler ones, which
  /// pass where the ground leaves little room, last.
  private var synthesized: [Shade] {
    let isLight = Shade(ground).isLight
    return [(0.14, 0.0), (0.2, 0.1), (0.07, 0.15), (0, 0.4)].flatMap { chroma, further in
      (0..<12).map { number in
        let hue = Shade.hue(
          Double(number * 5 % 12) / 12, lightness: isLight ? 0.5 - further : min(1, 0.8 + further),
          chroma: chroma)
        return Shade(raised(hue.color, to: scheme.contrast))
      }
    }
  }
}

extension Theme {
  /// How many colours terms take in turn.
  static let termCount = 6
  /// Whose colours terms do not take: those of roles that are looked for at a glance.
  static let roles: [Ink] = [.leader, .candidate, .down]
  /// How far a term is from each of them in Oklab, at least.
  static let roleDistance = 0.05
  /// How far apart neighbouring terms are in Oklab, at least.
  package static let termDistance = 0.09

  /// Whether neighbours differ, the last and the first too.
  package static func areApart(_ shades: [Shade], by distance: Double = termDistance) -> Bool {
    shades.indices.allSatisfy { place in
      shades[place].distance(to: shades[(place + 1) % shades.count]) >= distance
    }
  }
}

extension Shade {
  /// On the side of the ground on which its text is.
  fileprivate func isBeyond(_ ground: Shade) -> Bool {
    ground.isLight ? luminance < ground.luminance : luminance > ground.luminance
  }

  /// The first colour that will do, as the terminal shows it, on the way to white or black.
  fileprivate func moved(
    by step: Double, depth: ColorDepth, until isEnough: (Shade) -> Bool
  ) -> Color {
    var color = self.color.reduced(to: depth)
    var count = 1.0
    while !isEnough(Shade(color)), count <= 100 {
      color = lightened(by: count * step).color.reduced(to: depth)
      count += 1
    }
    // The way ends near white or black, but not always on it.
    return isEnough(Shade(color))
      ? color : (step > 0 ? Shade.white : .black).color.reduced(to: depth)
  }
}
