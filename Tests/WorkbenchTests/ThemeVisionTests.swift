import Screen
import Testing

@testable import Workbench

/// How a colour looks with a kind of colour blindness: Brettel, Viénot and Mollon (1997) for all
/// three, as tables for linear sRGB; for red and green also Viénot, Brettel and Mollon (1999).
enum Vision: CaseIterable {
  case deuteranopia, protanopia, tritanopia, deuteranopia1999, protanopia1999

  func sees(_ shade: Shade) -> Shade {
    let light = shade.light
    func applied(_ rows: [SIMD3<Double>]) -> Shade {
      let seen = SIMD3(
        (light * rows[0]).sum(), (light * rows[1]).sum(), (light * rows[2]).sum())
      return Shade(light: seen.clamped(lowerBound: .zero, upperBound: .one))
    }
    if let single { return applied(single) }
    let (first, second, plane) = halves
    return applied((light * plane).sum() >= 0 ? first : second)
  }

  /// One plane of colours is enough for red and green.
  private var single: [SIMD3<Double>]? {
    switch self {
    case .protanopia1999:
      [SIMD3(0.11238, 0.88762, 0), SIMD3(0.11238, 0.88762, 0), SIMD3(0.00401, -0.00401, 1)]
    case .deuteranopia1999:
      [SIMD3(0.29275, 0.70725, 0), SIMD3(0.29275, 0.70725, 0), SIMD3(-0.02234, 0.02234, 1)]
    default: nil
    }
  }

  /// Two half planes, and what tells on which a colour falls.
  private var halves: ([SIMD3<Double>], [SIMD3<Double>], SIMD3<Double>) {
    switch self {
    case .protanopia, .protanopia1999:
      (
        [
          SIMD3(0.14980, 1.19548, -0.34528), SIMD3(0.10764, 0.84864, 0.04372),
          SIMD3(0.00384, -0.00540, 1.00156),
        ],
        [
          SIMD3(0.14570, 1.16172, -0.30742), SIMD3(0.10816, 0.85291, 0.03892),
          SIMD3(0.00386, -0.00524, 1.00139),
        ], SIMD3(0.00048, 0.00393, -0.00441)
      )
    case .deuteranopia, .deuteranopia1999:
      (
        [
          SIMD3(0.36477, 0.86381, -0.22858), SIMD3(0.26294, 0.64245, 0.09462),
          SIMD3(-0.02006, 0.02728, 0.99278),
        ],
        [
          SIMD3(0.37298, 0.88166, -0.25464), SIMD3(0.25954, 0.63506, 0.10540),
          SIMD3(-0.01980, 0.02784, 0.99196),
        ], SIMD3(-0.00281, -0.00611, 0.00892)
      )
    case .tritanopia:
      (
        [
          SIMD3(1.01277, 0.13548, -0.14826), SIMD3(-0.01243, 0.86812, 0.14431),
          SIMD3(0.07589, 0.80500, 0.11911),
        ],
        [
          SIMD3(0.93678, 0.18979, -0.12657), SIMD3(0.06154, 0.81526, 0.12320),
          SIMD3(-0.37562, 1.12767, 0.24796),
        ], SIMD3(0.03901, -0.02788, -0.01113)
      )
    }
  }
}

@Suite("Themes: colour blindness") struct ThemeVisionTests {
  static let themes: [(String, [Vision])] = [
    ("red-green-safe", [.deuteranopia, .protanopia, .deuteranopia1999, .protanopia1999]),
    ("blue-yellow-safe", [.tritanopia]),
  ]

  /// Things that a reader must not take for each other.
  static let pairs: [(Theme.Ink, Theme.Ink)] = [
    (.good, .down), (.good, .warning), (.leader, .down), (.leader, .candidate),
    (.candidate, .down), (.paused, .down), (.leader, .follower), (.leader, .faint),
  ]

  /// What can be taken for each other with a kind of vision.
  static func confusions(in theme: Theme, with vision: Vision) -> [String] {
    var confusions: [String] = []
    let terms = theme.terms.map { vision.sees(Shade($0.foreground)) }
    if !Theme.areApart(terms) {
      let distances = terms.indices.map { terms[$0].distance(to: terms[($0 + 1) % terms.count]) }
      confusions.append("terms \(distances)")
    }
    for (one, other) in pairs {
      let distance = vision.sees(Shade(theme[one].foreground))
        .distance(to: vision.sees(Shade(theme[other].foreground)))
      if distance < 0.07 { confusions.append("\(one.name) and \(other.name): \(distance)") }
    }
    let (changed, violation) = (theme[.changed].background, theme[.violation].background)
    if vision.sees(Shade(changed)).distance(to: vision.sees(Shade(violation))) < 0.15 {
      confusions.append("changed and violation")
    }
    return confusions
  }

  @Test("a safe theme tells apart what matters, as those it is for see it", arguments: themes)
  func safe(name: String, visions: [Vision]) throws {
    for depth in [ColorDepth.direct, .indexed] {
      let theme = Theme(try #require(BuiltInSchemes.named(name)), depth: depth)
      #expect(theme.terms.count >= 4)
      for vision in visions {
        let confusions = Self.confusions(in: theme, with: vision)
        #expect(confusions.isEmpty, "\(depth) \(vision): \(confusions.joined(separator: "; "))")
      }
    }
  }

  @Test("the check finds a theme that is not for them")
  func checkCanFail() {
    #expect(!Self.confusions(in: Theme(BuiltInSchemes.dark), with: .deuteranopia).isEmpty)
    #expect(!Self.confusions(in: Theme(BuiltInSchemes.dark), with: .tritanopia).isEmpty)
  }

  @Test("greys are seen as they are; red and green, or blue and green, come together")
  func simulation() {
    for vision in Vision.allCases {
      for byte in stride(from: UInt8(0), through: 250, by: 25) {
        let grey = Shade(.rgb(byte, byte, byte))
        #expect(vision.sees(grey).distance(to: grey) < 0.01, "\(vision) \(byte)")
      }
    }
    let (red, green) = (Shade(.rgb(200, 90, 0)), Shade(.rgb(120, 120, 0)))
    for vision in Vision.allCases where vision != .tritanopia {
      let seen = vision.sees(red).distance(to: vision.sees(green))
      #expect(seen < red.distance(to: green) * 0.7, "\(vision)")
    }
    let (blue, teal) = (Shade(.rgb(0, 120, 200)), Shade(.rgb(0, 130, 120)))
    let seen = Vision.tritanopia.sees(blue).distance(to: Vision.tritanopia.sees(teal))
    #expect(seen < blue.distance(to: teal) * 0.5)
  }
}
