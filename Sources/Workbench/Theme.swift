import RaftCore
import Screen

/// Colours by meaning. Views name what a thing is; the theme says how it looks.
package struct Theme: Hashable, Sendable {
  package let name: String
  private let styles: [Style]
  /// Colours of terms, used in turn: neighbours never look alike.
  private let terms: [Color]

  /// What a piece of the screen means.
  package enum Ink: Int, CaseIterable, Hashable, Sendable {
    case text, faint, strong, title, border, key
    case leader, candidate, follower, down, paused, cutOff
    case changed, selected, violation, good, warning
    case message, index, command, source, track
  }

  package init(name: String, terms: [Color], style: (Ink) -> Style) {
    self.name = name
    self.terms = terms
    styles = Ink.allCases.map(style)
  }

  package subscript(ink: Ink) -> Style { styles[ink.rawValue] }

  /// The colour of a term; 0, before the first election, has that of faint text.
  package func color(ofTerm term: Term) -> Color {
    term == 0 ? self[.faint].foreground : terms[(term - 1) % terms.count]
  }

  /// A style for something of a term.
  package func style(ofTerm term: Term) -> Style { self[.text].with(color(ofTerm: term)) }

  /// The theme that raftlab starts with: light on dark.
  package static let dark = Theme(
    name: "dark",
    terms: [
      .rgb(0x7f, 0xb4, 0xff), .rgb(0xf2, 0xb0, 0x5e), .rgb(0x8f, 0xd6, 0x94),
      .rgb(0xe8, 0x96, 0xd0), .rgb(0x6f, 0xd3, 0xd8), .rgb(0xe5, 0xd4, 0x6a),
    ]
  ) { ink in
    let ground = Color.rgb(0x14, 0x18, 0x20)
    let text = Style(.rgb(0xd8, 0xde, 0xe9), on: ground)
    return switch ink {
    case .text, .follower: text
    case .faint, .track: text.with(.rgb(0x8b, 0x95, 0xa7))
    case .strong: text.with(.rgb(0xff, 0xff, 0xff)).bold
    case .title: text.with(.rgb(0x9c, 0xc4, 0xff)).bold
    case .border: text.with(.rgb(0x56, 0x60, 0x73))
    case .key: text.with(.rgb(0xff, 0xd1, 0x66)).bold
    case .leader: text.with(.rgb(0xff, 0xd1, 0x66)).bold
    case .candidate: text.with(.rgb(0xff, 0x9e, 0x64)).bold
    case .down, .cutOff: text.with(.rgb(0xf0, 0x7d, 0x7d))
    case .paused: text.with(.rgb(0xb9, 0xa2, 0xf2))
    case .changed: text.with(.rgb(0x14, 0x18, 0x20)).on(.rgb(0xa8, 0xe0, 0x8f)).bold
    case .selected: text.on(.rgb(0x2b, 0x35, 0x49))
    case .violation: text.with(.rgb(0xff, 0xff, 0xff)).on(.rgb(0xb3, 0x2d, 0x3a)).bold
    case .good: text.with(.rgb(0x8f, 0xd6, 0x94))
    case .warning: text.with(.rgb(0xff, 0xb8, 0x6b))
    case .message, .command: text.with(.rgb(0xff, 0xff, 0xff))
    case .index: text.with(.rgb(0x9c, 0xc4, 0xff))
    case .source: text.with(.rgb(0x8b, 0x95, 0xa7)).italic
    }
  }
}
