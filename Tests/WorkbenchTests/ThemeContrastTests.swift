import Screen
import TestSupport
import Testing

@testable import Workbench

@Suite("Themes: contrast and likeness") struct ThemeContrastTests {
  /// What is wrong with a theme; empty when nothing is.
  static func faults(of theme: Theme) -> [String] {
    var faults: [String] = []
    let ground = theme[.text].background
    let selection = theme[.selected].background
    func check(_ name: String, _ style: Style, on background: Color, _ floor: Double) {
      let contrast = Shade(style.foreground).contrast(with: Shade(background))
      if contrast < floor { faults.append("\(name): \(contrast) on \(background)") }
    }
    for ink in Theme.Ink.allCases {
      let floor = ink.contrast(in: theme.scheme)
      let style = theme[ink]
      check(ink.name, style, on: style.background, floor)
      let selected = theme.selected(style)
      check("selected \(ink.name)", selected, on: selected.background, floor)
    }
    for (number, style) in theme.terms.enumerated() {
      check("term \(number + 1)", style, on: ground, theme.scheme.contrast)
      check("selected term \(number + 1)", style, on: selection, theme.scheme.contrast)
    }
    let shades = theme.terms.map { Shade($0.foreground) }
    if !Theme.areApart(shades) { faults.append("terms alike: \(shades.map(\.color))") }
    if theme.terms.count < 3 { faults.append("\(theme.terms.count) terms") }
    for ink in [Theme.Ink.changed, .violation] {
      let block = Shade(theme[ink].background).contrast(with: Shade(ground))
      if block < 1.9 { faults.append("\(ink.name) is \(block) from the ground") }
    }
    let apart = Shade(selection).contrast(with: Shade(ground))
    if apart < 1.15 { faults.append("selection \(apart) from the ground") }
    return faults
  }

  @Test(
    "text stands out in every theme of colours, and neighbouring terms differ",
    arguments: BuiltInSchemes.all.filter { !$0.isTerminals }, [ColorDepth.direct, .indexed])
  func builtIn(scheme: Scheme, depth: ColorDepth) {
    let faults = Self.faults(of: Theme(scheme, depth: depth))
    #expect(faults.isEmpty, "\(scheme.slug), \(depth): \(faults.joined(separator: "; "))")
  }

  @Test("on a projector every text has 7:1", arguments: ["projector-dark", "projector-light"])
  func projector(name: String) throws {
    let scheme = try #require(BuiltInSchemes.named(name))
    #expect(scheme.contrast == 7)
    #expect(Self.faults(of: Theme(scheme)).isEmpty)
  }

  @Test("themes that name the colours of terms get those, as they are")
  func ownTerms() {
    for scheme in BuiltInSchemes.all where !scheme.terms.isEmpty && !scheme.isTerminals {
      let expected = scheme.terms.map { scheme[$0.foreground ?? .base05] }
      #expect(Theme(scheme).terms.map(\.foreground) == expected, "\(scheme.slug)")
    }
  }

