import Screen

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A colour as the eye takes it: how bright, how far from another, and how to move it.
///
/// Contrast is WCAG 2's. Distance is that of Ottosson's Oklab, in which equal steps look about
/// equally large: black and white are 1 apart, 0.02 can just be told side by side.
package struct Shade: Hashable, Sendable {
  /// Red, green and blue light, linear, 0 to 1.
  package let light: SIMD3<Double>

  /// Relative luminance, 0 to 1.
  package let luminance: Double

  package init(light: SIMD3<Double>) {
    self.light = light
    luminance = 0.2126 * light.x + 0.7152 * light.y + 0.0722 * light.z
  }

  package init(_ color: Color) {
    let (red, green, blue) = color.components
    self.init(
      light: SIMD3(Self.linear[Int(red)], Self.linear[Int(green)], Self.linear[Int(blue)]))
  }

  static let black = Shade(light: .zero)
  static let white = Shade(light: .one)

  /// The nearest colour of 24 bits.
  package var color: Color {
    func byte(_ value: Double) -> UInt8 { UInt8((Self.encoded(value) * 255).rounded()) }
    return .rgb(byte(light.x), byte(light.y), byte(light.z))
  }

  /// Contrast with another, 1 to 21.
  package func contrast(with other: Shade) -> Double {
    let (one, two) = (luminance, other.luminance)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// Whether black stands out from it more than white does.
  package var isLight: Bool { contrast(with: .black) > contrast(with: .white) }

  /// How far another colour is in Oklab.
  package func distance(to other: Shade) -> Double {
    let difference = oklab - other.oklab
    return (difference * difference).sum().squareRoot()
  }

  // MARK: Oklab

  /// Lightness, and the two opponent axes.
  var oklab: SIMD3<Double> {
    let cones = SIMD3(
      cbrt((light * SIMD3(0.4122214708, 0.5363325363, 0.0514459929)).sum()),
      cbrt((light * SIMD3(0.2119034982, 0.6806995451, 0.1073969566)).sum()),
      cbrt((light * SIMD3(0.0883024619, 0.2817188376, 0.6299787005)).sum()))
    return SIMD3(
      (cones * SIMD3(0.2104542553, 0.7936177850, -0.0040720468)).sum(),
      (cones * SIMD3(1.9779984951, -2.4285922050, 0.4505937099)).sum(),
      (cones * SIMD3(0.0259040371, 0.7827717662, -0.8086757660)).sum())
  }

  /// Of Oklab's coordinates. What no screen shows loses its colourfulness, not its lightness.
  init(oklab: SIMD3<Double>) {
    var saturation = 1.0
    var light = Self.light(oklab)
    while saturation > 0.01, light.min() < -0.0005 || light.max() > 1.0005 {
      saturation *= 0.95
      light = Self.light(SIMD3(oklab.x, oklab.y * saturation, oklab.z * saturation))
    }
    self.init(light: light.clamped(lowerBound: .zero, upperBound: .one))
  }

  /// The same hue, lighter or darker by so much.
  func lightened(by amount: Double) -> Shade {
    var lab = oklab
    lab.x = min(1, max(0, lab.x + amount))
    return Shade(oklab: lab)
  }

  /// A colour by lightness, colourfulness, and angle of hue in turns.
  static func hue(_ turn: Double, lightness: Double, chroma: Double) -> Shade {
    let angle = turn * 2 * Double.pi
    return Shade(oklab: SIMD3(lightness, chroma * cos(angle), chroma * sin(angle)))
  }

  private static func light(_ lab: SIMD3<Double>) -> SIMD3<Double> {
    var cones = SIMD3(
      lab.x + 0.3963377774 * lab.y + 0.2158037573 * lab.z,
      lab.x - 0.1055613458 * lab.y - 0.0638541728 * lab.z,
      lab.x - 0.0894841775 * lab.y - 1.2914855480 * lab.z)
    cones = cones * cones * cones
    return SIMD3(
      (cones * SIMD3(4.0767416621, -3.3077115913, 0.2309699292)).sum(),
      (cones * SIMD3(-1.2684380046, 2.6097574011, -0.3413193965)).sum(),
      (cones * SIMD3(-0.0041960863, -0.7034186147, 1.7076147010)).sum())
  }

  // MARK: sRGB

  private static let linear: [Double] = (0...255).map { byte in
    let value = Double(byte) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  private static func encoded(_ value: Double) -> Double {
    let value = min(1, max(0, value))
    return value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055
  }
}
