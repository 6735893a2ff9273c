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
    "with 16 colours or 8 only those are used that show on any background, and on none of their own",
    arguments: BuiltInSchemes.all.filter { $0.slug != "mono" }, [ColorDepth.ansi16, .ansi8])
  func named(scheme: Scheme, depth: ColorDepth) {
    let theme = Theme(scheme, depth: depth)
    for style in Self.styles(of: theme) {
      #expect(style.background == .standard)
      switch style.foreground {
      case .standard, .ansi(1...6): break
      default: Issue.record("\(style)")
      }
    }
    #expect(theme.terms.count >= 3)
    for place in theme.terms.indices {
      #expect(theme.terms[place] != theme.terms[(place + 1) % theme.terms.count])
    }
    #expect(theme[.leader].foreground != theme[.down].foreground)
    #expect(theme[.good].foreground != theme[.warning].foreground)
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
