import RaftCore
import Screen

/// Colours by meaning. Views name what a thing is; the theme says how it looks.
///
/// A theme is made from a `Scheme` for what a terminal can show. Text has the scheme's contrast
/// (at least 4.5:1) with what is behind it, on the selection too; neighbouring terms differ.
package struct Theme: Hashable, Sendable {
  /// What it was made from.
  package let scheme: Scheme
  /// What it was made for.
  package let depth: ColorDepth
  /// What the terminal says is behind its text; nil when it says nothing.
  package let ground: Color?
  private let styles: [Style]
  /// Styles of terms, used in turn: neighbours never look alike.
  package let terms: [Style]

  /// What a piece of the screen means.
  package enum Ink: Int, CaseIterable, Hashable, Sendable {
    case text, faint, strong, title, border, key
    case leader, candidate, follower, down, paused, cutOff
    case committed, uncommitted, changed, selected, violation, good, warning
    case message, index, command, source, track

    /// The name that a theme file calls it by.
    package var name: String { String(describing: self) }
  }

  init(
    scheme: Scheme, depth: ColorDepth, ground: Color?, terms: [Style], style: (Ink) -> Style
  ) {
    self.scheme = scheme
    self.depth = depth
    self.ground = ground
    self.terms = terms
    styles = Ink.allCases.map(style)
  }

  /// The name by which it is chosen.
  package var name: String { scheme.slug }

  package subscript(ink: Ink) -> Style { styles[ink.rawValue] }

  /// Whether the background is the terminal's own, whatever that is.
  package var leavesGround: Bool { self[.text].background == .standard }

  /// A style for something of a term; 0, before the first election, has that of faint text.
  package func style(ofTerm term: Term) -> Style {
    term == 0 ? self[.faint] : terms[(term - 1) % terms.count]
  }

  /// A style for an entry of a term: committed ones differ by more than their frame.
  package func style(ofTerm term: Term, isCommitted: Bool) -> Style {
    style(ofTerm: term).adding(self[isCommitted ? .committed : .uncommitted].attributes)
  }

  /// The style of something that is selected: as it was, on the selection's background. What has a
  /// background of its own keeps it.
  ///
  /// Themes without a background for the selection reverse it, without colours, which the
  /// terminal's background might swallow; what was reversed before is then the one that is not.
  package func selected(_ style: Style) -> Style {
    guard style.background == self[.text].background else { return style }
    let selected = self[.selected]
    guard selected.attributes.contains(.reverse) else { return style.on(selected.background) }
    let front = self[.text].foreground
    guard style.attributes.contains(.reverse) else { return style.with(front).reversed }
    return style.foreground == front ? style.removing(.reverse) : style
  }

  /// The theme that raftlab starts with: light on dark.
  package static let dark = Theme(BuiltInSchemes.dark)
}
