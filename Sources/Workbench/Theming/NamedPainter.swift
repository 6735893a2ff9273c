import Screen

/// What is behind the text of a terminal that shows named colours alone.
package enum TerminalGround: Hashable, Sendable {
  /// The terminal's own, of which this is known: nothing, that it is dark, that it is light.
  case unknown, dark, light
  /// Painted over, dark or light.
  case paintedDark, paintedLight

  /// What a terminal says about itself; nil when it says nothing.
  package init(answer: Color?) {
    self = answer.map { Shade($0).isLight ? .light : .dark } ?? .unknown
  }
}

/// Makes styles of the sixteen named colours, so that they can be read on what is behind them.
///
/// Nobody but the terminal knows how they look, but all agree on this much: yellow, green and cyan
/// vanish on white, and blue on black. On a dark ground the scheme of the terminal's own colours is
/// taken as it stands; on a light one blue, magenta and red; where nothing is known magenta and
/// red alone. What stands out by its colour elsewhere is black on that colour there.
struct NamedPainter: Painter {
  let depth: ColorDepth
  let ground: TerminalGround

  func terms() -> [Style] {
    let terms: [Style] =
      switch ground {
      case .dark, .paintedDark: TerminalPainter(scheme: BuiltInSchemes.terminal).terms()
      case .light, .paintedLight:
        [Style(.blue), Style(.magenta), Style(.blue).underlined, Style(.magenta).underlined]
      case .unknown:
        [Style(.magenta), Style.plain.underlined, Style(.magenta).underlined, .plain]
      }
    return terms.map(painted)
  }

  func style(of ink: Theme.Ink) -> Style {
    switch ground {
    case .dark, .paintedDark:
      painted(TerminalPainter(scheme: BuiltInSchemes.terminal).style(of: ink))
    case .light, .paintedLight: painted(dark(ink, accent: .blue))
    case .unknown: painted(dark(ink, accent: .standard))
    }
  }

  /// How a thing is set in dark colours.
  ///
  /// - Parameter accent: the colour of what is neither trouble nor a role.
  private func dark(_ ink: Theme.Ink, accent: Color) -> Style {
    switch ink {
    case .text, .follower, .uncommitted: .plain
    case .faint, .track, .border: Style.plain.dim
    case .source: Style.plain.dim.italic
    case .strong, .command, .message: Style.plain.bold
    case .title, .key: isFaint ? Style(accent) : Style(accent).bold
    case .index, .good: Style(accent)
    // Bold would make the black of eight colours grey.
    case .leader: Style(.black, on: .yellow)
    case .changed: Style(.black, on: .green)
    case .candidate: Style(.black, on: .cyan)
    case .down, .cutOff: isFaint ? Style(.red) : Style(.red).bold
    case .warning: Style(.red)
    case .paused: Style.plain.dim.bold
    case .committed: Style.plain.bold
    case .selected: Style.plain.reversed
    case .violation: Style(.white, on: .red).bold
    }
  }

  /// Whether bold colours, which many terminals show bright, would be too faint: on the grey that
  /// is the white of eight colours, and on a light ground of the terminal's own, which may be as
  /// grey.
  private var isFaint: Bool {
    switch ground {
    case .light: true
    case .paintedLight: depth == .ansi8
    case .unknown, .dark, .paintedDark: false
    }
  }

  /// On the ground that is painted, if one is.
  private func painted(_ style: Style) -> Style {
    let (front, back): (Color, Color)
    switch ground {
    case .unknown, .dark, .light: return style
    case .paintedDark: (front, back) = (.white, .black)
    case .paintedLight: (front, back) = (.black, depth == .ansi8 ? .white : .brightWhite)
    }
    var style = style
    if style.foreground == .standard { style.foreground = front }
    if style.background == .standard { style.background = back }
    return style
  }
}
