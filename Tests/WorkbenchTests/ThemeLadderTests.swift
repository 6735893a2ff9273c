import Screen
import Testing

@testable import Workbench

@Suite("Themes: the ladder of colour depths") struct ThemeLadderTests {
  static func styles(of theme: Theme) -> [Style] {
    Theme.Ink.allCases.map { theme[$0] } + theme.terms
      + Theme.Ink.allCases.map { theme.selected(theme[$0]) }
  }

  @Test(
    "what a theme for a depth uses, a terminal of that depth shows as it is",
    arguments: BuiltInSchemes.all, ColorDepth.allCases)
  func rungs(scheme: Scheme, depth: ColorDepth) {
    for style in Self.styles(of: Theme(scheme, depth: depth)) {
      #expect(style.foreground.reduced(to: depth) == style.foreground)
      #expect(style.background.reduced(to: depth) == style.background)
    }
  }

  @Test("with 256 colours the scheme's own are taken from the fixed ones")
  func indexed() {
    for style in Self.styles(of: Theme(BuiltInSchemes.dark, depth: .indexed)) {
      guard case .indexed(16...) = style.foreground, case .indexed(16...) = style.background else {
        Issue.record("\(style)")
        return
      }
    }
  }

  @Test(
    "with 16 colours or 8 a theme is of the named ones, on black or white as it is dark or light",
    arguments: BuiltInSchemes.all.filter { !$0.isTerminals }, [ColorDepth.ansi16, .ansi8])
  func named(scheme: Scheme, depth: ColorDepth) {
    let theme = Theme(scheme, depth: depth)
    let isLight = scheme.isLight == true
    let back: Color = isLight ? (depth == .ansi8 ? .white : .brightWhite) : .black
    #expect(theme[.text].background == back)
    #expect(theme[.text].foreground == (isLight ? .black : .white))
    for style in Self.styles(of: theme) {
      guard case .ansi = style.foreground, case .ansi = style.background else {
        Issue.record("\(style)")
        continue
      }
      #expect(NamedPalette.xterm.contrast(of: style, on: nil) >= 3, "\(style.summary)")
    }
    Self.expectApart(theme)
  }

  @Test(
    "what is left on the terminal's own ground can be read on white and black where that is unknown",
    arguments: [nil, Color.white, .black], [ColorDepth.ansi16, .ansi8, .direct])
  func onAnyGround(ground: Color?, depth: ColorDepth) {
    let theme = Theme(BuiltInSchemes.terminal, depth: depth, ground: ground)
    let grounds: [Color] = ground.map { [$0] } ?? [.rgb(255, 255, 255), .rgb(0, 0, 0)]
    for style in Self.styles(of: theme) {
      for palette in NamedPalette.all {
        for ground in grounds {
          let contrast = palette.contrast(of: style, on: ground)
          let least = palette.name == "xterm" ? 3 : 2.5
          #expect(
            contrast >= least, "\(style.summary) in \(palette.name) on \(ground.summary)")
        }
      }
    }
    Self.expectApart(theme)
  }

  @Test("the check of contrast sees yellow on white, and blue on black")
  func contrastIsAbleToFire() {
    #expect(NamedPalette.xterm.contrast(of: Style(.yellow).bold, on: .rgb(255, 255, 255)) < 2)
    #expect(NamedPalette.xterm.contrast(of: Style(.blue), on: .rgb(0, 0, 0)) < 2.5)
    #expect(NamedPalette.xterm.contrast(of: Style(.black, on: .yellow), on: .rgb(0, 0, 0)) > 10)
  }

  /// What has to differ in every theme.
  private static func expectApart(_ theme: Theme) {
    #expect(theme.terms.count >= 3)
    for place in theme.terms.indices {
      #expect(theme.terms[place] != theme.terms[(place + 1) % theme.terms.count])
    }
    #expect(theme[.leader] != theme[.down] && theme[.leader] != theme[.follower])
    #expect(theme[.good] != theme[.warning])
    #expect(theme[.changed] != theme.selected(theme[.text]))
  }

  @Test("the terminal's theme uses its own colours alone, however many it has")
  func terminal() throws {
    let scheme = try #require(BuiltInSchemes.named("terminal"))
    #expect(Theme(scheme, depth: .direct)[.leader] == Theme(scheme, depth: .ansi16)[.leader])
    for style in Self.styles(of: Theme(scheme)) {
      switch style.foreground {
      case .standard, .ansi: break
      default: Issue.record("\(style)")
      }
    }
  }

  @Test("without colours there are attributes alone, and they tell things apart")
  func mono() throws {
    let own = Theme(try #require(BuiltInSchemes.named("mono")))
    for theme in [own] + BuiltInSchemes.all.map({ Theme($0, depth: .mono) }) {
      for style in Self.styles(of: theme) {
        #expect(style.foreground == .standard && style.background == .standard)
      }
      #expect(theme[.changed].attributes.contains(.reverse))
      #expect(theme[.violation] != theme[.changed])
      #expect(theme[.leader] != theme[.follower])
      #expect(theme[.text] != theme[.strong])
      #expect(theme.style(ofTerm: 1) != theme.style(ofTerm: 2))
      #expect(
        theme.style(ofTerm: 1, isCommitted: true) != theme.style(ofTerm: 1, isCommitted: false))
    }
  }

  @Test(
    "what changed stays marked on the selection", arguments: BuiltInSchemes.all, ColorDepth.allCases
  )
  func changedAndSelected(scheme: Scheme, depth: ColorDepth) {
    let theme = Theme(scheme, depth: depth)
    #expect(theme.selected(theme[.changed]) != theme.selected(theme[.text]))
    #expect(theme.selected(theme[.violation]) != theme.selected(theme[.text]))
    #expect(theme.selected(theme[.text]) != theme[.text])
  }
}
