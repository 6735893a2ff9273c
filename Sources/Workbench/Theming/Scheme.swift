import Screen

/// A colour scheme: base16 or base24 as published, or one of the terminal's own colours.
///
/// Beyond the published form a file may say, under `raftlab:`, which contrast its text has, which
/// colours terms take in turn, and how a thing is set; see `Theme.Ink` for the names.
package struct Scheme: Hashable, Sendable {
  /// The name by which it is chosen: the file's, without its ending.
  package let slug: String
  /// The name as it is shown.
  package let name: String
  /// Who made it; empty if nobody says.
  package let author: String
  /// The least contrast of text with what is behind it, 4.5 to 7.
  package let contrast: Double
  /// What terms look like, in turn; empty leaves it to the theme.
  package let terms: [Recipe]
  /// How things are set that are not set as usual.
  package let styles: [Theme.Ink: Recipe]
  private let colors: [Slot: Color]

  /// A place in the palette. The names are those of the base16 and base24 styling guides.
  package enum Slot: Int, CaseIterable, Hashable, Sendable {
    case base00, base01, base02, base03, base04, base05, base06, base07
    case base08, base09, base0A, base0B, base0C, base0D, base0E, base0F
    case base10, base11, base12, base13, base14, base15, base16, base17

    package var name: String { String(describing: self) }

    /// Of a name in any case; nil when it is none.
    init?(name: String) {
      let lowered = name.lowercased()
      guard let slot = Self.allCases.first(where: { $0.name.lowercased() == lowered }) else {
        return nil
      }
      self = slot
    }

    /// The one that stands in for it: base24's slots may be missing, base16's not.
    var fallback: Slot? {
      switch self {
      case .base10, .base11: .base00
      case .base12: .base08
      case .base13: .base0A
      case .base14: .base0B
      case .base15: .base0C
      case .base16: .base0D
      case .base17: .base0E
      default: nil
      }
    }
  }

  /// Contrasts from WCAG's AA to AAA.
  package static let contrasts = 4.5...7.0

  init(
    slug: String, name: String, author: String, colors: [Slot: Color],
    contrast: Double = contrasts.lowerBound, terms: [Recipe] = [],
    styles: [Theme.Ink: Recipe] = [:]
  ) {
    self.slug = slug
    self.name = name
    self.author = author
    self.colors = colors
    self.contrast = contrast
    self.terms = terms
    self.styles = styles
  }

  /// The colour of a slot, or of the one that stands in for it.
  package subscript(slot: Slot) -> Color {
    colors[slot] ?? slot.fallback.map { self[$0] } ?? .standard
  }

  /// Whether it has a colour of its own for a slot.
  func has(_ slot: Slot) -> Bool { colors[slot] != nil }

  /// Whether it uses the terminal's own colours, whatever they are.
  package var isTerminals: Bool {
    if case .rgb = self[.base00] { false } else { true }
  }

  /// Whether text is darker than what is behind it; nil where only the terminal knows.
  package var isLight: Bool? {
    isTerminals ? nil : Shade(self[.base00]).isLight
  }
}

/// How a thing is set: from which slots its colours come, and its attributes.
package struct Recipe: Hashable, Sendable {
  package var foreground: Scheme.Slot?
  package var background: Scheme.Slot?
  package var attributes: Attributes

  init(
    _ foreground: Scheme.Slot? = nil, on background: Scheme.Slot? = nil,
    _ attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// Attributes by the names that theme files use.
  static let attributeNames: [(String, Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("underline", .underline), ("reverse", .reverse),
    ("italic", .italic), ("plain", []),
  ]

  /// Reads `base0A bold`, `base00 on base0B`, `reverse bold`, `plain`.
  ///
  /// - Throws: the word that means nothing.
  init(_ text: String) throws(UnknownWord) {
    self.init()
    var isBackground = false
    for word in text.split(separator: " ").map(String.init) {
      if word == "on", !isBackground, background == nil {
        isBackground = true
      } else if let slot = Scheme.Slot(name: word), isBackground {
        background = slot
        isBackground = false
      } else if let slot = Scheme.Slot(name: word), foreground == nil {
        foreground = slot
      } else if let known = Self.attributeNames.first(where: { $0.0 == word }), !isBackground {
        attributes.formUnion(known.1)
      } else {
        throw UnknownWord(word: word)
      }
    }
    if isBackground { throw UnknownWord(word: "on") }
  }

  /// A word in a recipe that means nothing there.
  struct UnknownWord: Error { let word: String }
}