  @Test(
    "no term looks like a leader, a candidate or a server that is down",
    arguments: BuiltInSchemes.all.filter { $0.slug != "mono" },
    [ColorDepth.direct, .indexed, .ansi16])
  func roles(scheme: Scheme, depth: ColorDepth) {
    let theme = Theme(scheme, depth: depth)
    for ink in [Theme.Ink.leader, .candidate, .down] {
      for (number, term) in theme.terms.enumerated() {
        #expect(
          !Self.lookAlike(term, theme[ink]), "\(scheme.slug), term \(number + 1) and \(ink)")
      }
    }
    #expect(!Self.lookAlike(theme[.leader], theme[.candidate]))
    #expect(!Self.lookAlike(theme[.leader], theme[.down]))
  }

  /// Whether the foregrounds of two styles may be taken for each other.
  static func lookAlike(_ one: Style, _ other: Style) -> Bool {
    // What has a background of its own is known by it.
    guard one.background == other.background else { return false }
    return switch (one.foreground, other.foreground) {
    case (.ansi, _), (_, .ansi), (.standard, _), (_, .standard):
      one.foreground == other.foreground
    default:
      Shade(one.foreground).distance(to: Shade(other.foreground)) < Theme.roleDistance
    }
  }

  /// A scheme of sixteen colours of any kind; some seeds give greys, or all alike.
  static func randomScheme(_ seed: Int) -> Scheme {
    var random = SeededRandom(UInt64(seed))
    var colors: [Scheme.Slot: Color] = [:]
    let one = UInt8.random(in: 0...255, using: &random)
    for slot in Scheme.Slot.allCases.prefix(seed % 2 == 0 ? 16 : 24) {
      func byte() -> UInt8 { UInt8.random(in: 0...255, using: &random) }
      let grey = byte()
      colors[slot] =
        switch seed % 5 {
        case 0: .rgb(grey, grey, grey)
        case 1: .rgb(one, one, one)
        case 2: .rgb(one, grey / 8, grey)
        default: .rgb(byte(), byte(), byte())
        }
    }
    let contrast = Double.random(in: Scheme.contrasts, using: &random)
    return Scheme(
      slug: "random", name: "", author: "", colors: colors, contrast: seed % 4 == 0 ? contrast : 4.5
    )
  }

  @Test("text stands out and terms differ whatever the scheme", arguments: 0..<10)
  func random(hundred: Int) {
    for seed in hundred * 100..<(hundred + 1) * 100 {
      let scheme = Self.randomScheme(seed)
      for depth in seed % 10 < 5 ? [ColorDepth.direct, .indexed] : [.direct] {
        let faults = Self.faults(of: Theme(scheme, depth: depth))
        #expect(faults.isEmpty, "seed \(seed), \(depth): \(faults.joined(separator: "; "))")
      }
    }
  }

  @Test("the check finds a theme whose text does not stand out")
  func checkCanFail() {
    let theme = Theme(BuiltInSchemes.dark)
    let bad = Theme(
      scheme: theme.scheme, depth: .direct, ground: nil,
      terms: [theme.terms[0], theme.terms[0], theme.terms[1]]
    ) { ink in
      ink == .good ? theme[.text].with(.rgb(0x50, 0x50, 0x50)) : theme[ink]
    }
    let faults = Self.faults(of: bad)
    #expect(faults.contains { $0.hasPrefix("good: ") })
    #expect(faults.contains { $0.hasPrefix("terms alike") })
  }

  @Test("colours that will do stay as they are")
  func untouched() {
    let scheme = BuiltInSchemes.dark
    let theme = Theme(scheme)
    #expect(theme[.text].foreground == scheme[.base05])
    #expect(theme[.text].background == scheme[.base00])
    #expect(theme[.leader].foreground == scheme[.base0A])
    #expect(theme[.selected].background == scheme[.base02])
  }

  @Test("contrast is WCAG's, distance Oklab's")
  func measures() {
    #expect(abs(Shade.white.contrast(with: .black) - 21) < 1e-9)
    #expect(abs(Shade(.rgb(0x76, 0x76, 0x76)).contrast(with: .white) - 4.54) < 0.005)
    #expect(abs(Shade.white.distance(to: .black) - 1) < 1e-3)
    let red = Shade(.rgb(255, 0, 0)).oklab
    #expect(abs(red.x - 0.628) < 1e-3 && abs(red.y - 0.225) < 1e-3 && abs(red.z - 0.126) < 1e-3)
    for seed in 0..<200 {
      var random = SeededRandom(UInt64(seed))
      let color = Color.rgb(
        .random(in: 0...255, using: &random), .random(in: 0...255, using: &random),
        .random(in: 0...255, using: &random))
      #expect(Shade(color).color == color)
      #expect(Shade(oklab: Shade(color).oklab).color == color)
    }
  }
}
