import TestSupport
import Testing

@testable import Screen

@Suite("Styles and colours") struct StyleTests {
  static let colors: [Color] = [
    .standard, .ansi(0), .ansi(15), .indexed(16), .indexed(255), .rgb(0, 0, 0),
    .rgb(255, 254, 1), .rgb(1, 2, 3),
  ]

  @Test("a packed style gives back what was put in", arguments: colors, colors)
  func packing(front: Color, back: Color) {
    for raw in 0..<UInt8(32) {
      let attributes = Attributes(rawValue: raw)
      let style = Style(front, on: back, attributes: attributes)
      #expect(style.foreground == front)
      #expect(style.background == back)
      #expect(style.attributes == attributes)
      var other = Style.plain
      other.attributes = attributes
      other.background = back
      other.foreground = front
      #expect(other == style)
    }
  }

  @Test("attributes are added and taken away one by one")
  func attributes() {
    let style = Style(.red, on: .blue).dim
    #expect(
      style.removing(.dim).adding([.italic, .underline]) == Style(.red, on: .blue).italic.underlined
    )
  }

  @Test("a fixed colour of 256 is nearest to itself")
  func nearestIsExact() {
    for index in UInt8(16)...255 {
      let (red, green, blue) = Color.indexed(index).components
      let reduced = Color.rgb(red, green, blue).reduced(to: .indexed)
      #expect(reduced.components == (red, green, blue), "\(index)")
    }
  }

  @Test("no colour of 256 is nearer than the one chosen", arguments: 0..<200)
  func nearest(seed: Int) {
    var random = SeededRandom(UInt64(seed))
    let (red, green, blue) = (random.byte(), random.byte(), random.byte())
    func distance(_ color: Color) -> Int {
      let (r, g, b) = color.components
      let (x, y, z) = (Int(r) - Int(red), Int(g) - Int(green), Int(b) - Int(blue))
      return 3 * x * x + 6 * y * y + z * z
    }
    let chosen = distance(Color.rgb(red, green, blue).reduced(to: .indexed))
    let best = (UInt8(16)...255).map { distance(.indexed($0)) }.min() ?? 0
    #expect(chosen == best, "#\(red) \(green) \(blue)")
  }

  @Test("each depth keeps what it has and loses the rest")
  func ladder() {
    #expect(Color.rgb(255, 0, 0).reduced(to: .direct) == .rgb(255, 0, 0))
    #expect(Color.rgb(255, 0, 0).reduced(to: .indexed) == .indexed(196))
    #expect(Color.rgb(255, 0, 0).reduced(to: .ansi16) == .ansi(9))
    #expect(Color.indexed(196).reduced(to: .ansi16) == .ansi(9))
    #expect(Color.ansi(3).reduced(to: .ansi8) == .ansi(3))
    #expect(Color.ansi(3).reduced(to: .indexed) == .ansi(3))
    #expect(Color.ansi(3).reduced(to: .mono) == .standard)
    for depth in ColorDepth.allCases { #expect(Color.standard.reduced(to: depth) == .standard) }
  }

  @Test(
    "the command line decides, then NO_COLOR, then the forcing ones, then the terminal",
    arguments: [
      (ColorDepth.direct, ["NO_COLOR": "1", "FORCE_COLOR": "0"], ColorDepth.direct),
      (.mono, ["FORCE_COLOR": "3"], .mono),
      (nil, ["NO_COLOR": "1", "FORCE_COLOR": "3", "CLICOLOR_FORCE": "1"], .mono),
      (nil, ["NO_COLOR": ""], .indexed),
      (nil, ["NO_COLOR": "", "FORCE_COLOR": "3"], .direct),
      (nil, ["FORCE_COLOR": "0"], .mono),
      (nil, ["FORCE_COLOR": "1"], .indexed),
      (nil, ["CLICOLOR_FORCE": "0"], .indexed),
      (nil, [:], .indexed),
    ] as [(ColorDepth?, [String: String], ColorDepth)])
  func precedence(wanted: ColorDepth?, variables: [String: String], expected: ColorDepth) {
    let chosen = ColorDepth.chosen(wanted: wanted, terminal: .indexed) { variables[$0] }
    #expect(chosen == expected)
  }

  @Test("forcing gives a terminal without colours sixteen")
  func forcing() {
    let forced = ColorDepth.chosen(wanted: nil, terminal: .mono) { name in
      name == "CLICOLOR_FORCE" ? "1" : nil
    }
    #expect(forced == .ansi16)
  }
}
